"""What a killed question left of a past moment is removed, and nothing that anybody still uses."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from respondeat.api import scratch


def test_only_folders_of_processes_that_are_no_more_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        pytest.skip("whether a process is there cannot be known on Windows")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code = (
        "import os, signal\n"
        "from respondeat.api import scratch\n"
        "kept = scratch.folder()\n"
        "open(kept.name + '/names', 'w').write('Qwxzt Unspeakable')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    (left,) = tmp_path.iterdir()
    assert (left / "names").exists()
    with scratch.folder() as mine:
        others = [tmp_path / name for name in ("respondeat-readers-x", "respondeat-x", "other-1-x")]
        for other in others:
            other.mkdir()
        scratch.remove_abandoned()
        assert sorted(tmp_path.iterdir()) == sorted([Path(mine), *others])

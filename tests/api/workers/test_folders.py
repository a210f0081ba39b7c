"""Folders of servers: gone with them, and what a killed one left is swept up by the next."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from respondeat.api.workers.folders import Folder, sweep

KILLED = """
import os, signal
from respondeat.api.workers.folders import Folder
folder = Folder()
(folder.one() / "secret").write_text("secret")
print(folder.path, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_a_folder_is_its_server_s_alone_and_goes_with_it(temporary: Path) -> None:
    one, two = Folder(), Folder()
    sweep()
    assert one.path.is_dir()
    assert two.path.is_dir()
    if os.name != "nt":
        assert one.path.stat().st_mode & 0o777 == 0o700
    (one.one() / "written").write_text("x")
    one.close()
    two.close()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_server_left_is_swept_up(temporary: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    left = Path(done.stdout.strip())
    assert list(left.rglob("secret"))
    (temporary / "respondeat-readers-of-another").mkdir()
    Folder().close()
    assert not left.exists()
    assert [one.name for one in temporary.iterdir()] == ["respondeat-readers-of-another"]

"""The commands of the page on signing and dating, run as they stand there, one after the other."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.graph.evidence.signing.certificates import pem_of
from respondeat.graph.evidence.signing.commands import (
    FINGERPRINT,
    TRUSTED_CA,
    signature_commands,
    token_commands,
    token_text_commands,
)
from tests.api.terminal import here
from tests.examples import FUZZED
from tests.graph.evidence.signing.test_proofs import pending
from tests.graph.evidence.signing.time_authority import (
    LocalAuthority,
    authority,
    issue,
    openssl_needed,
    serving,
)

pytestmark = [openssl_needed, pytest.mark.slow]

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "sign-and-date.md"
COMMANDS = re.findall(r"^\$ (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
SECRET = "an invented passphrase"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, bytes]]:
    """An authority and a calendar on this machine, and the authority's root."""
    root = issue("Invented Root")
    signer = authority("Invented Time", root)
    there = LocalAuthority(tmp_path_factory.mktemp("tsa"), signer)
    with serving(there.reply) as (stamps, _), serving(pending) as (promises, _):
        yield stamps, promises, pem_of([root.certificate])


@pytest.fixture
def folder(
    tmp_path: Path, copy: Path, servers: tuple[str, str, bytes], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Where somebody follows the page: with a passphrase in a file, and the authority's root."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("RESPONDEAT_STORE", str(copy))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "passphrase.txt").write_text(f"{SECRET}\n", "utf-8")
    (tmp_path / "passphrase.txt").chmod(0o600)
    (tmp_path / "tsa-root.pem").write_bytes(servers[2])
    return tmp_path


def wanted(command: str) -> bool:
    """Whether a command is run: of the three bundles one, with all in it, in a usual run."""
    return bool(FUZZED) or not re.search(r"\b(signed|proven)\b", command)


def test_every_command_of_the_page(folder: Path, servers: tuple[str, str, bytes]) -> None:
    stamps, promises, root = servers
    fingerprint, verdicts = "", list[str]()
    for command in (c for c in COMMANDS if c.startswith("respondeat ") and wanted(c)):
        told = command.replace("https://tsa.example/", stamps).replace("https://calendar.example/", promises)
        told += f" --calendar {promises}" if "--authority https" in command else ""
        done = here(*shlex.split(told.replace("FINGERPRINT", fingerprint))[1:])
        assert done.code == 0, f"{command}\n{done.out}{done.err}"
        assert SECRET not in done.out + done.err
        if command.startswith("respondeat keys new"):
            fingerprint = done.out.strip()
        if " verify " in command:
            verdicts.append(done.out.strip().splitlines()[-1])
    assert set(verdicts) == {f"Verdict: intact, signed by {fingerprint}"}
    (folder / "dated" / TRUSTED_CA).write_bytes(root)
    for command in (c for c in COMMANDS if c.startswith("openssl ")):
        ran = subprocess.run(
            command, shell=True, cwd=folder / "dated", capture_output=True, timeout=60, check=False
        )
        assert ran.returncode == 0, f"{command}\n{ran.stderr.decode()}"
    _holds_nothing_of_this_machine(folder, fingerprint)


def _holds_nothing_of_this_machine(folder: Path, fingerprint: str) -> None:
    """No key, passphrase, secret or path of this machine is in what was written."""
    key = (folder / "settings" / "respondeat" / "signing-key.pem").read_bytes()
    salted = (folder / "settings" / "respondeat" / "bundle-secret").read_text("ascii").strip()
    hidden = (
        SECRET.encode(),
        key.splitlines()[1],
        salted.encode(),
        bytes.fromhex(salted),
        str(folder).encode(),
    )
    for name in ("signed", "dated", "proven"):
        for path in (folder / name).rglob("*"):  # none where it was not made
            content = path.read_bytes() if path.is_file() else b""
            assert [h for h in hidden if h in content] == [], path


def test_the_page_has_the_commands_of_every_bundle() -> None:
    there = (*signature_commands(), FINGERPRINT, *token_commands(signed=True), token_text_commands()[0])
    assert [c for c in COMMANDS if c.startswith("openssl ")] == list(there)

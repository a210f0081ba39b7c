"""The signing key of bundles at the terminal: made once, outside the store, told apart from access keys."""

import os
import pty
import subprocess
from pathlib import Path

import platformdirs
import pytest

from respondeat.api.cli.signing_keys import default_key, default_secret, open_key
from respondeat.errors import InputError
from respondeat.graph.evidence.signing.keys import load_key
from respondeat.graph.evidence.verifier.verdict import read_fingerprint
from tests.api.terminal import PYTHON, here
from tests.api.test_schemas import fits
from tests.graph.evidence.signing.time_authority import openssl, openssl_needed

PASSPHRASE = "an invented пароль"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of the user are for a while."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("RESPONDEAT_STORE", str(tmp_path / "store"))
    return tmp_path / "settings" / "respondeat"


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    (tmp_path / "pass").write_text(PASSPHRASE + "\n", "utf-8")
    (tmp_path / "pass").chmod(0o600)
    return tmp_path / "pass"


def test_a_key_among_the_settings(own_settings: Path, passphrase_file: Path) -> None:
    done = here("keys", "new", "--passphrase-file", passphrase_file)
    assert done.code == 0, done.err
    assert read_fingerprint(done.out) == done.out.strip()
    place = own_settings / "signing-key.pem"
    assert load_key(place, PASSPHRASE.encode()).fingerprint == done.out.strip()
    assert f"Private key: {place}" in done.err
    assert f"Public key: {own_settings / 'signing-key.public.pem'}" in done.err
    assert "Keep a copy" in done.err
    assert place.stat().st_mode & 0o777 == 0o600
    assert here("keys", "fingerprint", "--passphrase-file", passphrase_file).out == done.out
    assert here("keys", "fingerprint", stdin=PASSPHRASE + "\n").out == done.out
    assert here("keys", "fingerprint", own_settings / "signing-key.public.pem").out == done.out
    for shown in (done.out, done.err):
        assert PASSPHRASE not in shown
        assert "BEGIN" not in shown
    before = place.read_bytes()
    again = here("keys", "new", "--no-passphrase")
    assert (again.code, "no key is ever overwritten" in again.err) == (2, True)
    assert place.read_bytes() == before


def test_answers_are_what_their_schema_says(tmp_path: Path) -> None:
    made = here("keys", "new", "--no-passphrase", "--out", tmp_path / "a.pem", "--json")
    fits("signing-key", made.json)
    asked = here("keys", "fingerprint", tmp_path / "a.pem", "--json")
    assert asked.json == made.json
    public = here("keys", "fingerprint", tmp_path / "a.public.pem", "--json")
    fits("signing-key", public.json)
    assert public.json["fingerprint"] == made.json["fingerprint"]
    (tmp_path / "a.public.pem").unlink()
    fits("signing-key", here("keys", "fingerprint", tmp_path / "a.pem", "--json").json)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--no-passphrase", "--passphrase-file", "pass"), "cannot both hold"),
        (("--passphrase-file", "none"), "A passphrase cannot be read"),
        ((), "No passphrase came on standard input"),
        (("--no-passphrase", "--out", "store/a.pem"), "is inside the store"),
        (("--no-passphrase", "--out", "pass"), "exists already"),
    ],
)
def test_what_cannot_be(
    tmp_path: Path,
    passphrase_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    why: str,
    own_settings: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = here("keys", "new", *arguments)
    assert (done.code, why in done.err) == (2, True), done.err
    assert not own_settings.exists()
    assert [p.name for p in tmp_path.rglob("*.pem")] == []


def test_a_passphrase_that_others_may_read(passphrase_file: Path) -> None:
    passphrase_file.chmod(0o644)
    done = here("keys", "new", "--passphrase-file", passphrase_file)
    assert (done.code, "A passphrase in" in done.err) == (2, True)


def test_no_key_yet() -> None:
    done = here("keys", "fingerprint")
    assert (done.code, "`respondeat keys new` makes one" in done.err) == (2, True)


def test_a_wrong_passphrase(tmp_path: Path, passphrase_file: Path) -> None:
    here("keys", "new", "--out", tmp_path / "a.pem", "--passphrase-file", passphrase_file)
    done = here("keys", "fingerprint", tmp_path / "a.pem", stdin="something else\n")
    assert (done.code, "the passphrase is wrong" in done.err) == (2, True)
    assert "something else" not in done.err


def test_typed_at_a_terminal_it_is_not_shown(tmp_path: Path) -> None:
    screen, terminal = pty.openpty()
    place = tmp_path / "a.pem"
    running = subprocess.Popen(
        [*PYTHON, "keys", "new", "--out", place],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=os.environ | {"RESPONDEAT_STORE": str(tmp_path / "store")},
        start_new_session=True,
    )
    os.close(terminal)
    shown = b""
    for prompt in (b"Passphrase:", b"Repeat for confirmation:"):
        while prompt not in shown:
            shown += os.read(screen, 1024)
        os.write(screen, b"hidden words\n")
    out, _ = running.communicate(timeout=60)
    with open(screen, "rb", buffering=0) as rest:  # noqa: PTH123  # a descriptor, not a path
        try:
            while piece := rest.read(1024):
                shown += piece
        except OSError:
            pass  # Linux says so when the other end is closed
    assert running.returncode == 0, shown
    assert b"hidden" not in shown + out
    assert load_key(place, b"hidden words").fingerprint == out.decode().strip()


def test_help_tells_the_two_kinds_apart() -> None:
    def told(*arguments: str) -> str:
        return " ".join(here("keys", *arguments, "--help").out.split())

    assert "access keys of the server, and the signing key of evidence bundles" in told()
    assert "It is not a key of the server: it opens nothing" in told("new")
    for command in ("add", "list", "revoke"):
        assert "access key" in told(command)


def test_places_outside_the_store(tmp_path: Path) -> None:
    store = tmp_path / "store"
    folder = platformdirs.user_config_path("respondeat")
    assert default_key(store) == folder / "signing-key.pem"
    assert default_secret(store) == folder / "bundle-secret"
    assert default_key(store, tmp_path / "x") == default_secret(store, tmp_path / "x") == tmp_path / "x"
    for place in (default_key, default_secret):
        with pytest.raises(InputError, match="is inside the store"):
            place(store, store / "x")
        with pytest.raises(InputError, match="is inside the store"):
            place(folder.parent)


def test_a_key_to_sign_with(tmp_path: Path, passphrase_file: Path) -> None:
    for name, arguments in (("a", ["--no-passphrase"]), ("b", ["--passphrase-file", passphrase_file])):
        here("keys", "new", "--out", tmp_path / name, *arguments)
    assert open_key(tmp_path / "a", None).sign(b"x")
    assert open_key(tmp_path / "b", passphrase_file).sign(b"x")
    with pytest.raises(InputError, match="is not encrypted"):
        open_key(tmp_path / "a", passphrase_file)


@openssl_needed
def test_openssl_prints_the_same_fingerprint(tmp_path: Path) -> None:
    told = here("keys", "new", "--no-passphrase", "--out", tmp_path / "a.pem").out
    openssl("pkey", "-in", "a.pem", "-pubout", "-outform", "DER", "-out", "a.der", cwd=tmp_path)
    assert openssl("dgst", "-sha256", "a.der", cwd=tmp_path).split()[-1] == told.strip()

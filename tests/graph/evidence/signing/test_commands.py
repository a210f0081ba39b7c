"""The commands that a recipient is told, run word for word in a shell."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from respondeat.graph.evidence.signing import commands
from respondeat.graph.evidence.signing.certificates import pem_of
from respondeat.graph.evidence.signing.keys import SigningKey
from respondeat.graph.evidence.signing.token_form import put_together, taken_apart
from respondeat.graph.evidence.verifier.layout import (
    AUTHORITY,
    EXPORT,
    EXPORT_SIGNATURE,
    KEY,
    ROOT,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    TAG_MANIFEST,
    TAG_SIGNATURE,
    TAG_TOKEN,
)
from tests.graph.evidence.signing.time_authority import DAY, NOW, Forger, authority, issue, openssl_needed

pytestmark = openssl_needed

OWN = issue("Invented Root")
MIDDLE = issue("Invented Middle", OWN)
SIGNER = authority("Invented Time", MIDDLE, first=NOW - 9 * DAY, last=NOW - DAY)  # it has ended since
MOMENT = NOW - 2 * DAY
CHAIN = (SIGNER.certificate, MIDDLE.certificate, OWN.certificate)
SIGNED_BY = SigningKey.generate()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder with what a bundle has to be checked by OpenSSL."""
    folder = tmp_path / "bundle"
    for name in ("data", "signature"):
        (folder / name).mkdir(parents=True)
    forger = Forger(SIGNER, moment=MOMENT.strftime("%Y%m%d%H%M%SZ").encode())
    for plain, signature, token in (
        (ROOT, ROOT_SIGNATURE, ROOT_TOKEN),
        (TAG_MANIFEST, TAG_SIGNATURE, TAG_TOKEN),
    ):
        content = plain.encode()
        (folder / plain).write_bytes(content)
        (folder / signature).write_bytes(SIGNED_BY.sign(content))
        stamped = taken_apart(forger.token(SIGNED_BY.sign(content)))
        (folder / token).write_bytes(put_together(stamped, CHAIN))
    (folder / EXPORT).write_bytes(b"an entry")
    (folder / EXPORT_SIGNATURE).write_bytes(SIGNED_BY.sign(b"an entry"))
    (folder / KEY).write_bytes(SIGNED_BY.public_pem)
    (folder / AUTHORITY).write_bytes(pem_of(CHAIN))
    (folder / commands.TRUSTED_CA).write_bytes(pem_of([OWN.certificate]))
    return folder


def shell(command: str, folder: Path) -> tuple[int, str]:
    """The exit code and both outputs of a line as a recipient types it."""
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, timeout=60, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_signatures(bundle: Path) -> None:
    for command in commands.signature_commands():
        code, told = shell(command, bundle)
        assert (code, "Signature Verified Successfully" in told) == (0, True), told
    (bundle / ROOT).write_bytes(b"changed")
    assert [shell(command, bundle)[0] for command in commands.signature_commands()] == [1, 0, 0]


def test_the_fingerprint(bundle: Path) -> None:
    code, told = shell(commands.FINGERPRINT, bundle)
    assert (code, told.split()[-1]) == (0, SIGNED_BY.fingerprint)


def test_time_stamps(bundle: Path) -> None:
    for command in commands.token_commands(signed=True, at=MOMENT):
        code, told = shell(command, bundle)
        assert (code, "Verification: OK" in told) == (0, True), told
    for command in commands.token_commands(signed=True):  # today the certificate no longer holds
        code, told = shell(command, bundle)
        assert (code, "certificate has expired" in told) == (1, True), told
    for command in commands.token_commands(signed=False, at=MOMENT):
        assert shell(command, bundle)[0] == 1
    for command in commands.token_commands(signed=True, at=MOMENT - timedelta(days=30)):
        assert shell(command, bundle)[0] == 1
    (bundle / commands.TRUSTED_CA).write_bytes(pem_of([issue("Invented Root").certificate]))
    for command in commands.token_commands(signed=True, at=MOMENT):
        assert shell(command, bundle)[0] == 1


def test_what_time_stamps_say(bundle: Path) -> None:
    for command in commands.token_text_commands():
        code, told = shell(command, bundle)
        assert code == 0
        assert f"Time stamp: {MOMENT:%b} {MOMENT.day:2d} {MOMENT:%H:%M:%S %Y} GMT" in told


def test_proofs_are_of_the_signature_where_there_is_one() -> None:
    assert commands.proof_commands(signed=True)[1] == (
        "ots verify -f signature/tagmanifest.sig signature/tagmanifest.ots"
    )
    assert "tagmanifest-sha256.txt" in commands.proof_commands(signed=False)[1]

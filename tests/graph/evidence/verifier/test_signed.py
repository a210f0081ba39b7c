"""Keys in their one form, time tokens as far as the standard library reads them, and what is said of both."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from respondeat.graph.evidence.signing.verification import verify_tokens
from respondeat.graph.evidence.verifier import Check, Unreadable, Verdict, layout, verify_source
from respondeat.graph.evidence.verifier.der import read_key, token_imprint
from respondeat.graph.evidence.verifier.verdict import (
    FAILED,
    NOT_CHECKED,
    NOT_INTACT,
    NOT_VERIFIED,
    NOTE,
    OK,
    read_fingerprint,
)
from tests.graph.evidence import bundles
from tests.graph.evidence.bundles import Files, MemorySource, made
from tests.graph.evidence.signing.time_authority import Forger, authority, issue

ROOT = issue("Invented Root")
FORGER = Forger(authority("Invented Time", ROOT))
PEM = bundles.pem(bundles.KEY)


def test_a_key_and_its_fingerprint() -> None:
    key, fingerprint = read_key(PEM)
    assert key == bundles.KEY.public_key().public_bytes_raw()
    assert fingerprint == bundles.fingerprint()


def test_keys_in_another_form_are_refused() -> None:
    body = PEM.splitlines()[1]
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    long = base64.b64encode(base64.b64decode(body) + b"x")
    for pem in (
        b"",
        PEM[:-1],
        PEM + b"\n",
        b"\n" + PEM,
        PEM.replace(b"\n", b"\r\n"),
        PEM.replace(body, body[:32] + b"\n" + body[32:]),
        PEM.replace(body, long),
        PEM.replace(body, body[:-1]),
        PEM.replace(body, body[:-4] + b"!!!="),
        PEM.replace(body, base64.b64encode(b"\0" + base64.b64decode(body)[1:])),
        PEM.replace(b"PUBLIC", b"PRIVATE"),
        other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ):
        with pytest.raises(Unreadable, match="in the one form"):
            read_key(pem)


@pytest.mark.parametrize("written", [str.upper, " ".join, ":".join, lambda text: f"  {text}\n"])
def test_a_fingerprint_however_written(written: "object") -> None:
    assert callable(written)
    assert read_fingerprint(written(bundles.fingerprint())) == bundles.fingerprint()


@pytest.mark.parametrize("text", ["x", "0" * 63, "0" * 65, "g" * 64, "sha256:" + "0" * 64, "\u0660" * 64])
def test_what_is_no_fingerprint(text: str) -> None:
    with pytest.raises(Unreadable, match="no fingerprint"):
        verify_source(MemorySource(made()), text)


def test_what_a_token_is_of() -> None:
    assert token_imprint(FORGER.token(b"told")) == ("sha256", hashlib.sha256(b"told").hexdigest())


@pytest.mark.parametrize(
    "token", [b"", b"\x30", b"\x30\x80\0\0", b"\x30\x84\xff\xff\xff\xff", b"\x30\x85" + bytes(9)]
)
def test_what_is_no_token(token: bytes) -> None:
    with pytest.raises(Unreadable):
        token_imprint(token)


def test_a_token_that_is_nested_without_end_is_refused() -> None:
    token = b""
    for _ in range(60):
        token = b"\x30" + bytes([len(token)]) + token if len(token) < 128 else token
    with pytest.raises(Unreadable):
        token_imprint(token)


def test_no_byte_of_a_token_makes_a_traceback() -> None:
    token = FORGER.token(b"told")
    for at in range(len(token)):
        for value in (0, 0x80, 0xFF, token[at] ^ 1):
            changed = bytearray(token)
            changed[at] = value
            try:
                token_imprint(bytes(changed))
            except Unreadable:
                continue


def stamped(key: bool = True) -> Files:
    files = made(key=bundles.KEY if key else None)
    files[layout.ROOT_TOKEN] = FORGER.token(files[layout.ROOT_SIGNATURE if key else layout.ROOT])
    files[layout.TAG_TOKEN] = FORGER.token(files[layout.TAG_SIGNATURE if key else layout.TAG_MANIFEST])
    return bundles.with_sums(files)


def verdicts(verdict: Verdict) -> dict[str, str]:
    return {check.name: check.verdict for check in verdict.checks}


@pytest.mark.parametrize("key", [True, False])
def test_tokens_are_of_the_bundle_and_the_rest_needs_other_tools(key: bool) -> None:
    found = verify_source(MemorySource(stamped(key)))
    assert found.ok
    told = verdicts(found)
    assert (told[layout.ROOT_TOKEN], told[layout.TAG_TOKEN]) == (NOT_CHECKED, NOT_CHECKED)
    assert all("openssl ts -verify" in c.detail for c in found.checks if c.name.endswith(".tsr"))


def test_a_token_of_something_else_is_told() -> None:
    files = stamped()
    files[layout.ROOT_TOKEN], files[layout.TAG_TOKEN] = files[layout.TAG_TOKEN], files[layout.ROOT_TOKEN]
    found = verify_source(MemorySource(bundles.with_sums(files)))
    told = verdicts(found)
    assert found.verdict == NOT_INTACT
    assert (told[layout.ROOT_TOKEN], told[layout.TAG_TOKEN]) == (FAILED, FAILED)
    files[layout.ROOT_TOKEN] = b"no token"
    found = verify_source(MemorySource(bundles.with_sums(files)))
    assert verdicts(found)[layout.ROOT_TOKEN] == FAILED


def test_a_proof_of_time_needs_other_tools() -> None:
    files = bundles.with_sums(made() | {layout.TAG_PROOF: b"stands for a proof"})
    found = verify_source(MemorySource(files))
    assert found.verdict == NOT_VERIFIED
    assert verdicts(found)[layout.TAG_PROOF] == NOT_CHECKED


def test_what_libraries_check_takes_the_place_of_what_was_not_checked() -> None:
    source = MemorySource(stamped())
    found = verify_source(source)
    more = found.and_also(verify_tokens(source, None))
    assert verdicts(more)[layout.AUTHORITY] == FAILED  # the certificates are missing here
    assert len(more.checks) == len({check.name for check in more.checks})


def test_a_check_that_failed_stays_failed() -> None:
    verdict = Verdict((Check("a", FAILED, "one"), Check("b", NOTE, "two")), "f" * 64, True)
    more = verdict.and_also((Check("a", OK, "fine"), Check("b", OK, "fine"), Check("c", OK, "fine")))
    assert verdicts(more) == {"a": FAILED, "b": OK, "c": OK}
    assert more.verdict == NOT_INTACT
    assert more.as_json()["signer"] == "f" * 64

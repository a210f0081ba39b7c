"""Tokens of a bundle: every byte of them counts, and who is trusted is said."""

from datetime import timedelta

import pytest
from cryptography.x509 import Certificate
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.evidence.signing import verification
from respondeat.graph.evidence.signing.certificates import pem_of
from respondeat.graph.evidence.signing.proofs import commitment, make_proof
from respondeat.graph.evidence.signing.token_form import put_together, taken_apart
from respondeat.graph.evidence.signing.verification import verify_proofs, verify_tokens
from respondeat.graph.evidence.verifier.layout import (
    AUTHORITY,
    ROOT,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    TAG_MANIFEST,
    TAG_PROOF,
    TAG_SIGNATURE,
    TAG_TOKEN,
)
from respondeat.graph.evidence.verifier.source import Source
from respondeat.graph.evidence.verifier.verdict import FAILED, NOT_CHECKED, NOTE, OK, Check
from tests.examples import FUZZED, examples
from tests.graph.evidence.signing.test_proofs import pending
from tests.graph.evidence.signing.time_authority import DAY, NOW, Forger, Held, Issued, authority, issue

OWN = issue("Invented Root")
MIDDLE = issue("Invented Middle", OWN)
SIGNER = authority("Invented Time", MIDDLE)
CHAIN = (SIGNER.certificate, MIDDLE.certificate, OWN.certificate)


def stamp(content: bytes, signer: Issued = SIGNER, chain: tuple[Certificate, ...] = CHAIN) -> bytes:
    return put_together(taken_apart(Forger(signer).token(content)), chain)


FILES = {
    ROOT: b'{"an invented":"root"}\n',
    TAG_MANIFEST: b"an invented tag manifest\n",
    ROOT_SIGNATURE: bytes(range(64)),
    TAG_SIGNATURE: bytes(range(64, 128)),
    ROOT_TOKEN: stamp(bytes(range(64))),
    TAG_TOKEN: stamp(bytes(range(64, 128))),
    AUTHORITY: pem_of(CHAIN),
}
HELD = Held(FILES)


def verdicts(checks: tuple[Check, ...]) -> dict[str, str]:
    assert len({check.name for check in checks}) == len(checks)
    return {check.name: check.verdict for check in checks}


def failing(held: Source, trusted: tuple[Certificate, ...] | None = None) -> set[str]:
    return {name for name, verdict in verdicts(verify_tokens(held, trusted)).items() if verdict == FAILED}


def test_without_roots_nobody_says_that_it_is_an_authority() -> None:
    checks = verify_tokens(HELD, None)
    assert verdicts(checks) == {ROOT_TOKEN: OK, TAG_TOKEN: OK, AUTHORITY: NOT_CHECKED}
    assert (
        f"signature/root.sig existed at {NOW:%Y-%m-%dT%H:%M:%SZ}, says CN=Invented Time" in checks[0].detail
    )
    assert "its number 0x4d, policy 1.2.3.4.1" in checks[0].detail
    assert "Authority not verified" in checks[2].detail
    assert "CN=Invented Root" in checks[2].detail


def test_with_roots_it_is_theirs_or_not() -> None:
    assert verdicts(verify_tokens(HELD, (OWN.certificate,)))[AUTHORITY] == OK
    assert verdicts(verify_tokens(HELD, (issue("Other").certificate, MIDDLE.certificate)))[AUTHORITY] == OK
    assert failing(HELD, (issue("Invented Root").certificate,)) == {AUTHORITY}
    assert failing(HELD, ()) == {AUTHORITY}


def test_a_bundle_that_is_not_signed_is_stamped_itself() -> None:
    files = FILES | {ROOT_TOKEN: stamp(FILES[ROOT]), TAG_TOKEN: stamp(FILES[TAG_MANIFEST])}
    held = Held({n: c for n, c in files.items() if n not in (ROOT_SIGNATURE, TAG_SIGNATURE)})
    checks = verify_tokens(held, None)
    assert failing(held) == set()
    assert "data/root.json existed" in checks[0].detail
    assert failing(Held(files)) == {ROOT_TOKEN, TAG_TOKEN}  # the signature is what has to be stamped


def test_without_time_stamps_it_says_so() -> None:
    bare = Held({n: c for n, c in FILES.items() if n not in (ROOT_TOKEN, TAG_TOKEN, AUTHORITY)})
    assert [check.verdict for check in verify_tokens(bare, None)] == [NOTE]
    assert failing(bare.with_(AUTHORITY, FILES[AUTHORITY])) == {AUTHORITY}


def test_two_signers_of_one_authority() -> None:
    """The next request may reach another machine of the authority's, with another certificate."""
    other = authority("Invented Time 2", MIDDLE)
    chain = (other.certificate, *CHAIN[1:])
    held = HELD.with_(TAG_TOKEN, stamp(FILES[TAG_SIGNATURE], other, chain))
    assert failing(held) == {AUTHORITY}
    pem = pem_of((*CHAIN, other.certificate))
    assert failing(held.with_(AUTHORITY, pem)) == set()
    assert verdicts(verify_tokens(held.with_(AUTHORITY, pem), (OWN.certificate,)))[AUTHORITY] == OK


@pytest.mark.parametrize("name", [ROOT_TOKEN, AUTHORITY, ROOT_SIGNATURE, TAG_SIGNATURE])
def test_every_byte_counts(name: str) -> None:
    content = FILES[name]
    for at in range(len(content)):
        for mask in (*(1 << bit for bit in range(8)), 0xFF) if FUZZED else (1 << at % 8,):
            flipped = bytearray(content)
            flipped[at] ^= mask
            assert failing(HELD.with_(name, bytes(flipped))), f"byte {at} of {name} with {mask:#x}"


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_whatever_is_changed_is_told_and_nothing_breaks(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([ROOT_TOKEN, AUTHORITY]))
    content = FILES[name]
    begin = data.draw(st.integers(0, len(content)))
    end = data.draw(
        st.one_of(st.integers(begin, min(begin + 4, len(content))), st.integers(begin, len(content)))
    )
    put = data.draw(st.one_of(st.binary(max_size=6), st.just(content[begin:end] * 2), st.just(content)))
    changed = content[:begin] + put + content[end:]
    assert bool(failing(HELD.with_(name, changed))) == (changed != content)


@pytest.mark.parametrize("name", [ROOT_TOKEN, TAG_TOKEN, AUTHORITY])
def test_every_cut_and_addition_counts(name: str) -> None:
    content = FILES[name]
    for end in {0, 1, 2, 4, len(content) // 2, len(content) - 1}:
        assert failing(HELD.with_(name, content[:end]))
    for more in (b"\0", b"\n", b"\x05\x00", content):
        assert failing(HELD.with_(name, content + more))
        assert failing(HELD.with_(name, more + content))
    assert failing(HELD.with_(name, content * 1000))


def test_tokens_that_are_exchanged_or_of_another() -> None:
    assert failing(HELD.with_(ROOT_TOKEN, FILES[TAG_TOKEN])) == {ROOT_TOKEN}
    assert failing(HELD.with_(AUTHORITY, None)) == {AUTHORITY}
    assert failing(HELD.with_(AUTHORITY, pem_of(reversed(CHAIN)))) == {AUTHORITY}
    assert failing(HELD.with_(AUTHORITY, pem_of((*CHAIN, issue("Stranger").certificate)))) == {AUTHORITY}
    assert failing(HELD.with_(AUTHORITY, pem_of(CHAIN[:2]))) == {ROOT_TOKEN, TAG_TOKEN}
    # one token may be missing: what is there still holds
    assert failing(HELD.with_(ROOT_TOKEN, None)) == set()


def test_a_certificate_that_had_ended() -> None:
    ended = authority("Ended", MIDDLE, first=NOW - 9 * DAY, last=NOW - DAY)
    chain = (ended.certificate, *CHAIN[1:])
    files = {ROOT_TOKEN: stamp(FILES[ROOT_SIGNATURE], ended, chain), AUTHORITY: pem_of(chain)}
    held = Held({n: c for n, c in (FILES | files).items() if n != TAG_TOKEN})
    (first, *_) = verify_tokens(held, (OWN.certificate,))
    assert (first.name, first.verdict) == (ROOT_TOKEN, FAILED)
    assert "was valid from" in first.detail
    then = (NOW - 2 * DAY).strftime("%Y%m%d%H%M%SZ").encode()
    token = Forger(ended, moment=then).token(FILES[ROOT_SIGNATURE])
    held = held.with_(ROOT_TOKEN, put_together(taken_apart(token), chain))
    assert failing(held, (OWN.certificate,)) == set()


def test_fractions_and_accuracy_are_told_as_they_are() -> None:
    moment = (NOW - timedelta(seconds=1)).strftime("%Y%m%d%H%M%S").encode() + b".25Z"
    token = put_together(taken_apart(Forger(SIGNER, moment=moment).token(FILES[ROOT_SIGNATURE])), CHAIN)
    (first, *_) = verify_tokens(HELD.with_(ROOT_TOKEN, token), None)
    assert f"{NOW - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}" in first.detail


def test_a_proof_is_of_this_bundle() -> None:
    nonce = bytes(16)
    over = FILES[TAG_SIGNATURE]
    answers = {"https://a.example": pending(commitment(over, nonce), "https://a.example")}
    held = HELD.with_(TAG_PROOF, make_proof(over, nonce, answers))
    checks = verify_proofs(held)
    assert [check.verdict for check in checks] == [OK, NOTE]
    assert "Pending at https://a.example: a promise" in checks[1].detail
    assert [c.verdict for c in verify_proofs(held.with_(TAG_SIGNATURE, b"x" * 64))] == [FAILED]
    assert [c.verdict for c in verify_proofs(held.with_(TAG_PROOF, b"x"))] == [FAILED]
    assert verify_proofs(HELD) == ()


def test_a_proof_without_its_library_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    from respondeat.errors import ConfigurationError

    def none(*_: object) -> None:
        raise ConfigurationError("pip install 'respondeat[opentimestamps]'")

    monkeypatch.setattr(verification, "read_proof", none)
    (check,) = verify_proofs(HELD.with_(TAG_PROOF, b"x"))
    assert (check.verdict, "pip install" in check.detail) == (NOT_CHECKED, True)

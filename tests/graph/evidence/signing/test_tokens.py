"""Tokens of OpenSSL's own authority, and of forgers: what holds, what does not, and every byte of it."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from respondeat.errors import InputError
from respondeat.graph.evidence.signing import der
from respondeat.graph.evidence.signing.certificates import der_of
from respondeat.graph.evidence.signing.token_form import HASHES, put_together, taken_apart
from respondeat.graph.evidence.signing.token_info import read_info
from respondeat.graph.evidence.signing.tokens import Token, read_token, received, request_for
from tests.graph.evidence.signing.time_authority import (
    DAY,
    NOW,
    Forger,
    Issued,
    LocalAuthority,
    authority,
    issue,
    openssl_needed,
)

Settings = dict[str, Any]

CONTENT = b"an invented signature of an invented manifest"
ROOT = issue("Invented Root")
MIDDLE = issue("Invented Middle", ROOT)
SIGNER = authority("Invented Time", MIDDLE)
ABOVE = (MIDDLE.certificate, ROOT.certificate)
FORGER = Forger(SIGNER, certificates=(SIGNER.certificate, MIDDLE.certificate))


def read(response: bytes, content: bytes = CONTENT) -> Token:
    """The token in a response, brought into the form of a bundle first."""
    parts = taken_apart(response)
    return read_token(put_together(parts, (SIGNER.certificate, *ABOVE)), content, ABOVE)


def fault(forger: Forger, content: bytes = CONTENT) -> str:
    with pytest.raises(InputError) as error:
        read(forger.token(content))
    return error.value.detail


# ---- an authority of OpenSSL's ----


@openssl_needed
@pytest.mark.parametrize(
    ("kind", "hash_name", "settings"),
    [
        ("rsa", "sha256", {}),
        ("rsa", "sha512", {"digest": "sha512", "alg": "sha1", "digits": 0, "named": "no"}),
        ("ec", "sha256", {"digest": "sha384", "alg": "sha384", "whole": "yes", "digits": 6}),
    ],
)
def test_what_openssl_grants_holds(
    tmp_path: Path, kind: str, hash_name: str, settings: dict[str, Any]
) -> None:
    signer = authority("Invented Time", MIDDLE, kind=kind)
    asked = request_for(CONTENT, hash_name)
    response = LocalAuthority(tmp_path, signer, MIDDLE.certificate, **settings).reply(asked.as_bytes())
    now = datetime.now(UTC)  # noqa: TID251  # OpenSSL stamps the present moment
    written, token = received(response, asked, CONTENT, [ROOT.certificate], now)
    assert read_token(written, CONTENT, token.chain) == token
    assert token.chain == (signer.certificate, *ABOVE)
    assert token.authority == "CN=Invented Time"
    assert abs(token.info.moment - now) < timedelta(minutes=5)
    assert token.info.hash_name == hash_name
    assert (token.info.policy, token.info.serial, token.info.accuracy) == ("1.2.3.4.1", 0x0B, 1.5)
    assert token.info.imprint == hashlib.new(hash_name, CONTENT).digest()


@openssl_needed
def test_the_answer_has_to_be_to_this_request(tmp_path: Path) -> None:
    there = LocalAuthority(tmp_path, SIGNER, MIDDLE.certificate)
    asked, earlier = request_for(CONTENT), request_for(CONTENT)
    now = datetime.now(UTC)  # noqa: TID251  # OpenSSL stamps the present moment
    with pytest.raises(InputError, match="not the answer to this request"):
        received(there.reply(earlier.as_bytes()), asked, CONTENT, [ROOT.certificate], now)
    other = request_for(b"other")
    with pytest.raises(InputError, match="of another file"):
        received(there.reply(other.as_bytes()), other, CONTENT, [ROOT.certificate], now)
    response = there.reply(asked.as_bytes())
    for late in (timedelta(hours=2), timedelta(hours=-2)):
        with pytest.raises(InputError, match="Set the clock right"):
            received(response, asked, CONTENT, [ROOT.certificate], now + late)
    with pytest.raises(InputError, match="No chain goes from CN=Invented Time"):
        received(response, asked, CONTENT, [issue("Invented Root").certificate], now)
    with pytest.raises(InputError, match="No chain goes"):
        received(response, asked, CONTENT, [MIDDLE.certificate], now)


@openssl_needed
def test_a_refusal_is_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"DER|missing|granted"):
        taken_apart(LocalAuthority(tmp_path, SIGNER).reply(b"not a request"))


@openssl_needed
def test_certificates_need_not_come_with_it(tmp_path: Path) -> None:
    """An authority may send its own certificate only: what is above may be among those that are trusted."""
    asked = request_for(CONTENT)
    response = LocalAuthority(tmp_path, SIGNER).reply(asked.as_bytes())
    now = datetime.now(UTC)  # noqa: TID251  # OpenSSL stamps the present moment
    with pytest.raises(InputError, match="a certificate is missing"):
        received(response, asked, CONTENT, [ROOT.certificate], now)
    written, token = received(response, asked, CONTENT, ABOVE, now)
    assert token.chain == (SIGNER.certificate, *ABOVE)
    assert der_of(MIDDLE.certificate) in written


def test_a_root_that_sent_itself_is_not_trusted() -> None:
    own = issue("Own Root")
    signer = authority("Own Time", own)
    forged = Forger(signer, nonce=0, certificates=(signer.certificate, own.certificate))
    asked = request_for(CONTENT)
    response = forged.but(nonce=asked.nonce).token(CONTENT)
    with pytest.raises(InputError, match="which is not among the certificates named"):
        received(response, asked, CONTENT, [ROOT.certificate], NOW)
    assert received(response, asked, CONTENT, [own.certificate], NOW)


# ---- forgers ----


def test_a_forger_who_does_all_right() -> None:
    token = read(FORGER.but(nonce=5).token(CONTENT))
    assert (token.info.moment, token.info.serial, token.info.nonce, token.info.accuracy) == (NOW, 77, 5, None)
    assert read(FORGER.but(digest="sha512", imprint="sha512").token(CONTENT)).info.hash_name == "sha512"


def test_another_file() -> None:
    with pytest.raises(InputError, match="of another file, or the file was changed"):
        read(FORGER.token(CONTENT), CONTENT + b" ")


def test_a_certificate_that_had_ended_at_that_time() -> None:
    last = (NOW + 301 * DAY).strftime("%Y%m%d%H%M%SZ").encode()
    assert "was valid from" in fault(FORGER.but(moment=last))
    first = (NOW - 301 * DAY).strftime("%Y%m%d%H%M%SZ").encode()
    assert "was valid from" in fault(FORGER.but(moment=first))
    ended = authority("Ended", MIDDLE, first=NOW - 9 * DAY, last=NOW - DAY)
    forged = Forger(ended)
    with pytest.raises(InputError, match="CN=Ended was valid from"):
        read_token(forged.token(CONTENT), CONTENT, ABOVE)
    then = forged.but(moment=(NOW - 2 * DAY).strftime("%Y%m%d%H%M%SZ").encode(), certificates=())
    parts = taken_apart(then.token(CONTENT))
    assert (
        read_token(put_together(parts, (ended.certificate, *ABOVE)), CONTENT, ABOVE).authority == "CN=Ended"
    )


@pytest.mark.parametrize(
    "purposes", [(), (ExtendedKeyUsageOID.CODE_SIGNING,), (ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,)]
)
def test_a_certificate_for_another_purpose(purposes: tuple[Any, ...]) -> None:
    wrong = authority("Wrong", MIDDLE, purposes=purposes)
    with pytest.raises(InputError, match="not for time stamps"):
        read_token(Forger(wrong).token(CONTENT), CONTENT, ABOVE)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"named": MIDDLE.certificate}, "another certificate than the one that it holds"),
        ({"attributes": {"1.2.840.113549.1.9.16.2.47": None}}, "which certificate signed it"),
        (
            {"attributes": {"1.2.840.113549.1.9.3": der.identifier("1.2.840.113549.1.7.1")}},
            "does not say that it is",
        ),
        ({"attributes": {"1.2.840.113549.1.9.4": der.encoded(4, bytes(32))}}, "is not what was signed"),
        ({"attributes": {"1.2.840.113549.1.9.4": None}}, "is not what was signed"),
        ({"unsigned": der.encoded(der.SEQUENCE, der.NULL)}, "attributes that nothing signs"),
        ({"lists": der.encoded(der.CONTEXT_1)}, "revocation lists"),
        ({"signers": 2}, "does not belong there"),
        ({"signers": 0}, "A part of it is missing"),
        ({"kind": "1.2.840.113549.1.7.1"}, "it is no time stamp"),
        ({"status": der.encoded(der.SEQUENCE, der.integer(2))}, "no time stamp was granted"),
        ({"digest": "sha1"}, "weak or not known"),
        ({"imprint": "sha1"}, "weak or not known"),
        (
            {"algorithm": der.encoded(der.SEQUENCE, der.identifier("1.2.840.10045.4.3.3"))},
            "in a way that is not known",
        ),
        (
            {"algorithm": der.encoded(der.SEQUENCE, der.identifier("1.2.840.113549.1.1.1"), der.NULL)},
            "another kind of key",
        ),
        ({"info": der.encoded(der.SEQUENCE, der.integer(1))}, "lacks what every time stamp says"),
        ({"moment": b"20261301000000Z"}, "does not exist"),
        ({"moment": b"202612010000Z"}, "not written as RFC 3161 asks"),
        ({"moment": b"20261201000000.10Z"}, "not written as RFC 3161 asks"),
        ({"moment": b"20261201000000+0100"}, "not written as RFC 3161 asks"),
    ],
)
def test_a_forger_who_errs(changes: dict[str, Any], why: str) -> None:
    assert why in fault(FORGER.but(**changes))


def test_the_certificate_of_the_authority_has_to_be_in_it() -> None:
    with pytest.raises(InputError, match="does not hold the certificate of the authority"):
        read_token(FORGER.but(certificates=ABOVE).token(CONTENT), CONTENT, (SIGNER.certificate, *ABOVE))


def test_an_older_name_of_the_certificate_has_to_be_right_too() -> None:
    """SigningCertificate of RFC 2634, which names it by SHA-1: alone it is enough, wrong it is refused."""
    for named, holds in ((SIGNER, True), (MIDDLE, False)):
        hashed = der.encoded(der.OCTET_STRING, hashlib.sha1(der_of(named.certificate)).digest())
        told = der.encoded(der.SEQUENCE, der.encoded(der.SEQUENCE, der.encoded(der.SEQUENCE, hashed)))
        forged = FORGER.but(
            attributes={"1.2.840.113549.1.9.16.2.12": told, "1.2.840.113549.1.9.16.2.47": None}
        )
        if holds:
            assert read(forged.token(CONTENT)).authority == "CN=Invented Time"
        else:
            assert "another certificate than the one that it holds" in fault(forged)


def test_what_is_said_twice() -> None:
    twice = der.identifier("1.2.840.113549.1.9.16.1.4") * 2
    assert "says a thing twice" in fault(FORGER.but(attributes={"1.2.840.113549.1.9.3": twice}))


def test_a_message_of_another_kind() -> None:
    response = der.element(FORGER.token(CONTENT))
    status, token = response.parts()
    other = der.encoded(der.SEQUENCE, der.identifier("1.2.840.113549.1.7.3"), token.parts()[1].whole)
    with pytest.raises(InputError, match="no signed message"):
        taken_apart(der.encoded(der.SEQUENCE, status.whole, other))


def test_openssl_judges_as_well() -> None:
    """What we do not look at, such as a critical extension that nobody knows, OpenSSL refuses."""
    strange = issue("Strange", ROOT, strange=True)
    signer = authority("Below", strange)
    chain = (signer.certificate, strange.certificate, ROOT.certificate)
    written = put_together(taken_apart(Forger(signer).token(CONTENT)), chain)
    with pytest.raises(InputError, match=r"when OpenSSL checks it: .*critical extension"):
        read_token(written, CONTENT, chain)


def test_a_signature_of_another_key() -> None:
    thief = Issued(SIGNER.certificate, issue("Thief").key)
    with pytest.raises(InputError, match="the authority's signature is not of these bytes"):
        read(FORGER.but(signer=thief).token(CONTENT))


def test_algorithms_that_are_signed_too() -> None:
    """RFC 6211: where they are, they hold; where they say another thing, the token does not."""
    digest = der.encoded(der.SEQUENCE, der.identifier("2.16.840.1.101.3.4.2.1"), der.NULL)
    for number, holds in (("3.2", True), ("3.3", False)):
        told = der.encoded(
            der.SEQUENCE, digest, der.encoded(der.CONTEXT_1, der.identifier(f"1.2.840.10045.4.{number}"))
        )
        forged = FORGER.but(attributes={"1.2.840.113549.1.9.52": told})
        if holds:
            assert read(forged.token(CONTENT)).authority == "CN=Invented Time"
        else:
            assert "two things that differ" in fault(forged)


# ---- the one form ----


def test_what_nothing_signs_is_not_kept() -> None:
    said = der.encoded(der.SEQUENCE, der.integer(1), der.encoded(der.SEQUENCE, der.encoded(0x0C, b"Hello")))
    stranger = issue("Stranger").certificate
    told = FORGER.but(status=said, certificates=(stranger, *FORGER.certificates)).token(CONTENT)
    parts = taken_apart(told)
    written = put_together(parts, (SIGNER.certificate, *ABOVE))
    assert read_token(written, CONTENT, ABOVE)
    assert b"Hello" not in written
    assert der_of(stranger) not in written
    with pytest.raises(InputError, match="bytes that nothing signs"):
        read_token(told, CONTENT, ABOVE)


@pytest.mark.parametrize("change", ["trailing", "status", "root", "order", "stranger"])
def test_bytes_that_nothing_signs(change: str) -> None:
    whole = der.element(put_together(taken_apart(FORGER.token(CONTENT)), (SIGNER.certificate, *ABOVE)))
    token = whole.parts()[1]
    parts = taken_apart(whole.whole)
    changed = {
        "trailing": whole.whole + b"\0",
        "status": der.encoded(der.SEQUENCE, der.encoded(der.SEQUENCE, der.integer(1)), token.whole),
        "root": put_together(parts, (SIGNER.certificate, *ABOVE, SIGNER.certificate)),
        "order": _with_certificates(whole.whole, sorted(parts.certificates, reverse=True)),
        "stranger": _with_certificates(
            whole.whole, [*parts.certificates, der_of(issue("Stranger").certificate)]
        ),
    }[change]
    assert changed != whole.whole
    with pytest.raises(InputError, match=r"nothing signs|DER"):
        read_token(changed, CONTENT, ABOVE)


def _with_certificates(response: bytes, certificates: list[bytes]) -> bytes:
    status, token = der.element(response).parts()
    kind, content = token.parts()
    version, digests, inside, _, signers = content.parts()[0].parts()
    data = der.encoded(
        der.SEQUENCE,
        *(
            version.whole,
            digests.whole,
            inside.whole,
            der.encoded(der.CONTEXT_0, *certificates),
            signers.whole,
        ),
    )
    token_again = der.encoded(der.SEQUENCE, kind.whole, der.encoded(der.CONTEXT_0, data))
    return der.encoded(der.SEQUENCE, status.whole, token_again)


def test_what_is_no_token() -> None:
    good = put_together(taken_apart(FORGER.token(CONTENT)), (SIGNER.certificate, *ABOVE))
    for wrong in (b"", b"\0", b"0", b"<html>", good[:-1], good[1:], good[:100], b"\x30\x80" + good[4:]):
        with pytest.raises(InputError):
            read_token(wrong, CONTENT, ABOVE)


def test_what_a_token_says_is_read_exactly() -> None:
    def info(moment: bytes, *more: bytes) -> Any:
        imprint = der.encoded(
            der.SEQUENCE,
            der.encoded(der.SEQUENCE, der.identifier("2.16.840.1.101.3.4.2.1")),
            der.encoded(der.OCTET_STRING, bytes(32)),
        )
        told = (der.integer(1), der.identifier("2.999.5"), imprint, der.integer(9), der.encoded(0x18, moment))
        return read_info(der.encoded(der.SEQUENCE, *told, *more), HASHES)

    found = info(
        b"20261122100501.0375Z",
        der.encoded(der.SEQUENCE, der.encoded(0x80, b"\x01\xf4"), der.encoded(0x81, b"\x0a")),
        der.encoded(0x01, b"\xff"),
        der.encoded(der.INTEGER, b"\x00\xff"),
    )
    assert found.moment == datetime(2026, 11, 22, 10, 5, 1, 37500, tzinfo=UTC)
    assert found.accuracy == pytest.approx(0.50001)
    assert (found.policy, found.nonce) == ("2.999.5", 255)
    assert info(b"20261122100501Z").nonce is None
    endless = der.encoded(der.INTEGER, b"\x01" * 500)
    for wrong in (der.encoded(der.SEQUENCE, endless), endless, der.encoded(der.INTEGER)):
        with pytest.raises(InputError, match="a number that is none, or longer"):
            info(b"20261122100501Z", wrong)


@pytest.mark.parametrize("policy", [b"", b"\x81", b"\x81" * 500 + b"\x01"])
def test_a_policy_that_is_none(policy: bytes) -> None:
    info = der.element(taken_apart(FORGER.token(CONTENT)).info).parts()
    told = (info[0].whole, der.encoded(der.OID, policy), *(part.whole for part in info[2:]))
    assert "policy" in fault(FORGER.but(info=der.encoded(der.SEQUENCE, *told)))

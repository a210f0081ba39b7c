"""Chains of certificates: found where they are, refused with the reason where they are not."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA224
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from respondeat.errors import InputError
from respondeat.graph.evidence.signing.certificates import (
    chain_from,
    der_of,
    few,
    is_anchored,
    issued,
    name_of,
    pem_of,
    read_certificate,
    read_certificates,
)
from tests.graph.evidence.signing.time_authority import (
    DAY,
    NOW,
    Issued,
    authority,
    issue,
    openssl,
    openssl_needed,
)

ROOT = issue("Invented Root")
MIDDLE = issue("Invented Middle", ROOT)
LEAF = authority("Invented Time", MIDDLE)
CHAIN = (LEAF.certificate, MIDDLE.certificate, ROOT.certificate)


def chain(leaf: Issued, *pool: Issued) -> tuple[Any, ...]:
    return chain_from(leaf.certificate, [one.certificate for one in pool], NOW)


def fault(leaf: Issued, *pool: Issued) -> str:
    with pytest.raises(InputError) as error:
        chain(leaf, *pool)
    return error.value.detail


def test_a_chain_is_found_whatever_else_is_there() -> None:
    others = [issue(f"Other {n}") for n in range(3)]
    assert chain(LEAF, ROOT, *others, MIDDLE, LEAF) == CHAIN
    assert chain(LEAF, MIDDLE, ROOT) == CHAIN


def test_a_root_may_be_the_authority_itself() -> None:
    alone = authority("Invented Alone", None)
    assert chain(alone) == (alone.certificate,)


def test_one_that_is_missing_or_of_another_key() -> None:
    assert "CN=Invented Time" in fault(LEAF)
    assert "CN=Invented Time" in fault(LEAF, ROOT)
    assert "CN=Invented Time" in fault(LEAF, MIDDLE)
    namesake = issue("Invented Middle", ROOT)  # the same name, another key
    assert not issued(LEAF.certificate, namesake.certificate)
    assert "a certificate is missing" in fault(LEAF, namesake, ROOT)
    assert chain(LEAF, namesake, ROOT, MIDDLE) == CHAIN


def test_one_that_is_not_valid_then() -> None:
    ended = authority("Ended", MIDDLE, first=NOW - 9 * DAY, last=NOW - DAY)
    assert "CN=Ended was valid from" in fault(ended, MIDDLE, ROOT)
    assert chain_from(ended.certificate, CHAIN, NOW - 2 * DAY)[0] == ended.certificate
    early = authority("Early", MIDDLE, first=NOW + DAY)
    assert "CN=Early was valid from" in fault(early, MIDDLE, ROOT)
    old = issue("Old Root", first=NOW - 9 * DAY, last=NOW - DAY)
    assert "CN=Old Root was valid from" in fault(authority("Young", old), old)


def test_to_the_second() -> None:
    exact = authority("Exact", MIDDLE, first=NOW, last=NOW + DAY)
    for moment in (NOW, NOW + DAY):
        assert chain_from(exact.certificate, CHAIN, moment)
    for moment in (NOW - timedelta(seconds=1), NOW + DAY + timedelta(seconds=1)):
        with pytest.raises(InputError, match="was valid from"):
            chain_from(exact.certificate, CHAIN, moment)


def test_another_chain_is_tried_where_one_ended() -> None:
    key = MIDDLE.key
    renewed = issue("Invented Middle", ROOT, key=key)
    ended = issue("Invented Middle", ROOT, key=key, last=NOW - DAY)
    assert chain(LEAF, ended, renewed, ROOT) == (LEAF.certificate, renewed.certificate, ROOT.certificate)
    assert "was valid from" in fault(LEAF, ended, ROOT)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"purposes": ()}, "it does not say so"),
        ({"critical": False}, "said critically"),
        ({"purposes": (ExtendedKeyUsageOID.CODE_SIGNING,)}, "for time stamps alone"),
        (
            {"purposes": (ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION)},
            "for time stamps alone",
        ),
        ({"purposes": (ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,)}, "for time stamps alone"),
        ({"usage": {"key_encipherment": True}}, "is not for signing"),
        ({"hashed": SHA224()}, "a hash that is too weak"),
        ({"kind": "rsa", "size": 1024}, "RSA of 1024 bits"),
    ],
)
def test_what_is_no_certificate_of_an_authority(how: dict[str, Any], why: str) -> None:
    assert why in fault(authority("Wrong", MIDDLE, **how), MIDDLE, ROOT)


def test_what_may_not_issue() -> None:
    plain = issue("Plain", ROOT, ca=False)
    assert "CN=Plain may not issue" in fault(authority("Below", plain), plain, ROOT)
    other = issue("Other Use", ROOT, usage={"digital_signature": True})
    assert "CN=Other Use may not issue" in fault(authority("Below", other), other, ROOT)
    short = issue("Short", path_length=0)
    middle = issue("Under Short", short)
    assert "CN=Short may not stand so far" in fault(authority("Below", middle), middle, short)
    assert chain(authority("Near", short), short)
    weak = issue("Weak", ROOT, hashed=SHA224())
    assert "CN=Weak is signed over a hash" in fault(authority("Below", weak), weak, ROOT)


def test_a_chain_ends() -> None:
    """Certificates that issue one another in a circle, and chains without end, are given up."""
    first = issue("First", ROOT)
    second = issue("Second", first)
    again = issue("First", second, key=first.key)
    assert "a certificate is missing" in fault(authority("Below", second), second, again)
    long = [ROOT]
    for number in range(8):
        long.append(issue(f"Step {number}", long[-1]))
    assert "a certificate is missing" in fault(authority("Below", long[-1]), *long)


def test_certificates_made_to_keep_us_busy() -> None:
    """Many of two names that issue one another: each is tried once, not in every order."""
    first, second = issue("First"), issue("Second")
    circle = [issue("First", second, key=first.key) for _ in range(15)]
    circle += [issue("Second", first, key=second.key) for _ in range(15)]
    began = time.process_time()
    assert "a certificate is missing" in fault(authority("Below", first), *circle)
    assert time.process_time() - began < 2
    assert few([one.certificate for one in circle])
    with pytest.raises(InputError, match="more than any chain has"):
        few([one.certificate for one in circle * 2])


def test_bits_that_no_signature_covers() -> None:
    """A signature whose last bit is 0 may be said to be one bit shorter: the same signature, another byte."""
    made = (authority("Invented Time", MIDDLE) for _ in range(200))
    even = next(one for one in made if one.certificate.signature[-1] % 2 == 0)
    assert chain(even, MIDDLE, ROOT)
    der = bytearray(der_of(even.certificate))
    der[-len(even.certificate.signature) - 1] = 1
    changed = read_certificate(bytes(der))
    assert issued(changed, MIDDLE.certificate)
    assert "bits that nothing signs" in fault(Issued(changed, None), MIDDLE, ROOT)


def test_whom_to_trust() -> None:
    for trusted in (ROOT, MIDDLE, LEAF):
        assert is_anchored(CHAIN, [trusted.certificate], NOW)
    renewed = issue("Invented Root", key=ROOT.key)
    assert is_anchored(CHAIN, [renewed.certificate], NOW)
    cross = issue("Invented Middle", issue("Elsewhere"), key=MIDDLE.key)
    assert is_anchored(CHAIN, [cross.certificate], NOW)
    strangers = (
        issue("Invented Root"),
        issue("Invented Root", key=ROOT.key, last=NOW - DAY),
        issue("Invented Root", key=ROOT.key, ca=False),
    )
    assert not is_anchored(CHAIN, [one.certificate for one in strangers], NOW)
    assert not is_anchored(CHAIN, [], NOW)


def test_certificates_are_read_and_written() -> None:
    pem = pem_of(CHAIN)
    assert read_certificates(pem) == CHAIN
    assert read_certificate(der_of(LEAF.certificate)) == LEAF.certificate
    assert name_of(LEAF.certificate) == "CN=Invented Time"
    for wrong in (b"", b"x", pem[:200], pem.replace(b"MII", b"MIJ", 1)):
        with pytest.raises(InputError, match="It holds no certificates in PEM, or a damaged one"):
            read_certificates(wrong)
    with pytest.raises(InputError, match="cannot be read"):
        read_certificate(der_of(LEAF.certificate)[:-1])


@openssl_needed
def test_an_old_root_may_be_signed_over_sha1_and_nothing_else(tmp_path: Path) -> None:
    def made(name: str, *more: str) -> Issued:
        told = (
            "-config",
            "x.cnf",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-days",
            "9",
            "-subj",
            f"/CN={name}",
        )
        openssl("req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", *told, *more, cwd=tmp_path)
        key = load_pem_private_key((tmp_path / "ca.key").read_bytes(), None)
        return Issued(read_certificates((tmp_path / "ca.pem").read_bytes())[0], key)

    (tmp_path / "x.cnf").write_text("[req]\ndistinguished_name=d\n[d]\n")
    old = made("Old Root", "-addext", "basicConstraints=critical,CA:TRUE")
    leaf, later = authority("Below", old).certificate, NOW + timedelta(hours=1)
    assert chain_from(leaf, [old.certificate], later)[-1] == old.certificate
    der = bytearray(der_of(old.certificate))
    der[-3] ^= 1
    with pytest.raises(InputError, match="a certificate is missing"):
        chain_from(leaf, [read_certificate(bytes(der))], later)
    (tmp_path / "leaf.cnf").write_text("extendedKeyUsage = critical,timeStamping\n")
    openssl(
        "req", "-new", "-key", "ca.key", "-config", "x.cnf", "-subj", "/CN=Weak", "-out", "r", cwd=tmp_path
    )
    told = (
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-sha1",
        "-extfile",
        "leaf.cnf",
        "-out",
        "leaf.pem",
        "-days",
        "9",
    )
    openssl("x509", "-req", "-in", "r", "-set_serial", "5", *told, cwd=tmp_path)
    weak = read_certificates((tmp_path / "leaf.pem").read_bytes())[0]
    with pytest.raises(InputError, match="CN=Weak is signed over a hash that is too weak"):
        chain_from(weak, [old.certificate], later)

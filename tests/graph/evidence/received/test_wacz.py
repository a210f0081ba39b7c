"""WACZ: every hash, the digest, both kinds of signature, the pages."""

import base64
import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from respondeat.errors import InputError, IntegrityError
from respondeat.graph.evidence.received.handed import Received
from respondeat.graph.evidence.received.package import opened
from respondeat.graph.evidence.received.wacz import read_wacz

from .making import as_bytes, digest, sha, signed_by_key, wacz, zipped

Files = dict[str, bytes]


def received(tmp_path: Path, files: Mapping[str, bytes]) -> Received:
    path = zipped(tmp_path / "site.wacz", files)
    with opened(path, "datapackage.json") as source:
        return read_wacz(source, path)


def rules(found: Received) -> set[str]:
    return {one.rule for one in found.warnings}


def test_a_web_archive_is_one_document_with_its_pages_as_captures(tmp_path: Path) -> None:
    found = received(tmp_path, digest(wacz()))
    (file,) = found.files
    assert file.sha256 == found.package == sha((tmp_path / "site.wacz").read_bytes())
    assert file.title == "Invented site"
    assert [(c.captured_at, c.url, c.tool) for c in file.captures] == [
        ("2021-03-04T05:06:07Z", "https://news.example/a", "Invented Crawler 1"),
        ("2021-03-04T05:07:08.123Z", "https://news.example/b", "Invented Crawler 1"),
    ]
    assert (found.told["signed_by"], found.told["pages"], rules(found)) == ("none", 2, {"signature"})


def test_without_digest_nobody_can_tell_a_change(tmp_path: Path) -> None:
    assert rules(received(tmp_path, wacz())) == {"digest"}


@pytest.mark.parametrize("name", ["archive/data.warc.gz", "pages/pages.jsonl", "datapackage.json"])
def test_each_byte_that_is_flipped_is_found(tmp_path: Path, name: str) -> None:
    files = digest(wacz())
    for place in range(0, len(files[name]), 7):
        changed = bytearray(files[name])
        changed[place] ^= 1
        with pytest.raises((InputError, IntegrityError)):
            received(tmp_path, {**files, name: bytes(changed)})


CHANGES: dict[str, tuple[Callable[[Files], Any], str]] = {
    "a file is missing": (lambda f: f.pop("archive/data.warc.gz"), "listed and is not there"),
    "a file is added": (lambda f: f.update({"archive/more.warc": b"x"}), "does not list it"),
    "the digest is no object": (lambda f: f.update({"datapackage-digest.json": b"[]"}), "no object"),
    "the digest has no hash": (
        lambda f: f.update({"datapackage-digest.json": b'{"path": "datapackage.json"}'}),
        "no hash of a kind",
    ),
    "the package is no object": (lambda f: f.update({"datapackage.json": b"[]"}), "is no object"),
    "the package is no JSON": (lambda f: f.update({"datapackage.json": b"{"}), "is not JSON"),
    "the package is missing": (lambda f: f.pop("datapackage.json"), "is no WACZ file"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_refused(tmp_path: Path, name: str) -> None:
    change, message = CHANGES[name]
    files = digest(wacz())
    change(files)
    with pytest.raises((InputError, IntegrityError), match=message):
        received(tmp_path, files)


PACKAGES: dict[str, tuple[dict[str, Any], str]] = {
    "no version": ({"wacz_version": None}, "does not say its version"),
    "no resources": ({"resources": None}, "lists no files"),
    "resources that are none": ({"resources": [1]}, "without a path"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_what_the_package_has_to_say(tmp_path: Path, name: str) -> None:
    change, message = PACKAGES[name]
    with pytest.raises(InputError, match=message):
        received(tmp_path, wacz(**change))


def test_pages_that_cannot_be_read_are_told_and_left_out(tmp_path: Path) -> None:
    pages = [{"url": "https://a.example/", "ts": "yesterday"}, {"ts": "2021-01-01T00:00:00Z"}, 7]
    lines = b"\n".join(map(as_bytes, [*pages, {"url": "https://b.example/", "ts": "2021-01-01T00:00:00Z"}]))
    found = received(tmp_path, wacz({"pages/pages.jsonl": lines}))
    assert [c.url for c in found.files[0].captures] == ["https://b.example/"]
    assert sum(one.rule == "page" for one in found.warnings) == 3


# signatures


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
@pytest.mark.parametrize("raw", [True, False])
def test_a_signature_by_a_key(tmp_path: Path, curve: ec.EllipticCurve, raw: bool) -> None:
    files = wacz()
    signed = signed_by_key(files, curve, raw=raw)
    found = received(tmp_path, digest(files, signed))
    assert found.told["signed_by"] == "key"
    assert found.told["fingerprint"] == sha(base64.b64decode(signed["publicKey"]))
    assert rules(found) == {"signer"}  # whose key it is, nothing shows


def changed(text: str) -> str:
    return ("A" if text[20] != "A" else "B").join((text[:20], text[21:]))


SIGNED: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "another signature": (lambda s: s.update(signature=changed(s["signature"])), "does not fit"),
    "another key": (lambda s: s.update(publicKey=signed_by_key(wacz())["publicKey"]), "does not fit"),
    "no key": (lambda s: s.update(publicKey="AAAA"), "no public key"),
    "no base64": (lambda s: s.update(signature="%%%"), "not base64"),
    "another hash": (lambda s: s.update(hash="sha256:" + "0" * 64), "not the hash of datapackage"),
    "an empty signature": (lambda s: s.update(signature=""), "does not fit"),
    "a member too many": (lambda s: s.update(verified="yes"), "members that signatures do not have"),
    "a member too few": (lambda s: s.pop("signature"), "lacks signature"),
    "a number": (lambda s: s.update(signature=1), "no object of texts"),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_that_does_not_fit_refuses_all(tmp_path: Path, name: str) -> None:
    change, message = SIGNED[name]
    files = wacz()
    signed: dict[str, Any] = signed_by_key(files)
    change(signed)
    with pytest.raises(IntegrityError, match=message):
        received(tmp_path, digest(files, signed))


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    files = wacz()
    key = rsa.generate_private_key(65537, 2048).public_key()
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    signed = {**signed_by_key(files), "publicKey": base64.b64encode(der).decode()}
    with pytest.raises(IntegrityError, match="not of a kind"):
        received(tmp_path, digest(files, signed))


def certificate(
    key: ec.EllipticCurvePrivateKey, name: str, issuer: x509.Name, by: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime(2021, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(start).not_valid_after(start + timedelta(days=9999))
    alternative = x509.SubjectAlternativeName([x509.DNSName(name)])
    return made.add_extension(alternative, critical=False).sign(by, hashes.SHA256())


def signed_by_domain(
    files: Mapping[str, bytes], domain: str = "signer.example", **more: str
) -> dict[str, Any]:
    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Invented authority")])
    chain = (
        certificate(leaf, "signer.example", authority, root),
        certificate(root, "Invented authority", authority, root),
    )
    told = f"sha256:{sha(files['datapackage.json'])}"
    signature = leaf.sign(told.encode(), ec.ECDSA(hashes.SHA256()))
    pem = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain)
    return {
        "hash": told,
        "signature": base64.b64encode(signature).decode(),
        "domain": domain,
        "domainCert": pem.decode(),
        "created": "2021-03-04T06:00:00Z",
        "software": "Invented Signer 1",
        **more,
    }


def test_a_signature_by_a_domain(tmp_path: Path) -> None:
    files = wacz()
    found = received(tmp_path, digest(files, signed_by_domain(files)))
    assert (found.told["signed_by"], found.told["domain"]) == ("domain", "signer.example")
    assert rules(found) == {"signer", "time"}  # no authority vouches, no token attests the time


def test_a_domain_that_the_certificate_is_not_for(tmp_path: Path) -> None:
    files = wacz()
    with pytest.raises(IntegrityError, match="not for the domain"):
        received(tmp_path, digest(files, signed_by_domain(files, "court.example")))


def test_certificates_that_do_not_sign_one_another_are_told(tmp_path: Path) -> None:
    files = wacz()
    one, other = signed_by_domain(files), signed_by_domain(files)
    leaf = one["domainCert"].split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n"
    root = other["domainCert"].split("-----END CERTIFICATE-----\n")[1] + "-----END CERTIFICATE-----\n"
    found = received(tmp_path, digest(files, {**one, "domainCert": leaf + root}))
    assert "chain" in rules(found)


def test_a_token_that_is_none_is_told(tmp_path: Path) -> None:
    files = wacz()
    signed = signed_by_domain(
        files, timeSignature="AAAA", timestampCert=signed_by_domain(files)["domainCert"]
    )
    found = received(tmp_path, digest(files, signed))
    assert found.told["time"] is None
    assert any("not verified" in one.message for one in found.warnings if one.rule == "time")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A time authority of openssl, invented."""
    folder = tmp_path_factory.mktemp("authority")
    config = folder / "ca.cnf"
    config.write_text(
        "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Invented time authority\n"
        "[ca]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n"
        "subjectKeyIdentifier=hash\n"
        "[leaf]\nbasicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\n"
        "extendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
        f"[tsa]\ndefault_tsa=t\n[t]\nserial={folder}/serial\ncrypto_device=builtin\nsigner_cert={folder}/leaf.pem\n"
        f"certs={folder}/ca.pem\nsigner_key={folder}/leaf.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4\n"
        "digests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n"
    )
    new = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-config", str(config)]
    commands = [
        [*new, "-x509", "-days", "3650", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.pem"],
        [*new, "-subj", "/CN=Invented stamp", "-keyout", "leaf.key", "-out", "leaf.csr"],
        [
            "openssl",
            "x509",
            "-req",
            "-in",
            "leaf.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-set_serial",
            "2",
            *("-days", "3000", "-extfile", str(config), "-extensions", "leaf", "-out", "leaf.pem"),
        ],
    ]
    for command in commands:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    (folder / "serial").write_text("01\n")
    return folder


def stamp(authority: Path, content: bytes) -> str:
    (authority / "content").write_bytes(content)
    for command in (
        ["openssl", "ts", "-query", "-data", "content", "-sha256", "-cert", "-out", "query"],
        [
            "openssl",
            "ts",
            "-reply",
            "-config",
            "ca.cnf",
            "-section",
            "t",
            "-queryfile",
            "query",
            "-out",
            "reply",
        ],
    ):
        subprocess.run(command, cwd=authority, check=True, capture_output=True, timeout=60)
    return base64.b64encode((authority / "reply").read_bytes()).decode()


def test_a_time_token_over_the_signature(tmp_path: Path, authority: Path) -> None:
    files = wacz()
    signed = signed_by_domain(files)
    chain = (authority / "leaf.pem").read_text() + (authority / "ca.pem").read_text()
    good = {**signed, "timeSignature": stamp(authority, signed["signature"].encode()), "timestampCert": chain}
    found = received(tmp_path, digest(files, good))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(found.told["time"]))
    assert any("Invented stamp" in one.message for one in found.warnings)
    other = {**good, "timeSignature": stamp(authority, b"something else")}
    found = received(tmp_path, digest(files, other))
    assert found.told["time"] is None

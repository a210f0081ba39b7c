"""A time authority of our own: OpenSSL's `ts` behind a server here, and tokens that it refuses to make."""

import hashlib
import io
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from respondeat.graph.evidence.signing import der
from respondeat.graph.evidence.signing.certificates import der_of, pem_of
from respondeat.graph.evidence.signing.token_form import signer_of

NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  # OpenSSL stamps the present moment
DAY = timedelta(days=1)
USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)

openssl_needed = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")


def openssl(*arguments: str | Path, cwd: Path, fails: bool = False) -> str:
    """What OpenSSL prints, both streams."""
    done = subprocess.run(["openssl", *arguments], cwd=cwd, capture_output=True, timeout=60, check=False)
    told = (done.stdout + done.stderr).decode()
    assert (done.returncode != 0) == fails, told
    return told


@dataclass(frozen=True)
class Issued:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: Any


def issue(
    name: str,
    by: Issued | None = None,
    *,
    kind: str = "ec",
    ca: bool = True,
    path_length: int | None = None,
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
    critical: bool = True,
    first: datetime = NOW - 300 * DAY,
    last: datetime = NOW + 300 * DAY,
    usage: Mapping[str, bool] | None = None,
    hashed: hashes.SHA224 | hashes.SHA256 | None = None,
    size: int = 2048,
    serial: int | None = None,
    key: Any = None,
    strange: bool = False,
) -> Issued:
    """A certificate that `by` issues, or that signs itself."""
    key = key or (
        ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, size)
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if ca:
        builder = builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=path_length), critical=True
        )
    if strange:
        unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
        builder = builder.add_extension(unknown, critical=True)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=critical)
    if usage is not None:
        allowed = dict.fromkeys(USAGES, False)
        builder = builder.add_extension(x509.KeyUsage(**(allowed | dict(usage))), critical=True)
    return Issued(builder.sign(by.key if by else key, hashed or hashes.SHA256()), key)


def authority(name: str, by: Issued | None, **rest: Any) -> Issued:
    """The certificate of a time authority."""
    told: dict[str, Any] = {"ca": False, "purposes": (ExtendedKeyUsageOID.TIME_STAMPING,)} | rest
    return issue(name, by, **told)


def write_key(path: Path, issued: Issued) -> None:
    path.write_bytes(
        issued.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


_CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
signer_key = signer.key
certs = others.pem
signer_digest = {digest}
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
clock_precision_digits = {digits}
ordering = yes
tsa_name = {named}
ess_cert_id_chain = {whole}
ess_cert_id_alg = {alg}
"""


class LocalAuthority:
    """OpenSSL's `ts -reply` with a certificate; `others` go into its tokens."""

    def __init__(self, folder: Path, signer: Issued, *others: x509.Certificate, **settings: Any) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        told = {"digest": "sha256", "digits": 3, "named": "yes", "whole": "no", "alg": "sha256"} | settings
        (folder / "ts.cnf").write_text(_CONFIGURATION.format(**told))
        (folder / "serial").write_text("0A\n")
        (folder / "signer.pem").write_bytes(pem_of([signer.certificate]))
        write_key(folder / "signer.key", signer)
        (folder / "others.pem").write_bytes(pem_of([*others, signer.certificate]))

    def reply(self, query: bytes) -> bytes:
        """The response to a request."""
        (self.folder / "query.tsq").write_bytes(query)
        told = ("-config", "ts.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr")
        openssl("ts", "-reply", *told, cwd=self.folder)
        return (self.folder / "reply.tsr").read_bytes()


@dataclass
class Asked:
    """What a server was sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def serving(
    reply: Callable[[bytes], bytes], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Iterator[tuple[str, list[Asked]]]:
    """A server on this machine that answers each post with `reply` of its body; its URL, what it was sent."""
    seen = list[Asked]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(Asked(self.path, dict(self.headers), body))
            answer = reply(body)
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


SHA = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1", "sha512": "2.16.840.1.101.3.4.2.3"}
_HASH = {"sha1": hashes.SHA1(), "sha256": hashes.SHA256(), "sha512": hashes.SHA512()}


@dataclass(frozen=True)
class Forger:
    """Tokens as nobody else makes them; each field is something that can be wrong."""

    signer: Issued
    moment: bytes = NOW.strftime("%Y%m%d%H%M%SZ").encode()
    nonce: int | None = None
    imprint: str = "sha256"
    digest: str = "sha256"
    certificates: tuple[x509.Certificate, ...] = ()
    named: x509.Certificate | None = None
    status: bytes = der.encoded(der.SEQUENCE, der.integer(0))
    info: bytes | None = None
    kind: str = "1.2.840.113549.1.9.16.1.4"
    attributes: Mapping[str, bytes | None] | None = None
    algorithm: bytes | None = None
    unsigned: bytes = b""
    lists: bytes = b""
    signers: int = 1

    def but(self, **changes: Any) -> "Forger":
        return replace(self, **changes)

    def token(self, content: bytes) -> bytes:
        info = self._info(content)
        digest = der.encoded(der.SEQUENCE, der.identifier(SHA[self.digest]), der.NULL)
        attributes = self._attributes(info)
        signer = der.encoded(
            der.SEQUENCE,
            der.integer(1),
            signer_of(self.signer.certificate),
            digest,
            der.encoded(der.CONTEXT_0, attributes),
            self.algorithm or self._algorithm(),
            der.encoded(der.OCTET_STRING, self._signed(der.encoded(der.SET, attributes))),
            der.encoded(der.CONTEXT_1, self.unsigned) if self.unsigned else b"",
        )
        held = self.certificates or (self.signer.certificate,)
        data = der.encoded(
            der.SEQUENCE,
            der.integer(3),
            der.encoded(der.SET, digest),
            der.encoded(
                der.SEQUENCE,
                der.identifier(self.kind),
                der.encoded(der.CONTEXT_0, der.encoded(der.OCTET_STRING, info)),
            ),
            der.encoded(der.CONTEXT_0, *map(der_of, held)),
            self.lists,
            der.encoded(der.SET, *[signer] * self.signers),
        )
        token = der.encoded(
            der.SEQUENCE, der.identifier("1.2.840.113549.1.7.2"), der.encoded(der.CONTEXT_0, data)
        )
        return der.encoded(der.SEQUENCE, self.status, token)

    def _info(self, content: bytes) -> bytes:
        if self.info is not None:
            return self.info
        hashed = hashlib.new(self.imprint, content).digest()
        return der.encoded(
            der.SEQUENCE,
            der.integer(1),
            der.identifier("1.2.3.4.1"),
            der.encoded(
                der.SEQUENCE,
                der.encoded(der.SEQUENCE, der.identifier(SHA[self.imprint]), der.NULL),
                der.encoded(der.OCTET_STRING, hashed),
            ),
            der.integer(77),
            der.encoded(0x18, self.moment),
            der.integer(self.nonce) if self.nonce is not None else b"",
        )

    def _attributes(self, info: bytes) -> bytes:
        hashed = hashlib.sha256(der_of(self.named or self.signer.certificate)).digest()
        own = der.encoded(der.SEQUENCE, der.encoded(der.OCTET_STRING, hashed))
        told: dict[str, bytes | None] = {
            "1.2.840.113549.1.9.3": der.identifier(self.kind),
            "1.2.840.113549.1.9.4": der.encoded(der.OCTET_STRING, hashlib.new(self.digest, info).digest()),
            "1.2.840.113549.1.9.16.2.47": der.encoded(der.SEQUENCE, der.encoded(der.SEQUENCE, own)),
        }
        told |= self.attributes or {}
        return b"".join(
            sorted(
                der.encoded(der.SEQUENCE, der.identifier(kind), der.encoded(der.SET, value))
                for kind, value in told.items()
                if value is not None
            )
        )

    def _algorithm(self) -> bytes:
        if isinstance(self.signer.key, rsa.RSAPrivateKey):
            return der.encoded(der.SEQUENCE, der.identifier("1.2.840.113549.1.1.1"), der.NULL)
        number = {"sha1": "1", "sha256": "3.2", "sha512": "3.4"}[self.digest]
        return der.encoded(der.SEQUENCE, der.identifier(f"1.2.840.10045.4.{number}"))

    def _signed(self, content: bytes) -> bytes:
        key, how = self.signer.key, _HASH[self.digest]
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(content, PKCS1v15(), how)
        signature: bytes = key.sign(content, ec.ECDSA(how))
        return signature


class Held:
    """Files by their names, as a bundle has them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def names(self) -> list[str]:
        return sorted(self.files)

    def folders(self) -> list[str]:
        return []

    def close(self) -> None:
        """Nothing is open."""

    def size(self, name: str) -> int:
        return len(self.files[name])

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.files[name])

    def with_(self, name: str, content: bytes | None) -> "Held":
        """The same files but one; None takes it away."""
        files = {n: c for n, c in self.files.items() if n != name}
        return Held(files if content is None else files | {name: content})

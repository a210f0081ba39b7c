"""The folder `signature/`: signed, stamped, promised; checked again by OpenSSL and by ourselves."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from respondeat.api.bundles.authority import Authority
from respondeat.api.bundles.sealing import Seal, seal, signed_export, sums
from respondeat.errors import ConfigurationError, RemoteError
from respondeat.graph.evidence.signing import commands
from respondeat.graph.evidence.signing.certificates import pem_of, read_certificates
from respondeat.graph.evidence.signing.keys import SigningKey
from respondeat.graph.evidence.signing.verification import verify_proofs, verify_tokens
from respondeat.graph.evidence.verifier.layout import (
    AUTHORITY,
    EXPORT,
    EXPORT_SIGNATURE,
    KEY,
    ROOT,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    TAG_MANIFEST,
    TAG_PROOF,
    TAG_SIGNATURE,
    TAG_TOKEN,
)
from respondeat.graph.evidence.verifier.verdict import OK
from tests.graph.evidence.signing.test_proofs import pending
from tests.graph.evidence.signing.time_authority import (
    DAY,
    Held,
    LocalAuthority,
    authority,
    issue,
    openssl_needed,
    serving,
)

ROOT_JSON, TAGS = b'{"invented":1}\n', b"an invented tag manifest\n"
TRUSTED = issue("Invented Root")
MIDDLE = issue("Invented Middle", TRUSTED)
SIGNER = authority("Invented Time", MIDDLE)
SIGNED_BY = SigningKey.generate()
FILES = {ROOT: ROOT_JSON, TAG_MANIFEST: TAGS}


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(content)


def test_without_anything_there_is_nothing() -> None:
    assert seal(Seal(), ROOT_JSON, TAGS) == {}


def test_what_cannot_be_asked_is_told_before_anything_is_made() -> None:
    with pytest.raises(ConfigurationError, match="a calendar"):
        Seal(calendars=("https://a.example", "ftp://a.example"))


def test_signed_alone_it_is_the_same_each_time() -> None:
    made = seal(Seal(SIGNED_BY), ROOT_JSON, TAGS)
    assert set(made) == {KEY, ROOT_SIGNATURE, TAG_SIGNATURE}
    assert made == seal(Seal(SIGNED_BY), ROOT_JSON, TAGS)
    assert set(signed_export(Seal(SIGNED_BY), b"an entry")) == {EXPORT, EXPORT_SIGNATURE}
    assert signed_export(Seal(), b"an entry") == {EXPORT: b"an entry"}
    assert made[ROOT_SIGNATURE] == seal(Seal(SIGNED_BY), ROOT_JSON, b"other")[ROOT_SIGNATURE]
    assert made[TAG_SIGNATURE] != seal(Seal(SIGNED_BY), ROOT_JSON, b"other")[TAG_SIGNATURE]


@openssl_needed
@pytest.mark.parametrize("signed", [True, False])
def test_signed_and_stamped_openssl_agrees(tmp_path: Path, signed: bool) -> None:
    there = LocalAuthority(tmp_path / "tsa", SIGNER, MIDDLE.certificate, TRUSTED.certificate)
    with serving(there.reply) as (url, seen), serving(pending) as (calendar, _):
        asked = Authority(url, (TRUSTED.certificate,))
        made = seal(Seal(SIGNED_BY if signed else None, asked, (calendar,)), ROOT_JSON, TAGS)
    stamps = {ROOT_TOKEN, TAG_TOKEN, AUTHORITY, TAG_PROOF}
    assert set(made) == stamps | ({KEY, ROOT_SIGNATURE, TAG_SIGNATURE} if signed else set())
    assert len(seen) == 2
    held = Held(FILES | made)
    assert {check.verdict for check in verify_tokens(held, (TRUSTED.certificate,))} == {OK}
    assert verify_proofs(held)[0].verdict == OK
    bundle = tmp_path / "bundle"
    put(bundle, FILES | made | signed_export(Seal(SIGNED_BY if signed else None), b"an entry"))
    put(bundle, {commands.TRUSTED_CA: pem_of([TRUSTED.certificate])})
    for command in (
        *commands.token_commands(signed=signed),
        *(commands.signature_commands() if signed else ()),
    ):
        done = subprocess.run(command, shell=True, cwd=bundle, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr.decode()
    assert read_certificates(made[AUTHORITY])[-1] == TRUSTED.certificate


@openssl_needed
def test_an_authority_of_two_machines(tmp_path: Path) -> None:
    other = authority("Invented Time 2", MIDDLE)
    both = [LocalAuthority(tmp_path / str(n), s, MIDDLE.certificate) for n, s in enumerate((SIGNER, other))]
    turns = iter(both)
    with serving(lambda query: next(turns).reply(query)) as (url, _):
        made = seal(Seal(SIGNED_BY, Authority(url, (TRUSTED.certificate,))), ROOT_JSON, TAGS)
    assert len(read_certificates(made[AUTHORITY])) == 4
    assert {c.verdict for c in verify_tokens(Held(FILES | made), (TRUSTED.certificate,))} == {OK}


@openssl_needed
def test_whole_or_not_at_all(tmp_path: Path) -> None:
    there = LocalAuthority(tmp_path / "tsa", SIGNER, MIDDLE.certificate)
    turns: Iterator[Callable[[bytes], bytes]] = iter([there.reply, lambda _: b""])
    with serving(lambda query: next(turns)(query)) as (url, seen), pytest.raises(RemoteError):
        seal(Seal(SIGNED_BY, Authority(url, (TRUSTED.certificate,))), ROOT_JSON, TAGS)
    assert len(seen) == 2


@openssl_needed
def test_a_clock_that_is_wrong_here(tmp_path: Path) -> None:
    there = LocalAuthority(tmp_path / "tsa", SIGNER, MIDDLE.certificate)
    with serving(there.reply) as (url, _), pytest.raises(RemoteError, match="Set the clock right"):
        seal(
            Seal(None, Authority(url, (TRUSTED.certificate,))),
            ROOT_JSON,
            TAGS,
            lambda: datetime.now(UTC) - DAY,  # noqa: TID251  # OpenSSL stamps the present moment
        )


def test_nothing_of_the_private_key_is_in_it() -> None:
    made = seal(Seal(SIGNED_BY), ROOT_JSON, TAGS)
    private = SIGNED_BY.pem(None).splitlines()[1]
    assert b"PRIVATE" not in b"".join(made.values())
    assert private not in b"".join(made.values())


def test_sums_are_as_sha256sum_writes_them(tmp_path: Path) -> None:
    files = {"signature/root.sig": b"b", "signature/key.pem": b"a", "signature/sha256sums.txt": b"old"}
    put(tmp_path, files)
    told = sums(files)
    done = subprocess.run(
        ["sha256sum", "key.pem", "root.sig"],
        cwd=tmp_path / "signature",
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert told == done.stdout
    assert sums({}) == b""

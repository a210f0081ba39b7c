"""A time authority asked over HTTP, and calendars: what they answer is held against what was asked."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from respondeat.api.bundles import authority as module
from respondeat.api.bundles.authority import Authority, prove
from respondeat.errors import ConfigurationError, InputError, RemoteError
from respondeat.graph.evidence.signing.certificates import pem_of, trusted_certificates
from respondeat.graph.evidence.signing.proofs import read_proof
from respondeat.graph.evidence.signing.tokens import read_token
from tests.graph.evidence.signing.test_proofs import pending
from tests.graph.evidence.signing.time_authority import (
    DAY,
    NOW,
    LocalAuthority,
    authority,
    issue,
    openssl_needed,
    serving,
)

CONTENT = b"an invented signature"
ROOT = issue("Invented Root")
MIDDLE = issue("Invented Middle", ROOT)
SIGNER = authority("Invented Time", MIDDLE, kind="rsa")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield


@pytest.fixture
def ca(tmp_path: Path) -> Path:
    """The file that a user names."""
    (tmp_path / "ca.pem").write_bytes(pem_of([ROOT.certificate]))
    return tmp_path / "ca.pem"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # OpenSSL stamps the present moment


def refused(reply: Callable[[bytes], bytes], ca: Path) -> str:
    """Why what an authority answers is not used."""
    with serving(reply) as (url, _), pytest.raises(RemoteError) as error:
        Authority.of(url, ca).stamp(CONTENT, now())
    assert error.value.detail.startswith(url)
    assert error.value.detail.endswith("Nothing was written.")
    assert str(ca.parent) not in error.value.detail
    return error.value.detail


@openssl_needed
@pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
def test_a_token_by_an_authority_of_openssl(tmp_path: Path, ca: Path, hash_name: str) -> None:
    there = LocalAuthority(tmp_path / "tsa", SIGNER, MIDDLE.certificate)
    with serving(there.reply) as (url, seen):
        response, token = Authority.of(url + "tsa", ca, hash_name).stamp(CONTENT, now())
    assert read_token(response, CONTENT, token.chain) == token
    assert token.info.hash_name == hash_name
    assert seen[0].path == "/tsa"
    assert seen[0].headers["Content-Type"] == "application/timestamp-query"
    assert CONTENT not in seen[0].body


@openssl_needed
def test_an_authority_that_is_another(tmp_path: Path, ca: Path) -> None:
    other = issue("Invented Root")
    signer = authority("Invented Time", other)
    assert "No chain goes from CN=Invented Time" in refused(LocalAuthority(tmp_path / "a", signer).reply, ca)
    alone = authority("Alone", None)
    assert "CN=Alone, which is not among" in refused(LocalAuthority(tmp_path / "b", alone).reply, ca)
    there = LocalAuthority(tmp_path / "c", SIGNER)  # without the certificate between
    assert "a certificate is missing" in refused(there.reply, ca)
    ended = authority("Ended", ROOT, first=NOW - 9 * DAY, last=NOW - DAY)
    assert "CN=Ended was valid from" in refused(LocalAuthority(tmp_path / "d", ended).reply, ca)


@openssl_needed
def test_an_answer_to_somebody_else(tmp_path: Path, ca: Path) -> None:
    there = LocalAuthority(tmp_path / "tsa", SIGNER, MIDDLE.certificate)
    first = list[bytes]()

    def again(query: bytes) -> bytes:
        first.append(there.reply(query))
        return first[0]

    with serving(again) as (url, _):
        told = Authority.of(url, ca)
        told.stamp(CONTENT, now())
        with pytest.raises(RemoteError, match="not the answer to this request"):
            told.stamp(CONTENT, now())
        with pytest.raises(RemoteError, match="of another file"):
            told.stamp(b"other", now())


def test_an_answer_that_is_none(ca: Path) -> None:
    assert "It is not DER" in refused(lambda _: b"<html>Log in</html>", ca)
    assert "It is not DER" in refused(lambda _: b"", ca)
    refusal = bytes.fromhex("3009300702010203020105")
    assert "used" in refused(lambda _: refusal, ca)


def test_what_is_named_is_looked_at_before_anything_is_asked(tmp_path: Path, ca: Path) -> None:
    with pytest.raises(ConfigurationError, match="a time authority"):
        Authority.of("ftp://a.example/", ca)
    with pytest.raises(InputError, match="cannot be read"):
        Authority.of("http://a.example/", tmp_path / "none.pem")
    (tmp_path / "x.pem").write_bytes(b"x")
    with pytest.raises(InputError, match=r"x\.pem cannot be used as the authority's certificates"):
        Authority.of("http://a.example/", tmp_path / "x.pem")
    assert trusted_certificates(ca) == (ROOT.certificate,)


def test_calendars_promise() -> None:
    def reply(url: str) -> Callable[[bytes], bytes]:
        return lambda body: pending(body, f"https://{url}.example")

    with (
        serving(reply("a")) as (first, seen),
        serving(reply("b")) as (second, _),
    ):
        proof = prove(CONTENT, (first, second.rstrip("/")))
        again = prove(CONTENT, (first,))
    assert [one.where for one in read_proof(proof, CONTENT)] == ["https://a.example", "https://b.example"]
    assert [asked.path for asked in seen] == ["/digest", "/digest"]
    assert len(seen[0].body) == 32
    assert seen[0].body != seen[1].body  # so that they cannot tell that it is the same file
    assert seen[0].headers["Accept"] == "application/vnd.opentimestamps.v1"
    assert again != proof


def test_every_calendar_has_to_promise() -> None:
    refused = pytest.raises(RemoteError, match="answers with what is no proof")
    with serving(pending) as (first, _), serving(lambda _: b"x") as (second, _), refused as error:
        prove(CONTENT, (first, second))
    assert error.value.detail.startswith(second.rstrip("/"))
    with serving(lambda _: b"", status=500) as (url, _), pytest.raises(RemoteError, match="500"):
        prove(CONTENT, (url,))
    with pytest.raises(ConfigurationError, match="a calendar"):
        prove(CONTENT, ("ftp://a.example",))


def test_without_the_library_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise ConfigurationError("pip install 'respondeat[opentimestamps]'")

    monkeypatch.setattr(module, "require_library", none)
    with serving(pending) as (url, seen), pytest.raises(ConfigurationError, match="pip install"):
        prove(CONTENT, (url,))
    assert seen == []

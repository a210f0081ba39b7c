"""Signing keys: kept so that OpenSSL reads them, refused with words that help, never shown."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from respondeat.errors import InputError
from respondeat.graph.evidence.signing.keys import (
    SigningKey,
    check_free,
    checked_passphrase,
    is_encrypted,
    load_key,
    public_place,
    read_passphrase,
    write_key,
)
from respondeat.graph.evidence.signing.keys_encrypted import ROUNDS
from respondeat.graph.evidence.signing.signatures import is_signed
from tests.graph.evidence.signing.time_authority import openssl, openssl_needed

SECRET = b"an invented passphrase"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SigningKey]:
    """A key with a passphrase, as it was written."""
    place, key = tmp_path_factory.mktemp("keys") / "signing-key.pem", SigningKey.generate()
    write_key(place, key, SECRET)
    return place, key


def test_a_key_is_read_as_it_was_written(kept: tuple[Path, SigningKey], tmp_path: Path) -> None:
    place, key = kept
    assert is_encrypted(place)
    assert load_key(place, SECRET).fingerprint == key.fingerprint
    plain = tmp_path / "plain"
    assert write_key(plain, key, None) == public_place(plain) == tmp_path / "plain.public.pem"
    assert not is_encrypted(plain)
    assert load_key(plain).fingerprint == key.fingerprint
    assert public_place(plain).read_bytes() == key.public_pem
    assert public_place(place).read_bytes() == key.public_pem
    if os.name == "posix":
        assert [p.stat().st_mode & 0o777 for p in (place, plain)] == [0o600, 0o600]


def test_each_key_is_another() -> None:
    assert SigningKey.generate().fingerprint != SigningKey.generate().fingerprint


def test_it_signs_the_same_each_time(kept: tuple[Path, SigningKey]) -> None:
    _, key = kept
    assert key.sign(b"x") == key.sign(b"x")
    assert len(key.sign(b"x")) == 64
    assert is_signed(key.public, key.sign(b"x"), b"x")


@openssl_needed
def test_openssl_reads_it(kept: tuple[Path, SigningKey], tmp_path: Path) -> None:
    place, key = kept
    (tmp_path / "pass").write_bytes(SECRET + b"\n")
    told = openssl("pkey", "-in", place, "-passin", "file:pass", "-pubout", cwd=tmp_path)
    assert told.encode() == key.public_pem
    assert f":{ROUNDS:X}" in openssl("asn1parse", "-in", place, cwd=tmp_path).replace(":0", ":")
    openssl("pkey", "-in", place, "-passin", "pass:wrong", "-pubout", cwd=tmp_path, fails=True)


@openssl_needed
def test_one_that_openssl_made_is_read(tmp_path: Path) -> None:
    openssl("genpkey", "-algorithm", "ed25519", "-out", "a.pem", "-aes256", "-pass", "pass:abc", cwd=tmp_path)
    openssl("genpkey", "-algorithm", "ed25519", "-out", "b.pem", cwd=tmp_path)
    for name in ("a.pem", "b.pem"):
        (tmp_path / name).chmod(0o600)
    assert load_key(tmp_path / "a.pem", b"abc")
    assert load_key(tmp_path / "b.pem")


def test_nothing_is_overwritten(kept: tuple[Path, SigningKey], tmp_path: Path) -> None:
    place, key = kept
    before = place.read_bytes()
    for taken in (place, public_place(place)):
        with pytest.raises(InputError, match="exists already"):
            write_key(taken, key, None)
    assert place.read_bytes() == before
    public_place(tmp_path / "new.pem").write_bytes(b"x")
    with pytest.raises(InputError, match=r"new\.public\.pem exists already"):
        check_free(tmp_path / "new.pem")
    assert [p.name for p in tmp_path.iterdir()] == ["new.public.pem"]


def faults(place: Path, passphrase: bytes | None, secrets: list[bytes]) -> str:
    """What is told of a key that cannot be used, which shows nothing of it."""
    with pytest.raises(InputError) as error:
        load_key(place, passphrase)
    shown = f"{error.value.detail} {error.value!r} {error.value.__cause__!r}"
    assert [s for s in secrets if s.decode("ascii", "replace") in shown] == []
    return error.value.detail


def test_passphrases_that_do_not_open_it(kept: tuple[Path, SigningKey], tmp_path: Path) -> None:
    place, key = kept
    body = place.read_bytes().splitlines()[1]
    assert "the passphrase is wrong" in faults(place, b"something else", [body, b"something else"])
    assert "--passphrase-file" in faults(place, None, [body])
    write_key(tmp_path / "plain.pem", key, None)
    body = (tmp_path / "plain.pem").read_bytes().splitlines()[1]
    assert "is not encrypted" in faults(tmp_path / "plain.pem", SECRET, [body, SECRET])


def test_keys_of_other_kinds(tmp_path: Path) -> None:
    kinds: tuple[PrivateKeyTypes, ...] = (
        rsa.generate_private_key(65537, 2048),
        ec.generate_private_key(ec.SECP256R1()),
        ed448.Ed448PrivateKey.generate(),
        x25519.X25519PrivateKey.generate(),
    )
    for number, private in enumerate(kinds):
        place = tmp_path / str(number)
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        place.write_bytes(pem)
        place.chmod(0o600)
        assert "another kind than Ed25519" in faults(place, None, [pem.splitlines()[1]])


def test_damaged_keys(kept: tuple[Path, SigningKey], tmp_path: Path) -> None:
    _, key = kept
    pem = key.pem(None)
    damaged = (
        b"",
        b"x",
        pem[:60],
        pem.replace(b"PRIVATE", b"PUBLIC"),
        pem[:-30],
        key.public_pem,
        b"\0" * 100,
    )
    for number, content in enumerate(damaged):
        place = tmp_path / str(number)
        place.write_bytes(content)
        place.chmod(0o600)
        assert "respondeat keys new" in faults(place, None, [pem.splitlines()[1]])


def test_a_damaged_key_is_not_another_one(kept: tuple[Path, SigningKey], tmp_path: Path) -> None:
    """PKCS#8 has no check of its own: what is damaged may be decrypted to a key that nobody knows."""
    place, key = kept
    content, damaged = place.read_bytes(), tmp_path / "damaged.pem"
    public_place(damaged).write_bytes(key.public_pem)
    for at in range(28, content.index(b"\n-----END"), 16):
        other = b"A" if content[at : at + 1] != b"A" else b"B"
        damaged.write_bytes(content[:at] + other + content[at + 1 :])
        damaged.chmod(0o600)
        assert "damaged" in faults(damaged, SECRET, [content.splitlines()[1]])


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_one_that_others_may_read_is_refused(tmp_path: Path) -> None:
    write_key(tmp_path / "a.pem", SigningKey.generate(), None)
    (tmp_path / "a.pem").chmod(0o640)
    with pytest.raises(InputError, match="chmod 600"):
        load_key(tmp_path / "a.pem")


def test_it_shows_nothing_of_itself(kept: tuple[Path, SigningKey]) -> None:
    _, key = kept
    private = key.pem(None).splitlines()[1].decode()
    assert private not in repr(key) + str(key)
    assert repr(key) == "SigningKey()"


@pytest.mark.parametrize("passphrase", [b"", b"x" * 1025, b"a\nb", b"a\0b", b"a\rb"])
def test_what_is_no_passphrase(passphrase: bytes) -> None:
    with pytest.raises(InputError, match="one line of 1 to"):
        checked_passphrase(passphrase)


def test_a_passphrase_from_a_file(tmp_path: Path) -> None:
    place = tmp_path / "pass"
    for content in ("пароль\n", "пароль\r\nmore\n", "пароль"):
        place.write_bytes(content.encode())
        place.chmod(0o600)
        assert read_passphrase(place) == "пароль".encode()
    place.write_bytes(b"\nx")
    with pytest.raises(InputError, match="one line"):
        read_passphrase(place)
    if os.name == "posix":
        place.chmod(0o644)
        with pytest.raises(InputError, match="A passphrase in"):
            read_passphrase(place)

"""Proofs of OpenTimestamps: made from what calendars answer, held against the file, offline."""

import sys
from hashlib import sha256

import pytest
from opentimestamps.core.notary import (  # type: ignore[import-untyped]
    BitcoinBlockHeaderAttestation,
    LitecoinBlockHeaderAttestation,
    PendingAttestation,
    UnknownAttestation,
)
from opentimestamps.core.op import OpAppend, OpHexlify, OpPrepend, OpSHA256  # type: ignore[import-untyped]
from opentimestamps.core.serialize import (  # type: ignore[import-untyped]
    BytesDeserializationContext,
    BytesSerializationContext,
)
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp  # type: ignore[import-untyped]

from respondeat.errors import ConfigurationError, InputError
from respondeat.graph.evidence.signing.proofs import (
    LARGEST,
    Attestation,
    commitment,
    make_proof,
    read_proof,
    require_library,
)

CONTENT = b"an invented signature"
NONCE = bytes(range(16))
URL = "https://a.calendar.example"


def pending(digest: bytes, url: str = URL) -> bytes:
    """What a calendar answers to a digest: that it will see to it."""
    stamp = Timestamp(digest)
    later = stamp.ops.add(OpPrepend(b"\x01\x02")).ops.add(OpSHA256()).ops.add(OpAppend(b"\x03"))
    later.ops.add(OpSHA256()).attestations.add(PendingAttestation(url))
    return written(stamp)


def written(stamp: Timestamp) -> bytes:
    context = BytesSerializationContext()
    stamp.serialize(context)
    told: bytes = context.getbytes()
    return told


def made(*attestations: object) -> bytes:
    """A proof of the content with these attestations right at it."""
    stamp = Timestamp(sha256(CONTENT).digest())
    stamp.attestations.update(attestations)
    context = BytesSerializationContext()
    DetachedTimestampFile(OpSHA256(), stamp).serialize(context)
    told: bytes = context.getbytes()
    return told


def proof(**answers: bytes) -> bytes:
    return make_proof(CONTENT, NONCE, answers or {URL: pending(commitment(CONTENT, NONCE))})


def test_a_proof_commits_to_the_file_and_names_who_will_attest() -> None:
    assert read_proof(proof(), CONTENT) == (Attestation("pending", where=URL),)
    both = {u: pending(commitment(CONTENT, NONCE), u) for u in (URL, "https://b.example")}
    assert [a.where for a in read_proof(make_proof(CONTENT, NONCE, both), CONTENT)] == [
        URL,
        "https://b.example",
    ]


def test_calendars_do_not_learn_the_hash_of_the_file() -> None:
    shown = commitment(CONTENT, NONCE)
    assert shown == sha256(sha256(CONTENT).digest() + NONCE).digest()
    assert shown != commitment(CONTENT, bytes(16))


def test_the_reference_library_reads_it() -> None:
    file = DetachedTimestampFile.deserialize(BytesDeserializationContext(proof()))
    assert file.file_digest == sha256(CONTENT).digest()
    ((_, attestation),) = file.timestamp.all_attestations()
    assert attestation.uri == URL


def test_a_block_of_bitcoin_has_to_have_this_root() -> None:
    (found,) = read_proof(made(BitcoinBlockHeaderAttestation(358391)), CONTENT)
    # block explorers write hashes with their last byte first
    assert found == Attestation("bitcoin", height=358391, merkle_root=sha256(CONTENT).digest()[::-1].hex())


def test_other_attestations_are_named_and_not_believed() -> None:
    found = read_proof(
        made(LitecoinBlockHeaderAttestation(5), UnknownAttestation(b"8 bytes!", b"x")), CONTENT
    )
    assert {one.kind for one in found} == {"other"}


def test_what_no_block_can_be() -> None:
    with pytest.raises(InputError, match="no proof of OpenTimestamps"):
        read_proof(made(BitcoinBlockHeaderAttestation(1 << 40)), CONTENT)
    stamp = Timestamp(sha256(CONTENT).digest())
    stamp.ops.add(OpHexlify()).attestations.add(BitcoinBlockHeaderAttestation(5))
    context = BytesSerializationContext()
    DetachedTimestampFile(OpSHA256(), stamp).serialize(context)
    with pytest.raises(InputError, match="no proof of OpenTimestamps"):
        read_proof(context.getbytes(), CONTENT)


def test_another_file_or_form() -> None:
    good = proof()
    with pytest.raises(InputError, match="of another file"):
        read_proof(good, CONTENT + b"x")
    for wrong in (b"", b"x", good[:-1], good + b"\0", b"\0" * 1000):
        with pytest.raises(InputError, match="no proof of OpenTimestamps"):
            read_proof(wrong, CONTENT)
    with pytest.raises(InputError, match="larger"):
        read_proof(bytes(LARGEST + 1), CONTENT)
    # a length in more bytes than it needs
    at = good.index(NONCE) - 1
    with pytest.raises(InputError, match="not written as OpenTimestamps writes it"):
        read_proof(good[:at] + b"\x90\x00" + good[at + 1 :], CONTENT)


def test_every_byte_that_commits_counts() -> None:
    """All but what only a calendar or Bitcoin can tell: after the file's hash begins the way to a promise."""
    good = proof()
    end = good.index(sha256(CONTENT).digest()) + 32
    for at in range(len(good)):
        flipped = bytearray(good)
        flipped[at] ^= 1 << at % 8
        try:
            read_proof(bytes(flipped), CONTENT)
        except InputError:
            continue
        assert at >= end


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"\0" * 40, b"\xf0", b"\xf2\x00" + bytes(8) + b"\0", b"\x08" * 300]
)
def test_an_answer_that_is_none(answer: bytes) -> None:
    with pytest.raises(InputError, match=r"^https://a\.calendar\.example answers with what is no proof"):
        make_proof(CONTENT, NONCE, {URL: answer})


def test_an_answer_with_more_behind_it() -> None:
    with pytest.raises(InputError, match="no proof"):
        make_proof(CONTENT, NONCE, {URL: pending(commitment(CONTENT, NONCE)) + b"\0"})


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    require_library()
    monkeypatch.delitem(sys.modules, "respondeat.graph.evidence.signing.proofs_library")
    import respondeat.graph.evidence.signing as package

    monkeypatch.delattr(package, "proofs_library")
    monkeypatch.setitem(sys.modules, "opentimestamps.core.notary", None)
    for ask in (require_library, lambda: read_proof(b"", b"")):
        with pytest.raises(ConfigurationError, match=r"pip install 'respondeat\[opentimestamps\]'"):
            ask()

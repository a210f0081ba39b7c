"""The folder `signature/` of a bundle: who signed it, who attests its time. The only part that varies.

None of it says where the content comes from, or that it is so: a signature says that the holder of a key
signed these bytes, a time stamp that they existed at a time.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from respondeat.errors import IntegrityError
from respondeat.graph.evidence.signing.certificates import read_certificates
from respondeat.graph.evidence.signing.keys import SigningKey
from respondeat.graph.evidence.signing.signatures import is_signed
from respondeat.graph.evidence.signing.tokens import read_token
from respondeat.graph.evidence.signing.verification import authority_file
from respondeat.graph.evidence.verifier.layout import (
    AUTHORITY,
    EXPORT,
    EXPORT_SIGNATURE,
    KEY,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    SIGNATURE,
    SUMS,
    TAG_PROOF,
    TAG_SIGNATURE,
    TAG_TOKEN,
)

from .authority import Authority, check_calendars, prove


@dataclass(frozen=True, slots=True)
class Seal:
    """How a bundle is signed and dated: each of it only where it is asked for.

    Raises ConfigurationError for calendars that cannot be asked, or without the library of OpenTimestamps:
    before anything is made.
    """

    key: SigningKey | None = None
    authority: Authority | None = None
    calendars: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.calendars:
            check_calendars(self.calendars)


def _now() -> datetime:
    return datetime.now(UTC)


def seal(
    how: Seal, root_json: bytes, tag_manifest: bytes, clock: Callable[[], datetime] = _now
) -> dict[str, bytes]:
    """The files of `signature/` by their names, but the export's own entry and the sums.

    Time stamps are over the signatures where there are any, else over what would be signed. Raises
    RemoteError when a server that was to attest the time does not: then there is no part of it.
    """
    made: dict[str, bytes] = {}
    root, tags = root_json, tag_manifest
    if how.key is not None:
        root, tags = _signed(how.key, root_json), _signed(how.key, tag_manifest)
        made |= {KEY: how.key.public_pem, ROOT_SIGNATURE: root, TAG_SIGNATURE: tags}
    if how.authority is not None:
        of_root, first = how.authority.stamp(root, clock())
        of_tags, second = how.authority.stamp(tags, clock())
        chain = authority_file([first, second])
        for token, content in ((of_root, root), (of_tags, tags)):
            read_token(token, content, read_certificates(chain))  # as whoever verifies will read it
        made |= {ROOT_TOKEN: of_root, TAG_TOKEN: of_tags, AUTHORITY: chain}
    if how.calendars:
        made[TAG_PROOF] = prove(tags, how.calendars)
    return made


def _signed(key: SigningKey, content: bytes) -> bytes:
    signature = key.sign(content)
    if not is_signed(key.public, signature, content):  # a fault of the machine here can give the key away
        raise IntegrityError("The signature just made does not verify: this machine is faulty. Try another.")
    return signature


def signed_export(how: Seal, export: bytes) -> dict[str, bytes]:
    """The export's own entry of the custody log, which is there last, and the signature over it."""
    return {EXPORT: export} | ({EXPORT_SIGNATURE: _signed(how.key, export)} if how.key else {})


def sums(files: Mapping[str, bytes]) -> bytes:
    """`sha256sums.txt` over the other files of `signature/`: as sha256sum writes it, sorted by name."""
    named = sorted((n.removeprefix(SIGNATURE), content) for n, content in files.items() if n != SUMS)
    return "".join(f"{hashlib.sha256(c).hexdigest()}  {name}\n" for name, c in named).encode()

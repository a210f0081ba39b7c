"""The secret from which the salts of bundles come, kept beside the signing key.

Whoever has it can find out by trial what a withheld leaf stands for; whoever loses it makes the next bundle
of the same data with other hashes. It is not needed to verify anything.
"""

import re
import secrets
from pathlib import Path
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.evidence.bundle.leaves import SECRET_BYTES

from .private_files import read_private, write_private

_HEX: Final = re.compile(rb"[0-9a-f]{%d}\n?" % (2 * SECRET_BYTES))
_WHAT: Final = "The secret of bundles"


def load_secret(path: Path, create: bool = True) -> bytes:
    """The secret in a file: 32 bytes, written as hexadecimal digits; made on first use where `create`.

    Raises InputError for a file that others may read, that is no such secret, or that is not there.
    """
    if create and not path.exists() and not path.is_symlink():
        _make(path)
    content = read_private(path, _WHAT)
    if not _HEX.fullmatch(content):
        raise InputError(
            f"{path} is no secret of bundles: {2 * SECRET_BYTES} hexadecimal digits. Restore it from a copy. "
            "If there is none, move it away: a new secret is made, and later bundles get other hashes."
        )
    return bytes.fromhex(content.decode("ascii"))


def _make(path: Path) -> None:
    try:
        write_private(path, secrets.token_hex(SECRET_BYTES).encode() + b"\n", "the secret of bundles")
    except InputError:
        if not path.exists():
            raise
        # another process made one between our look and our writing: that one holds

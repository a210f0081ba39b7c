"""The text of an API key: `rsp_<id>_<secret>`, made so that scanners find it and a mistyped one is told.

The id is public: 16 hexadecimal digits; elsewhere it is written `k-<id>`. The secret has 256 bits in base 32,
and behind them 30 bits of the SHA-256 of all before: whoever finds `rsp_[0-9a-f]{16}_[a-z2-7]{58}` in a text
can tell without asking anybody whether it is a key.
"""

import re
import secrets
from base64 import b32encode
from hashlib import sha256
from typing import Final

from respondeat.errors import NotAuthenticated

PREFIX: Final = "rsp_"
_FORM: Final = re.compile(r"rsp_([0-9a-f]{16})_([a-z2-7]{52})([a-z2-7]{6})")


def new_key() -> tuple[str, str]:
    """A new id (`k-...`) and the whole text of its key."""
    id = secrets.token_hex(8)
    secret = b32encode(secrets.token_bytes(32)).decode().lower().rstrip("=")
    return f"k-{id}", f"{PREFIX}{id}_{secret}{_check(id, secret)}"


def id_of(key: str) -> str:
    """The id that a key names. Raises NotAuthenticated when it is not the text of a key."""
    found = _FORM.fullmatch(key)
    if found is None:
        raise NotAuthenticated("This is not the text of a key: it is rsp_, the id, _ and the secret, whole.")
    id, secret, check = found.groups()
    if check != _check(id, secret):
        raise NotAuthenticated("This key is mistyped or cut off: its last letters do not fit the rest.")
    return f"k-{id}"


def of_basic(user: str, password: str) -> str:
    """The key that a client means which can only say a user and a password.

    The password is the whole key and the user `key`, its id or nothing; or the user is the id and the
    password the secret. Raises NotAuthenticated for anything else.
    """
    id = user.removeprefix("k-")
    if not password.startswith(PREFIX):
        return f"{PREFIX}{id}_{password}"
    if user not in ("", "key") and id_of(password) != f"k-{id}":
        raise NotAuthenticated("The user is neither `key` nor the id of the key that is the password.")
    return password


def digest(secret: str) -> str:
    """What stands for a random secret where it is kept: SHA-256 is enough for what nobody can guess."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _check(id: str, secret: str) -> str:
    return b32encode(sha256(f"{PREFIX}{id}_{secret}".encode()).digest())[:6].decode().lower()

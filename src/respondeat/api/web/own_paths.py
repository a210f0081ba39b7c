"""Where somebody is sent after a login: to addresses of this server, and to no other."""

import re
from typing import Final
from urllib.parse import urlsplit

_OWN: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", re.ASCII)
_LONGEST: Final = 4000
_ROUND: Final = ("/login", "/logout")


def own_path(text: str, otherwise: str = "/") -> str:
    r"""The path and query of this server that a text is; for anything else `otherwise`.

    Browsers drop tabs and line ends and read a backslash as a slash, so that what looks like a path may be
    another host: only visible ASCII without a backslash is taken, and no second slash behind the first. A
    page of the login itself would lead in a circle.

    >>> own_path("/entity/p-1?language=be"), own_path("//elsewhere.example/"), own_path("/\t/elsewhere")
    ('/entity/p-1?language=be', '/', '/')
    """
    if len(text) > _LONGEST or not _OWN.fullmatch(text):
        return otherwise
    try:
        parts = urlsplit(text)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc or parts.path.rstrip("/") in _ROUND:
        return otherwise
    return text

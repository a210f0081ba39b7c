"""Addresses of documents as IRIs that every program reads alike."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

_WEB: Final = ("http", "https", "ftp")
_FORBIDDEN: Final = re.compile(r'[\x00-\x20\x7f-\xa0<>"{}|\\^`\u2028\u2029\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})')
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_BRACKETS: Final = re.compile(r"[\[\]]")


def web_address(text: str) -> str:
    """An address on the web as an IRI (RFC 3987): characters that none may hold are percent-encoded.

    Letters of other scripts stay as they are. "" for what is no address on the web.

    >>> web_address("https://news.example/a page?q=ё")
    'https://news.example/a%20page?q=ё'
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # brackets around what is no address
        return ""
    if parts.scheme.lower() not in _WEB or not host or _FORBIDDEN.search(parts.netloc):
        return ""
    start = text.index(parts.netloc) + len(parts.netloc)
    rest, mark, fragment = text[start:].partition("#")
    return text[:start] + _written(rest) + (mark and "#" + _written(fragment.replace("#", "%23")))


def fetch_address(text: str) -> str:
    """An address on the web as `fetch.txt` can say it (RFC 8493, section 2.2.3): ASCII, without spaces.

    "" for what is no address on the web.

    >>> fetch_address("https://навіны.example/a b?q=ё")
    'https://xn--80ae5ac4e2c.example/a%20b?q=%D1%91'
    """
    found = web_address(text)
    user, at, place = urlsplit(found).netloc.rpartition("@")
    host, colon, port = ("", "", place) if place.startswith("[") else place.partition(":")
    try:
        ascii_host = host.encode("idna").decode()
    except UnicodeError:  # a part of it is empty or too long
        return ""
    return quote(found.replace(user + at + place, user + at + ascii_host + colon + port, 1), safe=_ASCII)


def _written(text: str) -> str:
    whole = _FORBIDDEN.sub(lambda found: quote(found[0], safe="", errors="replace"), text)
    return _BRACKETS.sub(lambda found: quote(found[0], safe=""), whole)

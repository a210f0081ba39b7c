"""Under which names the server may be asked.

A page anywhere can have its own name mean 127.0.0.1 (DNS rebinding), and would then read what a server
there answers as its own. Such a request still says the page's name in `Host`.
"""

import ipaddress
from collections.abc import Iterable
from typing import Final

from respondeat.api.settings import Settings

_OF_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """The names that are answered: this machine's own, the address listened at, those of the settings."""

    def __init__(self, settings: Settings) -> None:
        named = (*_OF_THIS_MACHINE, settings.host, *settings.allowed_hosts)
        self._names = frozenset(_bare(one) for one in named)
        self._addresses = settings.network and _is_address(settings.host, unspecified=True)
        self._known: dict[bytes, bool] = {}

    def alone(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether a request says one name at most: of two a proxy may take another (RFC 9112, 3.2)."""
        return sum(name == b"host" for name, _ in headers) < 2

    def allow(self, host: bytes) -> bool:
        """Whether a request with this value of `Host` is answered."""
        found = self._known.get(host)
        if found is None:
            name = _bare(host.decode("latin-1"))
            found = name in self._names or (self._addresses and _is_address(name))
            if found:
                self._known[host] = True
        return found


def _bare(host: str) -> str:
    """A name or address without port and brackets, as it is compared."""
    host = host.strip().lower()
    if host.startswith("["):
        name, _, rest = host[1:].partition("]")
        whole = "]" in host and (not rest or (rest[0] == ":" and rest[1:].isdecimal()))
        return name if whole else host
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() and ":" not in name else host).rstrip(".")


def _is_address(host: str, *, unspecified: bool = False) -> bool:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return found.is_unspecified or not unspecified

"""From where a request came: told by a proxy only where the proxy is one of ours."""

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

from starlette.requests import HTTPConnection

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def address(request: HTTPConnection, trusted: Sequence[str]) -> str:
    """The address that a request is counted against; of IPv6 the /64, for that is what one household has.

    The proxies named by `trusted` (addresses or networks) say behind which address they are asked, in
    `X-Forwarded-For`, each at the right end: it is read from there, as far as those that tell it are trusted.
    """
    peer = _read(request.client.host if request.client else "")
    if peer is None:
        return ""
    if not trusted:
        return _household(peer)
    networks = [ipaddress.ip_network(one, strict=False) for one in trusted]
    told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    while told and _is_in(peer, networks):
        before = _read(told.pop().strip())
        if before is None:
            break
        peer = before
    return _household(peer)


def secure(request: HTTPConnection, trusted: Sequence[str]) -> bool:
    """Whether the client speaks TLS, to us or to a proxy that we trust (`X-Forwarded-Proto`)."""
    if request.scope["scheme"] in ("https", "wss"):
        return True
    if not trusted:
        return False
    peer = _read(request.client.host if request.client else "")
    networks = [ipaddress.ip_network(one, strict=False) for one in trusted]
    told = request.headers.getlist("x-forwarded-proto")
    return peer is not None and _is_in(peer, networks) and told[-1:] == ["https"]


def counted(peer: str, trusted: Sequence[str]) -> str | None:
    """The address that a connection is counted against; None for a proxy, which has many clients."""
    found = _read(peer)
    if found is None:
        return peer
    networks = [ipaddress.ip_network(one, strict=False) for one in trusted]
    return None if _is_in(found, networks) else _household(found)


@lru_cache(maxsize=4096)  # one client asks often
def _read(text: str) -> _Address | None:
    text = text.partition("%")[0]
    if text.startswith("["):  # [address]:port, as some proxies write it
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped
    return found


def _is_in(one: _Address, networks: Sequence[_Network]) -> bool:
    return any(one in network for network in networks)


@lru_cache(maxsize=4096)
def _household(one: _Address) -> str:
    if isinstance(one, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((one, 64), strict=False))
    return str(one)

"""The address to listen at: taken before anything is started, and only this machine's own unless said."""

import errno
import ipaddress
import socket
from typing import Final

from respondeat.api.settings import Settings
from respondeat.errors import ConfigurationError

_WAITING: Final = 2048  # connections not taken yet


def listen(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say.

    Raises ConfigurationError for an address that is none, that is taken, or that other machines reach without
    the setting `network`.
    """
    family, address = _meant(settings)
    if not settings.network and not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback:
        raise ConfigurationError(
            f"{settings.host} is an address that other machines reach. Say --network (setting network) if it "
            "is meant; put a proxy with TLS before it. Without it only this machine's own are listened at."
        )
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(_WAITING)
    except OSError as error:
        opened.close()
        raise ConfigurationError(_why(settings, error)) from None
    opened.set_inheritable(False)
    return opened


def _meant(settings: Settings) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ConfigurationError(
            f"{settings.host!r} is no address of this machine. Name one with --host, such as 127.0.0.1."
        ) from None
    family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, (str(address[0]), int(address[1]))


def _why(settings: Settings, error: OSError) -> str:
    place = f"port {settings.port} at {settings.host}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Another program listens at {place}. Stop it, or name another port with --port; "
            "--port 0 takes a free one."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"This user may not listen at {place}: name one above 1023 with --port, a proxy can pass it on."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{settings.host} is no address of this machine. Name one with --host, such as 127.0.0.1."
    return f"It is not possible to listen at {place}: {error.strerror}."


def address_of(listening: socket.socket) -> str:
    """The address that a browser on this machine is given: `http://127.0.0.1:8631/`."""
    host, port = listening.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1" if listening.family is socket.AF_INET else "::1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

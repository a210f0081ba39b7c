"""Where a server listens: on this machine, elsewhere only when it is said."""

import socket

import pytest

from respondeat.api.settings import Settings
from respondeat.api.web.listening import address_of, listen
from respondeat.errors import ConfigurationError


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1.2.3"])
def test_a_free_port_of_this_machine_is_taken(host: str) -> None:
    with listen(Settings(host=host, port=0)) as listening:
        address, port = listening.getsockname()
        assert address_of(listening) == f"http://{address}:{port}/"
        socket.create_connection((address, port), timeout=5).close()
        assert not listening.get_inheritable()


def test_ipv6_has_brackets() -> None:
    try:
        listening = listen(Settings(host="::1", port=0))
    except ConfigurationError:
        pytest.skip("this machine has no IPv6")
    with listening:
        assert address_of(listening) == f"http://[::1]:{listening.getsockname()[1]}/"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", ""])
def test_what_other_machines_reach_is_refused_unless_it_is_said(host: str) -> None:
    with pytest.raises(ConfigurationError, match=r"--network|no address"):
        listen(Settings(host=host, port=0))


def test_everywhere_is_shown_as_an_address_that_can_be_opened() -> None:
    with listen(Settings(host="0.0.0.0", port=0, network=True)) as listening:
        assert address_of(listening).startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["nobody.invalid", "x" * 300, "a b", "\u0130..x"])
def test_what_is_no_address_is_said(host: str) -> None:
    with pytest.raises(ConfigurationError, match="no address of this machine"):
        listen(Settings(host=host, port=0))


def test_a_port_is_taken_again_at_once() -> None:
    with listen(Settings(port=0)) as listening:
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as opened:
            accepted, _ = listening.accept()
            accepted.close()  # the side that closes first waits
            opened.recv(1)
        with pytest.raises(ConfigurationError, match=f"port {port}"):
            listen(Settings(port=port))
    listen(Settings(port=port)).close()

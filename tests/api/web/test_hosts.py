"""A server is asked under names that it knows: nobody's page makes itself one of them."""

from pathlib import Path

import pytest

from respondeat.api.settings import Settings
from respondeat.api.web.hosts import Hosts
from tests.api.web.conftest import Asking

OWN = ["localhost", "LOCALHOST:8631", "127.0.0.1", "127.0.0.1:8631", "[::1]", "[::1]:8631", "localhost."]
FOREIGN = [
    "",
    "evil.example",
    "evil.example:8631",
    "localhost.evil.example",
    "127.0.0.1.nip.io",
    "127.0.0.1:8631@evil.example",
    "evil.example#localhost",
    "localhost/evil",
    "localhost:evil",
    "192.0.2.7",
    "0.0.0.0",
    "[::2]",
    "[::1].evil.example",
    "[::1]evil.example:80",
    "[::1",
    "::ffff:192.0.2.7",
    "localhost:8631\u0661",
]


@pytest.mark.parametrize("host", OWN)
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert Hosts(Settings()).allow(host.encode())


@pytest.mark.parametrize("host", FOREIGN)
def test_other_names_are_not(host: str) -> None:
    assert not Hosts(Settings()).allow(host.encode())


def test_names_of_the_settings_and_the_address_listened_at_are_answered() -> None:
    hosts = Hosts(Settings(allowed_hosts=("Data.example.org", "abc.onion:80"), host="192.0.2.7"))
    for name in (b"data.example.org", b"data.example.org:443", b"abc.onion", b"192.0.2.7:8631", b"localhost"):
        assert hosts.allow(name)
    assert not hosts.allow(b"192.0.2.8")
    assert not hosts.allow(b"example.org")


def test_at_every_address_any_address_is_answered_and_no_other_name() -> None:
    hosts = Hosts(Settings(host="0.0.0.0", network=True))
    assert hosts.allow(b"192.0.2.8:8631")
    assert not hosts.allow(b"evil.example")


def test_a_foreign_name_gets_an_error_that_says_what_to_do(asking: Asking, example: Path) -> None:
    told = asking(example).get("/v1/search?text=Mira", headers={"Host": "evil.example"})
    assert told.status_code == 400
    assert "allowed_hosts" in told.json()["detail"]
    assert "Mira" not in told.text


def test_two_names_are_one_too_many(asking: Asking, example: Path) -> None:
    """A proxy and the server may take different ones (RFC 9112, 3.2)."""
    client = asking(example)
    for hosts in (("localhost", "evil.example"), ("localhost", "localhost")):
        told = client.get("/v1/search?text=Mira", headers=[("Host", host) for host in hosts])
        assert (told.status_code, told.json()["type"]) == (400, "/problems/request")

"""From where a request came."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import HTTPConnection

from respondeat.api.settings import Settings
from respondeat.api.web.addresses import address, secure


def request(
    peer: str | None, forwarded: list[str] | None = None, scheme: str = "http", proto: list[str] | None = None
) -> HTTPConnection:
    told = [(b"x-forwarded-for", one.encode()) for one in forwarded or []]
    told += [(b"x-forwarded-proto", one.encode()) for one in proto or []]
    scope = {
        "type": "http",
        "scheme": scheme,
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), *told],
        "client": None if peer is None else (peer, 1234),
    }
    return HTTPConnection(scope)


@pytest.mark.parametrize(
    ("peer", "wanted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", ""),
        (None, ""),
    ],
)
def test_without_proxies_it_is_whoever_connects(peer: str | None, wanted: str) -> None:
    assert address(request(peer), ()) == wanted
    assert address(request(peer, ["198.51.100.7"]), ()) == wanted


PROXIES = ("10.0.0.0/8", "2001:db8:ffff::/48")


@pytest.mark.parametrize(
    ("forwarded", "wanted"),
    [
        (["198.51.100.7"], "198.51.100.7"),
        (["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        (["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
        (["198.51.100.7, 10.1.2.3"], "198.51.100.7"),
        (["198.51.100.7, 10.1.2.3,10.3.2.1 "], "198.51.100.7"),
        (["203.0.113.9, nonsense, 10.1.2.3"], "10.1.2.3"),
        (["198.51.100.7:4321"], "198.51.100.7"),
        (["[2001:db8:5::9]:4321"], "2001:db8:5::/64"),
        (["2001:db8:5::9"], "2001:db8:5::/64"),
        (["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ([""], "10.0.0.1"),
        ([], "10.0.0.1"),
        (["<script>"], "10.0.0.1"),
    ],
)
def test_behind_a_proxy_it_is_who_the_proxy_says(forwarded: list[str], wanted: str) -> None:
    assert address(request("10.0.0.1", forwarded), PROXIES) == wanted
    assert address(request("192.0.2.1", forwarded), PROXIES) == "192.0.2.1"


ADDRESSES = st.ip_addresses().map(str)


@given(peer=ADDRESSES, invented=st.lists(ADDRESSES | st.text("0123456789abcdef:.", max_size=12), max_size=5))
def test_nobody_who_is_no_proxy_says_who_they_are(peer: str, invented: list[str]) -> None:
    proxies = ("10.0.0.0/8",)
    plain = address(request(peer), proxies)
    if ip_address(peer) not in ip_network("10.0.0.0/8"):
        assert address(request(peer, [", ".join(invented)]), proxies) == plain
    behind = address(request("10.0.0.1", [", ".join([*invented, peer])]), proxies)
    assert behind == plain or ip_address(peer) in ip_network("10.0.0.0/8")


@pytest.mark.parametrize(
    ("peer", "scheme", "proto", "wanted"),
    [
        ("192.0.2.1", "https", [], True),
        ("192.0.2.1", "http", ["https"], False),
        ("10.0.0.1", "http", ["https"], True),
        ("10.0.0.1", "http", ["https", "http"], False),
        ("10.0.0.1", "http", [], False),
        (None, "http", ["https"], False),
    ],
)
def test_tls_is_told_by_trusted_proxies_only(
    peer: str | None, scheme: str, proto: list[str], wanted: bool
) -> None:
    assert secure(request(peer, scheme=scheme, proto=proto), PROXIES) is wanted


@pytest.mark.parametrize("given_", ["10.0.0.1", "10.0.0.0/8,::1", "10.0.0.7/8"])
def test_proxies_are_addresses_or_networks(given_: str) -> None:
    assert Settings(trusted_proxies=given_).trusted_proxies  # type: ignore[arg-type]  # as the environment has it


@pytest.mark.parametrize("given_", ["proxy.example.org", "10.0.0.0/33", "*", "10.0.0.1;10.0.0.2"])
def test_a_proxy_that_is_none_is_told_at_the_start(given_: str) -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        Settings(trusted_proxies=given_)  # type: ignore[arg-type]  # as the environment has it

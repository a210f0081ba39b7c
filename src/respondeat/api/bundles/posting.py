"""A few bytes posted to a server that others run, and what it answers: bounded in time and size."""

import time
from importlib.metadata import version
from typing import Final

import httpx2

from respondeat.errors import ConfigurationError, RemoteError

SECONDS: Final = 30.0
"""How long such a server may take, all in all."""

LARGEST: Final = 1 << 18
"""Bytes of its answer, at most."""


def checked_url(url: str, what: str) -> str:
    """The URL of a server, https unless it says http. Raises ConfigurationError for others and passwords."""
    url = url if "://" in url else f"https://{url}"
    try:
        found = httpx2.URL(url)
    except httpx2.InvalidURL:
        raise ConfigurationError(f"The address of {what} cannot be read.") from None
    if found.userinfo:
        raise ConfigurationError(f"The address of {what} holds a name or password: those are not sent.")
    if found.scheme not in ("http", "https") or not found.host or found.fragment:
        raise ConfigurationError(f"{url!r} is no address of {what}, such as https://example.org/.")
    return url


def post(url: str, body: bytes, media_type: str, accept: str, seconds: float = SECONDS) -> bytes:
    """What a server answers to `body`. Follows no redirect; goes by the environment's proxies.

    Raises RemoteError when it cannot be reached, does not answer whole in time, refuses, or answers too much.
    """
    shown = url.partition("?")[0]  # what stands behind may be a customer's token
    headers = {
        "User-Agent": f"respondeat/{version('respondeat')}",
        "Content-Type": media_type,
        "Accept": accept,
        "Accept-Encoding": "identity",
    }
    until = time.monotonic() + seconds
    try:
        with (
            httpx2.Client(timeout=seconds, follow_redirects=False) as client,
            client.stream("POST", url, content=body, headers=headers) as response,
        ):
            return _answer(shown, response, until, seconds)
    except httpx2.TimeoutException:
        raise _late(shown, seconds) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError) as error:
        raise RemoteError(f"{shown} cannot be asked: {error or type(error).__name__}") from None


def _answer(url: str, response: httpx2.Response, until: float, seconds: float) -> bytes:
    if response.is_redirect:
        raise RemoteError(f"{url} sends on to another address: name that one, if you trust it.")
    if response.status_code != httpx2.codes.OK:
        raise RemoteError(f"{url} refuses: it answers with {response.status_code}.")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise RemoteError(f"{url} packs its answer, though it was asked not to.")
    found = bytearray()
    for piece in response.iter_raw():
        found += piece
        if len(found) > LARGEST:
            raise RemoteError(f"{url} sends more than {LARGEST} bytes, which no such answer has.")
        if time.monotonic() > until:
            raise _late(url, seconds)
    return bytes(found)


def _late(url: str, seconds: float) -> RemoteError:
    return RemoteError(f"{url} did not answer within {seconds:g} seconds. Try again, or name another.")

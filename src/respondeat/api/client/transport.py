"""Requests to one server: bounded in time and size, kept by ETag, and nothing sent elsewhere."""

import ipaddress
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import httpx2

import respondeat
from respondeat.errors import ConfigurationError, RemoteError

from .problems import error_of

LARGEST: Final = 2**28
"""Bytes of an answer, at most: more than a server of ours gives."""

_KEPT: Final = 64
_KEPT_BYTES: Final = 2**20
_LONGEST: Final = 4000  # of an address: longer ones are not taken everywhere


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the body, its media type, the headers."""

    body: bytes
    media_type: str
    headers: Mapping[str, str]


class Transport:
    """A connection to a server. Close it."""

    def __init__(
        self, url: str, key: str | None, timeout: float, *, by_post: bool, proxy: str | None, **rest: Any
    ) -> None:
        base = _address(url, key)
        headers = {"User-Agent": f"respondeat/{respondeat.__version__}"}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        try:
            self._client = httpx2.Client(
                base_url=base, headers=headers, timeout=timeout, proxy=proxy, trust_env=False, **rest
            )
        except (ImportError, ValueError) as error:
            raise ConfigurationError(f"The proxy cannot be used: {error}") from None
        self.url = str(base)
        self._by_post = by_post
        self._kept: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def ask(self, path: str, parameters: Mapping[str, Any], accept: str = "application/json") -> Answer:
        """The answer at a path to JSON values: in the address, or in the body where that is wanted or longer.

        Raises the error that the server tells, RemoteError when it tells nothing that can be used.
        """
        if self._by_post or len(urlencode(_texts(parameters))) > _LONGEST:
            return self._sent(httpx2.Request("POST", self._at(path), json=dict(parameters)), accept)
        return self.get(path, parameters, accept)

    def get(self, path: str, parameters: Mapping[str, Any], accept: str) -> Answer:
        """The answer at a path to JSON values in the address; what came before where it still holds."""
        query = urlencode(_texts(parameters))
        request = httpx2.Request("GET", self._at(path) + (f"?{query}" if query else ""))
        place = str(request.url), accept
        before = self._kept.get(place)
        if before is not None:
            request.headers["If-None-Match"] = before.headers["etag"]
        answer = self._sent(request, accept, before)
        self._keep(place, answer)
        return answer

    def post_form(self, path: str, fields: Mapping[str, str], accept: str) -> Answer:
        """The answer to a form."""
        return self._sent(httpx2.Request("POST", self._at(path), data=dict(fields)), accept)

    def close(self) -> None:
        """Let go of the connection."""
        self._kept.clear()
        self._client.close()

    def _at(self, path: str) -> str:
        return f"{self.url.rstrip('/')}{path}"

    def _keep(self, place: tuple[str, str], answer: Answer) -> None:
        """Keep what may be kept and is small, the newest."""
        kept = "etag" in answer.headers and "no-store" not in answer.headers.get("cache-control", "")
        self._kept.pop(place, None)
        if kept and len(answer.body) <= _KEPT_BYTES:
            self._kept[place] = answer
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def _sent(self, request: httpx2.Request, accept: str, before: Answer | None = None) -> Answer:
        request.headers["Accept"] = accept
        for name, value in self._client.headers.items():
            request.headers.setdefault(name, value)
        try:
            response = self._client.send(request, stream=True, follow_redirects=False)
            try:
                body = self._body(response)
            finally:
                response.close()
        except httpx2.TimeoutException:
            raise RemoteError(f"{self.url} did not answer in time. Ask for less, or wait longer.") from None
        except httpx2.HTTPError as error:
            raise RemoteError(f"{self.url} cannot be asked: {error or type(error).__name__}") from None
        if response.status_code == httpx2.codes.NOT_MODIFIED and before is not None:
            return before
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.is_redirect:
            raise RemoteError(f"{self.url} sends on to another address: ask there, if you trust it.")
        if response.status_code != httpx2.codes.OK:
            later = response.headers.get("retry-after", "")
            raise error_of(response.status_code, media_type, body, later)
        return Answer(body, media_type, {name.lower(): x for name, x in response.headers.items()})

    def _body(self, response: httpx2.Response) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > LARGEST:
                raise RemoteError(f"{self.url} sends more than {LARGEST} bytes, which no answer has.")
            pieces.append(piece)
        return b"".join(pieces)


def json_of(answer: Answer, url: str) -> Any:
    """What an answer says as JSON. Raises RemoteError."""
    if not (answer.media_type == "application/json" or answer.media_type.endswith("+json")):
        raise RemoteError(
            f"{url} answers with {answer.media_type or 'nothing'}: is it a server of Respondeat?"
        )
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise RemoteError(f"{url} says that it answers with JSON, and does not.") from None


def _texts(parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for key, value in parameters.items():
        for one in value if isinstance(value, list) else [value]:
            found.append((key, json.dumps(one) if isinstance(one, bool) else str(one)))
    return found


def _address(url: str, key: str | None) -> httpx2.URL:
    try:
        base = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise ConfigurationError(f"{url!r} is no address of a server: {error}.") from None
    if base.scheme not in ("http", "https") or not base.host or base.query or base.fragment:
        raise ConfigurationError(f"{url!r} is no address of a server, such as http://127.0.0.1:8631.")
    if base.userinfo:
        raise ConfigurationError("The address holds a name or password: give the key as `key`.")
    if key is not None and base.scheme == "http" and not _private(base.host):
        raise ConfigurationError(
            f"{url} is asked without TLS, so that the key could be read on its way. Ask by https, on this "
            "machine, or by an Onion address."
        )
    return base


def _private(host: str) -> bool:
    """Whether nobody between here and the host reads along."""
    if host == "localhost" or host.endswith(".onion"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

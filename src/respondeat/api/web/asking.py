"""An answer of the application without a server: it is asked in this process."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

import httpx2

from respondeat.api.access import SCOPES, Caller
from respondeat.api.access.audit import TERMINAL
from respondeat.api.client.problems import kinds
from respondeat.api.settings import Settings
from respondeat.api.workers.here import Here
from respondeat.errors import InputError, RespondeatError
from respondeat.graph.stores import current_hash

from .app import create_app

_BASE = "http://localhost"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came: the status line and headers as they are sent, the body, the exit code of a command."""

    head: bytes
    body: bytes
    exit_code: int


def asked(settings: Settings, level: str, path: str, accept: str) -> Asked:
    """The answer at a path for the owner of the store, who reads up to a level.

    Raises InputError for what is no path, StoreMissing and its kin.
    """
    elsewhere = path.startswith("//") or "://" in path.partition("?")[0]
    try:
        url = httpx2.URL(_BASE).join(path if path.startswith("/") or elsewhere else f"/{path}")
    except httpx2.InvalidURL as error:
        raise InputError(f"{path!r} is no path of an answer: {error}.") from None
    if elsewhere:
        raise InputError(
            f"{path!r} is the address of a server: give a path alone, such as /v1/search?text=NAME."
        )
    current_hash(settings.store, level)
    return asyncio.run(_asked(settings, level, url, accept))


async def _asked(settings: Settings, level: str, url: httpx2.URL, accept: str) -> Asked:
    owner = Caller(TERMINAL, level, frozenset(SCOPES), TERMINAL)
    app = create_app(settings, Here(settings.store), owner=owner)
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=transport) as client:
        answer = await client.get(url, headers={"Accept": accept})
        return Asked(_head(answer), answer.content, _exit_code(answer))


def _head(answer: httpx2.Response) -> bytes:
    lines = [f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}".encode()]
    lines += [name + b": " + value for name, value in answer.headers.raw]
    return b"\n".join(lines) + b"\n\n"


def _exit_code(answer: httpx2.Response) -> int:
    if answer.status_code < HTTPStatus.BAD_REQUEST:
        return 0
    try:
        kind = str(answer.json()["type"]).rpartition("/")[2]
    except (ValueError, KeyError, TypeError):
        return RespondeatError.exit_code
    return kinds().get(kind, RespondeatError).exit_code

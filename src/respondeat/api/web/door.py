"""From settings to a server that answers: the store is looked at, the address taken, the readers started."""

import shutil
from collections.abc import Callable

import httpx2
from fastapi import FastAPI

from respondeat.api.settings import Settings
from respondeat.api.workers.pool import Pool
from respondeat.errors import RemoteError
from respondeat.graph.stores import current_hash
from respondeat.ontology import vocabulary as v

from .app import create_app
from .listening import address_of, listen
from .logs import Log, quieten
from .running import run


def serve(settings: Settings, say: Callable[[str], None], *, check: bool = False) -> None:
    """Serve until told to stop; with `check` until it has answered once.

    Raises StoreMissing and its kin, ConfigurationError for an address that cannot be listened at, with
    `check` RemoteError when it does not answer.
    """
    current_hash(settings.store, v.LEVELS[0])
    with listen(settings) as listening:
        address = address_of(listening)
        log = Log(settings.log_level)
        quieten(log)
        pool = Pool(settings.store, settings)
        app = create_app(settings, pool, log=log)

        async def ready() -> bool:
            await _ready(app, settings)
            if check:
                await _answers(address)
                say(f"{address} answers. Everything is ended.")
                return False
            say(f"Respondeat answers at {address} from {settings.store}. Stop it with Ctrl-C.")
            return True

        def at_once() -> None:
            if pool.folder is not None:
                shutil.rmtree(pool.folder, ignore_errors=True)

        run(app, settings, listening, ready, at_once)


async def _ready(app: FastAPI, settings: Settings) -> None:
    """Have a reader started before anybody is told to ask."""
    here = app.state.serving
    await here.readiness.check(here.asker, settings.limits)


async def _answers(address: str) -> None:
    """Raises RemoteError where nothing, or something else, answers at the address."""
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as client:
        try:
            found = (await client.get(f"{address}readyz")).text.strip()
        except httpx2.HTTPError as error:
            found = type(error).__name__
    if found != "ready":
        raise RemoteError(f"{address} was started and does not answer: {found}")

"""From settings to a server that answers: the store is looked at, the address taken, the readers started."""

from collections.abc import Callable

import httpx2

from respondeat.api.settings import Settings
from respondeat.api.workers.here import Here
from respondeat.errors import RemoteError
from respondeat.graph.stores import open_reader
from respondeat.ontology import vocabulary as v

from .app import create_app
from .listening import address_of, listen
from .logs import Log, quieten
from .running import run


def serve(settings: Settings, say: Callable[[str], None], *, check: bool = False) -> int:
    """Serve until told to stop; with `check` until it has answered once. The exit code.

    Raises StoreMissing and its kin, ConfigurationError for an address that cannot be listened at, with
    `check` RemoteError when it does not answer.
    """
    open_reader(settings.store, v.LEVELS[0]).close()
    with listen(settings) as listening:
        address = address_of(listening)
        answered: list[str] = []

        async def ready() -> bool:
            if check:
                answered.append(await _readiness(address))
                return False
            say(f"Respondeat answers at {address} from {settings.store}. Stop it with Ctrl-C.")
            return True

        log = Log(settings.log_level)
        quieten(log)
        app = create_app(settings, Here(settings.store), log=log)
        whole = run(app, settings, listening, ready)
    if check:
        if answered != ["ready"]:
            raise RemoteError(f"The server at {address} was started and is not ready: {''.join(answered)}")
        say(f"{address} answered: ready. Everything is ended.")
    return 0 if whole else 1


async def _readiness(address: str) -> str:
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as client:
        return (await client.get(f"{address}readyz")).text.strip()

"""Whether a server can serve a store here: settings, rights, confinement, address, time."""

import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from respondeat.api.access.hashing import Hasher
from respondeat.api.settings import Settings
from respondeat.api.settings_sources import effective
from respondeat.api.web.listening import listen
from respondeat.api.workers.isolation import report
from respondeat.errors import ConfigurationError, RespondeatError
from respondeat.graph.replay import moment
from respondeat.graph.stores import open_reader
from respondeat.ontology import vocabulary as v

Check = dict[str, Any]

OPEN_FILES: Final = 1024
"""Files that a process may have open, at least: a connection is one, a store some tens."""

_A_DAY: Final = timedelta(days=1)  # a changeset may bear no more than its day
_SLOW: Final = 2.0  # seconds for one password: a login would seem broken


def check(what: str, found: object, ok: bool = True) -> Check:
    """What was looked at, what was found, whether it is as it should be."""
    return {"what": what, "found": str(found), "ok": ok}


def serving(store: Path, config: Path | None) -> list[Check]:
    """Whether the store can be served by the settings of the file and the environment."""
    told, settings = _configuration(store, config)
    checks = [told, _open_files(), _passwords()]
    if settings is not None:
        checks.append(_address(settings))
    if (store / "respondeat.json").is_file():
        checks += [_rights(store), _confined(store), _clock(store)]
    return checks


def _configuration(store: Path, config: Path | None) -> tuple[Check, Settings | None]:
    try:
        found = effective(config, {"store": str(store)})
    except ConfigurationError as error:
        return check("configuration", error.detail, False), None
    own = ", ".join(key for key in found.origins if key != "store") or "all as by default"
    return check("configuration", f"{found.file or 'no file'}; set: {own}"), found.settings


def _address(settings: Settings) -> Check:
    place = f"{settings.host} port {settings.port}"
    try:
        listen(settings).close()
    except ConfigurationError as error:
        taken = "Another program" in error.detail
        told = f"{place} is taken, by a server that runs or by another program" if taken else error.detail
        return check("address", told, taken)
    return check("address", f"{place} is free")


def _rights(store: Path) -> Check:
    """Whoever can read the store's folder can read all its levels."""
    found = stat.S_IMODE(store.stat().st_mode)
    if found & 0o077:
        text = f"{store} is open to other users of this machine (mode {found:o}). Do: chmod go= '{store}'"
        return check("file rights", text, False)
    return check("file rights", f"only the owner can enter {store}")


def _confined(store: Path) -> Check:
    """What a reader's process is kept from; what the system has no means for is no fault of the store."""
    try:
        kept = report(store)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return check("confinement", f"a reader's process cannot be started: {type(error).__name__}", False)
    lacking = [name for name, held in kept.items() if not held]
    text = "readers' processes are confined: " + (
        ", ".join(n for n, held in kept.items() if held) or "nothing"
    )
    return check("confinement", text + (f"; not kept here: {', '.join(lacking)}" if lacking else ""))


def _clock(store: Path) -> Check:
    now = datetime.now(UTC)
    try:
        with open_reader(store, v.LEVELS[-1]) as reader:
            newest = max((moment(i.recorded_at) for i in reader.changesets()), default=None)
    except RespondeatError as error:
        return check("clock", f"not compared with the store: {error.detail}")
    told = f"{now:%Y-%m-%d %H:%M} UTC"
    if newest is not None and newest - now > _A_DAY:
        return check(
            "clock", f"{told} is before the newest changeset ({newest:%Y-%m-%d}): set the clock", False
        )
    return check("clock", told)


def _open_files() -> Check:
    try:
        import resource
    except ImportError:  # no such limit on this system
        return check("open files", "no limit known")
    found = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if 0 <= found < OPEN_FILES:
        text = f"at most {found} for a process: raise it to {OPEN_FILES} (ulimit -n {OPEN_FILES})"
        return check("open files", text, False)
    return check("open files", "no limit" if found < 0 else f"at most {found} for a process")


def _passwords() -> Check:
    begun = perf_counter()
    Hasher().hash("how long does it take?")
    seconds = perf_counter() - begun
    text = f"Argon2id takes {seconds * 1000:.0f} ms and 64 MiB for a password"
    return check("passwords", text + ("" if seconds < _SLOW else ": too slow to log in"), seconds < _SLOW)

"""Logs: a line of JSON for each request, on a stream, without what was asked or by whom.

No address, path, query, header, key or text of an error stands in a line: they may be names, and a log is
kept where the data are not. The template of the address, such as `/entity/{id}`, says which part was asked.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from .handled import Handled

_ORDER: Final = ("debug", "info", "warning", "error")
_SERVERS: Final = ("uvicorn", "uvicorn.error", "uvicorn.access")


class Log:
    """Writes lines that are at least as grave as `level`."""

    def __init__(self, level: str = "info", stream: TextIO | None = None) -> None:
        self._least = _ORDER.index(level)
        self._stream = stream if stream is not None else sys.stderr

    def request(self, one: Handled, route: str, seconds: float) -> None:
        """A request that was answered: `warning` where a limit was hit, `error` where it was our fault."""
        level = "error" if one.status >= 500 and not one.limit else "warning" if one.limit else "info"
        if _ORDER.index(level) < self._least:
            return
        told: dict[str, Any] = {
            "id": one.id,
            "method": one.method,
            "route": route,
            "status": one.status,
            "ms": round(seconds * 1000, 2),
            "bytes": one.sent,
        }
        told |= {key: x for key in ("level", "limit", "error") if (x := getattr(one, key))}
        self._write(level, "request", told)

    def fault(self, one: Handled, route: str, error: BaseException) -> None:
        """A fault of ours: its kind and where it is in our code, not its text, which may hold a name."""
        self._write("error", "fault", {"id": one.id, "route": route, **described(error)})

    def event(self, level: str, event: str, **told: object) -> None:
        """Something that befell the server itself."""
        if _ORDER.index(level) >= self._least:
            self._write(level, event, told)

    def _write(self, level: str, event: str, told: dict[str, Any]) -> None:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"time": moment, "severity": level, "event": event, **told})
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            return  # a full disk or a closed terminal is no reason to answer nobody


def described(error: BaseException) -> dict[str, str]:
    """The kind of an error, and the line of this package where it arose."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "respondeat" in frame.filename]
    at = f"{ours[-1].filename.rpartition('respondeat/')[2]}:{ours[-1].lineno}" if ours else ""
    return {"kind": type(error).__name__, "at": at}


class Quiet(logging.Handler):
    """Takes what libraries log, and tells of it only what cannot hold a name."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """A line with the library, and the kind of the error."""
        error = record.exc_info[1] if record.exc_info else None
        self._log.event("warning", "library", library=record.name, **(described(error) if error else {}))


def quieten(log: Log) -> None:
    """Have what libraries log go through the log. For the process that serves, once."""
    logging.basicConfig(handlers=[Quiet(log)], force=True)
    for name in _SERVERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # told by the log of requests already

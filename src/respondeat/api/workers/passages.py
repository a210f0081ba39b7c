"""The words of passages, cut out of kept documents: each by a process of its own, confined to that document.

Readers' processes may not open documents, and this server does not; see `passages_child`.
"""

import asyncio
import hashlib
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Protocol, get_args

from respondeat.api.settings import LimitSettings
from respondeat.errors import Busy, RespondeatError, StoreError, TooMany
from respondeat.graph.documents import Verdict

from .deaths import Cause, died, faults, stopped
from .starting import environment

LOG: Final = logging.getLogger("respondeat.workers")

MOST: Final = 20_000
"""Characters of a passage that are shown; of a longer one the first, and how many it has."""

_KNOWN: Final[Mapping[str, Verdict]] = MappingProxyType({name: name for name in get_args(Verdict)})
_CHILD: Final = "respondeat.api.workers.passages_child"
_ANSWER: Final = 2**20  # bytes: twelve for a character, and room to spare
_SAID: Final = 2**16
_PART: Final = 2**16
_LEFT: Final = 1.0  # seconds for what a process that has ended left behind
_AGAIN: Final = 5  # seconds after which a client may ask again


@dataclass(frozen=True, slots=True)
class Sought:
    """A passage without a name: the SHA-256 of its document and of its words, where it begins and ends.

    `around` is how many characters before and after are wanted.
    """

    sha256: str = ""
    start: int | None = None
    end: int | None = None
    passage: str = ""
    around: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage, or None and why: `length` in all, of which `text` has the first `MOST`."""

    verdict: Verdict
    text: str | None = None
    length: int = 0
    before: str = ""
    after: str = ""


class Cutting(Protocol):
    """Cuts words out of documents."""

    async def words(self, sought: Sought, client: str = "") -> Words:
        """The words that a client seeks.

        Raises TooMany when this client has too much at work, Busy when everybody has, Stopped for a limit.
        """
        ...

    async def close(self) -> None:
        """Cut no more, and end what is being cut."""
        ...


class OwnProcesses:
    """A `Cutting` that starts a process for each passage, so many at once as work for a level."""

    def __init__(self, documents: Path, limits: LimitSettings, child: str = _CHILD) -> None:
        self._documents = documents
        self._limits = limits
        self._child = child
        self._turn = asyncio.Semaphore(limits.workers)
        self._clients: Counter[str] = Counter()
        self.processes: set[asyncio.subprocess.Process] = set()
        self._closed = False

    async def words(self, sought: Sought, client: str = "") -> Words:
        """See `Cutting.words`."""
        if sought.start is None or sought.end is None or not sought.passage:
            return Words("no-offsets")
        if not sought.sha256:
            return Words("document-missing")
        self._admit(client)
        self._clients[client] += 1
        try:
            return await self._in_turn(sought)
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    def _admit(self, client: str) -> None:
        limits = self._limits
        if self._closed:
            raise Busy("The server is stopping. Ask again later.", retry_after=_AGAIN)
        if self._clients[client] >= limits.per_client:
            text = f"{limits.per_client} passages are being read for this client. Wait for one of them."
            raise TooMany(text, limit="per_client", allowed=limits.per_client, retry_after=1)
        if self._clients.total() >= limits.workers + limits.waiting:
            text = f"{limits.waiting} passages are waiting to be read already. Ask again later."
            raise Busy(text, limit="waiting", allowed=limits.waiting, retry_after=_AGAIN)

    async def _in_turn(self, sought: Sought) -> Words:
        patience = self._limits.wait_seconds
        try:
            await asyncio.wait_for(self._turn.acquire(), patience)
        except TimeoutError:
            text = f"All that read documents have been at work for {patience:g} seconds. Ask again later."
            raise Busy(text, limit="wait_seconds", allowed=patience, retry_after=_AGAIN) from None
        try:
            if self._closed:
                raise stopped("closing", self._limits.of_one())
            return await self._cut(sought)
        finally:
            self._turn.release()

    async def _cut(self, sought: Sought) -> Words:
        limits = self._limits.of_one()
        process = await self._started()
        self.processes.add(process)
        cause: Cause | None = None
        out = said = b""
        try:
            async with asyncio.timeout(limits.wall):
                out, said = await _spoken(process, json.dumps({**asdict(sought), "most": MOST}).encode())
                await process.wait()
        except TimeoutError:
            cause = "wall"
        except ValueError:
            cause = "fault"
        finally:
            _end(process)
            self.processes.discard(process)
            code = await asyncio.shield(_over(process))
        for told in faults(said.splitlines()):
            LOG.error("fault in a process that read a document: %s", told)
        cause = "closing" if self._closed else cause
        found = _parsed(out)
        if cause or found is None:
            raise died(cause, code, said[-8192:], limits)
        if found.get("stopped") in ("memory", "stack"):
            raise stopped(found["stopped"], limits)
        return _checked(found, sought)

    async def _started(self) -> asyncio.subprocess.Process:
        limits = self._limits.of_one()
        pipe = asyncio.subprocess.PIPE
        try:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", self._child),
                *(str(self._documents.absolute()), str(limits.memory), str(limits.cpu), str(os.getpid())),
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                env=environment(Path(os.devnull)),
                cwd=Path(sys.executable).anchor,
                start_new_session=True,
            )
        except OSError as error:
            raise StoreError(f"No process could be started to read a document: {error.strerror}.") from error

    async def close(self) -> None:
        """See `Cutting.close`."""
        self._closed = True
        for process in tuple(self.processes):
            _end(process)


def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):  # it has ended by itself
        process.kill()


async def _spoken(process: asyncio.subprocess.Process, order: bytes) -> tuple[bytes, bytes]:
    """What a process answers to an order, and what it says on its standard error.

    Raises ValueError for more than that can be.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(order)
    process.stdin.close()
    reading = (_read(process, process.stdout, _ANSWER), _read(process, process.stderr, _SAID))
    out, said = await asyncio.gather(*reading)
    if len(out) > _ANSWER or len(said) > _SAID:
        raise ValueError("more than an answer can be")
    return out, said


async def _read(process: asyncio.subprocess.Process, stream: asyncio.StreamReader, most: int) -> bytes:
    """All that comes; of more than there can be a little more than that, and the process is ended."""
    found = bytearray()
    while part := await stream.read(_PART):
        if len(found) <= most:
            found += part
        else:
            _end(process)
    return bytes(found)


async def _over(process: asyncio.subprocess.Process) -> int | None:
    """The exit code, when what is left in the pipes was thrown away: they stay open until then."""
    code = await process.wait()
    for stream in (process.stdout, process.stderr):
        with suppress(TimeoutError):
            async with asyncio.timeout(_LEFT):
                while stream is not None and await stream.read(_PART):
                    pass
    return code


def _parsed(out: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(out)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _checked(found: dict[str, Any], sought: Sought) -> Words:
    """What a process told, held against what was asked of it: a document may have taken it over.

    Whole words are hashed once more. Raises RespondeatError for what is no answer.
    """
    verdict, text = _KNOWN.get(str(found.get("verdict"))), found.get("text")
    before, after = (str(found.get(name))[: sought.around] for name in ("before", "after"))
    if verdict is None or (verdict == "verified") != isinstance(text, str):
        raise RespondeatError(
            "The process that read the document gave no answer that can be used. Ask again."
        )
    if not isinstance(text, str) or sought.start is None or sought.end is None:
        return Words(verdict)
    whole = sought.end - sought.start
    if len(text) != min(whole, MOST) or (whole <= MOST and _hash(text) != sought.passage):
        return Words("passage-changed")
    return Words(verdict, text, whole, before, after)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

"""What goes to a reader's process and comes back."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may use. Seconds, bytes (memory: beyond what opening the level took), rows."""

    wall: float = 10.0
    cpu: float = 10.0
    memory: int = 512 * 2**20
    rows: int = 100_000
    bytes: int = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Progress:
    """What work in a process has used so far: seconds, seconds of processor time, resident bytes.

    The last two are None where the system does not tell them.
    """

    wall: float
    cpu: float | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A task (`tasks.TASKS`), its parameters (JSON values) and its limits.

    `watch` is called each second of the work by an asker that works in another process.
    """

    task: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    watch: Callable[[Progress], None] | None = field(default=None, compare=False, repr=False)


class Body:
    """A whole answer, in memory or in a file without a name. Close it."""

    def __init__(self, content: bytes | IO[bytes], size: int) -> None:
        self._content = content
        self.size = size

    @classmethod
    def of(cls, content: bytes) -> "Body":
        """An answer in memory."""
        return cls(content, len(content))

    def read(self) -> bytes:
        """All of it."""
        if isinstance(self._content, bytes):
            return self._content
        self._content.seek(0)
        return self._content.read()

    @property
    def small(self) -> bool:
        """Whether it is in memory."""
        return isinstance(self._content, bytes)

    async def chunks(self) -> AsyncIterator[bytes]:
        """All of it, in pieces."""
        if isinstance(self._content, bytes):
            yield self._content
            return
        at = 0
        while at < self.size:
            self._content.seek(at)  # another reader of the same body has a place of its own
            piece = self._content.read(_CHUNK)
            at += len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        if not isinstance(self._content, bytes):
            self._content.close()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request: the whole answer, and of which data."""

    body: Body
    media_type: str
    dataset_hash: str
    meta: Mapping[str, Any] = field(default_factory=dict)


class Asker(Protocol):
    """Has work done at a level, by a process that opens that level only."""

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        """The reply to a request of a client.

        Raises the RespondeatError that the task raised, Stopped for a limit, TooMany when this client has
        too much at work, Busy when everybody has.
        """
        ...

    async def dataset_hash(self, level: str) -> str:
        """The hash of what the level holds now; it stands in ETags. Raises StoreMissing and its kin."""
        ...

    async def refresh(self) -> None:
        """Have no process left that has read what the level held before; those at work have a moment to end.

        For what must be gone at once: an erasure, a raised level. What is merely added needs no call: each
        request is answered from what the level holds when it begins.
        """
        ...

    async def close(self) -> None:
        """End all processes."""
        ...

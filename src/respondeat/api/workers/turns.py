"""Whose turn it is: one of each client after the other, however much each of them waits for."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """What waits, by client; a client that has had its turn goes behind all others."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[T]] = {}  # in the order of turns
        self._count = 0

    def __len__(self) -> int:
        """How many wait."""
        return self._count

    def add(self, client: str, one: T) -> None:
        """Have one more wait."""
        self._waiting.setdefault(client, deque()).append(one)
        self._count += 1

    def take(self, allowed: Callable[[str], bool] = lambda client: True) -> tuple[str, T] | None:
        """The next, of the first client in turn that is allowed; None when nobody is."""
        for client, theirs in self._waiting.items():
            if allowed(client):
                one = theirs.popleft()
                self._count -= 1
                del self._waiting[client]
                if theirs:
                    self._waiting[client] = theirs
                return client, one
        return None

    def remove(self, client: str, one: T) -> bool:
        """Have one not wait any more; whether it did."""
        theirs = self._waiting.get(client)
        if theirs is None or one not in theirs:
            return False
        theirs.remove(one)
        self._count -= 1
        if not theirs:
            del self._waiting[client]
        return True

"""A bundle that is being verified: its files, their hashes, and what its small files say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from .bag import Bag
from .canonical import read_canonical
from .layout import BUNDLE, FORMAT, ROOT
from .source import Source, read_whole
from .verdict import Unreadable

SMALL: Final = 1 << 16
LARGE: Final = 1 << 26


@dataclass(frozen=True)
class Root:
    """What `root.json` says."""

    merkle_root: str
    leaves: int
    custody_head: str


@dataclass(frozen=True)
class Opened:
    """The files of a bundle, and the bag that they are."""

    source: Source
    bag: Bag

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self.bag.hashes

    def sha256(self, name: str) -> str:
        """The hash of a file that is here. Raises Unreadable when it is missing."""
        if name not in self.bag.hashes:
            raise Unreadable(f"{name} is missing.")
        return self.bag.hashes[name]["sha256"]

    def read(self, name: str, most: int = SMALL) -> bytes:
        """The content of a small file. Raises Unreadable when it is missing or too large."""
        return read_whole(self.source, name, most)

    def root(self) -> Root:
        """What `root.json` says. Raises Unreadable."""
        told = read_canonical(self.read(ROOT), ROOT)
        only(told, ("custody_head", "format", "leaves", "merkle_root"), ROOT)
        if told["format"] != FORMAT:
            raise Unreadable(f"{ROOT} says the format {told['format']!r}, not {FORMAT!r}.")
        root, head = text(told, "merkle_root", ROOT), text(told, "custody_head", ROOT)
        return Root(root, number(told, "leaves", ROOT), head)

    def bundle(self) -> Mapping[str, Any]:
        """What `bundle.json` says. Raises Unreadable."""
        return self._bundle

    def changesets(self) -> list[str]:
        """The changesets that `bundle.json` says, in the order of the history. Raises Unreadable."""
        found = self._bundle["changesets"]
        told = isinstance(found, list) and all(isinstance(one, str) for one in found)
        if not told or len(set(found)) != len(found):
            raise Unreadable(f"{BUNDLE} does not say its changesets.")
        return list(found)

    @cached_property
    def _bundle(self) -> Mapping[str, Any]:
        told = read_canonical(self.read(BUNDLE, LARGE), BUNDLE)
        only(told, BUNDLE_KEYS, BUNDLE)
        return told


BUNDLE_KEYS: Final = (
    "changesets",
    "custody_head",
    "dataset_hash",
    "documents",
    "engine",
    "extent",
    "format",
    "item_prefix",
    "language",
    "leaves",
    "level",
    "profile",
    "question",
    "recorded_at",
    "withheld",
)


def only(told: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    """Raises Unreadable when an object has other keys than these."""
    if sorted(told) != sorted(keys):
        odd = sorted(set(told) ^ set(keys))
        raise Unreadable(f"{where} lacks or adds something: {', '.join(odd)}.")


def text(told: Mapping[str, Any], key: str, where: str) -> str:
    """A text of an object. Raises Unreadable when there is none."""
    value = told.get(key)
    if not isinstance(value, str):
        raise Unreadable(f"{where} has no text for {key}.")
    return value


def number(told: Mapping[str, Any], key: str, where: str) -> int:
    """A whole number of an object, not below 0. Raises Unreadable when there is none."""
    value = told.get(key)
    if type(value) is not int or value < 0:
        raise Unreadable(f"{where} has no number for {key}.")
    return value


def digits(told: Mapping[str, Any], key: str, where: str) -> str:
    """A SHA-256 of an object. Raises Unreadable when there is none."""
    value = text(told, key, where)
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise Unreadable(f"{where} has no SHA-256 for {key}.")
    return value

"""The arrays of the command graph: a row per statement, rows grouped to links, links by their lower end.

Every array is a flat `.npy` file that is mapped into memory, so opening reads nothing but headers. Days are
int32, with `EARLY` and `LATE` for unbounded. IRIs of our own lose their common beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from respondeat.errors import StoreError
from respondeat.ontology import vocabulary as v

Ints = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.integer[Any]]
Bytes = npt.NDArray[np.uint8]

DERIVED: Final = 1
ONLY_PROVEN: Final = 2
EARLY: Final = -(2**31)
LATE: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Strings:
    """Sorted strings as one run of bytes and the offsets into it; n strings have n + 1 offsets."""

    blob: Bytes
    offsets: Ints

    @classmethod
    def of(cls, strings: Sequence[bytes]) -> "Strings":
        """From strings that are sorted already."""
        offsets = np.zeros(len(strings) + 1, np.int32)
        np.cumsum([len(s) for s in strings], out=offsets[1:])
        return cls(np.frombuffer(b"".join(strings), np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def find(self, wanted: bytes) -> int | None:
        """The number of a string, None when it is not there."""
        lo, hi = 0, len(self)
        while lo < hi:
            mid = (lo + hi) // 2
            if self[mid] < wanted:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < len(self) and self[lo] == wanted else None

    def __getitem__(self, number: int) -> bytes:
        return self.blob[self.offsets[number] : self.offsets[number + 1]].tobytes()

    def tolist(self) -> list[bytes]:
        """All strings."""
        blob, offsets = self.blob.tobytes(), self.offsets.tolist()
        return [blob[a:b] for a, b in pairwise(offsets)]


def pack(iri: str) -> bytes:
    """An IRI as it stands in the arrays: one of our own is shortened, unless a colon is in what is left."""
    short = iri.removeprefix(v.ID)
    return (iri if ":" in short else short).encode()


def unpack(raw: bytes) -> str:
    """The IRI that `pack` packed: what holds a colon was never shortened."""
    text = raw.decode()
    return text if ":" in text else v.ID + text


def unpack_all(blob: memoryview, offsets: Ints, numbers: Numbers) -> list[str]:
    """The IRIs with these numbers, quicker than one by one."""
    starts, ends = offsets[numbers].tolist(), offsets[numbers + 1].tolist()
    return [
        text if ":" in (text := str(blob[start:end], "utf-8")) else v.ID + text
        for start, end in zip(starts, ends, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Arrays:
    """The whole command graph.

    Rows of a link are `row_start[k] : row_start[k + 1]`, links up from a node `up_start[n] : up_start[n +
    1]`, links down to it `down[down_start[n] : down_start[n + 1]]`.
    """

    # nodes, sorted by packed IRI
    node_blob: Bytes
    node_offsets: Ints
    node_class: Bytes
    node_flags: Bytes
    up_start: Ints
    down_start: Ints
    # links, sorted by (lower end, kind, higher end)
    source: Ints
    target: Ints
    kind: Bytes
    row_start: Ints
    down: Ints
    # rows
    es: Ints
    ls: Ints
    ee: Ints
    le: Ints
    first: Ints  # possible from, after rule next-attested; first > last where the row is left out
    last: Ints
    state: Bytes
    # not 0 where no day is certain although the bounds would say so: 1 for what a rule put there, 2 for what
    # was stated and of which only proofs are upheld
    weak: Bytes
    statement: Ints
    # statements, sorted by packed IRI
    stmt_blob: Bytes
    stmt_offsets: Ints

    @property
    def nodes(self) -> Strings:
        """The packed IRIs of the nodes."""
        return Strings(self.node_blob, self.node_offsets)

    @property
    def statements(self) -> Strings:
        """The packed IRIs of the statements."""
        return Strings(self.stmt_blob, self.stmt_offsets)

    @property
    def nbytes(self) -> int:
        """Bytes that all arrays take."""
        return sum(int(getattr(self, f.name).nbytes) for f in fields(self))


def save(arrays: Arrays, directory: Path) -> None:
    """Write every array to `directory`, which is made when it is not there."""
    directory.mkdir(parents=True, exist_ok=True)
    for field in fields(arrays):
        np.save(directory / f"{field.name}.npy", getattr(arrays, field.name), allow_pickle=False)


def load(directory: Path) -> Arrays:
    """Map the arrays in `directory` into memory, read-only. Raises StoreError when one is damaged."""
    found: dict[str, Any] = {}
    for field in fields(Arrays):
        path = directory / f"{field.name}.npy"
        try:
            # an empty array cannot be mapped
            empty = path.stat().st_size <= 128
            found[field.name] = np.load(path, mmap_mode=None if empty else "r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise StoreError(
                f"{path} of the command graph cannot be read ({error}). If it is damaged, "
                "`respondeat doctor` makes it anew."
            ) from error
    return Arrays(**found)

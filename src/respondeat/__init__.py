"""Chains of responsibility, each hop with its dates, its sources and what speaks against it.

`respondeat.open` opens a store; `respondeat.api.answers` has one function a question.
"""

from importlib.metadata import version as _version
from os import PathLike as _PathLike
from typing import TYPE_CHECKING as _TYPE_CHECKING

from respondeat.errors import RespondeatError

if _TYPE_CHECKING:
    from respondeat.api.dataset import Dataset as _Dataset

__version__ = _version("respondeat")

__all__ = ["RespondeatError", "__version__", "open"]


def open(  # a name of its own, as in gzip and tarfile
    store: str | _PathLike[str], level: str = "public", recorded_at: str | None = None
) -> "_Dataset":
    """The data in a store at an access level, ready for the functions of `respondeat.api.answers`.

    Use it in a `with` statement, or close it. With `recorded_at` (a day or a moment) it is what was recorded
    up to then. Raises StoreMissing and its kin, DateError for a moment that is none.
    """
    from pathlib import Path

    from respondeat.api.dataset import Dataset

    return Dataset.open(Path(store), level, recorded_at)

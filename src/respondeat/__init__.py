"""Chains of command, each hop with its dates, its sources and what speaks against it.

`respondeat.open` opens a store, `respondeat.connect` a server; both have `ask`, with one method a question.
`respondeat.api.answers` has the questions as functions of the data.
"""

from importlib.metadata import version as _version
from os import PathLike as _PathLike
from typing import TYPE_CHECKING as _TYPE_CHECKING

from respondeat.errors import RespondeatError

if _TYPE_CHECKING:
    from respondeat.api.client import Connection as _Connection
    from respondeat.api.dataset import Dataset as _Dataset

__version__ = _version("respondeat")

__all__ = ["RespondeatError", "__version__", "connect", "open"]


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


def connect(
    url: str,
    key: str | None = None,
    *,
    timeout: float = 60,
    by_post: bool = False,
    proxy: str | None = None,
) -> "_Connection":
    """A server at an address, such as `http://127.0.0.1:8631`, with the same questions as a store has.

    `key` is an API key; it goes to https, this machine and Onion addresses only. `by_post` sends what is
    asked in the body, so that no log of addresses has it. `proxy` is an HTTP proxy; those of the environment
    are not used. Use it in a `with` statement, or close it. Raises ConfigurationError for what is no address;
    the questions raise what the server tells, RemoteError when it tells nothing that can be used.
    """
    from respondeat.api.client import connect as made

    return made(url, key, timeout=timeout, by_post=by_post, proxy=proxy)

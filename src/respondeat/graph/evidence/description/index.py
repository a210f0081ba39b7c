"""`index.csv`: a row for every item of a bundle, those withheld and those not held among them."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.evidence.verifier.told import FORMULA

from .about import Item

DIGITS: Final = 8
PREFIX: Final = "R-"
"""The prefix of item numbers when none is asked for."""

_PREFIX: Final = re.compile(r"[^\W\d_][\w-]{0,19}")
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def checked_prefix(prefix: str) -> str:
    """A prefix for item numbers, in Unicode's form C.

    At most 20 letters (of any script), digits, hyphens and underscores. It begins with a letter, so that no
    program takes a number for a quantity and drops its zeros. Raises InputError for any other.
    """
    made = unicodedata.normalize("NFC", prefix)
    if not _PREFIX.fullmatch(made):
        raise InputError(
            f"{prefix!r} cannot be the prefix of item numbers: it has to begin with a letter and be of at "
            "most 20 letters, digits, hyphens and underscores, such as ABC-."
        )
    return made


def numbered(leaves: Iterable[str], prefix: str) -> dict[str, str]:
    """The item number of each leaf, by the order of the leaves' hashes.

    A number says nothing of what it stands for, and is the same in every redacted copy of a bundle. Raises
    InputError for a prefix that cannot be, or for more items than the digits count.

    >>> numbered(["ff", "0a"], "EX-")
    {'0a': 'EX-00000001', 'ff': 'EX-00000002'}
    """
    start = checked_prefix(prefix)
    order = sorted(set(leaves))
    if len(order) >= 10**DIGITS:
        raise InputError(f"A bundle has at most {10**DIGITS - 1:,} items; these are {len(order):,}.")
    return {leaf: f"{start}{number:0{DIGITS}}" for number, leaf in enumerate(order, 1)}


def index(items: Iterable[Item], titles: Mapping[str, str]) -> bytes:
    """`index.csv`: UTF-8 without a byte order mark, by RFC 4180 (commas, CRLF), a header, a row an item.

    `titles` are the columns as `columns` gives them. A cell that a spreadsheet would run as a formula gets an
    apostrophe in front; line breaks and control characters are spaces.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_cell, titles.values()))
    for item in sorted(items, key=lambda item: item.number):
        told = {"item": item.number} | {key: getattr(item, key) for key in titles if key != "item"}
        writer.writerow([_cell(told[key]) for key in titles])
    return out.getvalue().encode()


def _cell(value: str | int | None) -> str:
    if value is None:
        return ""
    text = _BREAKS.sub(" ", str(value))
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text

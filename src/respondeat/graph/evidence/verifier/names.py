"""Names of files that others chose: which ones could lead out of a bag, and which are one on some systems."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_VARIABLE: Final = re.compile(r"%[A-Za-z_]+%|\$[A-Za-z_{(]")
_LONGEST: Final = 4096
_SYSTEM_FILES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory"})


def name_fault(name: str) -> str:
    """Why a name with slashes is none that a bag may hold; "" when it may.

    What escapes on any system is refused on every one: a bag goes from hand to hand.

    >>> name_fault("data/a.txt")
    ''
    >>> name_fault("data/../../a")
    'it leads out of the bag'
    """
    if not name or len(name) > _LONGEST:
        return "it is empty" if not name else "it is too long"
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "it is not Unicode"
    if any(unicodedata.category(letter) == "Cc" for letter in name):
        return "it has a control character"
    if "\\" in name:
        return "it has a backslash, which leads elsewhere on Windows"
    if name.startswith("/") or _DRIVE.match(name):
        return "it is an absolute path"
    if name.startswith("~"):
        return "it begins with a tilde, which stands for somebody's home"
    parts = name.split("/")
    if ".." in parts:
        return "it leads out of the bag"
    if "." in parts or "" in parts:
        return "it is not written plainly"
    if _VARIABLE.match(name):
        return "it begins with a variable, which leads elsewhere"
    return ""


def folded(name: str) -> str:
    """What names have in common that are one file where case or Unicode's forms do not count."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def is_system_file(name: str) -> bool:
    """Whether an operating system makes and removes files of this name by itself."""
    return name.rpartition("/")[2].casefold() in _SYSTEM_FILES


def shown(name: str) -> str:
    """A name that others chose, as it can be printed: short, with what a terminal would obey spelled out."""
    return repr(name if len(name) <= 120 else name[:117] + "...")

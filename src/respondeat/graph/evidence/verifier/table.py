"""Verifying at a terminal, with nothing but Python: a table of every check, and an exit code."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TextIO

from .hashing import Progress
from .verdict import FAILED, NOT_CHECKED, NOTE, OK, Unreadable, Verdict, read_fingerprint
from .verify import verify

INTACT_EXIT: Final = 0
UNREADABLE_EXIT: Final = 2
BROKEN_EXIT: Final = 4

WORDS: Final = {OK: "ok", FAILED: "FAILED", NOTE: "note", NOT_CHECKED: "not checked"}
"""What a table says for each verdict of a check."""


def table(verdict: Verdict) -> str:
    """The checks line by line, and the verdict."""
    width = max((len(check.name) for check in verdict.checks), default=0)
    lines = [f"{WORDS[c.verdict]:<11}  {c.name:<{width}}  {c.detail}" for c in verdict.checks]
    return harmless_text("\n".join([*lines, "", f"Verdict: {verdict.verdict}", ""]))


def main(arguments: Sequence[str] | None = None, here: str = "") -> int:
    """Verify what the arguments say, else the bundle that the file `here` lies in; the exit code."""
    parser = argparse.ArgumentParser(
        description="Verifies an evidence bundle: every hash, the tree, the signatures. It needs nothing but "
        "Python 3.8 or newer, no network, no secret. Exit code 0: intact; 4: not intact; 2: no bundle that "
        "can be read."
    )
    parser.add_argument("path", nargs="?", help="the bundle, a folder or a zip; by default the one around")
    parser.add_argument("--key", help="the fingerprint of the key that has to have signed")
    given = parser.parse_args(arguments)
    path = Path(given.path) if given.path else Path(here).resolve().parent.parent
    progress = _progress(sys.stderr) if sys.stderr.isatty() else None
    try:
        fingerprint = "" if given.key is None else read_fingerprint(given.key)
        verdict = verify(path, fingerprint, progress)
    except (Unreadable, OSError) as error:
        sys.stderr.write(harmless_text(f"{path} cannot be verified. {error}\n"))
        return UNREADABLE_EXIT
    sys.stdout.write(table(verdict))
    return INTACT_EXIT if verdict.ok else BROKEN_EXIT


def harmless_text(text: str) -> str:
    """The text without what a terminal would obey, as ASCII where that is all that it can show."""
    kept = "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else "\ufffd" for c in text)
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return kept.encode(encoding, "backslashreplace").decode(encoding)


def _progress(out: TextIO) -> Progress:
    told = [-1]

    def tell(done: int, total: int, /) -> None:
        percent = 100 * done // max(total, 1)
        if percent != told[0]:
            told[0] = percent
            out.write(f"\r{percent:3} %" if percent < 100 else "\r      \r")
            out.flush()

    return tell

"""A report as PDF/A-2a and PDF/UA-1, set by Typst with the fonts that it carries.

The report goes to the typesetter as JSON alone: no word of it is read as markup. The same report gives the
same bytes on every machine: no clock, no path, no font of the machine.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from respondeat.errors import InputError, Stopped

from . import pdf_typesetting
from .blocks import Report
from .pdf_data import PdfData
from .pdf_forked import forked

_LONGEST: Final = 600  # seconds; a report of 600 pages takes some ten


def as_pdf(report: Report) -> bytes:
    """The report as PDF, the same bytes for the same report.

    Of long lists the first rows are given, and how many more there are. Raises InputError when something in
    it cannot be set, which no text should bring about, and Stopped when setting it does not end.
    """
    template = files("respondeat.api.report").joinpath("report.typ").read_text("utf-8")
    data = json.dumps(PdfData(report).told(), ensure_ascii=False)
    return typeset({"template": template, "data": data}, _LONGEST)


def typeset(asked: Mapping[str, object], seconds: int) -> bytes:
    """What the typesetter makes of a template and data. Raises InputError, Stopped as `as_pdf`."""
    try:
        good, told = _set(asked, seconds)
    except (subprocess.TimeoutExpired, TimeoutError):
        raise Stopped(
            f"The report was not set within {seconds} seconds. Nothing was written: ask for less.",
            limit="seconds",
            allowed=seconds,
        ) from None
    if not good:
        why = told.decode("utf-8", "replace").strip()[-500:] or "the typesetter ended without a word"
        raise InputError(f"The report cannot be set: {why}. Nothing was written.")
    return told


def _set(asked: Mapping[str, object], seconds: int) -> tuple[bool, bytes]:
    """Whether it was set, and what it is, or why not."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(pdf_typesetting.__file__))],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except PermissionError:  # a reader's process may start no program
        return forked(asked, seconds)
    return done.returncode == 0, done.stderr if done.returncode else done.stdout

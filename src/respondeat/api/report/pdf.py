"""A report as PDF/A-2a and PDF/UA-1, set by Typst with the fonts that it carries.

The report goes to the typesetter as JSON alone: no word of it is read as markup. The same report gives the
same bytes on every machine: no clock, no path, no font of the machine.
"""

import json
from importlib.resources import files
from typing import Final, Literal

import typst

from respondeat.errors import InputError

from .blocks import Report
from .pdf_data import PdfData

STANDARDS: Final[tuple[Literal["a-2a"], Literal["ua-1"]]] = ("a-2a", "ua-1")


def as_pdf(report: Report) -> bytes:
    """The report as PDF, the same bytes for the same report.

    Of long lists the first rows are given, and how many more there are. Raises InputError when something in
    it cannot be set, which no text should bring about.
    """
    template = files("respondeat.api.report").joinpath("report.typ").read_bytes()
    told = json.dumps(PdfData(report).told(), ensure_ascii=False)
    try:
        made = typst.compile(
            template,
            format="pdf",
            sys_inputs={"report": told},
            pdf_standards=[*STANDARDS],
            ignore_system_fonts=True,
            timestamp=0,
        )
    except typst.TypstError as error:
        raise InputError(f"The report cannot be set as PDF: {error.message}. Nothing was written.") from None
    return bytes(made)

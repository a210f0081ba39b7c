"""Typst in a process of its own: it keeps memory for good, and whatever befalls it befalls nobody else.

Run as a program: JSON with `template` and `data` (texts) on standard input, the PDF on standard output, or
exit code 1 and why on standard error. With `ppi` a picture of the one page (PNG) comes in place of the PDF.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final, Literal

STANDARDS: Final[tuple[Literal["a-2a"], Literal["ua-1"]]] = ("a-2a", "ua-1")


def compiled(asked: Mapping[str, Any]) -> bytes:
    """The PDF, or the PNG. Raises typst.TypstError."""
    import typst

    template, told, ppi = asked["template"].encode(), {"report": asked["data"]}, asked.get("ppi")
    if ppi is not None:
        return typst.compile(
            template, format="png", sys_inputs=told, ignore_system_fonts=True, ppi=float(ppi)
        )
    return typst.compile(
        template,
        format="pdf",
        sys_inputs=told,
        pdf_standards=[*STANDARDS],
        ignore_system_fonts=True,
        timestamp=0,
    )


def main() -> int:
    """Set what comes in; the exit code."""
    import typst

    try:
        made = compiled(json.load(sys.stdin.buffer))
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Typst in a process of its own: it keeps memory for good, and whatever befalls it befalls nobody else.

Run as a program: JSON with `template` and `data` (texts) on standard input, the PDF on standard output, or
exit code 1 and why on standard error.
"""

import json
import sys
from typing import Final, Literal

STANDARDS: Final[tuple[Literal["a-2a"], Literal["ua-1"]]] = ("a-2a", "ua-1")


def main() -> int:
    """Set what comes in; the exit code."""
    import typst

    asked = json.load(sys.stdin.buffer)
    try:
        made = typst.compile(
            asked["template"].encode(),
            format="pdf",
            sys_inputs={"report": asked["data"]},
            pdf_standards=[*STANDARDS],
            ignore_system_fonts=True,
            timestamp=0,
        )
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())

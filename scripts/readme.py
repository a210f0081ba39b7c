"""Write the quoted output in README.md again, or say whether it differs (`--check`).

A quote stands between two marks and shows the command and what it prints::

    <!-- generated: make demo -->
    ```text
    $ make demo
    ...
    ```
    <!-- end -->
"""

import argparse
import difflib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"<!-- generated: (?P<command>[^\n]+?) -->\n.*?<!-- end -->", re.DOTALL)
# Nothing that depends on who runs it: no colours, one width, quiet make.
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
LEFT_OUT = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "FORCE_COLOR", "RESPONDEAT_STORE")


def output(command: str) -> str:
    """What `command` prints on its standard output; ends the program when it fails."""
    env = {k: v for k, v in os.environ.items() if k not in LEFT_OUT} | PLAIN
    run = subprocess.run(
        command, shell=True, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False
    )
    if run.returncode != 0:
        sys.exit(f"{command}: exit code {run.returncode}")
    return run.stdout.decode("utf-8")


def renewed(text: str, output: Callable[[str], str] = output) -> str:
    """`text` with every quote replaced by what its command prints now."""

    def quote(match: re.Match[str]) -> str:
        command = match["command"]
        lines = "\n".join(line.rstrip() for line in output(command).rstrip().splitlines())
        return f"<!-- generated: {command} -->\n```text\n$ {command}\n{lines}\n```\n<!-- end -->"

    return BLOCK.sub(quote, text)


def main(arguments: list[str]) -> int:
    """Exit code: 1 when `--check` finds a difference, else 0."""
    parser = argparse.ArgumentParser(description="Write the quoted output in README.md again.")
    parser.add_argument("--check", action="store_true", help="write nothing, show what differs")
    check = parser.parse_args(arguments).check
    path = ROOT / "README.md"
    found = path.read_text("utf-8")
    wanted = renewed(found)
    if not check:
        path.write_text(wanted, "utf-8")
        return 0
    lines = list(
        difflib.unified_diff(found.splitlines(), wanted.splitlines(), "README.md", "now", lineterm="")
    )
    for line in lines:
        print(line, file=sys.stderr)
    if lines:
        print("Run `make readme` and commit README.md.", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

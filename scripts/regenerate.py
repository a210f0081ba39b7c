"""Write the generated files again, or say which of them differ (`--check`).

A generated file is committed, so that it can be read and reviewed without running anything. A generator is
a function that returns the content of its files by path from the top of the repository; it reads no clock.
To add one, add it to `GENERATORS`.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from scripts import client, examples, reference, seed_data

ROOT = Path(__file__).resolve().parent.parent

Generator = Callable[[], Mapping[PurePosixPath, bytes]]

GENERATORS: tuple[Generator, ...] = (reference.pages, client.pages, examples.pages, seed_data.rdf)


def differences(files: Mapping[PurePosixPath, bytes], root: Path = ROOT) -> list[str]:
    """One line for each file that is missing below `root` or is not what it should be."""
    lines = []
    for name, content in sorted(files.items()):
        path = root / name
        if not path.is_file():
            lines.append(f"{name}: missing")
            continue
        found = path.read_bytes()
        if found != content:
            lines.append(f"{name}: line {first_difference(found, content)} differs")
    return lines


def first_difference(found: bytes, wanted: bytes) -> int:
    """Number of the first line that differs, from 1."""
    ours, theirs = found.splitlines(), wanted.splitlines()
    same = (a == b for a, b in zip(ours, theirs, strict=False))
    return next((i for i, equal in enumerate(same, 1) if not equal), min(len(ours), len(theirs)) + 1)


def write(files: Mapping[PurePosixPath, bytes], root: Path = ROOT) -> None:
    """Write every file below `root`, folders included."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main(arguments: list[str]) -> int:
    """Exit code: 1 when `--check` finds a difference, else 0."""
    parser = argparse.ArgumentParser(description="Write the generated files again.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    check = parser.parse_args(arguments).check
    files = {name: content for generate in GENERATORS for name, content in generate().items()}
    if not check:
        write(files)
        print(f"{len(files)} generated files written")
        return 0
    lines = differences(files)
    for line in lines:
        print(line, file=sys.stderr)
    if lines:
        print("Run `make regenerate` and commit what it writes.", file=sys.stderr)
        return 1
    print(f"{len(files)} generated files are up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a command writes: to a file, whole or not at all, or to standard output."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

import click

from respondeat.errors import InputError

Write = Callable[[BinaryIO], object]

out_option: Final = click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; standard output when left out."
)


def put(write: Write, out: Path | None) -> None:
    """Write to a file, which is there only once it is whole. Raises InputError for a folder."""
    if out is None:
        write(sys.stdout.buffer)
        return
    if out.is_dir():
        raise InputError(f"{out} is a folder: name a file in it.")
    if out.exists() and not out.is_file():  # a pipe or a device, in whose place no file is put
        with out.open("wb") as stream:
            write(stream)
        return
    out = out.resolve()  # a link stays a link
    partial = out.with_name(out.name + ".part")
    try:
        with partial.open("wb") as file:
            write(file)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)

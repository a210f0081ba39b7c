"""`VERIFY.txt`: how to check a bundle, in the language of its reader; what the checks prove and what not.

It is of the part of a bundle that is the same each time, so it says nothing of this very copy's signature:
only what to do if there is one.
"""

import re
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import Template
from typing import Final

from respondeat.graph.evidence.signing.commands import (
    FINGERPRINT,
    proof_commands,
    signature_commands,
    token_commands,
    token_text_commands,
)

from .about import About

LANGUAGES: Final = ("en", "be", "ru")
WIDTH: Final = 78
_COMMAND: Final = "    "
_POINT: Final = "- "
_OPTION: Final = re.compile(r" (?=[-|])")


def how_to_verify(about: About) -> bytes:
    """The text in the bundle's language (English where there is none in it), lines of at most 78 columns."""
    language = about.language if about.language in LANGUAGES else LANGUAGES[0]
    told = Template(_words(language)).substitute(
        engine=about.engine,
        profile=about.profile,
        day=about.recorded_at[:10],
        root=about.merkle_root,
        leaves=about.leaves,
        withheld=about.withheld,
        held=about.held,
        listed=about.listed,
        away=about.withheld_documents,
        signatures=_shell(FINGERPRINT, *signature_commands()),
        stamps=_shell(*token_commands(signed=True), *token_text_commands()),
        proofs=_shell(*proof_commands(signed=True)),
    )
    return ("\n".join(_lines(told)) + "\n").encode()


@cache
def _words(language: str) -> str:
    return files(__package__).joinpath("words", f"{language}.txt").read_text("utf-8")


def _shell(*commands: str) -> str:
    """Commands as they are typed, a long one broken before an option so that it still can be."""
    return "\n".join(line for command in commands for line in _broken(command))


def _broken(command: str) -> Iterator[str]:
    line = _COMMAND
    for part in _OPTION.split(command):
        full = len(line) + len(part) + len(" \\") > WIDTH
        if line.strip() and (full or (part.startswith("|") and len(_COMMAND + command) > WIDTH)):
            yield line.rstrip() + " \\"
            line = 2 * _COMMAND
        line += f"{part} "
    yield line.rstrip()


def _lines(text: str) -> Iterator[str]:
    """Every line as it is where it is a command, else broken at the width."""
    for line in text.splitlines():
        if not line or line.startswith(_COMMAND):
            yield line
            continue
        indent = " " * len(_POINT) if line.startswith(_POINT) else ""
        yield from textwrap.wrap(
            line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )

"""Examples in the documentation: commands whose output is written by running them.

A block after the mark `<!-- example -->` holds commands and their output::

    <!-- example -->
    ```console
    $ respondeat commanders "Second Section" --on 2020-05-03
    ...
    ```

The mark `<!-- example -->` asks the invented country, `<!-- seed example -->` the seed data. After
`| head -20` only the first 20 lines are quoted. Examples that ask a server are those of `scripts/served.py`.

What is another each time (the root of a bundle, which rests on its maker's secret, the moment when it was
made) stands as `<hash>`, `<moment>`, `<number>`. Commands run in an empty folder.

`make regenerate` writes the output; a page whose output differs fails the tests. An exit code that is not 0
is shown as `(exit code 3)`.
"""

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from respondeat.api.cli.root import run

from . import served

ROOT = Path(__file__).resolve().parent.parent
MARK = "<!-- example -->"
MARKS = {MARK: "load-example", "<!-- seed example -->": "load-seed"}
BLOCK = re.compile(rf"(?P<mark>{'|'.join(MARKS)})\n```console\n(?P<body>.*?)```", re.DOTALL)
HEAD = re.compile(r" \| head -(?P<lines>[0-9]+)$")
VARYING = ("bundle",)  # commands whose output has hashes of a secret, and moments
HASH, MOMENT, SIZE = (
    re.compile(text)
    for text in (r"\b[0-9a-f]{64}\b", r"[0-9-]{10}T[0-9:]{8}Z", r"(?<=files, )[0-9]+(?= bytes)")
)
WIDTH = "96"
# Nothing that depends on who runs it: no colours, one width.
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": WIDTH}


def sources() -> list[PurePosixPath]:
    """The pages that hold examples, from the top of the repository."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        PurePosixPath(p.relative_to(ROOT).as_posix())
        for p in pages
        if p.is_file() and any(block.search(p.read_text("utf-8")) for block in (BLOCK, served.BLOCK))
    ]


def pages() -> Mapping[PurePosixPath, bytes]:
    """The pages with the output as it is now (a generator of scripts/regenerate.py)."""
    texts = {page: (ROOT / page).read_text("utf-8") for page in sources()}
    with tempfile.TemporaryDirectory() as folder:
        for number, (mark, load) in enumerate(MARKS.items()):
            with plain(Path(folder, str(number))):
                answer([load])
                texts = {page: renewed(text, answer, mark) for page, text in texts.items()}
                for asking in (other for other, loads in served.MARKS.items() if loads == load):
                    texts = dict(served.pages(texts, asking, Path(folder, str(number))))
    return {page: text.encode() for page, text in texts.items()}


@contextlib.contextmanager
def plain(store: Path):  # type: ignore[no-untyped-def]
    """An environment in which commands answer from `store`, the same everywhere."""
    before, place = dict(os.environ), Path.cwd()
    os.environ.pop("RESPONDEAT_LEVEL", None)
    settings = store.with_name(f"{store.name}-settings")
    os.environ.update(PLAIN, RESPONDEAT_STORE=str(store), XDG_CONFIG_HOME=str(settings))
    work = store.with_name(f"{store.name}-work")
    try:
        if store.parent.is_dir():
            work.mkdir()
            os.chdir(work)
        yield
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(before)


def answer(arguments: list[str]) -> str:
    """What the command prints, errors too, and its exit code unless that is 0."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(arguments)
    out.flush()
    out.seek(0)
    lines = [line.rstrip() for line in out.read().rstrip().splitlines()]
    return "\n".join([*lines, *([f"(exit code {code})"] if code else [])])


def renewed(text: str, ask: Callable[[list[str]], str], mark: str = MARK) -> str:
    """`text` with the output of every block of this mark replaced by what its commands print now."""

    def block(match: re.Match[str]) -> str:
        if match["mark"] != mark:
            return match[0]
        commands = [line for line in match["body"].splitlines() if line.startswith("$ respondeat ")]
        told = "\n\n".join(f"{c}\n{_quoted(c, ask)}".rstrip() for c in commands)
        return f"{mark}\n```console\n{told}\n```"

    return BLOCK.sub(block, text)


def _quoted(command: str, ask: Callable[[list[str]], str]) -> str:
    cut = HEAD.search(command)
    arguments = shlex.split(HEAD.sub("", command))[2:]
    told = ask(arguments)
    if arguments[0] in VARYING:
        told = SIZE.sub("<number>", MOMENT.sub("<moment>", HASH.sub("<hash>", told)))
    lines = told.splitlines()
    return "\n".join(lines[: int(cut["lines"])] if cut else lines)


if __name__ == "__main__":
    sys.stdout.write("\n".join(map(str, sources())) + "\n")

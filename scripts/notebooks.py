"""Execute the notebooks again and write their outputs, or say what differs (`--check`).

A notebook is committed with its outputs, so that it reads as a document without being run. `--check` compares
words: pictures depend on the release of Matplotlib, of them it is only asked that they are there.
"""

import argparse
import difflib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
SECONDS = 300  # for one cell
# Nothing that depends on who runs it, and nothing of theirs read or written.
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "JUPYTER_PLATFORM_DIRS": "1", "MPLBACKEND": "agg", "COLUMNS": "96"}
OWN = ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")


def notebooks() -> list[Path]:
    """All of them, by name."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> Any:
    """The notebook with the outputs that its cells give now, and no trace of who ran it when."""
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory(prefix="respondeat-") as folder:
        env = {**os.environ, **PLAIN, **{name: str(Path(folder, name.lower())) for name in OWN}}
        env.pop("RESPONDEAT_STORE", None)
        client = NotebookClient(
            notebook,
            timeout=SECONDS,
            kernel_name="python3",
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=["--log-level=ERROR"],
        )
        client.execute(env=env, cwd=folder)
    notebook.metadata = nbformat.from_dict(KERNEL)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]
    return notebook


def words(notebook: Any) -> Iterator[str]:
    """Sources and outputs line by line; of a picture the kind only."""
    for number, cell in enumerate(notebook.cells, 1):
        yield f"cell {number}: {cell.cell_type}"
        yield from cell.source.splitlines()
        for output in cell.get("outputs", ()):
            yield f"output: {output.output_type}"
            yield from output.get("text", "").splitlines()
            for kind, content in sorted(output.get("data", {}).items()):
                yield kind
                yield from content.splitlines() if kind == "text/plain" else ()


def main(arguments: list[str]) -> int:
    """Exit code: 1 when `--check` finds a difference, else 0."""
    parser = argparse.ArgumentParser(description="Execute the notebooks again.")
    parser.add_argument("--check", action="store_true", help="write nothing, show what differs")
    check = parser.parse_args(arguments).check
    differs = False
    for path in notebooks():
        now = executed(path)
        if not check:
            nbformat.write(now, path)  # type: ignore[no-untyped-call]
            continue
        found: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        name = str(path.relative_to(ROOT))
        lines = list(difflib.unified_diff(list(words(found)), list(words(now)), name, "now", lineterm=""))
        differs = differs or bool(lines)
        for line in lines:
            print(line, file=sys.stderr)
    if differs:
        print("Run `make notebooks` and commit what it writes.", file=sys.stderr)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

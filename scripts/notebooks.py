"""Execute the notebooks from top to bottom, and write them without outputs; or say what fails (`--check`).

A notebook is committed without outputs: it reads as a document by its text, what it claims is asserted in its
cells, and a difference shows what was changed and no picture. `--check` executes as well.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

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


def read(path: Path) -> Any:
    """A notebook as it is committed."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def executed(notebook: Any) -> Any:
    """The notebook with the outputs of its cells. Raises CellExecutionError when one of them fails."""
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
    return notebook


def stripped(notebook: Any) -> Any:
    """The notebook without outputs, and without a trace of who ran it when."""
    notebook.metadata = nbformat.from_dict(KERNEL)  # type: ignore[no-untyped-call]
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return notebook


def main(arguments: list[str]) -> int:
    """Exit code: 1 when a notebook fails, or with `--check` when one is committed otherwise, else 0."""
    parser = argparse.ArgumentParser(description="Execute the notebooks.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    parser.add_argument("names", nargs="*", help="only these, by file name")
    given = parser.parse_args(arguments)
    failed = False
    for path in notebooks():
        if given.names and path.name not in given.names:
            continue
        try:
            executed(read(path))
        except CellExecutionError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            failed = True
        made = nbformat.writes(stripped(read(path)))  # type: ignore[no-untyped-call]
        if not given.check:
            path.write_text(made + "\n", "utf-8")
        elif path.read_text("utf-8") != made + "\n":
            print(f"{path.name}: run `make notebooks` and commit what it writes.", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

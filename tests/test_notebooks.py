"""The notebooks run from top to bottom, hold no outputs, and read as documents."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from scripts import notebooks

ROOT = Path(__file__).resolve().parent.parent
NAMES = [path.name for path in notebooks.notebooks()]
ASKED = {
    "chains-and-their-worth.ipynb": (
        *("chain", "gaps", "fragility", "conflicts", "decisions", "chokepoints", "tenure"),
    ),
    "exploring-the-graph.ipynb": ("graph", "neighbours", "path"),
    "from-question-to-bundle.ipynb": ("chain",),
    "loading-your-own-data.ipynb": ("chain", "commanders", "search"),
}
"""The questions that each walks through."""


def source(name: str) -> str:
    return "\n".join(cell.source for cell in notebooks.read(ROOT / "notebooks" / name).cells)


def test_they_walk_through_what_they_should() -> None:
    assert set(NAMES) == set(ASKED)
    for name, questions in ASKED.items():
        assert [q for q in questions if f"answers.{q}(data" not in source(name)] == [], name
    assert "SafeNetwork" in source("exploring-the-graph.ipynb")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_they_run_and_are_committed_without_outputs(name: str) -> None:
    """In a process of its own: Jupyter warns of itself."""
    command = [sys.executable, "-m", "scripts.notebooks", "--check", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_reads_as_a_document(name: str) -> None:
    notebook = notebooks.read(ROOT / "notebooks" / name)
    nbformat.validate(notebook)
    cells = notebook.cells
    assert cells[0].cell_type == "markdown" and cells[0].source.startswith("# ")
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert max(len(cell.source.splitlines()) for cell in code) <= 50
    assert not [cell for cell in code if re.search(r"^(def|class) ", cell.source, re.MULTILINE)]
    assert len(cells) - len(code) >= len(code) / 2  # as much is told as is run
    assert 'print(chain["notice"])' in source(name) or 'print(case["notice"])' in source(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_it_claims_is_asserted(name: str) -> None:
    code = [c.source for c in notebooks.read(ROOT / "notebooks" / name).cells if c.cell_type == "code"]
    asserted = [node for cell in code for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Assert)]
    assert len(asserted) >= 4


def test_outputs_and_counts_are_not_committed() -> None:
    cell = nbformat.v4.new_code_cell("1 / 0")  # type: ignore[no-untyped-call]
    cell.outputs = [nbformat.v4.new_output("stream", text="told")]  # type: ignore[no-untyped-call]
    cell.execution_count = 7
    made = notebooks.stripped(nbformat.v4.new_notebook(cells=[cell]))  # type: ignore[no-untyped-call]
    assert (made.cells[0].outputs, made.cells[0].execution_count) == ([], None)


@pytest.mark.slow
def test_a_cell_that_fails_is_told(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 == 2")])  # type: ignore[no-untyped-call]
    nbformat.write(notebook, tmp_path / "wrong.ipynb")  # type: ignore[no-untyped-call]
    program = (
        "import pathlib, sys; from scripts import notebooks; "
        f"notebooks.FOLDER = pathlib.Path({str(tmp_path)!r}); sys.exit(notebooks.main(['--check']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "AssertionError" in done.stderr

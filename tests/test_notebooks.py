"""The notebooks run from top to bottom, print what is committed, and read as documents."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from scripts import notebooks

ROOT = Path(__file__).resolve().parent.parent
NAMES = [path.name for path in notebooks.notebooks()]


def read(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / name, as_version=4)  # type: ignore[no-untyped-call]


def test_there_is_one_that_walks_through_the_analyses() -> None:
    assert "chains-and-their-worth.ipynb" in NAMES
    source = "\n".join(cell.source for cell in read("chains-and-their-worth.ipynb").cells)
    for question in ("chain", "gaps", "fragility", "conflicts", "decisions", "chokepoints", "tenure"):
        assert f"answers.{question}(data" in source


@pytest.mark.slow
def test_what_is_committed_is_what_they_print_now() -> None:
    """In a process of its own: Jupyter warns of itself."""
    command = [sys.executable, "-m", "scripts.notebooks", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_reads_as_a_document(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    cells = notebook.cells
    assert cells[0].cell_type == "markdown" and cells[0].source.startswith("# ")
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert max(len(cell.source.splitlines()) for cell in code) <= 40
    assert not [cell for cell in code if re.search(r"^(def|class) ", cell.source, re.MULTILINE)]
    outputs = [output for cell in code for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert any("not evidence of guilt" in o.get("text", "") for o in outputs)


@pytest.mark.parametrize("name", NAMES)
def test_outputs_hold_nothing_of_a_machine_or_a_moment(name: str) -> None:
    outputs = json.dumps([cell.get("outputs", []) for cell in read(name).cells])
    for trace in ("/tmp/", "/home/", "/root/", str(ROOT), "0x", "dc:date", "Traceback"):
        assert trace not in outputs
    pictures = [
        output.data["image/svg+xml"]
        for cell in read(name).cells
        for output in cell.get("outputs", ())
        if "image/svg+xml" in output.get("data", {})
    ]
    assert len(pictures) >= 2
    assert any("possible, open" in picture and "stroke-dasharray" in picture for picture in pictures)
    assert any("Reporting is uneven" in picture for picture in pictures)


def test_a_difference_is_shown_and_pictures_are_not_compared() -> None:
    def notebook(text: str, picture: str) -> Any:
        made = nbformat.from_dict(  # type: ignore[no-untyped-call]
            {"cell_type": "code", "source": "x", "outputs": [
                {"output_type": "stream", "text": text},
                {"output_type": "display_data", "data": {"image/svg+xml": picture, "text/plain": "SVG"}},
            ]}
        )  # fmt: skip
        return nbformat.from_dict({"cells": [made]})  # type: ignore[no-untyped-call]

    one = list(notebooks.words(notebook("a\nb\n", "<svg/>")))
    assert one == list(notebooks.words(notebook("a\nb\n", "<svg></svg>")))
    assert one != list(notebooks.words(notebook("a\nc\n", "<svg/>")))
    assert "image/svg+xml" in one and "<svg/>" not in one

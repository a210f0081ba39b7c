"""Plots: the same bytes each time, words that are words, a clear word where Matplotlib is missing."""

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import plots
from respondeat.errors import InputError
from tests.api.terminal import here


def words(svg: Path) -> str:
    root = ET.fromstring(svg.read_text("utf-8"))
    return " ".join("".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text"))


def answer(store: Path, *arguments: str) -> Any:
    return here("--store", store, "tenure", *arguments, "--json").json


def test_the_plot_says_what_the_counts_are_not(example: Path, tmp_path: Path) -> None:
    done = here("--store", example, "tenure", "SRS", "--by", "month", "--plot", tmp_path / "a.svg")
    assert done.code == 0 and "Ella Fifthperson" in done.out
    told = words(tmp_path / "a.svg")
    assert "Reporting is uneven" in told and "not evidence of guilt" in told
    for word in (
        "certain",
        "possible",
        "tenure begins or ends",
        "2020-05",
        "Ella Fifthperson [invented]: 5 certain",
    ):
        assert word in told


def test_the_same_answer_gives_the_same_bytes(example: Path, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg", "a.png", "b.png"):
        plots.tenure(answer(example), tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert not re.search(r"20\d\d-\d\d-\d\dT", (tmp_path / "a.svg").read_text("utf-8"))


@pytest.mark.parametrize("question", [("Nemo Painterperson",), ("SRS", "--on", "1950"), ("--limit", "1")])
def test_little_or_nothing_to_draw(example: Path, tmp_path: Path, question: tuple[str, ...]) -> None:
    plots.tenure(answer(example, *question), tmp_path / "a.svg")
    assert "Reporting is uneven" in words(tmp_path / "a.svg")


def test_a_name_is_only_text(example: Path, tmp_path: Path) -> None:
    told = answer(example, "Ella Fifthperson")
    told["heads"][0]["person"]["name"] = r"$\frac{1}$ <b>&\x1b[31m 漢" + "\x1b\n"
    plots.tenure(told, tmp_path / "a.svg")
    assert r"$\frac{1}$ <b>&\x1b[31m 漢" in words(tmp_path / "a.svg")


def test_days_far_out(example: Path, tmp_path: Path) -> None:
    told = answer(example, "Ella Fifthperson")
    told["heads"][0]["periods"].append(
        {"period": "99999", "days": ["99999-01-01", "99999-12-31"], "certain": 1, "possible": 0, "open": 0}
    )
    plots.tenure(told, tmp_path / "a.svg")
    assert "2020" in words(tmp_path / "a.svg")


def test_more_heads_than_are_drawn(example: Path, tmp_path: Path) -> None:
    told = answer(example)
    told["heads"] *= 2
    plots.tenure(told, tmp_path / "a.svg")
    assert "4 more heads are not drawn" in words(tmp_path / "a.svg")


def test_another_kind_of_file_is_refused_before_anything_is_asked(example: Path, tmp_path: Path) -> None:
    done = here("--store", example, "tenure", "SRS", "--plot", tmp_path / "a.pdf")
    assert done.code == 2 and "neither .svg nor .png" in done.err
    nowhere = here("--store", example, "tenure", "SRS", "--plot", tmp_path / "none" / "a.svg")
    assert nowhere.code == 2 and "none" in nowhere.err


def test_without_matplotlib_the_line_that_installs_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match=r"pip install 'respondeat\[plots\]'"):
        plots.tenure(answer(example, "SRS"), tmp_path / "a.svg")

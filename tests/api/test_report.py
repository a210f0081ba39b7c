"""Reports of whole answers: the same bytes each time, nothing loaded, nothing lost."""

from pathlib import Path

import pytest

from respondeat.api.answers.asked import ask
from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.report import as_html, as_pdf, report
from tests.api.report.conftest import about_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(example: Path, language: str) -> None:
    with Dataset.open(example) as data:
        answer = ask(QUESTIONS, data, "chain", {"target": "Raid in Paper Street (invented)"})
    told = {"answer": answer, "contradictions": []}
    made = [report(told, about_of(answer, language)) for _ in range(2)]
    assert as_html(made[0]) == as_html(made[1])
    assert as_pdf(made[0]) == as_pdf(made[1])

"""Reports of whole answers: the same bytes each time, nothing loaded, nothing lost."""

from pathlib import Path

import pytest

from respondeat.api.answers.asked import ask
from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.proof import Json
from respondeat.api.report import About, as_html, as_pdf, report


def about(answer: Json, language: str = "en") -> About:
    question = answer["question"]
    return About(
        question=question["name"],
        parameters=question["parameters"],
        profile="court",
        level=answer["level"],
        language=language,
        engine=answer["engine"],
        dataset_hash=answer["dataset_hash"],
        recorded_at=answer["recorded_at"],
        merkle_root="ab" * 32,
        custody_head="7:" + "cd" * 32,
        leaves=10,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(example: Path, language: str) -> None:
    with Dataset.open(example) as data:
        answer = ask(QUESTIONS, data, "chain", {"target": "Raid in Paper Street (invented)"})
    told = {"answer": answer, "contradictions": []}
    made = [report(told, about(answer, language)) for _ in range(2)]
    assert as_html(made[0]) == as_html(made[1])
    assert as_pdf(made[0]) == as_pdf(made[1])

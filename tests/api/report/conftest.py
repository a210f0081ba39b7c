"""Answers as bundles hold them, and what a report is told of the bundle."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers.asked import ask
from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json
from respondeat.api.quotes import quotes_of
from respondeat.api.report import About, DocumentItem
from respondeat.errors import RespondeatError
from tests.api.histories import ASKED

HELD = DocumentItem("EX00000001", "11" * 32, "A document", "https://example.org/a", "held", "text/plain")
SPARQL = (
    "SELECT ?b ?name WHERE { ?b a r:Body ; skosxl:prefLabel/skosxl:literalForm ?name }",
    "ASK { ?b a r:Body }",
    "CONSTRUCT { ?b a r:Body } WHERE { ?b a r:Body }",
)
OWN: dict[str, tuple[dict[str, Any], ...]] = {
    "sparql": tuple({"query": text} for text in SPARQL),
    "changesets": ({},),
}


def about_of(answer: Json, language: str = "en", *documents: DocumentItem) -> About:
    """What a report is told of a bundle of an answer."""
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
        withheld=2,
        documents=documents,
    )


@pytest.fixture(scope="session")
def answers(example: Path) -> dict[str, Json]:
    """Every answer of the table of all questions, and those only bundles have, by a name of its own."""
    found: dict[str, Json] = {}
    quotes = quotes_of(example)
    with Dataset.open(example) as data:
        for name, asked in {**ASKED, **OWN}.items():
            for number, parameters in enumerate(asked):
                try:
                    found[f"{name}-{number}"] = ask(QUESTIONS, data, name, parameters, quotes)
                except RespondeatError:  # some of the table are asked for their errors
                    continue
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def told(answers: dict[str, Json]) -> Callable[[str], Json]:
    """An answer as `answer.json` has it."""
    return lambda name: {"answer": answers[name], "contradictions": answers[name].get("contradictions", [])}

"""Parameters that all questions take: explained, and handed on as the tasks take them."""

from respondeat.api.answers import QUESTIONS
from respondeat.api.common_parameters import OWN, as_work, of
from respondeat.api.parameters import of_question


def test_every_parameter_of_every_question_is_explained_and_no_other() -> None:
    names = {p.name for question in QUESTIONS.values() for p in of_question(question, {})}
    assert names == set(OWN)
    assert all(p.description for p in of(paged=True))


def test_only_questions_with_pages_take_parameters_of_pages() -> None:
    names = [p.name for p in of(paged=True)]
    assert [name for name in names if name not in {p.name for p in of(paged=False)}] == [
        "page_size",
        "cursor",
    ]
    assert len(names) == len(set(names))


def test_they_are_handed_on_as_the_tasks_take_them() -> None:
    given = {
        "recorded_at": "2026",
        "language": "be",
        "without_document": ["a"],
        "without_origin": ["b"],
        "without_modality": ["alleged"],
        "min_confidence": "high",
        "cursor": "c",
    }
    assert as_work(given) == {
        "recorded_at": "2026",
        "language": "be",
        "without": {"documents": ["a"], "origins": ["b"], "modalities": ["alleged"], "confidence": "high"},
        "page": {"size": 100, "cursor": "c"},
    }
    assert as_work({}) == {}
    assert as_work({"page_size": 3}) == {"page": {"size": 3, "cursor": None}}

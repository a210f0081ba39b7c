"""Questions asked again: as recorded when they were answered, or at two moments beside each other."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json
from respondeat.errors import InputError, RespondeatError
from respondeat.graph.command.what_if import Without
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

from .asked import Question, ask
from .replay_differences import cited, core, differences, rows_changed, without_quotes
from .replay_statements import came, went
from .rows import frame

MOST = 100  # differences told


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved answer says of itself, and the whole of it."""

    question: str
    parameters: Mapping[str, Any]
    without: Without
    level: str
    recorded_at: str
    dataset_hash: str
    engine: str
    answer: Json


def saved(text: str, name: str = "the answer") -> Saved:
    """A saved JSON answer. Raises InputError for a text that is none or lacks what is needed to ask again."""
    try:
        answer = without_quotes(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no JSON that can be read: {error}") from None
    if not isinstance(answer, dict):
        raise InputError(f"{name} is no answer of this program: it is no JSON object")
    told = {key: _told(answer, name, key, kind) for key, kind in _KINDS.items()}
    question = told["question"]
    if not isinstance(question.get("name"), str) or not isinstance(question.get("parameters"), dict):
        raise InputError(f"{name} does not say which question it answers (key question: name, parameters)")
    if told["level"] not in v.LEVELS:
        raise InputError(f"{name} names an access level that there is not: {told['level']!r}")
    return Saved(
        question["name"],
        question["parameters"],
        _without(told["without"], name),
        told["level"],
        told["recorded_at"] or "",
        told["dataset_hash"],
        told["engine"],
        answer,
    )


_KINDS: Mapping[str, tuple[type, ...]] = {
    "question": (dict,),
    "without": (dict, type(None)),
    "level": (str,),
    "recorded_at": (str, type(None)),
    "dataset_hash": (str,),
    "engine": (str,),
}


def _told(answer: Json, name: str, key: str, kinds: tuple[type, ...]) -> Any:
    if key not in answer or not isinstance(answer[key], kinds):
        raise InputError(
            f"{name} cannot be asked again: the key {key} is missing or is not what answers have there. "
            "Answers with it are those that a question prints with --json."
        )
    return answer[key]


def _without(told: Json | None, name: str) -> Without:
    if told is None:
        return Without()
    try:
        confidence = told["confidence"] or ""
        made = Without(
            _texts(told["documents"]),
            _texts(told["origins"]),
            tuple(v.R + m for m in _texts(told["modalities"])),
            v.R + confidence if confidence else "",
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{name}: what it set aside (key without) cannot be read ({error})") from None
    known = {*concepts("modality"), *concepts("confidence")}
    if foreign := {*made.modalities, *filter(None, [made.confidence])} - known:
        raise InputError(f"{name} sets aside by what there is not: {', '.join(sorted(foreign))}")
    return made


def _texts(told: object) -> tuple[str, ...]:
    if not isinstance(told, list) or any(not isinstance(text, str) for text in told):
        raise TypeError("it is no list of texts")
    return tuple(told)


def again(store: Path, questions: Mapping[str, Question], known: Saved) -> Json:
    """Whether a saved answer is what its question is answered from the same data. Schema `replay.json`.

    Asked at the level, of the changesets that the dataset hash stands for, less what was set aside. Compared
    is all but quotes, which need the documents, and the version of the program, which is told apart. Raises
    InputError when the store's history does not hold those data, or the question cannot be asked.
    """
    at = known.recorded_at or "0001-01-01"  # nothing was recorded
    with Dataset.open(store, known.level, at, known.dataset_hash) as opened:
        data = opened.less(known.without)
        now = without_quotes(ask(questions, data, known.question, known.parameters))
        found = list(differences(_comparable(known.answer), _comparable(now)))
        return {
            "kind": "answer",
            "same": not found,
            "saved_engine": known.engine,
            "same_engine": known.engine == now["engine"],
            "differences": found[:MOST],
            "differences_count": len(found),
            "statements": cited(now),
            "question": now["question"],
            **frame(data),
        }


def _comparable(answer: Json) -> Json:
    return {key: value for key, value in answer.items() if key != "engine"}


def then_and_now(then: Dataset, now: Dataset, question: Callable[[Dataset], Json]) -> Json:
    """One question asked of what was known at two moments. Schema `replay.json`.

    The statements that came and went with their sources, what became of those that went, and the rows whose
    grade, basis or state is another. A question that could not be asked of one of the two (nobody bore the
    name yet) has the error there. Raises that error when it can be asked of neither.
    """
    before, after = _side(then, question), _side(now, question)
    if before["answer"] is None and after["answer"] is None:
        question(now)
    old, new = before["answer"] or {}, after["answer"] or {}
    were, are = cited(old), cited(new)
    return {
        "kind": "moments",
        "same": core(old) == core(new) and not next(differences(core(old), core(new)), None),
        "then": before,
        "now": after,
        "came": came(then, now, sorted(set(are) - set(were))),
        "went": went(then, now, sorted(set(were) - set(are))),
        "rows": rows_changed(old, new),
        "statements": sorted({*were, *are}),
        "question": (new or old)["question"],
        **frame(now),
    }


def _side(data: Dataset, question: Callable[[Dataset], Json]) -> Json:
    answer, error = None, None
    try:
        answer = question(data)
    except RespondeatError as met:
        error = met.as_json()["error"]
    return {
        "recorded_at": data.recorded_at or None,
        "dataset_hash": data.dataset_hash,
        "answer": answer,
        "error": error,
    }

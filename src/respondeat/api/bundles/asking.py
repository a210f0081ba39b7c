"""The question of a bundle, asked at every access level that sees something of its own."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from respondeat.api.answers.asked import ask
from respondeat.api.answers.replay_differences import cited
from respondeat.api.answers.said import assessment, contradictions, said
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes
from respondeat.errors import InputError, NamingError, RespondeatError, StoreError
from respondeat.graph.command.states import evidence
from respondeat.graph.command.what_if import Without
from respondeat.graph.statement import Contradiction, Statement
from respondeat.graph.stores import owned, sees
from respondeat.ontology import vocabulary as v

from .questions import QUESTIONS

Ask = Callable[[Dataset, Quotes | None], Json]
_HIGHEST: Final = v.LEVELS[-1]


@dataclass(frozen=True)
class _Hearing(Dataset):
    """Data that note what each name was found to mean."""

    meant: dict[str, str] = field(default_factory=dict)

    def find(self, text: str, kinds: frozenset[str] | None = None) -> str:
        found = self.meant[text] = super().find(text, kinds)
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose names are ids, so that it is the same at every level."""

    name: str
    parameters: Mapping[str, Any]
    without: Without
    language: str

    @classmethod
    def of(cls, data: Dataset, put: Ask, language: str) -> Self:
        """What `put` asks of the data, which are at the highest level. Raises what asking raises."""
        hearing = _Hearing(**vars(data))
        question = put(hearing.speaking(language), None)["question"]
        told = {key: _meant(hearing.meant, value) for key, value in question["parameters"].items()}
        return cls(question["name"], told, data.without, language)

    def put(self, data: Dataset, quotes: Quotes | None = None) -> Json:
        """What `answer.json` holds when this is asked of some data. Raises as `answers.asked.ask`."""
        less = data.less(self.without).speaking(self.language)
        answer = ask(QUESTIONS, less, self.name, self.parameters, quotes)
        ids = cited(answer)
        return {
            "answer": answer,
            "contradictions": [*_noted(less, quotes, ids)],
            "assessed": [*_assessed(less, ids)],
        }


def _noted(data: Dataset, quotes: Quotes | None, ids: Collection[str]) -> Iterator[Json]:
    """The contradictions of what an answer cites, each with what it is `of`, and the `other` in full."""
    proof = Proof(data, quotes)
    for noted in contradictions(data, ids):
        record, other = data.records.record(noted["id"]), data.records.record(noted["with"])
        between = record.between if isinstance(record, Contradiction) else ()
        apart = isinstance(other, Statement) and other.id not in ids
        told = said(data, proof, other) if apart and isinstance(other, Statement) else None
        yield {**noted, "of": sorted(id for id in between if id in ids), "other": told}


def _assessed(data: Dataset, ids: Collection[str]) -> Iterator[Json]:
    """The statements that an answer cites and an analyst did not simply accept: what was decided, and why."""
    for id in sorted(ids):
        record = data.records.record(id)
        if isinstance(record, Statement):
            decided = evidence(data.records, id).assessments
            if any(one.status != v.ACCEPTED for one in decided):
                told = [assessment(one) for one in decided]
                yield {"id": id, "note": record.note or None, "assessments": told}


def _meant(meant: Mapping[str, str], value: Any) -> Any:
    if isinstance(value, list):
        return [_meant(meant, one) for one in value]
    return meant.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class View:
    """What one level is answered: `answer.json` as data; None with the reason where it cannot be asked."""

    level: str
    data: Dataset
    told: Json | None
    error: RespondeatError | None = None

    @property
    def content(self) -> bytes:
        """The bytes of `answer.json`."""
        return answer_file(self.told)


def answer_file(told: Json | None) -> bytes:
    """`answer.json`: an answer and the contradictions noted of what it rests on."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


@contextmanager
def views(
    store: Path, asked: Asked, quotes: Quotes | None, recorded_at: str | None
) -> Iterator[tuple[View, ...]]:
    """The question at each level with data of its own, the lowest first; open until the block ends.

    Raises StoreError when the store is written to so fast that no one version can be seen at all levels.
    """
    with ExitStack() as opened:
        yield tuple(_view(data, asked, quotes) for data in _one_version(opened, store, recorded_at))


def _one_version(opened: ExitStack, store: Path, recorded_at: str | None) -> list[Dataset]:
    for _ in range(5):
        with Dataset.open(store, _HIGHEST, recorded_at) as whole:
            levels = owned(whole.recorded)
        with ExitStack() as trying:
            found = [trying.enter_context(Dataset.open(store, level, recorded_at)) for level in levels]
            if all(_same_version(data, found[-1]) for data in found):
                opened.enter_context(trying.pop_all())
                return found
    raise StoreError("The store is being written to all the time. Try again when that is done.")


def _same_version(data: Dataset, whole: Dataset) -> bool:
    seen = [i.id for i in whole.recorded if sees(data.level, i.level)]
    return seen == [i.id for i in data.recorded]


def _view(data: Dataset, asked: Asked, quotes: Quotes | None) -> View:
    try:
        return View(data.level, data, asked.put(data, quotes))
    except (NamingError, InputError) as error:  # what is asked about is not known here, or not when it was
        return View(data.level, data, None, error)

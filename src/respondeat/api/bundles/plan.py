"""What a bundle will hold: the answers, the blocks that give them, and how far each level sees."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from respondeat.api.answers.replay_differences import differences, without_quotes
from respondeat.api.proof import Json
from respondeat.errors import IntegrityError
from respondeat.graph.evidence.verifier.blocks import Block
from respondeat.graph.statement import Document
from respondeat.graph.stores import ChangesetInfo
from respondeat.ontology import vocabulary as v

from .asking import Asked, View
from .extent import REACHES, Reach, all_blocks, blocks, chosen, descriptions
from .received import received

_WHOLE_CHANGESETS: Final = "changesets"  # the question whose answer is changesets as they are
_ALL_DATA: Final = frozenset({"sparql"})  # any part of the data may bear on its answer


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bundle will hold, at every level.

    `infos` is the history, the restricted part included; `documents` are the records of those cited, each
    with the lowest level that may see it.
    """

    asked: Asked
    views: tuple[View, ...]
    infos: tuple[ChangesetInfo, ...]
    blocks: tuple[Block, ...]
    documents: tuple[tuple[Document, str], ...]
    reach: Reach

    def level(self, block: Block) -> str:
        """The lowest level that may see a block."""
        return self.levels[block.graph or block.subject]

    @property
    def levels(self) -> Mapping[str, str]:
        """The level of each changeset."""
        return {info.id: info.level for info in self.infos}

    def seen(self, level: str) -> Iterator[Block]:
        """The blocks that a level may see."""
        return _seen(self.blocks, self.levels, level)


def plan(asked: Asked, views: Sequence[View]) -> Plan:
    """The least that gives the answers of all levels to whoever asks again.

    Raises IntegrityError when even all the data do not.
    """
    infos = views[-1].data.recorded
    levels = {info.id: info.level for info in infos}
    documents = _documents(views)
    for reach in _reaches(asked.name):
        found = (*descriptions(infos), *_blocks(asked, views, reach))
        if all(_same(asked, view, [*_seen(found, levels, view.level)]) for view in views if view.told):
            return Plan(asked, tuple(views), infos, found, documents, reach)
    raise IntegrityError(
        f"The question {asked.name} has another answer when it is asked again of the same data, so a bundle "
        "could not be checked. If it is a query, have it say the order of its rows (ORDER BY)."
    )


def _reaches(question: str) -> Sequence[Reach]:
    return REACHES[-1:] if question in _ALL_DATA else REACHES


def _blocks(asked: Asked, views: Sequence[View], reach: Reach) -> tuple[Block, ...]:
    found: dict[tuple[str, str], Block] = {}
    for view in views:
        if view.told is not None:
            for block in _of_view(asked, view, reach):
                found[block.graph, block.subject] = block
    return tuple(found.values())


def _of_view(asked: Asked, view: View, reach: Reach) -> Iterator[Block]:
    if reach == "whole":
        yield from all_blocks(view.data, (info.id for info in view.data.recorded))
        return
    if asked.name == _WHOLE_CHANGESETS and view.told is not None:
        yield from all_blocks(view.data, [one["id"] for one in view.told["answer"]["changesets"]])
    yield from blocks(view.data, chosen(view.data, view.told, reach).ids)


def _seen(found: Sequence[Block], levels: Mapping[str, str], level: str) -> Iterator[Block]:
    height = v.LEVELS.index(level)
    return (b for b in found if v.LEVELS.index(levels[b.graph or b.subject]) <= height)


def _same(asked: Asked, view: View, seen: Sequence[Block]) -> bool:
    order = [info.id for info in view.data.recorded]
    with received(view.level, order, seen) as data:
        return not unlike(view.told, asked.put(data), 1)


def unlike(before: Json | None, after: Json | None, most: int | None = None) -> list[Json]:
    """Where two `answer.json` differ, but for quotes and the version of the program."""
    return list(islice(differences(_comparable(before), _comparable(after)), most))


def _comparable(told: Json | None) -> Json | None:
    if told is None:
        return None
    answer = {key: value for key, value in told["answer"].items() if key != "engine"}
    plain: Json = without_quotes({**told, "answer": answer})
    return plain


def _documents(views: Sequence[View]) -> tuple[tuple[Document, str], ...]:
    """The documents that the answers cite, each with the lowest level that has its record."""
    found: dict[str, tuple[Document, str]] = {}
    for view in views:
        cited = chosen(view.data, view.told, "cited").documents if view.told else ()
        for id in sorted(cited):
            record = view.data.records.record(id)
            if isinstance(record, Document):
                lowest = next(x.level for x in views if isinstance(x.data.records.record(id), Document))
                found.setdefault(id, (record, lowest))
    return tuple(found[id] for id in sorted(found))

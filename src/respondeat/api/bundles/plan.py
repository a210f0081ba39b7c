"""What a bundle will hold: the answers, the blocks that give them, and how far each level sees."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Final

from respondeat.api.answers.replay_differences import differences, without_quotes
from respondeat.api.proof import Json
from respondeat.errors import InputError, IntegrityError, NamingError
from respondeat.graph.evidence.verifier.blocks import Block
from respondeat.graph.statement import Document
from respondeat.graph.stores import ChangesetInfo, sees

from .asking import Asked, View
from .extent import REACHES, Reach, all_blocks, blocks, chosen, descriptions
from .received import received

_WHOLE_CHANGESETS: Final = "changesets"  # the question whose answer is changesets as they are
_ALL_DATA: Final = frozenset({"sparql"})  # any part of the data may bear on its answer


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bundle will hold, at every level.

    `infos` is the history, the restricted part included. `blocks` are all blocks, and `needed` says of each
    the lowest level whose own answer needs it; `documents` are the records of those cited, with that level.
    So a lower level's bundle is what the same question would give if there were nothing above: that a public
    record bears on a sealed answer is not to be seen from its being there. `reaches` has the most that a
    level and those below it need.
    """

    asked: Asked
    views: tuple[View, ...]
    infos: tuple[ChangesetInfo, ...]
    blocks: tuple[Block, ...]
    needed: Mapping[tuple[str, str], str]
    documents: tuple[tuple[Document, str], ...]
    reaches: Mapping[str, Reach]

    @property
    def subject(self) -> bytes:
        """What is the same in all bundles that have one root: what is asked, of which data."""
        asked = self.asked
        told = [asked.name, asked.parameters, asdict(asked.without), [info.id for info in self.infos]]
        return json.dumps(told, sort_keys=True).encode()

    def level(self, block: Block) -> str:
        """The lowest level whose bundle has a block."""
        return self.needed[_key(block)]

    @property
    def reach(self) -> Reach:
        """How much of the data the highest level needs."""
        return self.reaches[self.views[-1].level]

    def seen(self, level: str) -> Iterator[Block]:
        """The blocks that the bundle of a level has."""
        return _seen(self.blocks, self.needed, level)


def plan(asked: Asked, views: Sequence[View]) -> Plan:
    """The least that gives the answers of all levels to whoever asks again.

    Raises IntegrityError when even all the data do not.
    """
    infos = views[-1].data.recorded
    levels = {info.id: info.level for info in infos}
    found = {_key(block): block for block in descriptions(infos)}
    needed = {key: levels[key[1]] for key in found}
    reaches: dict[str, Reach] = {}
    most = REACHES[0]
    for view in views:
        reach, more = _least(asked, view, [*_seen(found.values(), needed, view.level)])
        most = reaches[view.level] = max(most, reach, key=REACHES.index)
        for block in more:
            found[_key(block)] = block
            needed.setdefault(_key(block), view.level)
    return Plan(asked, tuple(views), infos, tuple(found.values()), needed, _documents(views), reaches)


def _least(asked: Asked, view: View, known: Sequence[Block]) -> tuple[Reach, Sequence[Block]]:
    """The least reach whose blocks, beside those that are there already, give a level its answer."""
    if view.told is None:
        return REACHES[0], ()
    for reach in _reaches(asked.name):
        more = tuple(_of_view(asked, view, reach))
        if _same(asked, view, tuple({_key(block): block for block in (*known, *more)}.values())):
            return reach, more
    raise IntegrityError(
        f"The question {asked.name} has another answer when it is asked again of the same data, so a bundle "
        "could not be checked. If it is a query, have it say the order of its rows (ORDER BY)."
    )


def _key(block: Block) -> tuple[str, str]:
    return block.graph, block.subject


def _reaches(question: str) -> Sequence[Reach]:
    return REACHES[-1:] if question in _ALL_DATA else REACHES


def _of_view(asked: Asked, view: View, reach: Reach) -> Iterator[Block]:
    if reach == "whole":
        yield from all_blocks(view.data, (info.id for info in view.data.recorded))
        return
    if asked.name == _WHOLE_CHANGESETS and view.told is not None:
        yield from all_blocks(view.data, [one["id"] for one in view.told["answer"]["changesets"]])
    yield from blocks(view.data, chosen(view.data, view.told, reach).ids)


def _seen(found: Iterable[Block], needed: Mapping[tuple[str, str], str], level: str) -> Iterator[Block]:
    return (b for b in found if sees(level, needed[_key(b)]))


def _same(asked: Asked, view: View, seen: Sequence[Block]) -> bool:
    order = [info.id for info in view.data.recorded]
    with received(view.level, order, seen) as data:
        try:
            again = asked.put(data)
        except (NamingError, InputError):  # these blocks are too few even to ask, such as for an event's day
            return False
        return not unlike(view.told, again, 1)


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
    """The documents that the answers cite, each with the lowest level whose answer cites it."""
    found: dict[str, tuple[Document, str]] = {}
    for view in views:
        cited = chosen(view.data, view.told, "cited").documents if view.told else ()
        for id in sorted(cited):
            record = view.data.records.record(id)
            if isinstance(record, Document):
                found.setdefault(id, (record, view.level))
    return tuple(found[id] for id in sorted(found))

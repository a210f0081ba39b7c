"""What the engine would answer wrongly without a word: `GRAPH ?g` around a query, MINUS or VALUES.

pyoxigraph 0.5.13 hands ?g to the triples inside GRAPH instead of evaluating its pattern graph by graph
(SPARQL 1.1, section 18.6). So ?g is lost at the border of a query within the query, it counts as a variable
that the sides of MINUS share, and VALUES alone never has it. What is known to come out right goes through;
the rest is refused, with what to write instead. GRAPH with an IRI is not concerned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.errors import QueryError

from .parsing import Parsed
from .words import words

_AGAINST: Final = frozenset(
    words("DISTINCT REDUCED GROUP HAVING LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT")
)
_CUT: Final = frozenset(words("LIMIT OFFSET"))


@dataclass(frozen=True, slots=True)
class _Block:
    """`GRAPH ?name {`: the place of the word, and of the braces."""

    name: str
    at: int
    first: int
    last: int


def refuse_misread(parsed: Parsed) -> None:
    """Raises QueryError when the engine is known to answer a `GRAPH ?g` of the query wrongly."""
    if all(token.kind != "GRAPH" for token in parsed.tokens):
        return
    reader = _Reader(parsed)
    for block in reader.blocks():
        reader.check(block)


class _Reader:
    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._kinds = [token.kind for token in parsed.tokens]
        self._closing = dict(self._braces())
        self._homes = {self._group(part.first) for part in parsed.named("TriplesBlock")}

    def _braces(self) -> Iterator[tuple[int, int]]:
        waiting: list[int] = []
        for at, kind in enumerate(self._kinds):
            if kind == "{":
                waiting.append(at)
            elif kind == "}":
                yield waiting.pop(), at

    def blocks(self) -> Iterator[_Block]:
        """Every GRAPH with a variable."""
        for at, kind in enumerate(self._kinds):
            if kind == "GRAPH" and self._kinds[at + 1] == "VAR":
                yield _Block(self._name(at + 1), at, at + 2, self._closing[at + 2])

    def check(self, block: _Block) -> None:
        """Raises QueryError."""
        inside = list(self._inside(block))
        for at in inside:
            if self._kinds[at] == "SELECT" and not self._kept(block, at):
                raise self._wrong(
                    block,
                    "a query within the query loses it",
                    f"Have the inner query select ?{block.name} (and GROUP BY it), without LIMIT, or put "
                    "GRAPH inside the inner query.",
                )
            if self._kinds[at] == "MINUS" and not self._shared(block, inside, at):
                raise self._wrong(
                    block,
                    "MINUS with no other variable in common takes away everything",
                    "Such a MINUS takes away nothing: leave it out, or name a common variable.",
                )
            if self._kinds[at] == "VALUES" and not self._beside_triples(block, at):
                raise self._wrong(
                    block, "VALUES without a triple beside it never has it", "Put VALUES before GRAPH."
                )

    def _inside(self, block: _Block) -> Iterator[int]:
        """The places in a block, without those in a GRAPH within it."""
        at = block.first + 1
        while at < block.last:
            if self._kinds[at] == "GRAPH":
                at = self._closing[self._kinds.index("{", at)]
            else:
                yield at
            at += 1

    def _kept(self, block: _Block, select: int) -> bool:
        """Whether a query within the block keeps the graph, or nobody asks for it and it is all there is."""
        start = max(at for at, end in self._closing.items() if at < select < end)
        end = self._closing[start]
        body = self._kinds.index("{", select)
        mine = range(select, end)
        named = [at for at in range(select, body) if self._kinds[at] == "VAR"]
        whole = self._kinds[select + 1 : body].count("*") == 1 and not named
        if any(self._name(at) == block.name for at in (mine if whole else named) if self._kinds[at] == "VAR"):
            return not any(self._kinds[at] in _CUT for at in mine)
        if any(self._kinds[at] in _AGAINST for at in mine):
            return False
        alone = all(self._kinds[at] in "{}" for at in self._inside(block) if not start <= at <= end)
        return alone and not self._asked_for(block, mine)

    def _asked_for(self, block: _Block, mine: range) -> bool:
        """Whether the graph is used outside a query within the block."""
        for at, kind in enumerate(self._kinds):
            if at in mine or at == block.at + 1:
                continue
            if kind == "VAR" and self._name(at) == block.name:
                return True
            if kind in ("SELECT", "DESCRIBE") and "*" in self._kinds[at + 1 : at + 3]:
                return True
        return False

    def _shared(self, block: _Block, inside: list[int], minus: int) -> bool:
        """Whether the sides of MINUS have another variable in common."""
        taken = range(minus, self._closing[minus + 1] + 1)
        right = {self._name(at) for at in taken if self._kinds[at] == "VAR"}
        left = {self._name(at) for at in inside if at not in taken and self._kinds[at] == "VAR"}
        return bool(right & left - {block.name})

    def _beside_triples(self, block: _Block, values: int) -> bool:
        """Whether a triple stands in a group around VALUES, within the block: it brings the graph along."""
        return any(block.first <= at < values < self._closing[at] for at in self._homes if at >= 0)

    def _group(self, place: int) -> int:
        """The brace of the group that a place is directly in."""
        return max((at for at, end in self._closing.items() if at < place < end), default=-1)

    def _name(self, at: int) -> str:
        token = self._parsed.tokens[at]
        return self._parsed.text[token.start + 1 : token.end]

    def _wrong(self, block: _Block, what: str, instead: str) -> QueryError:
        place = self._parsed.source.place(self._parsed.tokens[block.at].start)
        return QueryError(
            f"GRAPH ?{block.name} ({place}) would be answered wrongly, so it is not answered: {what}. "
            f"{instead}"
        )

"""The EU's lists as loaded, for the tests beside this file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from respondeat.graph.command import CommandGraph, graph_of
from respondeat.graph.dates import Bounds, day
from respondeat.graph.importers.curated import load_all
from respondeat.graph.importers.curated_scope import entity_id
from respondeat.graph.statement import Attestation, Passage, Record, Statement
from respondeat.ontology import vocabulary as v

ELECTION, CONSOLIDATED = day("2020-08-09"), day("2026-08-22")
FORMER = Bounds(None, CONSOLIDATED, None, CONSOLIDATED)
IN_OFFICE = Bounds(None, CONSOLIDATED, CONSOLIDATED, None)
AT_SOME_TIME = Bounds(None, CONSOLIDATED, None, None)


def body(key: str) -> str:
    """The id of a body."""
    return entity_id("Body", key)


def person(key: str) -> str:
    """The id of a person."""
    return entity_id("Person", key)


@dataclass(frozen=True, slots=True)
class Lists:
    """Records of the seed data, and what this data set says with the places where it says it."""

    records: tuple[Record, ...]
    own: tuple[Record, ...]
    graph: CommandGraph

    def statements(self, relation: str) -> Iterator[Statement]:
        """Statements of this data set of one relation, by its local name."""
        for record in self.own:
            if isinstance(record, Statement) and record.relation == v.R + relation:
                yield record

    def locators(self, statement: str) -> set[str]:
        """Where the entries say it."""
        passages = {r.id: r.locator for r in self.own if isinstance(r, Passage)}
        return {
            passages[p]
            for r in self.own
            if isinstance(r, Attestation) and statement in r.supports
            for p in r.passages
        }

    def postings(self, holder: str, where: str) -> list[Statement]:
        """Postings of a person in a body, by their keys."""
        return [
            s
            for s in self.statements("Posting")
            if s.iri("holder") == person(holder) and body(where) == s.iri("body")
        ]


@cache
def lists() -> Lists:
    """All seed data of Belarus, read once."""
    sets = [[r for c in load_all(names=names) for r in c.records] for names in (_BEFORE, (*_BEFORE, _NAME))]
    known = {r.id for r in sets[0]}
    own = tuple(r for r in sets[1] if r.id not in known)
    return Lists(tuple(sets[1]), own, graph_of(sets[1]))


_BEFORE = ("common", "reports")
_NAME = "eu-765-2006"

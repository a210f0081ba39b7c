"""Claims of single rows, gathered into statements with their attestations and the monitor's assessment.

A statement has one attestation for each source document. Its passages say which row and columns of the sheet
cite the document, so that who says that somebody held the post stays apart from who gives a date.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    content_id,
)
from respondeat.ontology import vocabulary as v

from .references import MONITOR, References, Source

Place = tuple[str, str]  # file, locator of the row in it


@dataclass(frozen=True, slots=True)
class Claim:
    """What one row says: a statement, the sources that it cites by column, and the confidences by column.

    A claim without any source rests on the sheet alone.
    """

    statement: Statement
    place: Place
    sources: tuple[tuple[str, str], ...] = ()  # (source id, column)
    confidences: tuple[tuple[str, str], ...] = ()  # (column, concept)
    clean: bool = True


@dataclass(slots=True)
class _Gathered:
    statement: Statement
    notes: dict[str, None] = field(default_factory=dict)
    citations: dict[str, dict[Place, dict[str, None]]] = field(default_factory=dict)
    confidences: set[tuple[str, str]] = field(default_factory=set)
    clean: bool = True


@dataclass(slots=True)
class Ledger:
    """All that the imported rows say; what several rows say alike is kept once."""

    references: References
    sheets: dict[str, Document]  # by file
    _statements: dict[str, _Gathered] = field(default_factory=dict)
    _entities: dict[str, Entity] = field(default_factory=dict)
    _names: dict[tuple[str, str], tuple[bool, set[str]]] = field(default_factory=dict)

    def claim(self, claim: Claim) -> None:
        """Take up what a row says."""
        found = self._statements.setdefault(claim.statement.id, _Gathered(claim.statement))
        if claim.statement.note:
            found.notes[claim.statement.note] = None
        for key, column in claim.sources or (("", ""),):
            found.citations.setdefault(key, {}).setdefault(claim.place, {})[column] = None
        found.confidences.update(claim.confidences)
        found.clean &= claim.clean

    def entity(self, entity: Entity) -> None:
        """Take up an entity; a later one with the same id replaces it."""
        self._entities[entity.id] = entity

    def name(self, entity: str, form: str, sources: Iterable[str] = (), *, preferred: bool = False) -> None:
        """Take up a form of a name and the sources that the sheet gives for it."""
        before, documents = self._names.get((entity, form), (False, set()))
        documents.update(self.references.cited(key).document for key in sources)
        self._names[entity, form] = (before or preferred, documents)

    def records(self) -> Iterator[Record]:
        """Entities, names, statements, attestations with passages, assessments, the sheets themselves."""
        yield from self._entities.values()
        for (entity, form), (preferred, documents) in self._names.items():
            yield Name.of(entity, form, preferred=preferred, documents=documents)
        cited: set[str] = set()
        for gathered in self._statements.values():
            statement = replace(gathered.statement, note="; ".join(gathered.notes))
            yield statement
            for key, places in gathered.citations.items():
                if key:
                    yield from _attested(statement.id, self.references.cited(key), places)
                else:
                    yield from self._by_sheet(statement.id, places)
                    cited.update(file for file, _ in places)
            yield _assessment(gathered)
        yield from (document for file, document in self.sheets.items() if file in cited)

    def _by_sheet(self, statement: str, places: dict[Place, dict[str, None]]) -> Iterator[Record]:
        """What only the sheet says, without a source: its origin is the monitor itself."""
        for place in places:
            source = Source(self.sheets[place[0]].id, publication=MONITOR)
            yield from _attested(statement, source, {place: {}})


def _attested(statement: str, source: Source, places: dict[Place, dict[str, None]]) -> Iterator[Record]:
    passages = [Passage.of(source.document, locator=_locator(source, *item)) for item in places.items()]
    yield from passages
    # the id leaves the passages out: rows that move in a later edition make no second attestation
    yield Attestation.of(
        id=content_id("a", statement, source.document, source.publication, MONITOR),
        supports=[statement],
        passages=[passage.id for passage in passages],
        origin=source.publication,
        reported_by=MONITOR,
    )


def _locator(source: Source, place: Place, columns: Iterable[str]) -> str:
    named = ", ".join(filter(None, columns))
    cited = f"{place[0]}, {place[1]}" + (f" ({named})" if named else "")
    return f"page {source.page}; cited in {cited}" if source.page else f"cited in {cited}"


def _assessment(gathered: _Gathered) -> Assessment:
    """The monitor's own: as sure as of the part it is least sure of; open while the row is unfinished."""
    told = sorted(gathered.confidences)
    weakest = min((concept for _, concept in told), key=v.CONFIDENCES.index, default="")
    words = ", ".join(f"{column}: {concept.removeprefix(v.R)}" for column, concept in told)
    return Assessment.of(
        gathered.statement.id,
        v.ACCEPTED if gathered.clean else v.WORK_NEEDED,
        weakest,
        words and f"confidence by column of the sheet: {words}",
        MONITOR,
    )

"""What an answer rests on: entities, times, statements, attestations, documents, passages, as data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from respondeat.graph.command import EARLY, LATE, Days, State, evidence
from respondeat.graph.command.basis import Basis, basis
from respondeat.graph.dates import Bounds, ValidTime, iso
from respondeat.graph.statement import Attestation, Derivation, Document, Entity, Passage, Statement, Text
from respondeat.ontology import vocabulary as v

from .dataset import Dataset

Json = dict[str, Any]
BASES = tuple(Basis)  # best first


class Quotes(Protocol):
    """Cuts a passage out of its document, when the document is at hand."""

    def quote(self, passage: Passage, document: Document | None) -> tuple[str | None, str]:
        """The text, or None, and the verdict."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Turns ids into data that another program can check. `quotes` None leaves quotes out.

    Entities and documents stand in an answer many times: each is looked up once.
    """

    data: Dataset
    quotes: Quotes | None = None
    _nodes: dict[str, Json] = field(default_factory=dict, init=False, repr=False, compare=False)
    _documents: dict[str, Json] = field(default_factory=dict, init=False, repr=False, compare=False)

    def node(self, id: str) -> Json:
        """An entity: id, name, type, and what must be shown with it wherever it stands."""
        known = self._nodes.get(id)
        if known is None:
            known = self._nodes[id] = self._node(id)
        return dict(known)

    def _node(self, id: str) -> Json:
        found = self.data.records.record(id)
        node: Json = {"id": id, "name": self.data.name(id)}
        if isinstance(found, Entity):
            node["type"] = short(found.cls)
            for prop, key in (
                (v.PLACEHOLDER, "placeholder"),
                (v.INVENTED, "invented"),
                (v.PROTECTED, "protected"),
            ):
                if found.get(prop) is True:
                    node[key] = True
        return node

    def valid(self, statements: Iterable[str], days: Days = ()) -> Json:
        """The time of the one of these statements that says most of `days`, or else most at all."""
        return time(next((s.time for s in self.telling(statements, days)), None))

    def telling(self, statements: Iterable[str], days: Days = ()) -> list[Statement]:
        """Those of the statements that have the time of `valid`: what else a row says comes from these.

        A row joins all that somebody held in a body; the title of one office must not stand beside the
        time of another.
        """
        found = (self.data.records.record(id) for id in statements)
        said = [s for s in found if isinstance(s, Statement)]
        times = {s.time for s in said if s.time is not None}
        best = max(times, key=lambda t: (-BASES.index(basis([t.bounds], days)), _said(t)), default=None)
        return [s for s in said if s.time == best]

    def basis(self, statements: Iterable[str], days: Days) -> str:
        """What the grade on `days` rests on: certain, bounded, or open (no source says when)."""
        found = (self.data.records.record(id) for id in statements)
        said = [s for s in found if isinstance(s, Statement)]
        if any(s.derived for s in said):
            return str(Basis.OPEN)
        return str(basis((s.time.bounds if s.time else Bounds() for s in said), days))

    def title(self, statements: Iterable[str], days: Days = ()) -> str | None:
        """The title that goes with the time of `valid`, or any where that has none (a derived time).

        The first in the alphabet where sources differ.
        """
        ids = tuple(statements)
        return min(_titles(self.telling(ids, days)), default=None) or min(
            _titles(map(self.data.records.record, ids)), default=None
        )

    def sources(self, statements: Iterable[str], above: frozenset[str] = frozenset()) -> list[Json]:
        """Every attestation and derivation of these statements, for and against, in a fixed order.

        `above` are statements that are being told as derived from these: no circle is gone round twice.
        """
        return [entry for id in sorted(set(statements)) for entry in self._of(id, above | {id})]

    def _of(self, statement: str, above: frozenset[str]) -> list[Json]:
        known = evidence(self.data.records, statement)
        found = [self.attestation(statement, a, "supports") for a in known.supporting]
        found += [self.attestation(statement, a, "denies") for a in known.denying]
        for id in self.data.records.pointing(v.DERIVES, statement):
            record = self.data.records.record(id)
            if isinstance(record, Derivation):
                found.append(self.derivation(record, above))
        return found

    def derivation(self, d: Derivation, above: frozenset[str] = frozenset()) -> Json:
        """A derivation with its premises, how they stand and what they rest on."""
        return {
            "statement": d.derives,
            "verdict": "derived",
            "derivation": d.id,
            "rule": short(d.rule),
            "rule_version": d.rule_version,
            "premises": [
                {
                    "statement": p,
                    "state": state_name(evidence(self.data.records, p).state),
                    "sources": [] if p in above else self.sources([p], above),
                }
                for p in d.premises
            ],
        }

    def attestation(self, statement: str, a: Attestation, verdict: str) -> Json:
        """An attestation with its document, passages, origin and reporter."""
        passages = [p for id in a.passages if isinstance(p := self.data.records.record(id), Passage)]
        document = self._document(passages[0].document) if passages else None
        return {
            "statement": statement,
            "verdict": verdict,
            "attestation": a.id,
            "origin": self.node(a.origin) if a.origin else None,
            "reported_by": self.node(a.reported_by) if a.reported_by else None,
            "modality": short(a.modality),
            "standard": short(a.standard) if a.standard else None,
            "document": document,
            "passages": [self.passage(p) for p in passages],
            "withheld": a.withheld,
            "note": a.note or None,
        }

    def passage(self, p: Passage) -> Json:
        """A passage: its place, its hash, and the quote when the document is at hand and the hash agrees."""
        made: Json = {
            "passage": p.id,
            "document": p.document,
            "start": p.start,
            "end": p.end,
            "sha256": p.sha256 or None,
            "locator": p.locator or None,
        }
        if self.quotes is not None:
            record = self.data.records.record(p.document)
            text, verdict = self.quotes.quote(p, record if isinstance(record, Document) else None)
            made["quote"], made["quote_verdict"] = text, verdict
        return made

    def _document(self, id: str) -> Json:
        known = self._documents.get(id)
        if known is None:
            known = self._documents[id] = self._described(id)
        return dict(known)

    def _described(self, id: str) -> Json:
        found = self.data.records.record(id)
        d = found if isinstance(found, Document) else Document(id)
        return {
            "id": d.id,
            "title": d.title or None,
            "publisher": d.publisher or None,
            "sha256": d.sha256 or None,
            "url": d.url or None,
            "file_name": d.file_name or None,
            "written": time(d.written) if d.written else None,
        }


def short(iri: str) -> str:
    """The local name of a term or id of ours; another IRI as it is."""
    return iri.removeprefix(v.R).removeprefix(v.ID)


def state_name(state: State) -> str:
    """The state as answers write it."""
    return state.name.lower().replace("_", "-")


def state_of(name: str) -> State:
    """The state that answers write so.

    >>> state_of(state_name(State.SET_ASIDE)).name
    'SET_ASIDE'
    """
    return State[name.replace("-", "_").upper()]


def day_text(day: int) -> str | None:
    """A day as ISO 8601, None for the ends of time."""
    return None if day <= EARLY + 1 or day >= LATE - 1 else iso(day)


def time(t: ValidTime | None) -> Json:
    """A time: the source's EDTF text and the four bounds as ISO days, None for unbounded."""
    if t is None:
        return {"edtf": "", "es": None, "ls": None, "ee": None, "le": None}
    b = t.bounds
    bounds = {"es": b.es, "ls": b.ls, "ee": b.ee, "le": b.le}
    return {"edtf": t.edtf, **{name: None if day is None else iso(day) for name, day in bounds.items()}}


def _titles(said: Iterable[object]) -> list[str]:
    return [t.text for s in said if isinstance(s, Statement) and isinstance(t := s.get("title"), Text)]


def _said(t: ValidTime) -> tuple[int, int, str]:
    b = t.bounds
    known = sum(day is not None for day in (b.es, b.ls, b.ee, b.le))
    return known, b.ee - b.ls if b.ls is not None and b.ee is not None else -LATE, t.edtf


def spans(days: Iterable[tuple[int, int]]) -> list[list[str | None]]:
    """Intervals of days as pairs of ISO days."""
    return [[day_text(lo), day_text(hi)] for lo, hi in days]

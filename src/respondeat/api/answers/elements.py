"""Which statements are present for what the Rome Statute asks for, of a person and an event, as data."""

from respondeat.api.dataset import PERSONS, Dataset
from respondeat.api.language import phrase
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, spans, state_name
from respondeat.graph.analyses import chains as chain_analysis
from respondeat.graph.analyses import elements as analysis
from respondeat.graph.analyses.strength import strength
from respondeat.graph.command import MAX_HOPS
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import definition, label, notation

from .asked import question
from .chain_hops import Evident, Hops, strength_data
from .rows import Rows, frame
from .said import against

EVENTS = frozenset({"Event", "Pattern"})
CHAINS = 100


@question("elements")
def elements(
    data: Dataset,
    person: str,
    event: str,
    *,
    language: str = "en",
    limit: int = CHAINS,
    max_hops: int = MAX_HOPS,
    quotes: Quotes | None = None,
) -> Json:
    """Statements for what Articles 28(a), 28(b), 25(3) and 7 ask for, of a person and an event.

    Schema `elements.json`. At most `limit` chains are looked at. Raises UnknownName, AmbiguousName,
    InputError.
    """
    data = data.speaking(language)
    who, what = data.find(person, PERSONS), data.find(event, EVENTS)
    found = analysis.elements(data.graph, data.records, who, what, limit=limit, max_hops=max_hops)
    told = _Told(data, Proof(data, quotes), found, limit, max_hops)
    record = data.records.record(what)
    return {
        "person": told.proof.node(who),
        "event": told.proof.node(what),
        "pattern": isinstance(record, Entity) and record.cls == v.PATTERN,
        "dated": found.dated,
        "on": [day_text(found.when.window[0]), day_text(found.when.window[1])] if found.dated else None,
        "language": language,
        "which": phrase("elements.which", language),
        "silence": phrase("elements.silence", language),
        "modes": [told.mode(name, keys) for name, keys in analysis.MODES.items()],
        "context": [told.element(key) for key in analysis.CONTEXT],
        "other": [told.row(row) for row in (*found.other.present, *found.other.apart)],
        "patterns": [told.proof.node(id) for id in found.patterns],
        "chains": told.chains(),
        "truncated": found.truncated,
        "statements": list(found.statements),
        **frame(data),
    }


class _Told:
    """Writes elements as data."""

    def __init__(
        self, data: Dataset, proof: Proof, found: analysis.Elements, limit: int, max_hops: int
    ) -> None:
        self.proof = proof
        self._data, self._found = data, found
        self._limits = limit, max_hops

    def mode(self, name: str, keys: tuple[str, ...]) -> Json:
        """A mode of liability with its elements."""
        language = self._data.language
        return {
            "mode": name,
            "article": notation(v.R + name),
            "label": label(v.R + name, language),
            "definition": definition(v.R + name, language),
            "elements": [self.element(key, name) for key in keys],
        }

    def element(self, key: str, mode: str = "") -> Json:
        """An element: what it asks for, and the statements present, those apart, or that there is none."""
        found, language = self._found[key], self._data.language
        return {
            "element": key,
            "asks": self._asks(key, mode),
            "present": [self.row(row) for row in found.present],
            "apart": [self.row(row) for row in found.apart],
            "absent": None if found.present else phrase("elements.absent", language),
            "no_kind": key in analysis.WITHOUT_STATEMENTS,
        }

    def _asks(self, key: str, mode: str) -> str:
        language = self._data.language
        if key in analysis.CONTEXT[1:]:
            return f"{label(v.R + key, language)} ({notation(v.R + key)})"
        values = {"standard": phrase(f"element.knowledge.{mode}", language)} if key == "knowledge" else {}
        return phrase(f"element.{key}", language, **values)

    def row(self, row: analysis.Row) -> Json:
        """Statements of one kind, for and against."""
        grade = {True: "certain", False: "possible", None: None}[row.certain]
        return {
            "what": self._what(row),
            "level": row.level,
            "about": self.proof.node(row.about),
            "grade": grade,
            "days": spans(row.days),
            "state": state_name(row.state),
            "valid": self.proof.valid(row.statements, row.days),
            "against": against(self._data, row.statements),
            "statements": list(row.statements),
            "sources": self.proof.sources(row.statements),
        }

    def _what(self, row: analysis.Row) -> str:
        """What is said; of another post than a head's the capacity in which it is held."""
        if row.what != "posting":
            return row.what
        posts = self.proof.telling(row.statements, row.days)
        return next((short(s.iri("capacity")) for s in posts), "otherCapacity")

    def chains(self) -> list[Json]:
        """The chains from the event to the person, each with its strength and its links."""
        found, (limit, max_hops) = self._found, self._limits
        led = chain_analysis.between(
            self._data.graph, found.event, found.person, found.when, limit=limit, max_hops=max_hops
        )
        evident, hops = Evident(self._data), Hops(Rows(self._data, self.proof), (found.when.window,))
        return [
            {
                "grade": "certain" if c.certain else "possible",
                "feasible": spans(c.feasible),
                "strength": strength_data(strength(c.certain, [evident.hop(h) for h in c.hops])),
                "hops": [hops.of(h) for h in c.hops],
            }
            for c in led.chains
        ]

"""A SPARQL text that may run: read whole, by the grammar and within bounds, before anything runs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from respondeat.errors import ForbiddenQuery, InputError
from respondeat.graph.stores.sparql_text import refuse_service

from .bounds import ALLOWED, Bounds, Gauge, check_size
from .names import resolved
from .parsing import Parsed, Part, parse
from .tokens import Source

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
Edit = tuple[int, int, str]  # from, up to before, what stands there instead

_FORMS: Final[dict[str, Form]] = {
    "SelectQuery": "SELECT",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that was checked.

    `text` has no code point escapes (SPARQL 1.1, section 19.2) and means what was given. `from_graphs` and
    `from_named` are the IRIs after FROM and FROM NAMED, resolved: who executes the query refuses
    (`refuse_graphs`) those that the reader's store has not.
    """

    text: str
    form: Form
    from_graphs: tuple[str, ...]
    from_named: tuple[str, ...]
    base: str
    parsed: Parsed = field(repr=False, compare=False)

    def limited(self, rows: int) -> str:
        """The text with at most `rows` solutions at the top: its own LIMIT, or this one where it is less.

        ASK is left as it is. CONSTRUCT and DESCRIBE are limited in solutions, of which each can give several
        triples.
        """
        return self.edited(self.limit_edits(rows))

    def limit_edits(self, rows: int) -> tuple[Edit, ...]:
        """What `limited` changes, for `edited`."""
        if self.form == "ASK":
            return ()
        parts, tokens = self.parsed.parts, self.parsed.tokens
        for part in parts:
            if part.name == "LimitClause" and not self._inner(part):
                number = tokens[part.first + 1]
                own = self.text[number.start : number.end].lstrip("0") or "0"
                few = len(own) < len(str(rows)) or (len(own) == len(str(rows)) and int(own) <= rows)
                return () if few else ((number.start, number.end, str(rows)),)
        modifier = next(p for p in parts if p.name == "SolutionModifier" and not self._inner(p))
        after = tokens[modifier.last - 1].end
        return ((after, after, f" LIMIT {rows} "),)

    @property
    def ordered(self) -> bool:
        """Whether the query says in which order its solutions stand."""
        parts, tokens = self.parsed.parts, self.parsed.tokens
        modifier = next(p for p in parts if p.name == "SolutionModifier" and not self._inner(p))
        return any(token.kind == "ORDER" for token in tokens[modifier.first : modifier.last])

    def _inner(self, part: Part) -> bool:
        """Whether a part belongs to a query within the query."""
        while part.within >= 0:
            part = self.parsed.parts[part.within]
            if part.name == "SubSelect":
                return True
        return False

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with places of it replaced; the places may not overlap."""
        parts, done = [], 0
        for start, end, new in sorted(edits):
            parts += [self.text[done:start], new]
            done = end
        return "".join([*parts, self.text[done:]])

    def refuse_graphs(self, known: Iterable[str]) -> None:
        """Raises ForbiddenQuery when FROM or FROM NAMED names a graph that is not among the known ones."""
        missing = sorted({*self.from_graphs, *self.from_named}.difference(known))
        if missing:
            raise ForbiddenQuery(
                f"There is no graph {missing[0]} to read from. FROM and FROM NAMED take the changesets of "
                "this data set; nothing is fetched. Leave FROM out to ask all of it."
            )


def check(text: str, bounds: Bounds = ALLOWED, base: str = "") -> Checked:
    """The query, read and found to be within bounds; nothing has run.

    `base` is the IRI against which relative ones are resolved where the text has no BASE; hand the same one
    to the engine. What the grammar cannot say (the scope of variables, the number of values in a row, an
    undeclared prefix) is left to the engine, which says it before it begins.

    Raises TooLarge (`query_bytes`, `query_nesting`, `query_patterns`, `query_parts`), QueryError for what is
    no SPARQL 1.1 query, with line and column, and ForbiddenQuery for updates and SERVICE.
    """
    check_size(text, bounds)
    source = Source(text)
    _refuse_service(source.text)
    parsed = parse(source, Gauge(source, bounds))
    form = next(_FORMS[p.name] for p in parsed.parts if p.name in _FORMS)
    graphs: dict[str, list[str]] = {"": [], "NAMED": []}
    for part in parsed.named("DatasetClause"):
        named = "NAMED" if parsed.tokens[part.first + 1].kind == "NAMED" else ""
        graphs[named].append(resolved(parsed, part.last - 1, base))
    return Checked(source.text, form, tuple(graphs[""]), tuple(graphs["NAMED"]), base, parsed)


def _refuse_service(text: str) -> None:
    """The guard of the stores, which takes every reading of a text into account."""
    try:
        refuse_service(text)
    except InputError as error:
        raise ForbiddenQuery(error.detail) from None

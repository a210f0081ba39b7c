"""The reports of a search, a query and a range of changesets: tables."""

from collections.abc import Iterator

from .blocks import Block, Bullets, Group, Line, Paragraph, Span, Table, joined, plain, theirs
from .words import Json, Words, short

_COLUMNS = 8


class _Tables:
    """What these reports have in common: no statement is told by itself."""

    def __init__(self, answer: Json, words: Words) -> None:
        self._answer, self._words = answer, words

    def after(self) -> Iterator[Group]:
        """Nothing more."""
        yield from ()

    def label(self, statement: str) -> Line:
        """Nothing to lead to."""
        return ()


class SearchReport(_Tables):
    """What a name was found in."""

    def brief(self) -> tuple[Block, ...]:
        """How many were found, and what that does not say."""
        say = self._words.say
        hits = self._answer["hits"]
        exact = sum(hit["exact"] for hit in hits)
        text = (Span(say("report.search.text")), *theirs(self._answer["query"], "strong"))
        told = (text, plain(say("report.search.count", all=len(hits), exact=exact)))
        return (Bullets(told), Paragraph(plain(say("report.limits.names"))))

    def sections(self) -> Iterator[Group]:
        """The hits, the best first."""
        say = self._words.say
        titles = tuple(say(f"report.search.{key}") for key in ("name", "kind", "form", "score", "id"))
        rows = tuple(self._hit(hit) for hit in self._answer["hits"])
        body: Block = Paragraph(plain(say("report.search.none")))
        if rows:
            body = Table(say("report.search.caption"), titles, rows, (25, 13, 23, 17, 22))
        yield Group(say("report.search.title"), (body,), "hits")

    def _hit(self, hit: Json) -> tuple[Line, ...]:
        words = self._words
        kind = words.term(hit["type"]) if "type" in hit else words.say("entity.unknown_kind")
        score = words.say("report.search.exact") if hit["exact"] else f"{hit['score']:.2f}"
        id = (Span(short(hit["id"]), "code"),)
        return (words.name(hit), plain(kind), theirs(hit["form"]), plain(score), id)


class SparqlReport(_Tables):
    """A query with its solutions, its yes or no, or its triples."""

    def brief(self) -> tuple[Block, ...]:
        """The query, and how much it gave."""
        say, results = self._words.say, self._answer["results"]
        query = Paragraph((Span(self._answer["query"]),), "code")
        if isinstance(results, list):
            told = say("report.sparql.nodes", count=len(results))
        elif "boolean" in results:
            told = say("report.sparql.yes" if results["boolean"] else "report.sparql.no")
        else:
            told = say("report.sparql.count", count=len(results["results"]["bindings"]))
        return (query, Paragraph(plain(told, "strong")), Paragraph(plain(say("report.sparql.silence"))))

    def sections(self) -> Iterator[Group]:
        """The solutions as a table, or the triples by what they are said of."""
        say, results = self._words.say, self._answer["results"]
        if isinstance(results, list):
            yield Group(say("report.sparql.title"), tuple(self._node(node) for node in results), "solutions")
        elif "boolean" not in results:
            names, rows = results["head"].get("vars", []), results["results"]["bindings"]
            yield Group(say("report.sparql.title"), tuple(self._solutions(names, rows)), "solutions")

    def _solutions(self, names: list[str], rows: list[Json]) -> Iterator[Block]:
        if not rows or not names:
            yield Paragraph(plain(self._words.say("report.sparql.none")))
            return
        for start in range(0, len(names), _COLUMNS):  # wide answers in parts: each row keeps its number
            part = names[start : start + _COLUMNS]
            cells = tuple(
                (plain(str(n)), *(self._term(row.get(name)) for name in part))
                for n, row in enumerate(rows, 1)
            )
            widths = (1, *(8 // len(part) + 1 for _ in part))
            yield Table(self._words.say("report.sparql.caption"), ("№", *part), cells, widths)

    def _term(self, term: Json | None) -> Line:
        if term is None:
            return plain("—")
        if term["type"] == "uri":
            return (Span(term["value"], "code", foreign=True),)
        if term["type"] == "bnode":
            return (Span(f"_:{term['value']}", "code"),)
        if isinstance(term["value"], dict):
            return joined([self._term(one) for one in term["value"].values()], " ")
        said = theirs(term["value"], lang=term.get("xml:lang", ""))
        kind = term.get("datatype", "").rpartition("#")[2]
        return (*said, Span(f" ({kind})", "soft")) if kind else said

    def _node(self, node: Json) -> Group:
        items = []
        for key, values in node.items():
            if key == "@id":
                continue
            told = [self._value(value) for value in (values if isinstance(values, list) else [values])]
            items.append((Span(f"{short(key)}: ", "code"), *joined(told, "; ")))
        return Group(short(str(node.get("@id", "—"))), (Bullets(tuple(items)),))

    def _value(self, value: object) -> Line:
        if isinstance(value, dict):
            if "@id" in value:
                return (Span(short(value["@id"]), "code", foreign=True),)
            told = theirs(value.get("@value", ""), lang=value.get("@language", ""))
            kind = str(value.get("@type", "")).rpartition("#")[2]
            return (*told, Span(f" ({kind})", "soft")) if kind else told
        return (Span(str(value), "code", foreign=True),)


class ChangesetsReport(_Tables):
    """A range of the history."""

    def brief(self) -> tuple[Block, ...]:
        """How many changesets, from when to when."""
        found = self._answer["changesets"]
        if not found:
            return (Paragraph(plain(self._words.say("report.changesets.none"))),)
        first, last = found[0]["recorded_at"], found[-1]["recorded_at"]
        told = self._words.say("report.changesets.count", count=len(found), first=first, last=last)
        return (Paragraph(plain(told)),)

    def sections(self) -> Iterator[Group]:
        """The changesets in the order of the history."""
        say = self._words.say
        titles = tuple(
            say(f"report.changesets.{key}") for key in ("moment", "level", "author", "records", "note")
        )
        rows = tuple(self._row(one) for one in self._answer["changesets"])
        if rows:
            table = Table(say("report.changesets.caption"), titles, rows, (28, 12, 20, 22, 18))
            yield Group(say("report.changesets.title"), (table,), "changesets")

    def _row(self, one: Json) -> tuple[Line, ...]:
        words = self._words
        moment = (Span(one["recorded_at"]), Span(f"\n{short(one['id'])}", "code"))
        records = "\n".join(f"{words.term(kind)}: {count}" for kind, count in one["records"].items())
        author = (Span(short(one["author"] or "—"), "code", foreign=True),)
        return (
            moment,
            plain(words.concept(one["level"])),
            author,
            plain(records),
            theirs(one["note"] or "—"),
        )

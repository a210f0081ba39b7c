"""The identifiers of a report: who and what is named in it, and the statements it rests on."""

from collections.abc import Iterable, Iterator

from respondeat.api.phrases import named
from respondeat.graph.evidence.verifier.layout import GRAPH

from .blocks import Group, Line, Paragraph, Span, Table, plain
from .words import Json, Words, short


def appendix(told: Json | None, words: Words) -> Iterator[Group]:
    """Who is named, by identifier; then the statements."""
    yield from _entities(told, words)
    yield from _statements(told, words)


def _entities(told: Json | None, words: Words) -> Iterator[Group]:
    found: dict[str, Json] = {}
    for node in nodes(told):
        found.setdefault(node["id"], node)
    rows = sorted(
        (_row(node, words) for node in found.values()), key=lambda row: (_text(row[1]), _text(row[0]))
    )
    if rows:
        say = words.say
        titles = tuple(say(f"report.entities.{key}") for key in ("name", "kind", "id"))
        table = Table(say("report.entities.caption"), titles, tuple(rows), (44, 20, 36))
        intro = Paragraph(plain(say("report.entities.intro")), "soft")
        yield Group(say("report.entities.title"), (intro, table), "entities")


def nodes(value: object) -> Iterator[Json]:
    """Every entity in an answer, as often as it stands there."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and isinstance(value.get("name"), str):
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def _row(node: Json, words: Words) -> tuple[Line, ...]:
    kind = words.term(node["type"]) if "type" in node else words.say("entity.unknown_kind")
    name = (Span(named(node, words.language), foreign=True),)
    return (name, plain(kind), (Span(short(node["id"]), "code"),))


def _text(line: Line) -> str:
    return "".join(span.text for span in line)


def _statements(told: Json | None, words: Words) -> Iterator[Group]:
    found: Iterable[object] = ((told or {}).get("answer") or {}).get("statements") or ()
    ids = [short(id) for id in found if isinstance(id, str)]
    if ids:
        intro = Paragraph(plain(words.say("report.statements.intro", count=len(ids), graph=GRAPH)), "soft")
        listed = Paragraph((Span(", ".join(ids), "code"),))
        yield Group(words.say("report.statements.title"), (intro, listed), "statements")

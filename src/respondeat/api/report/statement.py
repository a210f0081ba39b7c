"""One statement as a reader meets it: its roles, its time, what it rests on, what speaks against it."""

from collections.abc import Iterator

from respondeat.api.phrases import named, reserve
from respondeat.api.phrases_time import span

from .blocks import Facts, Group, Line, Paragraph, Quote, Span, joined, plain, theirs
from .origins import given_by, origins
from .sources import Sources
from .words import Json, Words, short


def anchor(id: str) -> str:
    """Where a statement stands in the report."""
    return short(id)


def statement(row: Json, number: str, sources: Sources, words: Words) -> Group:
    """A statement with its sources for and against, as a group of its own."""
    entries = [*row.get("sources", ()), *row.get("for", ())]
    against = row.get("against") or {}
    retracted = [one["said"] for one in against.get("retractions", ()) if one["said"]]
    quotes: tuple[Quote, ...] = sources.quotes([*entries, *against.get("denials", ()), *retracted])
    told = Facts(tuple(_facts(row, entries, sources, words)))
    none = () if quotes else (Paragraph(plain(words.say("report.links.no_source")), "loud"),)
    return Group(f"{number}{heading(row, words)}", (told, *quotes, *none), anchor(row["id"]))


def heading(row: Json, words: Words) -> str:
    """What kind of statement it is, in which role the entity of a dossier stands in it, and with whom."""
    said = words.term(row["relation"])
    if row.get("own"):
        roles = f" {words.say('statement.and')} ".join(map(words.term, row["own"]))
        said += f" ({words.say('dossier.as', roles=roles)})"
    others = [
        named(value, words.language)
        for role, value in row["roles"].items()
        if isinstance(value, dict) and role not in row.get("own", ())
    ]
    return f"{said}: {' – '.join(others)}" if others else said


def _facts(
    row: Json, entries: list[Json], sources: Sources, words: Words
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    say = words.say
    for role, value in row["roles"].items():
        if role not in row.get("own", ()):
            yield words.term(role), (words.value(value),)
    told = [plain(words.time(row["valid"], given_by((row["id"],), entries)))]
    if row.get("event_on"):
        told.append(plain(say("time.event", days=span([row["event_on"]], words.language))))
    yield say("report.links.time"), tuple(told)
    if row.get("derived"):
        yield say("report.links.marks"), (plain(say("report.links.derived")),)
    if row.get("note"):
        yield say("report.statement.note"), (theirs(row["note"]),)
    yield say("report.links.state"), (_state(row, words),)
    yield say("report.links.origins"), (plain(origins(entries, words)),)
    if row.get("one_origin") and row.get("documents", 0) > 1:
        yield say("report.statement.note"), (plain(say("report.statement.repeated", count=row["documents"])),)
    yield from _decided(row, words)
    yield from _around(row.get("around"), sources, words)
    yield say("report.links.statements"), ((Span(short(row["id"]), "code", statement=row["id"]),),)


def _state(row: Json, words: Words) -> Line:
    return plain(words.state(row["state"]), "" if row["state"] == "supported" else "loud")


def _decided(row: Json, words: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    say = words.say
    for one in row.get("assessments", ()):
        told = words.concept(one["status"])
        if one["confidence"]:
            told += f", {say('analyst.confidence', confidence=words.concept(one['confidence']))}"
        reason = theirs(one["reason"]) if one["reason"] else ()
        yield say("report.statement.analyst"), (joined((plain(told), reason), " · "),)
    against = row.get("against") or {}
    for key in ("contradictions", "only_seeming"):
        for one in against.get(key, ()):
            reason = theirs(one["reason"]) if one["reason"] else ()
            ids = (Span(f"{short(one['with'])}, {short(one['id'])}", "code"),)
            kind = plain(words.concept(one["kind"]), "loud" if key == "contradictions" else "")
            yield say(f"report.statement.{key}"), (joined((kind, reason, ids), " · "),)
    for one in against.get("retractions", ()):
        reason = theirs(one["reason"] or "—")
        yield say("report.statement.retracted"), (joined((reason, (Span(short(one["id"]), "code"),)), " · "),)


def _around(around: Json | None, sources: Sources, words: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for key in ("heads", "superiors") if around else ():
        if rows := (around or {})[key]:
            yield words.say(f"dossier.{key}"), tuple(_standing(row, sources, words) for row in rows)


def _standing(row: Json, sources: Sources, words: Words) -> Line:
    state = "" if row["state"] == "supported" else f", {words.state(row['state'])}"
    ids = ", ".join(map(short, row["statements"]))
    reserved = reserve(row["sources"], words.language)
    told = Span(f"{reserved}, {words.grade(row['grade'])}{state} ")
    return (*words.name(row["who"]), told, Span(f"({ids})", "code"), Span(" "), *sources.cite(row["sources"]))

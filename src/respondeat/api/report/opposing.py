"""What speaks against an answer, gathered from all of it: it stands in a section that nobody can miss."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from .blocks import Bullets, Group, Line, Notice, Quote, Span, joined, plain, theirs
from .sources import Sources
from .statement import statement
from .words import Json, Words, short

Label = Callable[[str], Line]

_AGAINST: Final = frozenset({"contested", "denied", "rejected", "retracted"})
_OFFICIAL: Final = frozenset({"officiallyClaimed", "denied"})
_MEASURES: Final = frozenset({"preventiveMeasure", "repressiveMeasure", "submissionToAuthorities"})


class _Found:
    """What was found, each once, in the order of the answer."""

    def __init__(self) -> None:
        self.denials: dict[str, Json] = {}
        self.official: dict[str, Json] = {}
        self.states: dict[tuple[str, ...], Json] = {}
        self.assessments: dict[tuple[str, str], Json] = {}
        self.contradictions: dict[str, Json] = {}
        self.seeming: dict[str, Json] = {}
        self.retractions: dict[str, Json] = {}
        self.measures: dict[str, Json] = {}

    def walk(self, value: object) -> None:
        """Go through an answer."""
        if isinstance(value, list):
            for one in value:
                self.walk(one)
        elif isinstance(value, dict):
            self._take(value)
            for key, inner in value.items():
                if (
                    key != "other" or "with" not in value
                ):  # what denies the other side is not against this one
                    self.walk(inner)

    def _take(self, value: Json) -> None:
        if "verdict" in value and "attestation" in value:
            if value["verdict"] == "denies":
                self.denials.setdefault(value["attestation"], value)
            elif value["modality"] in _OFFICIAL:
                self.official.setdefault(value["attestation"], value)
        if value.get("state") in _AGAINST and (ids := statements(value)):
            self.states.setdefault(ids, value)
        if "assessments" in value and isinstance(value.get("id"), str):
            for one in value["assessments"]:
                if one["status"] != "accepted":
                    self.assessments[value["id"], str(one)] = {**one, "note": value.get("note")}
        self._opposed(value)
        roles = value.get("roles")
        if isinstance(roles, dict) and roles.get("measureKind") in _MEASURES:
            self.measures.setdefault(value["id"], value)

    def _opposed(self, value: Json) -> None:
        for key in ("contradictions", "only_seeming"):
            for one in value.get(key) or ():
                if isinstance(one, dict) and "kind" in one and "id" in one:
                    seems = one["kind"] == "notContradictory"
                    known = self.seeming if seems else self.contradictions
                    known[one["id"]] = {**known.get(one["id"], {}), **one}
        for one in value.get("retractions") or ():
            if isinstance(one, dict) and "id" in one:
                self.retractions.setdefault(one["id"], one)


def statements(row: Json) -> tuple[str, ...]:
    """The ids of the statements that a row rests on."""
    if isinstance(row.get("statements"), list):
        return tuple(id for id in row["statements"] if isinstance(id, str))
    id = row.get("id") or row.get("statement")
    return (id,) if isinstance(id, str) else ()


def unasked(words: Words) -> Group:
    """The section where a question does not ask what is said against its answer."""
    say = words.say
    notice = Notice(
        say("report.against.notice"), (plain(say("report.against.not_asked"), "strong"),), loud=True
    )
    return Group(say("report.against.title"), (notice,), "against", whole=True)


def opposing(told: Json, sources: Sources, words: Words, label: Label) -> Group:
    """Denials, contested links, contradictions, retractions, measures taken: the section on its own."""
    found = _Found()
    found.walk(told)
    say = words.say
    parts = [part for part in _parts(found, sources, words, label) if part.blocks]
    lines = [plain(say("report.against.intro"))]
    if not parts:
        lines.append(plain(say("report.against.none"), "strong"))
    notice = Notice(say("report.against.notice"), tuple(lines), loud=True)
    return Group(say("report.against.title"), (notice, *parts), "against", whole=True)


def count(told: Json) -> int:
    """How many things speak against an answer."""
    found = _Found()
    found.walk(told)
    count = len(found.denials) + len(found.states) + len(found.assessments) + len(found.contradictions)
    return count + len(found.retractions) + len(found.official) + len(found.measures)


def _parts(found: _Found, sources: Sources, words: Words, label: Label) -> Iterator[Group]:
    say = words.say
    states = tuple(_state(row, sources, words, label) for row in found.states.values())
    yield Group(say("report.against.states"), (Bullets(states),) if states else ())
    yield Group(say("report.against.denials"), _quotes(found.denials, sources, words, label))
    yield Group(say("report.against.official"), _quotes(found.official, sources, words, label))
    noted = tuple(_contradiction(one, words, label) for one in found.contradictions.values())
    others = tuple(_others(found.contradictions.values(), sources, words))
    yield Group(say("report.against.contradictions"), (Bullets(noted), *others) if noted else ())
    decided = tuple(_assessed(id, one, words, label) for (id, _), one in found.assessments.items())
    yield Group(say("report.against.assessments"), (Bullets(decided),) if decided else ())
    taken = tuple(_retraction(one, words) for one in found.retractions.values())
    yield Group(say("report.against.retractions"), (Bullets(taken),) if taken else ())
    measures = tuple(_measure(one, words, label) for one in found.measures.values())
    yield Group(say("report.against.measures"), (Bullets(measures),) if measures else ())
    seeming = tuple(_contradiction(one, words, label) for one in found.seeming.values())
    others = tuple(_others(found.seeming.values(), sources, words))
    yield Group(say("report.against.seeming"), (Bullets(seeming), *others) if seeming else ())


def _quotes(found: dict[str, Json], sources: Sources, words: Words, label: Label) -> tuple[Quote, ...]:
    made = []
    for entry in found.values():
        (quote, *_) = sources.quotes([entry])
        of = label(entry["statement"]) or (Span(short(entry["statement"]), "code"),)
        about = (Span(words.say("report.against.of")), *of)
        made.append(Quote(joined((quote.by, about), " · "), quote.texts, quote.against))
    return tuple(made)


def _state(row: Json, sources: Sources, words: Words, label: Label) -> Line:
    state = (Span(words.state(row["state"]), "loud"), Span(" "))
    cited = sources.cite([*row.get("sources", ()), *row.get("for", ())])
    known = cited or any(label(id) for id in statements(row))  # else its records are the only way to it
    ids = () if known else (Span(", ".join(map(short, statements(row))), "code"),)
    return (*state, *_row(row, words, label), Span(" "), *cited, *ids)


def _row(row: Json, words: Words, label: Label) -> Line:
    """A row in a few words: its references, and the entities in it."""
    known = [line for id in statements(row) if (line := label(id))]
    nodes = [words.name(node) for node in entities(row)]
    return joined((joined(known[:1]), joined(nodes, " – ")), ": ")


def entities(row: Json) -> Iterator[Json]:
    """The entities that a row names, in its order."""
    inner = row.get("roles") if isinstance(row.get("roles"), dict) else row
    for value in (inner or {}).values():
        if isinstance(value, dict) and "name" in value and "id" in value:
            yield value


def _contradiction(one: Json, words: Words, label: Label) -> Line:
    kind = (Span(words.concept(one["kind"]), "strong"),)
    reason = theirs(one["reason"]) if one.get("reason") else plain(words.say("report.against.no_reason"))
    other = one.get("with") or ""
    known = [line for id in dict.fromkeys([*one.get("of", ()), other]) if id and (line := label(id))]
    of = (Span(words.say("report.against.of")), *joined(known)) if known else ()
    ids = (Span(f"{short(other)}, {short(one['id'])}", "code"),)
    return joined((kind, reason, of, ids), " · ")


def _others(noted: Iterable[Json], sources: Sources, words: Words) -> Iterator[Group]:
    """What the other sides of contradictions say, each once, in full with its sources."""
    told = {one["other"]["id"]: one["other"] for one in noted if one.get("other")}
    if told:
        full = tuple(statement(row, "", sources, words) for row in told.values())
        yield Group(words.say("report.against.others"), full)


def _assessed(id: str, one: Json, words: Words, label: Label) -> Line:
    told = words.say("analyst", status=words.concept(one["status"]))
    if one["confidence"]:
        told += f", {words.say('analyst.confidence', confidence=words.concept(one['confidence']))}"
    reason = theirs(one["reason"]) if one["reason"] else ()
    note = (Span(words.say("note", note="")), *theirs(one["note"])) if one["note"] else ()
    of = (Span(words.say("report.against.of")), *(label(id) or (Span(short(id), "code"),)))
    return joined((of, plain(told), reason, note), " · ")


def _retraction(one: Json, words: Words) -> Line:
    reason = theirs(one["reason"]) if one["reason"] else plain(words.say("report.against.no_reason"))
    ids = (Span(f"{short(one['of'])}, {short(one['id'])}", "code"),)
    return joined((reason, ids), " · ")


def _measure(one: Json, words: Words, label: Label) -> Line:
    nodes = joined([words.name(node) for node in entities(one)], " – ")
    kind = plain(words.concept(one["roles"]["measureKind"]))
    return joined((kind, nodes, label(one["id"])), " · ")

"""Rows of statements as records: statement, attestations with their passages, what is made of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Derivation,
    Passage,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v

from .curated_scope import (
    WITHHELD,
    Known,
    Placed,
    Scope,
    Setting,
    chosen_id,
    highest,
    level_of,
    pair,
    without_text,
)
from .curated_times import valid_time
from .curated_words import concept, entity, value
from .curated_yaml import Row

_STATEMENT = {
    "key",
    "id",
    "level",
    "recorded_at",
    "rel",
    "time",
    "note",
    "by",
    "derived",
    "assess",
    "contradicts",
}
_WHERE = {"start", "end", "sha256", "at"}
_SAID = {"origin", "reported_by", "modality", "standard", "note"}
_BY = {"key", "id", "doc", "passage", "denies"} | _WHERE | _SAID
_SHA = re.compile(r"[0-9a-f]{64}")
_ANALYST: Final = v.ID + "curators"


@dataclass(frozen=True, slots=True)
class Made:
    """A statement row that was read: what later steps need of it."""

    row: Row
    statement: Statement
    level: str
    protected: bool


def declare_passage(row: Row, scope: Scope) -> None:
    """Make a passage's key known: statements cite it by its key. Raises MappingError for a faulty row."""
    row.allow(_BY - {"id", "denies", "passage"})
    key = row.need("key")
    if key in scope.passages:
        raise row.fault("key", f"is a passage of {scope.passages[key].file} as well")
    passage(row, scope)
    scope.passages[key] = row


def passage(row: Row, scope: Scope) -> Passage:
    """The passage that a row locates, by offsets with their hash or by a locator."""
    doc = row.need("doc")
    if doc not in scope.documents:
        raise row.fault("doc", f"there is no document {doc!r}")
    id = scope.documents[doc].id
    if "at" in row.data:
        return Passage.of(id, locator=row.need("at"))
    if not _WHERE & set(row.data):
        raise row.fault("", "says no place: needs start, end and sha256, or at")
    start, end, digest = row.number("start"), row.number("end"), row.need("sha256")
    if not 0 <= start < end:
        raise row.fault("start", f"{start} to {end}: needs 0 <= start < end")
    if not _SHA.fullmatch(digest):
        raise row.fault("sha256", "must be 64 hexadecimal digits")
    return Passage.of(id, start, end, digest)


def statement(row: Row, scope: Scope) -> Made:
    """The statement of a row, its key made known. Raises MappingError for a fault in it."""
    kind = v.RELATIONS.get(v.R + row.need("rel"))
    if kind is None:
        there = ", ".join(sorted(r.name for r in v.RELATIONS.values()))
        raise row.fault("rel", f"there is no relation {row.text('rel')!r}; there are {there}")
    names = {role.removeprefix(v.R) for role in kind.roles}
    row.allow(_STATEMENT | names)
    roles = {key: value(row, key, scope.ids, kind.iri) for key in row.data if key in names}
    about = [found for x in roles.values() if (found := scope.entity(x))]
    protected = any(known.protected for _, known in about)
    id = chosen_id(row, "s", scope, needed=protected)
    derived = "derived" in row.data
    time, note = valid_time(row), row.text("note")
    try:
        made = Statement.of(kind.name, time, id=id, note=note, derived=derived, **roles)
    except InputError as error:
        raise row.fault("rel", error.detail) from error
    level = level_of(row)
    for other, known in about:
        if v.LEVELS.index(known.level) > v.LEVELS.index(level):
            raise row.fault("level", f"{other!r} is {known.level}; a {level} statement would give it away")
    _declare(row, made, level, protected, scope)
    return Made(row, made, level, protected)


def _declare(row: Row, made: Statement, level: str, protected: bool, scope: Scope) -> None:
    key = row.need("key")
    if key in scope.statements:
        raise row.fault("key", f"is a statement of {scope.statements[key].file} as well")
    same = scope.said.setdefault((row.file, made.id), key)
    if same != key:
        raise row.fault("", f"says the same as {same!r}: give that row a second source under by")
    if protected and level == "public" and without_text(made) is None:
        level = WITHHELD  # nothing of it is public
    scope.statements[key] = Known(made.id, level, protected, row.file)


def placed(made: Made, scope: Scope, setting: Setting) -> Iterator[Placed]:
    """All records of a statement row, each at its level: what is public of a protected person is a stub."""
    row, said = made.row, made.statement
    at, level = setting.at(row), made.level
    shut = made.protected and level == "public"
    open_ = without_text(said) if shut else said
    hidden = WITHHELD if shut else level
    if open_ is not None:
        yield Placed(open_, level, at)
    if shut and open_ != said:
        yield Placed(said, hidden, at)
    for attested, passages in _attestations(made, scope):
        if shut and open_ is not None:
            yield Placed(attested.stub(), level, at)
        yield Placed(attested, hidden, at)
        yield from (Placed(p, hidden, at, shut) for p in passages)
    for full, bare, its in _made_of(made, scope):
        closed = shut or its != level
        if shut and its == level and open_ is not None:
            yield Placed(bare, level, at)
        yield Placed(full, highest((hidden, its)) if closed else level, at)


def _attestations(made: Made, scope: Scope) -> Iterator[tuple[Attestation, tuple[Passage, ...]]]:
    rows = made.row.rows("by", short="passage")
    if made.statement.derived:
        if rows:
            raise made.row.fault("by", "a derived statement has premises, not sources")
        return
    if not rows:
        raise made.row.fault("by", "is missing: every statement that is not derived needs a source")
    hidden = highest((made.level, WITHHELD)) if made.protected else made.level
    for given in rows:
        yield _attestation(given, made, scope, hidden)


def _attestation(given: Row, made: Made, scope: Scope, level: str) -> tuple[Attestation, tuple[Passage, ...]]:
    given.allow(_BY)
    cited = []
    for key in given.texts("passage"):
        if key not in scope.passages:
            raise given.fault("passage", f"there is no passage {key!r}")
        cited.append(scope.passages[key])
    own = _WHERE & set(given.data) or "doc" in given.data
    if bool(own) == bool(cited):
        raise given.fault("by", "names passages by their keys, or a document and a place in it")
    passages = tuple(passage(x, scope) for x in cited) or (passage(given, scope),)
    for x in cited or [given]:
        of = scope.documents[x.need("doc")].level
        if v.LEVELS.index(of) > v.LEVELS.index(level):
            raise given.fault(
                "by", f"document {x.need('doc')!r} is {of}; a {level} passage would give it away"
            )
    # What the passage says of its speaker holds unless the row says otherwise.
    said = Row(given.file, given.line, {**(cited[0].data if cited else {}), **given.data, "key": given.key})
    id = made.statement.id
    return Attestation.of(
        supports=() if given.flag("denies") else (id,),
        denies=(id,) if given.flag("denies") else (),
        passages=[p.id for p in passages],
        origin=entity(said, "origin", scope.ids),
        reported_by=entity(said, "reported_by", scope.ids) if said.text("reported_by") else "",
        modality=concept(said, "modality", "modality", needed=False) or v.R + "asserted",
        standard=concept(said, "standard", "standardOfProof", needed=False),
        note=given.text("note"),
        id=chosen_id(given, "a", scope, needed=made.protected),
    ), passages


def _statement(row: Row, key: str, name: str, scope: Scope) -> Known:
    if name not in scope.statements:
        raise row.fault(key, f"there is no statement {name!r}")
    return scope.statements[name]


def _made_of(made: Made, scope: Scope) -> Iterator[tuple[Record, Record, str]]:
    """Derivations, assessments and contradictions: in full, without free text, and the level they need."""
    id = made.statement.id
    for given in made.row.rows("derived"):
        given.allow({"key", "rule", "premises", "version"})
        premises = [_statement(given, "premises", name, scope) for name in given.texts("premises")]
        if not premises:
            raise given.fault("premises", "are missing: a derivation has at least one")
        needs = highest(p.level for p in premises)
        if v.LEVELS.index(needs) > v.LEVELS.index(made.level):
            raise given.fault("premises", f"are {needs}; a {made.level} statement would give them away")
        rule = concept(given, "rule", "derivationRule")
        derivation = Derivation.of(id, rule, [p.id for p in premises], given.text("version", "1"))
        yield derivation, derivation, made.level
    for given in made.row.rows("assess"):
        given.allow({"key", "status", "confidence", "reason", "by"})
        status, confidence = (
            concept(given, "status", "status", needed=False),
            concept(given, "confidence", "confidence", needed=False),
        )
        by = entity(given, "by", scope.ids) if given.text("by") else _ANALYST
        reason = given.need("reason")
        assessed = Assessment.of(id, status or v.ACCEPTED, confidence, reason, by)
        bare = Assessment.of(id, status or v.ACCEPTED, confidence, "", by)
        if made.protected:  # the id is public, and a hash of the reason could be guessed
            assessed = replace(assessed, id=bare.id)
        yield assessed, bare, made.level
    for given in made.row.rows("contradicts"):
        given.allow({"key", "with", "kind", "reason"})
        other = _statement(given, "with", given.need("with"), scope)
        kind = concept(given, "kind", "contradictionKind")
        yield *pair(id, other.id, kind, given.need("reason")), highest((made.level, other.level))


def retraction(row: Row, scope: Scope, setting: Setting) -> Iterator[Placed]:
    """The retraction of a row: which statements, and why."""
    row.allow({"key", "retract", "reason", "by", "recorded_at", "level"})
    known = [_statement(row, "retract", name, scope) for name in row.texts("retract")]
    if not known:
        raise row.fault("retract", "is missing: names the statements that are no longer upheld")
    by = entity(row, "by", scope.ids) if row.text("by") else _ANALYST
    made = Retraction.of([x.id for x in known], row.need("reason"), by)
    own = level_of(row)
    level = highest((own, *(x.level for x in known), *(WITHHELD for x in known if x.protected)))
    shown = [x.id for x in known if v.LEVELS.index(x.level) <= v.LEVELS.index(own)]
    if level != own and shown:  # who sees a statement sees that it is taken back
        yield Placed(Retraction.of(shown, "withheld", by), own, setting.at(row))
    yield Placed(made, level, setting.at(row))

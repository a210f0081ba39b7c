"""A dossier a part at a time: which statements stand in which part, and some of them in full.

For pages about what has more statements than anybody reads at once: what is not shown is not worked out.
"""

from collections.abc import Iterable, Sequence

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, short, time
from respondeat.graph.analyses import dossier as analysis
from respondeat.graph.command import State
from respondeat.graph.statement import Document, Entity, Name
from respondeat.ontology import vocabulary as v

from .dossier_around import candidates, surroundings, under_command
from .dossier_entries import Entries
from .dossier_record import record
from .rows import frame
from .said import event_on, form, opposed, stated, value

UNDER = 20
"""Events under command that are told, at most; all are counted."""


def overview(data: Dataset, id: str) -> Json:
    """What a dossier says of an entity or document, its statements by their ids only.

    `parts` are in the order of reading, each with the ids of its statements: who is the same, the parts of
    the dossier, what a document or origin says beside these, what is no longer upheld, what is set aside for
    the question alone. `against` has the ids of those against which something speaks, of what an origin says
    of others none.
    """
    proof = Proof(data)
    subject = data.records.record(id)
    found = analysis.dossier(data.records, id)
    entries = Entries(data, proof, id)
    says = analysis.saying(data.records, id)
    own = set(found.statements)
    said = [s for s in {*says.supports, *says.denies} if s not in own]
    parts = [("identity", found.identity), *found.parts]
    parts += [("said", analysis.entries(data.records, said))]
    parts += [(key, tuple(those)) for key, those in _no_longer(found.withdrawn).items()]
    known = [*own, *said] if isinstance(subject, Document) else list(own)
    names = data.records.names(id)
    return {
        "entity": proof.node(id),
        "document": _document(data, proof, subject) if isinstance(subject, Document) else None,
        "names": [form(n) for n in names],
        "titles": {d: _titled(data, d)["name"] for d in sorted({d for n in names for d in n.documents})},
        "attributes": [
            {"property": short(p), "value": value(proof, x)}
            for p, x in (subject.attributes if isinstance(subject, Entity) else ())
        ],
        "on": event_on(data, id),
        "candidates": candidates(data, proof, id),
        "parts": [
            {"part": key, "statements": [e.statement.id for e in those]} for key, those in parts if those
        ],
        "against": _against(data, [p for p in parts if p[0] != "said" or isinstance(subject, Document)]),
        "says": {
            "attestations": len(says.attestations),
            "supports": len(says.supports),
            "denies": len(says.denies),
        },
        "under_command": under_command(data, proof, id, UNDER),
        "one_origin": entries.one_origin(found),
        "gaps": [{"kind": gap.kind, "statements": list(gap.statements)} for gap in found.gaps],
        "record": _record(data, known, [id], names),
        **frame(data),
    }


def _no_longer(entries: Iterable[analysis.Entry]) -> dict[str, list[analysis.Entry]]:
    found: dict[str, list[analysis.Entry]] = {"withdrawn": [], "set_aside": []}
    for entry in entries:
        found["set_aside" if entry.evidence.state is State.SET_ASIDE else "withdrawn"].append(entry)
    return found


def _document(data: Dataset, proof: Proof, d: Document) -> Json:
    """What is known of a document, and of which it is a version or has versions."""
    return {
        "id": d.id,
        "title": d.title or None,
        "publisher": d.publisher or None,
        "written": time(d.written) if d.written else None,
        "language": d.language or None,
        "sha256": d.sha256 or None,
        "media_type": d.media_type or None,
        "file_name": d.file_name or None,
        "url": d.url or None,
        "note": d.note or None,
        "version_of": _titled(data, d.version_of) if d.version_of else None,
        "versions": [_titled(data, id) for id in sorted(data.records.pointing(v.VERSION_OF, d.id))],
    }


def _titled(data: Dataset, id: str) -> Json:
    found = data.records.record(id)
    title = (found.title or found.file_name) if isinstance(found, Document) else ""
    return {"id": id, "name": title or data.name(id)}


def _against(data: Dataset, parts: Iterable[tuple[str, Iterable[analysis.Entry]]]) -> list[str]:
    """Statements that are contested, denied or withdrawn, or that another is noted to contradict."""
    own = (entry for _, those in parts for entry in those)
    return [
        e.statement.id
        for e in own
        if e.evidence.state not in (State.SUPPORTED, State.SET_ASIDE)
        or any(a.status != v.ACCEPTED for a in e.evidence.assessments)
        or opposed(data, [e.statement.id])["contradictions"]
    ]


def _record(data: Dataset, statements: list[str], others: Sequence[str], names: Sequence[Name]) -> list[Json]:
    """The changesets that said something of it: by whom, with what note, and what each brought."""
    forms = {n.id: n for n in names}
    infos = {info.id: info for info in data.recorded}
    beside = {*others, *forms}
    proof = Proof(data)
    return [
        {
            "changeset": row["changeset"],
            "recorded_at": row["recorded_at"],
            "author": proof.node(infos[row["changeset"]].author),
            "note": infos[row["changeset"]].note or None,
            "first": any(id in others for id in row["statements"]),
            "statements": [id for id in row["statements"] if id not in beside],
            "names": [form(forms[id]) for id in row["statements"] if id in forms],
            "added": row["added"],
        }
        for row in record(data, [*statements, *beside])
    ]


def told(data: Dataset, id: str, statements: Iterable[str], quotes: Quotes | None = None) -> list[Json]:
    """Statements of a dossier in full, in the order of their ids as given: for, against, what was around."""
    proof = Proof(data, quotes)
    entries = Entries(data, proof, id)
    ids = list(statements)
    found = {e.statement.id: e for e in analysis.entries(data.records, ids)}
    return [
        entries.of(found[one]) | surroundings(data, proof, id, found[one].statement)
        for one in ids
        if one in found
    ]


def dated(data: Dataset, id: str, statements: Iterable[str]) -> list[Json]:
    """Statements without their sources, in the order of their ids as given: what they say, and of when."""
    proof = Proof(data)
    ids = list(statements)
    found = {e.statement.id: e for e in analysis.entries(data.records, ids)}
    return [
        {
            **stated(proof, e.statement, e.evidence.state),
            "event_on": event_on(data, e.statement.iri("event")),
            "own": sorted(short(p) for p, x in e.statement.roles if x == id),
        }
        for e in (found[one] for one in ids if one in found)
    ]

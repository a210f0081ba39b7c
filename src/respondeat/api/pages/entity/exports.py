"""Other forms of the page: its statements as a table with a row a source, its timeline as a picture."""

from collections.abc import Iterator
from typing import Any, Final

from respondeat.api.answers.dossier_view import told
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import ending
from respondeat.api.pages.spreadsheet import table
from respondeat.api.phrases import named
from respondeat.api.report.drawing import Drawing, beneath
from respondeat.api.report.drawing import svg as as_svg
from respondeat.api.report.raster import picture
from respondeat.api.report.words import Words, short
from respondeat.api.titles import called
from respondeat.errors import NotFound

from .timeline_drawing import LINES, drawn
from .timeline_rows import timeline
from .view import View, seen

Json = dict[str, Any]

_LANES: Final = 300

COLUMNS: Final = (
    *("statement", "part", "relation", "own_roles", "others", "values", "derived", "state"),
    *("edtf", "earliest_start", "latest_start", "earliest_end", "latest_end", "note"),
    *("verdict", "attestation", "origin", "origin_id", "reported_by", "modality", "standard", "withheld"),
    *("document", "title", "publisher", "written", "document_sha256", "url"),
    *("passages", "passages_sha256", "source_note"),
)
"""The columns of the table; they are the same in each language."""


def csv(data: Dataset, asked: Asked) -> bytes:
    """Every statement that is chosen, a row for each source of it; one without a source has one row.

    Raises what the page raises.
    """
    view = seen(data, asked)
    ids = [id for section in view.sections for id in section.statements]
    parts = {id: part["part"] for part in view.told["parts"] for id in part["statements"]}
    rows = (
        {"statement": short(row["id"]), "part": parts[row["id"]], **_said(row)} | source
        for row in told(data, view.id, ids)
        for source in _sources(row) or [{}]
    )
    return table([COLUMNS, *([row.get(key) for key in COLUMNS] for row in rows)])


def _said(row: Json) -> Json:
    valid = row["valid"]
    others = {r: x for r, x in row["roles"].items() if isinstance(x, dict) and r not in row["own"]}
    values = {r: x for r, x in row["roles"].items() if not isinstance(x, dict)}
    return {
        "relation": row["relation"],
        "own_roles": "; ".join(row["own"]),
        "others": "; ".join(f"{role}: {x['name']} ({short(x['id'])})" for role, x in others.items()),
        "values": "; ".join(f"{role}: {x}" for role, x in values.items()),
        "derived": "true" if row["derived"] else "false",
        "state": row["state"],
        "edtf": valid["edtf"],
        "earliest_start": valid["es"],
        "latest_start": valid["ls"],
        "earliest_end": valid["ee"],
        "latest_end": valid["le"],
        "note": row["note"],
    }


def _sources(row: Json) -> list[Json]:
    retracted = [one["said"] for one in row["against"]["retractions"] if one["said"]]
    entries = [*row["for"], *row["against"]["denials"], *retracted]
    return [_source(entry) for entry in entries]


def _source(entry: Json) -> Json:
    if entry["verdict"] == "derived":
        premises = "; ".join(short(one["statement"]) for one in entry["premises"])
        return {
            "verdict": "derived",
            "attestation": short(entry["derivation"]),
            "source_note": f"{entry['rule']} {entry['rule_version']}: {premises}",
        }
    origin, reporter, document = entry["origin"], entry["reported_by"], entry["document"] or {}
    return {
        "verdict": entry["verdict"],
        "attestation": short(entry["attestation"]),
        "origin": origin and origin["name"],
        "origin_id": origin and short(origin["id"]),
        "reported_by": reporter and reporter["name"],
        "modality": entry["modality"],
        "standard": entry["standard"],
        "withheld": "true" if entry["withheld"] else "false",
        "document": short(document.get("id", "")),
        "title": called(document) if document else None,
        "publisher": document.get("publisher"),
        "written": (document.get("written") or {}).get("edtf"),
        "document_sha256": document.get("sha256"),
        "url": document.get("url"),
        "passages": "; ".join(filter(None, map(_place, entry["passages"]))),
        "passages_sha256": "; ".join(p["sha256"] for p in entry["passages"] if p["sha256"]),
        "source_note": entry["note"],
    }


def _place(passage: Json) -> str:
    if passage["locator"]:
        return str(passage["locator"])
    return "" if passage["start"] is None else f"{passage['start']}-{passage['end']}"


def svg(data: Dataset, asked: Asked) -> bytes:
    """The timeline of what is chosen. Raises NotFound where nothing has a day, else what the page raises."""
    drawing, title, description = _picture(data, asked)
    return as_svg(drawing, title, description, "timeline").encode()


def png(data: Dataset, asked: Asked) -> bytes:
    """The same in pixels. Raises what `svg` raises, and Stopped when drawing does not end."""
    return picture(*_picture(data, asked))


def _picture(data: Dataset, asked: Asked) -> tuple[Drawing, str, str]:
    view, words = seen(data, asked), Words(data.language, less=bool(data.without))
    found = timeline(data, view, words, _LANES)
    if not found.lanes:
        raise NotFound("Nothing that is said here has a day that a source gives: there is no timeline of it.")
    title = f"{phrase('entity.timeline', data.language)}: {_name(view, words)}"
    legend = [(line, words.say(f"entity.line.{line}")) for line in LINES if line in found.lines]
    return beneath(drawn(found, title, legend), ending(data)), title, "; ".join(_words(found.lanes))


def _name(view: View, words: Words) -> str:
    document = view.told["document"]
    return called(document) if document else named(view.told["entity"], words.language)


def _words(lanes: Any) -> Iterator[str]:
    for lane in lanes:
        state = f" [{lane.state}]" if lane.state else ""
        yield f"{lane.words}{state}: {lane.when}"

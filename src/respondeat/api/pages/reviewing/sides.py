"""One of two entities as a reviewer compares it: its names, what is known of it, its dates, its sources."""

from typing import Any, Final

from respondeat.api.answers.said import said, value
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.place import Place
from respondeat.api.phrases import named, state, words
from respondeat.api.phrases_time import when
from respondeat.api.proof import Proof
from respondeat.api.titles import called
from respondeat.graph.analyses.dossier import about
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

Json = dict[str, Any]

_MOST: Final = 8
_UNTOLD: Final = (v.INVENTED, v.PLACEHOLDER, v.PROTECTED)


def side(data: Dataset, id: str, place: Place) -> Json:
    """The entity with its first statements by date; `more` counts those that only its own page has."""
    proof, language = Proof(data), data.language
    node = proof.node(id)
    entity = data.entity(id)
    statements = list(about(data.records, id))
    rows = [said(data, proof, one) for one in statements[:_MOST]]
    return {
        "id": id,
        "name": named(node, language),
        "href": place.entity(id),
        "kind": label(v.R + str(node.get("type", "")), language),
        "forms": [{"form": one.form, "lang": one.lang} for one in data.records.names(id)],
        "attributes": [
            (label(prop, language), _plain(value(proof, it), language))
            for prop, it in (entity.attributes if entity else ())
            if prop not in _UNTOLD
        ],
        "rows": [_row(one, id, language) for one in rows],
        "sources": _sources(rows, language),
        "more": max(0, len(statements) - _MOST),
    }


def _row(one: Json, id: str, language: str) -> Json:
    own, others = [], []
    for role, it in one["roles"].items():
        called = label(v.R + role, language)
        if isinstance(it, dict) and it.get("id") == id:
            own.append(called)
        else:
            others.append(f"{called} {_plain(it, language)}")
    return {
        "what": f"{label(v.R + one['relation'], language)} ({', '.join(own)})",
        "with": "; ".join(others),
        "when": when(one, language),
        "state": state(one["state"], language),
    }


def _plain(it: object, language: str) -> str:
    if isinstance(it, dict):
        return named(it, language)
    if isinstance(it, bool):
        return phrase("value.yes" if it else "value.no", language)
    return words(str(it), language)


def _sources(rows: list[Json], language: str) -> list[str]:
    """The documents, or who says so where the document is withheld, each once."""
    found: dict[str, None] = {}
    for row in rows:
        for entry in row["sources"]:
            document = entry.get("document")
            origin = entry.get("origin")
            if document:
                title = called(document)
                publisher = document["publisher"]
                found[f"{title} ({publisher})" if publisher and publisher not in title else title] = None
            elif origin:
                found[f"{named(origin, language)} ({phrase('source.withheld', language)})"] = None
    return list(found)

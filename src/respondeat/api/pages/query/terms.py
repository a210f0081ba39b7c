"""Words to complete a query with: prefixes, the words of the model with their labels, those of SPARQL."""

from functools import cache
from typing import Final

from respondeat.api.sparql.functions_calls import FORMS
from respondeat.api.sparql.tables import TABLES
from respondeat.api.sparql.words import OPERATIONS, SERVICE, WORDS
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts, label

Term = tuple[str, str, str]
"""How it is written, what it is called in the language of the page, and what kind of word it is."""

_OTHERS: Final = (
    *(
        v.PREF_LABEL,
        v.ALT_LABEL,
        v.LITERAL_FORM,
        v.TITLE,
        v.PUBLISHER,
        v.SOURCE_URL,
        v.LANGUAGE,
        v.VERSION_OF,
    ),
    *(v.HAS_SOURCE, v.START, v.END, v.NOTE, v.REVISION_OF, v.ATTRIBUTED_TO, v.GENERATED_BY, v.INVALIDATED),
    *v.BOUND_DATES,
    *(v.TYPE, v.RDFS + "label", v.SKOS + "prefLabel"),
)
"""Properties of other vocabularies that the model uses."""


@cache
def terms(language: str) -> tuple[Term, ...]:
    """All of them, without repetition, prefixes first and words of SPARQL last."""
    found: dict[str, Term] = {f"{name}:": (f"{name}:", iri, "prefix") for name, iri in v.PREFIXES.items()}

    def add(iri: str, kind: str) -> None:
        if name := _short(iri):
            told = label(iri, language)
            found.setdefault(name, (name, "" if told == iri.removeprefix(v.R) else told, kind))

    for iri in v.CLASSES:
        add(iri, "class")
    for iri in (*v.PROPERTIES, *_OTHERS):
        add(iri, "property")
    for scheme in v.SCHEMES:
        for iri in concepts(scheme):
            add(iri, "concept")
    for iri in TABLES:
        add(iri, "table")
    for iri in FORMS:
        add(iri, "function")
    for word in sorted(WORDS - OPERATIONS - {SERVICE}):
        found.setdefault(word, (word, "", "word"))
    return tuple(found.values())


def _short(iri: str) -> str:
    for prefix, start in v.PREFIXES.items():
        if iri.startswith(start) and "/" not in iri[len(start) :] and "#" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return ""

"""The page on the model, written from the ontology."""

from collections.abc import Iterable, Iterator

from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts, definition, label, notation

BESIDE = (
    *(v.ATTESTATION, v.ASSESSMENT, v.DERIVATION, v.CONTRADICTION, v.RETRACTION, v.CHANGESET),
    *(v.DOCUMENT, v.DOCUMENT_VERSION, v.PASSAGE),
)


def model_page(mark: str) -> str:
    """Classes, statements with their roles, and closed lists, as Markdown."""
    parts = [
        "# The model",
        mark,
        "The words in which everything is stored. The ontology itself, with labels and comments in English, "
        f"Belarusian and Russian, is `respondeat.ttl`; its namespace is `{v.R}`, prefix `r:`. What a chain "
        "is stands in [Chains](../explanation/chains.md).",
        "## Entities",
        _table(("class", "meaning"), ((_name(c), definition(c)) for c in v.ENTITY_CLASSES)),
        "Attributes that an entity may bear:",
        _table(("attribute", "values", "meaning"), (_property(p) for p in v.ATTRIBUTES)),
        "## Statements",
        "A statement is one proposition with its time: a node with named roles. It stands beside the "
        "passages that support or deny it, and says nothing by itself about whether it is true.",
    ]
    for iri, relation in v.RELATIONS.items():
        parts += [f"### {relation.name}", f"{label(iri).capitalize()}. {definition(iri)}"]
        parts.append(_table(("role", "values", "", "meaning"), _roles(iri)))
    parts += ["## What stands beside statements"]
    parts.append(_table(("class", "meaning"), ((_name(c), definition(c)) for c in BESIDE)))
    parts += ["## Closed lists", "SKOS concept schemes; `concepts.ttl` holds them in three languages."]
    for scheme in v.SCHEMES:
        rows = ((_name(c), _called(c), definition(c)) for c in concepts(scheme))
        parts += [f"### {scheme}", _table(("concept", "label", "meaning"), rows)]
    return "\n\n".join(parts) + "\n"


def _name(iri: str) -> str:
    return f"`{iri.removeprefix(v.R)}`"


def _called(iri: str) -> str:
    article = notation(iri)
    return f"{label(iri)} ({article})" if article else label(iri)


def _property(iri: str, relation: str = "") -> tuple[str, str, str]:
    kind = v.role_range(iri, relation)
    scheme = kind.partition(":")[2]
    return _name(iri), f"[{scheme}](#{scheme.lower()})" if scheme else kind, definition(iri)


def _roles(iri: str) -> Iterator[tuple[str, ...]]:
    relation = v.RELATIONS[iri]
    groups = ((relation.needed, "needed"), (relation.one_of, "one of these"), (relation.optional, ""))
    for names, need in groups:
        for name in names:
            role, kind, meaning = _property(v.R + name, iri)
            yield role, kind, need, meaning


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [titles, tuple("---" for _ in titles), *rows]
    return "\n".join(f"| {' | '.join(c.replace('|', chr(92) + '|') for c in row)} |" for row in cells)

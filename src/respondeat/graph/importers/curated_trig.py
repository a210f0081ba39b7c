"""Changesets as TriG: sorted, the same bytes every time, for people to read and review."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from respondeat.graph.quads import description, triples
from respondeat.graph.statement import Changeset
from respondeat.ontology import vocabulary as v

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*")
_TYPED = re.compile(r'(".*")\^\^(<[^<>]*>)', re.DOTALL)
_LINE = re.compile(r"(<[^>]*>) (<[^>]*>) (.*) \.")


def trig(changesets: Iterable[Changeset]) -> bytes:
    """The changesets with their descriptions as TriG (W3C Recommendation, 2014) in UTF-8.

    Descriptions stand in the default graph, the records of each changeset in the graph that it names.
    """
    sets = tuple(changesets)
    out = [f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(v.PREFIXES.items())]
    for changeset in sets:
        matches = map(_LINE.fullmatch, description(changeset).decode().split("\n"))
        out.append("\n")
        out.extend(_subjects(match.groups() for match in matches if match))
    for changeset in sets:
        said = (triple for record in changeset.records for triple in triples(record))
        out.append(f"\n{_short(f'<{changeset.id}>')} {{\n")
        out.extend(_subjects(said))
        out.append("}\n")
    return "".join(out).encode("utf-8")


def _subjects(said: Iterable[Sequence[str]]) -> Iterator[str]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, prop, term in said:
        found[_short(subject)].add((_verb(prop), _short(term)))
    for subject, pairs in sorted(found.items()):
        # a class first, as is the custom
        ordered = sorted(pairs, key=lambda pair: (pair[0] != "a", pair))
        yield f"{subject} " + " ;\n    ".join(f"{prop} {term}" for prop, term in ordered) + " .\n"


def _verb(prop: str) -> str:
    return "a" if prop == f"<{v.TYPE}>" else _short(prop)


def _short(term: str) -> str:
    """A term of N-Triples with prefixes, and integers and truth values written plainly."""
    if term.startswith("<"):
        iri = term[1:-1]
        for name, start in v.PREFIXES.items():
            if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :]}"
        return term
    typed = _TYPED.fullmatch(term)
    if typed is None:
        return term
    if typed[2] in (f"<{v.XSD}integer>", f"<{v.XSD}boolean>"):
        return typed[1][1:-1]
    return f"{typed[1]}^^{_short(typed[2])}"

"""The page at /sparql for a person with a browser: a form, and an answer as a table. No script."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import quote

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from respondeat.graph.stores import Answer
from respondeat.ontology import vocabulary as v

from .writing import Caps, Complete, Taken

ROWS: Final = 1000
"""Rows that the page shows, where no other number is asked for; it says so."""

_PREFIXES: Final = tuple(sorted(v.PREFIXES.items(), key=lambda one: -len(one[1])))
_LOCAL: Final = re.compile(r"\w(?:[\w.-]*[\w-])?")
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown: its text, the IRI it stands for, the page about it, language or datatype."""

    text: str
    iri: str = ""
    page: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Column titles, rows, and whether that is all there is."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    complete: Complete = "yes"


def table(found: Answer, caps: Caps) -> Table | bool:
    """An answer as a table, that of ASK as itself. Raises Stopped with more rows than are given out."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    titles, given = _rows(found)
    taken = Taken(given, caps)
    shown = list(taken)
    return Table(titles, shown, taken.complete)


def _rows(found: Answer) -> tuple[list[str], Iterator[list[Cell | None]]]:
    if isinstance(found, ox.QueryTriples):
        titles = ["subject", "predicate", "object"]
        return titles, ([_cell(t.subject), _cell(t.predicate), _cell(t.object)] for t in found)
    assert isinstance(found, ox.QuerySolutions)
    variables: Iterable[ox.Variable] = found.variables
    return [one.value for one in variables], ([_cell(x) for x in row] for row in found)


def _cell(term: object) -> Cell | None:
    if isinstance(term, ox.NamedNode):
        own = term.value.removeprefix(v.ID)
        return Cell(
            _short(term.value), term.value, "" if own == term.value else f"/entity/{quote(own, safe='')}"
        )
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        plain = term.language is not None or kind == f"{v.XSD}string"
        return Cell(term.value, note=f"@{term.language}" if term.language else "" if plain else _short(kind))
    return None if term is None else Cell(str(term))


def _short(iri: str) -> str:
    """An IRI with the prefix that is known without being declared, where one fits."""
    for prefix, start in _PREFIXES:
        if iri.startswith(start) and _LOCAL.fullmatch(iri[len(start) :]):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def page(
    query: str = "",
    answer: Table | bool | None = None,
    problem: Mapping[str, Any] | None = None,
    graphs: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The page, with what was asked, and its answer or the problem with it.

    `graphs` are the parameters of the data set that were given, by name, so that the form keeps them.
    """
    shown = _template().render(
        query=query,
        table=answer if isinstance(answer, Table) else None,
        yes=answer if isinstance(answer, bool) else None,
        problem=problem,
        graphs=graphs,
        prefixes=sorted(v.PREFIXES.items()),
    )
    return shown.encode("utf-8", "replace")


@cache
def _template() -> Template:
    loader = PackageLoader("respondeat.api.pages", "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("sparql.html")


@cache
def policy() -> str:
    """The content security policy of the page: its own style by hash, a form to itself, nothing else."""
    style = _STYLE.search(page().decode())
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    )

"""Small stores with known dates: who was above a section of an invented police, and a tree of many bodies."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from respondeat.api.dataset import INDEXES
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Name,
    Passage,
    Record,
    Statement,
    Text,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.trap_world import BASE, entity, event, head, id_of, on_day, person, under

HOSTILE: Final = '<img src=x onerror="alert(1)"> Ⅱ \u202eevil'
FORMULA: Final = '=HYPERLINK("x")'

OTHER: Final = Document(
    v.ID + "doc-other", "Second <b>report</b>", publisher="Another house", sha256="ab" * 32
)
PLACE: Final = Passage.of(OTHER.id, 0, 4)


BASE_PLACE: Final = next(record for record in BASE if isinstance(record, Passage))


def _by(
    statements: Iterable[Statement], origin: str, place: Passage, *, against: bool = False
) -> Attestation:
    told = [s.id for s in statements]
    if against:
        return Attestation.of(denies=told, passages=[place.id], origin=id_of(origin))
    return Attestation.of(supports=told, passages=[place.id], origin=id_of(origin))


def small(path: Path) -> Path:
    """The store of a section, its regiment, its superiors one after the other, what speaks against them."""
    day = on_day
    first = under("Section", "Regiment", day("2020-01-01/2020-08-10"))
    staff = under("Section", "Staff", day("2020-08-11/2020-12-31"), v.OPERATIONAL_CONTROL)
    command = under("Regiment", "Ministry", day("2019-01-01/2021-12-31"))
    loose = under("Regiment", "Staff", day("2020-02-01"), v.DE_FACTO_CONTROL)
    denied = under("Section", "Ministry", day("2020-01-01/2020-12-31"), v.DE_FACTO_CONTROL)
    chiefs = [
        head("Ada", "Regiment", day("2020-01-01/2020-06-30")),
        head("Bob", "Regiment", day("2020-07-01/2020-12-31")),
        head("Cid", "Section", day("2019-01-01/2020-03-31")),
        head("Dee", "Section", day("2020-09-01/2020-12-31")),
        Statement.of(
            "Posting", day("2019-01-01/2021-12-31"), holder=id_of("Eve"), body=id_of("Ministry"),
            capacity=v.HEAD, title=Text(FORMULA, "en"),
        ),
        head("Fay", "Regiment", day("2020-01-01/2020-12-31"), v.R + "deputyHead"),
    ]  # fmt: skip
    disputed = [head("Gus", "Cohort", day("2020-01-01/2020-12-31")), head("Hal", "Cohort", day("2020"))]
    names = ("Section", "Regiment", "Staff", "Ministry", "Paper", "Cohort")
    records: list[Record] = [
        *BASE, OTHER, PLACE,
        *(record for name in names for record in entity(name)),
        *(record for name in ("Ada", "Bob", "Cid", "Dee", "Fay", "Gus", "Hal") for record in person(name)),
        *_renamed("Eve", HOSTILE),
        first, staff, command, loose, denied, *chiefs, *disputed,
        _by((first, staff, *chiefs), "Office", BASE_PLACE),
        _by((first, command), "Paper", PLACE),
        _by((loose,), "Paper", PLACE),
        _by((loose,), "Office", BASE_PLACE, against=True),
        _by((denied,), "Office", BASE_PLACE, against=True),
        _by(disputed[:1], "Paper", PLACE),
        _by(disputed, "Office", BASE_PLACE, against=True),
        *event("Night", on_day("2020-08-09"), "Section"),
    ]  # fmt: skip
    return _written(path, records)


def _renamed(name: str, shown: str) -> list[Record]:
    made = person(name)
    return [made[0], Name.of(id_of(name), shown, "en", preferred=True)]


def tree(path: Path, count: int = 200) -> Path:
    """The store of `count` bodies beneath "Body 0", each with a head, eight to each superior."""
    time = on_day("2020-01-01/2020-12-31")
    links = [under(f"Body {n}", f"Body {(n - 1) // 8}", time) for n in range(1, count)]
    heads = [head(f"Person {n}", f"Body {n}", time) for n in range(count)]
    records: list[Record] = [*BASE, OTHER, PLACE, *links, *heads]
    for n in range(count):
        records += [*entity(f"Body {n}"), *person(f"Person {n}")]
    records += [_by(links, "Office", BASE_PLACE), _by([*links, *heads], "Office", PLACE)]
    return _written(path, records)


def _written(path: Path, records: list[Record]) -> Path:
    with EmbeddedStore.create(path, INDEXES) as writing:
        told = Changeset.of(
            records, recorded_at="2026-01-01T00:00:00Z", level="public", author=id_of("Office")
        )
        writing.write([told])
    return path

"""What of an entity is seen: every statement once, on one page, in either order."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.entity.view import SIZE, Addresses, View, seen
from respondeat.api.pages.place import Place
from respondeat.graph.analyses.dossier import about
from respondeat.ontology import vocabulary as v

SRS = "b-cff51765bb5630cbd5e02ccbe31e60ea"
LUKASHENKA = "p-f08404d549d3b37cce1867b0ef334b73"
COUNCIL = "b-393faa90b6e099aae69d7f3e3028c1c9"


def view(data: Dataset, id: str, **given: Any) -> View:
    return seen(data, Asked(Place(f"/entity/{id}", "en", {}), {"id": id, **given}))


@pytest.mark.parametrize("by", ["event", "record"])
def test_every_statement_stands_on_one_page_once(seed_store: Path, by: str) -> None:
    id = LUKASHENKA
    with Dataset.open(seed_store, "public") as data:
        first = view(data, id, by=by)
        read = [one for n in range(1, first.pages + 1) for one in view(data, id, by=by, page=n).on_page]
        assert len(read) == len(set(read)) == first.total
        assert {s.id for s in about(data.records, v.ID + id)} <= set(read)
        assert set(read) == set(first.all)
        assert all(b.first == a.first + len(a.statements) for a, b in pairwise(first.sections))
        assert len(first.on_page) == SIZE
        for one in read[:: max(1, len(read) // 7)]:
            short = one.removeprefix(v.ID)
            assert one in view(data, id, by=by, statement=short).on_page


def test_what_an_origin_says_of_others_stands_apart(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data:
        first = view(data, COUNCIL)
        assert [section.key for section in first.sections] == ["listings", "said"]
        assert first.total == len(set(first.all)) > 1000
        last = view(data, COUNCIL, page=first.pages)
        assert last.on_page == first.sections[-1].statements[-len(last.on_page) :]


def test_parts_and_what_is_spoken_against(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        whole, against = view(data, SRS), view(data, SRS, part="against")
        assert whole.whole
        assert not against.whole
        assert list(against.on_page) == whole.told["against"] != []
        for part in whole.told["parts"]:
            assert list(view(data, SRS, part=part["part"]).on_page) == part["statements"]
            assert set(view(data, SRS, part=part["part"], by="record").on_page) == set(part["statements"])


def test_addresses_keep_the_order_and_leave_out_what_goes_without_saying() -> None:
    place = Place("/entity/b-1", "be", {"by": ("record",), "part": ("posts",), "page": ("3",)})
    to = Addresses(place)
    assert to.statement(f"{v.ID}s-1") == "/entity/b-1?by=record&statement=s-1&language=be#s-1"
    assert to.page(page=1) == "/entity/b-1?by=record&part=posts&language=be"
    assert to.page(page=4) == "/entity/b-1?by=record&part=posts&page=4&language=be"

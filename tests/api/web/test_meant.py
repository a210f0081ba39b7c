"""Candidates for a name: each leads to what was asked, about it."""

import re
from html import unescape
from pathlib import Path

from respondeat.api.pages.place import Place
from respondeat.api.web.meant import candidates
from respondeat.errors import AmbiguousName, InputError
from respondeat.ontology import vocabulary as v
from tests.api.web.conftest import Asking

FOUND = [{"id": v.ID + "b-1", "name": "North Guard", "form": "Guard", "type": "Body", "score": 1.0}]
ASKED = {"target": ("Guard",), "on": ("2020-08-10",), "without_origin": ("Guard A", "B")}


def test_the_name_alone_is_replaced_and_what_is_told_are_words() -> None:
    error = AmbiguousName(f"{'Guard'!r} is the name of 2 entities.", candidates=FOUND)
    (one,) = candidates(error, Place("/chain", "be", ASKED))
    kept = "on=2020-08-10&without_origin=Guard+A&without_origin=B&language=be"
    assert one.again == f"/chain?target=b-1&{kept}"
    assert (one.name, one.told, one.id) == ("North Guard", "установа · Guard", "b-1")
    assert one.page.startswith("/entity/b-1?")


def test_among_several_values_the_one_is_replaced() -> None:
    error = AmbiguousName("2 origins are called 'B'.", candidates=FOUND)
    (one,) = candidates(error, Place("/chain", "en", ASKED))
    assert "without_origin=Guard+A&without_origin=b-1" in one.again


def test_where_no_part_of_the_address_holds_the_name_candidates_lead_to_their_pages() -> None:
    for error in (AmbiguousName("'x' is two.", candidates=FOUND), InputError("'Guard'.", candidates=FOUND)):
        (one,) = candidates(error, Place("/chain", "en", ASKED))
        assert one.again == one.page


def test_a_chain_about_a_name_that_is_not_clear_goes_on_with_its_day(asking: Asking, example: Path) -> None:
    client = asking(example)
    page = client.get(
        "/chain", params={"target": "Police", "on": "2020-08-10"}, headers={"Accept": "text/html"}
    )
    assert page.status_code in (404, 409)
    links = [unescape(one) for one in re.findall(r'<li><a href="(/chain[^"]*)"', page.text)]
    assert links
    assert all("on=2020-08-10" in one for one in links)
    assert client.get(links[0]).status_code == 200

"""The page of an entity: everything for and against with sources, pages of it, nothing read as markup."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.answers import show
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.entity.page import html
from respondeat.api.pages.entity.sections import spoken
from respondeat.api.pages.place import Place
from respondeat.errors import InputError, NotFound
from respondeat.graph.command.what_if import Without
from respondeat.ontology import vocabulary as v
from tests.api.markup import Page

from .hostile import TEXTS, store_of

SRS = "b-cff51765bb5630cbd5e02ccbe31e60ea"
ARTICLE = "lp-3c906f4fa24b836d8ebf7c70f8943444"
NEWSPAPER = "doc-23d88110f63c89a0d3692fa1b1e9d4c5"
LUKASHENKA = "p-f08404d549d3b37cce1867b0ef334b73"
COUNCIL = "b-393faa90b6e099aae69d7f3e3028c1c9"
ELLA = "p-2b238167019f7403397298f84db6aff5"
CONTESTED = "e-6db4a8a415abb90f05a288eb43e3b732"
DONO, BERA, REGIMENT = "p-11337e5f12302053d7f185b4fe0c6936", "p-23aeea49c41c8f7129460cedf62755a7", SRS
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def page(data: Dataset, id: str, language: str = "en", **asked: Any) -> Page:
    values = {name: (str(value),) for name, value in asked.items()}
    place = Place(f"/entity/{id}", language, values)
    return Page(html(data.speaking(language), Asked(place, {"id": id, **asked})).decode())


def squeezed(found: Page) -> str:
    return " ".join(found.text.split()).replace(" ,", ",").replace(" ;", ";")


@pytest.fixture(scope="module")
def example_data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as data:
        yield data


@pytest.fixture(scope="module")
def seed_data(seed_store: Path) -> Iterator[Dataset]:
    with Dataset.open(seed_store, "public") as data:
        yield data


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    with Dataset.open(store_of(tmp_path_factory.mktemp("odd") / "store"), "public") as data:
        yield data


def test_all_that_show_tells_is_there_with_its_sources(example_data: Dataset) -> None:
    found, shown = page(example_data, SRS), show(example_data, v.ID + SRS)
    ids = set(found.all("id"))
    assert {s["id"].removeprefix(v.ID) for s in shown["statements"]} <= ids
    sources = [one for s in shown["statements"] for one in s["sources"]]
    for one in sources:
        assert one["origin"] is None or one["origin"]["name"] in found.text
        if document := one["document"]:
            assert document["title"] in found.text
            assert document["sha256"][:12] in found.text
            assert document["publisher"] in found.text
        assert one["attestation"].removeprefix(v.ID) in found.text
    assert any(one["verdict"] == "denies" for one in sources)
    assert "AGAINST" in found.text
    assert "CONTESTED" in found.text
    assert all(form["form"] in found.text for form in shown["names"])


def test_no_modality_no_rule_and_no_measure_of_certainty_is_lost(example_data: Dataset) -> None:
    around = squeezed(page(example_data, ELLA))
    assert "Ministry of Order of Exampelia (invented) (alleged), possible by its dates, CONTESTED" in around
    assert "Second Section (invented) (alleged) on 2020-09-20" in squeezed(page(example_data, DONO))
    bera = squeezed(page(example_data, BERA))
    assert "head (derived by a rule) attested from 2018-03-01" in bera
    assert "derived by a rule (EDTF): 2018-03-01" in bera
    assert "as the source gives it (EDTF): 2018-03-01 /" not in bera
    below = squeezed(page(example_data, REGIMENT))
    assert re.search(r"\d+ certain and \d+ possible by their dates", below)


def test_what_is_denied_by_what_is_set_aside_is_not_said_to_be_undenied(example_data: Dataset) -> None:
    ministry = example_data.find("Ministry of Order")
    assert "CONTESTED" in squeezed(page(example_data, CONTESTED))
    told = squeezed(page(example_data.less(Without(origins=(ministry,))), CONTESTED))
    assert "in what is not set aside here, no source denies it" in told
    assert "no source in these data denies it" not in told


@pytest.mark.parametrize("id", [SRS, ARTICLE, NEWSPAPER, "st-9e0e5610eae04d3d21f9e9afc68fdb66"])
@pytest.mark.parametrize("by", ["event", "record"])
def test_every_kind_has_a_page_in_good_order(example_data: Dataset, id: str, by: str) -> None:
    for language in LANGUAGES:
        found = page(example_data, id, language, by=by)
        levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        anchors = found.all("id")
        assert len(anchors) == len(set(anchors))
        here = {href[1:] for href in found.all("href") if href.startswith("#")}
        assert here <= set(anchors)
        assert all(ref in anchors for ref in found.all("aria-labelledby"))


def test_links_keep_language_level_and_moment(example_data: Dataset) -> None:
    found = page(example_data, SRS, "be", level="public", recorded_at="2026-12-01")
    links = [href for href in found.all("href") if href.startswith("/") and "/static/" not in href]
    assert len(links) > 20
    for href in links:
        if "hreflang" not in href and not re.search("language=(en|ru)", href):
            assert "language=be" in href, href
            assert "recorded_at=2026-12-01" in href or href.startswith("/account"), href


def test_a_document_tells_what_it_is_and_what_rests_on_it(example_data: Dataset) -> None:
    found = page(example_data, NEWSPAPER)
    assert "b0a5a953e354d9cb8ad295f8e15babd8c5092a1b27bb143099dd1a1d6acd9d0f" in found.text
    for told in (
        "The Sampleton Example (invented newspaper)",
        "on 2020-05-05",
        "text/plain",
        "newspaper.txt",
    ):
        assert told in found.text
    assert "What this document or origin says" in found.text


def test_what_is_said_of_many_is_told_page_by_page(seed_data: Dataset) -> None:
    first, second = page(seed_data, LUKASHENKA), page(seed_data, LUKASHENKA, page=2)
    anchors = [{id for id in found.all("id") if id.startswith("s-")} for found in (first, second)]
    assert [len(one) for one in anchors] == [25, 15]
    assert not anchors[0] & anchors[1]
    one = sorted(anchors[1])[0]
    assert one in page(seed_data, LUKASHENKA, statement=one).all("id")
    by_record = page(seed_data, LUKASHENKA, by="record", statement=one)
    assert one in by_record.all("id")
    assert "Recorded 2026-11-22T12:00:00Z" in by_record.text
    assert any(f"statement={one}" in href and href.endswith(f"#{one}") for href in second.all("href"))
    only = page(seed_data, LUKASHENKA, part="posts")
    assert len([id for id in only.all("id") if id.startswith("s-")]) == 4
    assert "1051 statements" in page(seed_data, COUNCIL).text


def test_what_there_is_not_is_refused(seed_data: Dataset) -> None:
    for asked in ({"part": "nothing"}, {"part": "against"}, {"statement": "s-0"}):
        with pytest.raises(NotFound):
            page(seed_data, LUKASHENKA, **asked)
    with pytest.raises(InputError, match="takes 2"):
        page(seed_data, LUKASHENKA, page=3)


@pytest.mark.parametrize("number", range(len(TEXTS)))
@pytest.mark.parametrize("kind", ["b", "p", "doc"])
@pytest.mark.parametrize("by", ["event", "record"])
def test_no_text_is_read_as_markup_and_no_address_runs(odd: Dataset, number: int, kind: str, by: str) -> None:
    place = Place(f"/entity/{kind}-odd{number}", "en", {"by": (by,)})
    text = html(odd, Asked(place, {"id": f"{kind}-odd{number}", "by": by})).decode()
    found = Page(text)
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"iframe", "object", "embed", "img", "style", "base"}
    scripts = [given for tag, given in found.elements if tag == "script"]
    assert all(str(one.get("src", "")).startswith("/static/") for one in scripts)
    names = {name for _, given in found.elements for name in given}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    outward = {href for href in found.all("href") if not re.match(r"/|#", href)}
    assert outward <= {"https://example.org/?a=%3Cb%3E&c='%22", "https://example.org/?a=<b>&c='\""}
    assert not UNSEEN.search(text)
    if number not in (5, 6):
        assert found.text.count(TEXTS[number]) >= 3


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_no_text_at_all_adds_an_element(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    made = []
    for said in (text if text.strip() else "x", "plain"):
        with Dataset.open(store_of(tmp_path_factory.mktemp("any") / "store", [said]), "public") as data:
            made.append([tag for tag, _ in page(data, "p-odd0").elements if tag != "a"])
    assert made[0] == made[1]


def test_languages_are_told_in_words_with_their_script() -> None:
    assert spoken("be-latn", "en") == "Belarusian, Latin (be-latn)"
    assert spoken("be", "ru").startswith("белорусский")
    assert spoken("x-odd", "be") == "x-odd"

"""The first page: hits by kind and nearness, lists, what is held; the same as JSON for fields."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.place import Place
from respondeat.api.pages.start import page
from respondeat.api.pages.start.held import ordered
from respondeat.ontology import vocabulary as v

NOTHING: Mapping[str, Any] = MappingProxyType({})


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found


def asked(given: Mapping[str, Any], language: str = "en") -> Asked:
    address = {
        name: tuple(value) if isinstance(value, list) else (str(value),) for name, value in given.items()
    }
    return Asked(Place("/", language, MappingProxyType(address)), given)


def html(data: Dataset, language: str = "en", **given: Any) -> str:
    return page.html(data.speaking(language), asked(given, language)).decode()


def hits(data: Dataset, language: str = "en", **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.json(data.speaking(language), asked(given, language)))[
        "hits"
    ]
    return found


def test_kinds_are_counted_as_what_was_found_is(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data:
        told = page._found(data, asked({"text": "OMON"}), "OMON", frozenset())["found"]
    assert told["far"]  # they are folded, and counted where they are
    assert [one.count for one in told["kinds"] if one.here] == [told["count"]]
    assert sum(one.count for one in told["kinds"] if not one.here) == told["count"]


def test_hits_stand_by_kind_with_what_tells_them_apart(data: Dataset) -> None:
    text = html(data, text="Fifthperson")
    assert '<h2 id="group-1" class="kind">person <span class="number">' in text
    assert "part of the name" in text
    assert "Commander, Special Regiment of Sampleton (invented)" in text
    id = data.find("Ella Fifthperson").removeprefix(v.ID)
    assert f'href="/entity/{id}?language=en"' in text
    assert f"/explore?node={id}&amp;language=en" in text
    assert "/chain?target=" in text


def test_nearness_is_told_in_words_and_the_score_nowhere(data: Dataset) -> None:
    for language in LANGUAGES:
        text = html(data, language, text="Ela Fifthperson")
        assert not re.search(r"\b0[.,]\d{2}", text)
    assert "score" not in hits(data, text="Ela Fifthperson")[0]
    assert hits(data, text="Ella Fifthperson")[0]["nearness"] == ""


def test_with_nothing_near_it_asks_whether_another_is_meant(data: Dataset) -> None:
    text = html(data, text="Xqzwkv")
    assert "Nothing in the data has a name like this." in text
    assert "Did you mean" not in text
    far = html(data, text="Ministerial dispersal in the yard")
    if "Nothing in the data" in far:
        assert "Did you mean one of these?" in far


def test_a_kind_leaves_the_others_out_and_its_count_stays(data: Dataset) -> None:
    everything = html(data, text="Sampleton")
    kinds = re.findall(r'kinds=(\w+)&amp;language=en"[^>]*>[^<]+<span class="number">(\d+)', everything)
    assert len(kinds) > 1
    for kind, count in kinds:
        found = hits(data, text="Sampleton", kinds=[kind], limit=100)
        assert {hit["type"] for hit in found} == {kind}
        assert len(found) >= int(count)


def test_documents_are_found_by_title(data: Dataset) -> None:
    document = next(iter(ordered(data, "Document")))
    title = data.records.record(document).title  # type: ignore[union-attr]
    found = hits(data, text=title, kinds=["Document"])
    assert document in [hit["id"] for hit in found]
    assert found[0]["chain"] == ""


def test_what_fills_a_field_means_exactly_one(data: Dataset) -> None:
    for text in ("Sampleton", "person", "Ministry", "Raid"):
        for hit in hits(data, text=text, limit=50):
            assert data.find(hit["means"]) == hit["id"]


def test_hits_speak_the_language_of_the_page(data: Dataset) -> None:
    assert hits(data, "be", text="Ella Fifthperson")[0]["kind"] == "чалавек"
    assert "language=be" in hits(data, "be", text="Ella Fifthperson")[0]["href"]


def test_every_kind_is_listed_in_whole_by_name(data: Dataset) -> None:
    text = html(data, kinds=["Person"])
    names = [unescape(one) for one in re.findall(r'class="name"><a [^>]*><bdi>([^<]*)</bdi>', text)]
    assert names == sorted(names, key=lambda name: name.replace(" [invented]", "").casefold())
    assert len(names) == len(set(data.records.instances(v.PERSON)))


def test_a_long_list_comes_in_parts(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_PART", 5)
    first, second = html(data, kinds=["Person"]), html(data, kinds=["Person"], part=2)
    assert first.count('class="hit"') == second.count('class="hit"') == 5
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert set(re.findall(r"<bdi>([^<]*person)", first)).isdisjoint(re.findall(r"<bdi>([^<]*person)", second))
    assert 'class="hit"' in html(data, kinds=["Person"], part=9999)


def test_the_first_page_tells_what_is_held_and_what_can_be_asked(data: Dataset) -> None:
    for language in LANGUAGES:
        text = html(data, language)
        assert f"kinds=Person&amp;language={language}" in text
        assert text.count('class="questions"') == 1
        assert re.search(r'/chain\?target=[^"]+&amp;on=\d{4}-\d\d-\d\d&amp;language=', text)
        assert "2026" in text or "recorded" in text
    assert "It does not say" in html(data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(text=st.text(min_size=1, max_size=40) | st.just("<img src=x onerror=alert(1)>\u202e\u2028</script>"))
def test_no_text_becomes_markup_or_an_error(data: Dataset, text: str) -> None:
    made = html(data, text=text)
    assert "<img" not in made
    assert made.count("<script") == html(data, text="Raid").count("<script")
    hits(data, text=text)

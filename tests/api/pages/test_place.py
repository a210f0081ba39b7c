"""Addresses: a link keeps the language and whose eyes see, a view keeps all that was asked."""

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.pages.place import LASTING, Place
from respondeat.ontology import vocabulary as v

NAMES = st.sampled_from(["target", "on", "level", "recorded_at", "without_origin"])
GIVEN = st.dictionaries(NAMES, st.lists(st.text(min_size=1), min_size=1, max_size=3).map(tuple))


@given(GIVEN, st.sampled_from(["en", "be", "ru"]), st.text(min_size=1))
def test_an_address_says_what_was_given(told: dict[str, tuple[str, ...]], language: str, text: str) -> None:
    place = Place("/chain", language, told)
    pairs = parse_qsl(urlsplit(place.changed(on=text)).query, keep_blank_values=True)
    wanted = [(n, x) for n, values in told.items() for x in values if n != "on"]
    assert sorted(pairs) == sorted([*wanted, ("on", text), ("language", language)])


@given(GIVEN)
def test_a_link_keeps_only_what_lasts(told: dict[str, tuple[str, ...]]) -> None:
    pairs = parse_qsl(urlsplit(Place("/chain", "en", told).link("/explore")).query, keep_blank_values=True)
    assert {name for name, _ in pairs} == {n for n in told if n in LASTING} | {"language"}


def test_values_of_other_kinds_are_written_as_parameters_are_read() -> None:
    place = Place("/x", "en")
    assert place.link("/y", a=True, b=3, c=("p", "q"), d=None) == "/y?a=true&b=3&c=p&c=q&language=en"


def test_addresses_of_entities_escape_what_they_must() -> None:
    place = Place("/", "be")
    assert place.entity(v.ID + "b-1") == "/entity/b-1?language=be"
    told = place.entity("https://example.org/?a=b#c")
    assert told == "/entity/https%3A%2F%2Fexample.org%2F%3Fa%3Db%23c?language=be"


def test_a_form_sends_what_its_fields_do_not() -> None:
    place = Place("/chain", "ru", {"target": ("x",), "level": ("team",)})
    assert list(place.hidden("target")) == [("level", "team"), ("language", "ru")]
    assert list(place.lasting()) == [("level", "team"), ("language", "ru")]

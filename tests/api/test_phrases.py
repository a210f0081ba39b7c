"""Words of answers: every kind of link, gap and time has some that a reader knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.phrases import GAPS, LINKS, link, named, post, reserve, source, words
from respondeat.api.phrases_time import span, valid
from respondeat.graph.command import CONCEPT
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

NOBODY: dict[str, object] = {
    "reported_by": None,
    "withheld": False,
    "document": None,
    "passages": [],
    "note": None,
}
SAID = {"verdict": "supports", "origin": {"name": "A"}, "modality": "asserted", "standard": None, **NOBODY}


def test_every_kind_of_link_has_words() -> None:
    for name in CONCEPT.values():
        if name not in ("time", "other"):
            assert link(name) != name or name in ("appointment", "among", "head"), name
    assert set(LINKS) <= set(CONCEPT.values())


def test_concepts_are_told_by_their_labels() -> None:
    for scheme in v.SCHEMES:
        for iri in concepts(scheme):
            assert words(iri.removeprefix(v.R)).strip()
    assert words("otherCapacity") == "other capacity"


def test_a_head_bears_the_title_of_the_source() -> None:
    assert post("actingHead", "Acting Minister") == "acting head (“Acting Minister”):"
    assert post("head", "Chair", of=True) == "head (“Chair”) of"


def test_marks_stand_where_the_name_lacks_them() -> None:
    assert named({"name": "X", "placeholder": True}) == "X [placeholder]"
    assert (
        named({"name": "X (placeholder)", "placeholder": True, "invented": True})
        == "X (placeholder) [invented]"
    )


def test_gaps_are_told() -> None:
    assert set(GAPS) == {"no-head", "no-superior", "placeholder", "cut-short"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "A"),
        ({"origin": None}, "Origin not stated"),
        ({"verdict": "denies", "modality": "denied"}, "AGAINST: A, denied"),
        ({"reported_by": {"name": "B"}}, "A, as reported by B"),
        ({"withheld": True}, "A, passage withheld at this level"),
        ({"standard": "reasonableGroundsToBelieve"}, "A, standard of proof: reasonable grounds to believe"),
        ({"standard": "notStated"}, "A"),
        ({"passages": [{"locator": "page 3", "start": None}]}, "A, page 3"),
        ({"passages": [{"locator": None, "start": 3, "end": 9}]}, "A, characters 3–9"),
        (
            {"document": {"title": "T", "publisher": "P", "file_name": None, "url": None, "id": "x/doc-1"}},
            "A, T (P)",
        ),
        (
            {
                "document": {
                    "title": None,
                    "publisher": "A",
                    "file_name": "f.txt",
                    "url": None,
                    "id": "x/doc-1",
                }
            },
            "A, f.txt",
        ),
    ],
)
def test_a_source_in_a_line(more: dict[str, object], told: str) -> None:
    assert source({**SAID, **more}) == told


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ((None, None, None, None), "no time stated"),
        (("2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03"), "on 2020-05-03"),
        ((None, "2020-05-03", "2020-05-03", None), "attested on 2020-05-03"),
        ((None, "2020-12-31", "2020-01-01", None), "at some time in 2020"),
        (("2020-05-01", "2020-05-31", "2020-05-01", "2020-05-31"), "at some time in May 2020"),
        (("2020-01-01", "2020-12-31", None, None), "from some day in 2020"),
        ((None, None, "2020-02-01", "2020-02-29"), "until some day in February 2020"),
        ((None, "2012-01-01", "2014-08-25", None), "attested from 2012-01-01, still on 2014-08-25"),
        ((None, None, None, "2014-08-25"), "ended by 2014-08-25"),
        (("1966-06-21", "1966-06-21", "1966-06-21", None), "from 1966-06-21"),
        (("2014-08-25", None, None, None), "not before 2014-08-25"),
    ],
)
def test_a_time_in_words(bounds: tuple[str | None, ...], told: str) -> None:
    assert valid({"edtf": "", **dict(zip(("es", "ls", "ee", "le"), bounds, strict=True))}) == told


days = st.none() | st.dates().map(lambda d: d.isoformat())


@given(es=days, ls=days, ee=days, le=days)
def test_a_time_in_words_leaves_no_bound_out_that_says_more(
    es: str | None, ls: str | None, ee: str | None, le: str | None
) -> None:
    told = valid({"edtf": "", "es": es, "ls": ls, "ee": ee, "le": le})
    assert told
    assert "None" not in told


def test_days_as_intervals() -> None:
    assert span([["2020-05-01", "2020-05-01"], ["2020-05-03", None]]) == "2020-05-01, from 2020-05-03"


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        (("-0044-03-15", "-0044-03-15", "-0044-03-15", "-0044-03-15"), "on -0044-03-15"),
        (("-0044-01-01", "-0044-12-31", "-0044-01-01", "-0044-12-31"), "from -0044-01-01 to -0044-12-31"),
        ((None, "-0043-12-31", "-0044-01-01", None), "from -0044-01-01 to -0043-12-31"),
        (("0000-01-01", "0000-12-31", None, None), "from 0000-01-01 to 0000-12-31"),
        ((None, None, "170000000-01-01", "170000000-12-31"), "from 170000000-01-01 to 170000000-12-31"),
    ],
)
def test_years_that_no_calendar_of_the_machine_has_are_told(
    bounds: tuple[str | None, ...], told: str
) -> None:
    assert told in valid({"edtf": "", **dict(zip(("es", "ls", "ee", "le"), bounds, strict=True))})


def derived(*premises: tuple[str, str]) -> dict[str, object]:
    """A derivation from premises, each with its state and modality."""
    told = [
        {"statement": "s", "state": state, "sources": [SAID | {"modality": modality}]}
        for state, modality in premises
    ]
    return {"verdict": "derived", "premises": told}


ALLEGED = SAID | {"modality": "alleged"}


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([], ""),
        ([SAID, ALLEGED], ""),
        ([ALLEGED], " (alleged)"),
        ([ALLEGED | {"verdict": "denies"}], ""),
        ([derived(("supported", "asserted"), ("supported", "asserted"))], ""),
        ([derived(("supported", "asserted"), ("supported", "alleged"))], " (from premises: alleged)"),
        ([derived(("contested", "asserted"))], " (from premises: contested)"),
        ([derived(("contested", "alleged"))], " (from premises: alleged, contested)"),
        ([SAID, derived(("contested", "alleged"))], ""),
        ([ALLEGED, derived(("contested", "asserted"))], " (alleged, from premises: contested)"),
        # one derivation without reserve is enough; one that does not hold is none
        ([derived(("supported", "asserted")), derived(("contested", "alleged"))], ""),
        (
            [derived(("set-aside", "asserted")), derived(("supported", "alleged"))],
            " (from premises: alleged)",
        ),
        ([ALLEGED, derived(("supported", "asserted"))], " (alleged)"),
    ],
)
def test_what_is_derived_bears_the_reserve_of_its_premises(
    entries: list[dict[str, object]], told: str
) -> None:
    assert reserve(entries) == told


def test_the_reserve_of_a_premise_goes_through_every_derivation_between() -> None:
    below = {"statement": "s", "state": "supported", "sources": [derived(("supported", "alleged"))]}
    assert reserve([{"verdict": "derived", "premises": [below]}], "ru") == " (из посылок: как утверждается)"

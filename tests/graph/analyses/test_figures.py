"""The history of a figure on a small invented world."""

from typing import Any

import pytest

from respondeat.graph.analyses.figures import Figure, figures
from respondeat.graph.command import State
from respondeat.graph.dates import day, held_on
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Entity, Record, Retraction, Statement, Text
from respondeat.ontology import vocabulary as v

ONE, OTHER = v.ID + "b-one", v.ID + "b-other"
EVENT, GROUP = v.ID + "e-held", v.ID + "g-held"
PRISONERS = v.R + "politicalPrisoners"


def figure(value: int, as_of: str | None = "2021-06-30", **roles: Any) -> Statement:
    given: dict[str, Any] = {"metric": PRISONERS, "comparator": v.R + "exactly", "unit": v.R + "people"}
    given["asOf"] = None if as_of is None else Text(as_of)
    given["population"] = Text("political prisoners", "en")
    return Statement.of("Quantity", None, **given | roles, value=value)


def said(s: Statement, *origins: str) -> list[Record]:
    return [s, *(Attestation.of(supports=[s.id], origin=o, note=o) for o in origins or (ONE,))]


def told(*records: list[Record], **more: Any) -> tuple[Figure, ...]:
    return figures(RecordSet(r for some in records for r in some), **more).figures


def test_figures_stand_by_as_of_day_and_those_without_one_last() -> None:
    found = told(
        said(figure(30, "2022")),
        said(figure(10, None)),
        said(figure(20, "2021-06-30")),
        said(figure(25, "2021-05-01/..")),
    )
    assert [f.value for f in found] == [20, 30, 25, 10]
    assert [f.as_of for f in found] == [
        (day("2021-06-30"),) * 2,
        (day("2022-01-01"), day("2022-12-31")),
        (day("2021-05-01"), None),
        None,
    ]


def test_what_measures_different_things_is_told_apart() -> None:
    found = told(
        said(figure(10)),
        said(figure(11, "2021-07-01", population=Text("Political  prisoners", "en"))),
        said(figure(12, "2021-07-02", population=Text("people behind bars", "en"))),
        said(figure(13, "2021-07-03", unit=v.R + "cases")),
        said(figure(14, "2021-07-04", event=EVENT)),
    )
    assert [f.measure for f in found] == [1, 1, 2, 3, 4]


def test_one_origin_that_is_told_again_is_marked() -> None:
    first, again = figure(10, "2021-06-30"), figure(10, "2021-07-01", population=Text("those held", "en"))
    other, more = figure(10, "2021-07-02"), figure(11, "2021-07-03")
    found = told(said(first), said(again), said(other, OTHER), said(more))
    assert [f.repeats for f in found] == [(), (first.id,), (), ()]


def test_several_documents_of_one_origin_are_one_origin() -> None:
    s = figure(10)
    twice: list[Record] = [
        s,
        *(Attestation.of(supports=[s.id], origin=ONE, reported_by=r) for r in (ONE, OTHER)),
    ]
    [found] = told(twice)
    assert (found.origins, found.attestations) == ((ONE,), 2)


def test_an_origin_that_is_not_stated_repeats_nobody() -> None:
    found = told(said(figure(10), ""), said(figure(10, "2021-07-01"), ""))
    assert [f.repeats for f in found] == [(), ()]


def test_retracted_figures_go_and_denied_ones_are_marked() -> None:
    gone, denied = figure(10), figure(11)
    speaks: list[Record] = [denied, Attestation.of(denies=[denied.id], origin=ONE)]
    found = told(
        said(gone),
        [Retraction.of([gone.id], "invented")],
        speaks,
    )
    assert [(f.value, f.state) for f in found] == [(11, State.DENIED)]


@pytest.mark.parametrize(
    ("window", "values"),
    [
        (("2021-06-30", "2021-06-30"), [20, 25]),
        (("2020-01-01", "2020-12-31"), []),
        (("2022-01-01", "2022-01-01"), [30, 25]),
    ],
)
def test_a_window_keeps_what_can_be_of_it(window: tuple[str, str], values: list[int]) -> None:
    some = (
        said(figure(30, "2022")),
        said(figure(10, None)),
        said(figure(20)),
        said(figure(25, "2021-05-01/..")),
    )
    assert [f.value for f in told(*some, window=(day(window[0]), day(window[1])))] == values


def test_a_metric_and_a_target() -> None:
    custody = Statement.of("Custody", held_on("2021"), detained=GROUP, event=EVENT)
    some: tuple[list[Record], ...] = (
        said(figure(10, event=EVENT)),
        said(figure(11, metric=v.R + "detained")),
        [Entity.of(EVENT, "Event"), Entity.of(GROUP, "PersonGroup"), *said(custody)],
    )
    assert [f.value for f in told(*some, metric=PRISONERS)] == [10]
    assert [f.value for f in told(*some, target=EVENT)] == [10]
    assert [f.value for f in told(*some, target=GROUP)] == [10]
    assert told(*some, target=ONE) == ()
    assert told() == ()

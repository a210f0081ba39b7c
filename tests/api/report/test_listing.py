"""What listings have in common."""

from respondeat.api.report.listing import Listing, day, one_time
from respondeat.api.report.sources import Sources
from respondeat.api.report.words import Words


def listing(*, less: bool = False) -> Listing:
    words = Words("en", less)
    return Listing({}, Sources(words, (), page=True), words)


def test_a_time_is_sorted_by_its_first_known_day() -> None:
    assert day({"es": None, "ls": "2020-02-01", "ee": None, "le": None}) == "2020-02-01"
    assert day({"es": None, "ls": None, "ee": None, "le": None}) == "9999"


def test_days_are_asked_as_questions_take_them() -> None:
    assert one_time(["2020-02-01", "2020-02-01"]) == "2020-02-01"
    assert one_time(["2020-02-01", "2020-02-03"]) == "2020-02-01/2020-02-03"
    assert one_time(["2020-02-01", None]) is None
    assert one_time(None) is None


def test_a_grade_is_told_by_shape_and_words() -> None:
    (certain,) = listing().verdict({"grade": "certain", "basis": "certain"})
    (bounded,) = listing().verdict({"grade": "possible", "basis": "bounded"})
    (undated,) = listing().verdict({"grade": "possible", "basis": "open"})
    assert [one.style for one in (certain, bounded, undated)] == ["certain", "possible", "open"]
    assert len({one.text for one in (certain, bounded, undated)}) == 3


def test_nothing_is_said_against_it_in_these_data_only() -> None:
    (told,) = listing().against({"state": "supported"})
    assert told.text == "nothing in these data"
    (told,) = listing(less=True).against({"state": "supported"})
    assert told.text == "nothing in what is not set aside"
    (told,) = listing().against({"state": "contested"})
    assert told.style == "loud"

"""Every question has a main list, and other rows can stand in it."""

from respondeat.api.answers import QUESTIONS
from respondeat.api.main_lists import MAIN, main, with_main


def test_every_question_has_one() -> None:
    assert set(MAIN) == set(QUESTIONS)


def test_other_rows_stand_where_the_first_did_and_nothing_else_changes() -> None:
    answer = {"combinations": {"rows": [1, 2], "cut": False}, "statements": []}
    made = with_main("patterns", answer, [3])
    assert made == {"combinations": {"rows": [3], "cut": False}, "statements": []}
    assert (main("patterns", answer), main("patterns", made)) == ([1, 2], [3])

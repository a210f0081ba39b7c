"""One error tree, one JSON shape, one exit code for each kind."""

import json

import pytest

from respondeat import errors


def all_errors() -> list[type[errors.RespondeatError]]:
    return [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.RespondeatError)]


@pytest.mark.parametrize("error", all_errors(), ids=lambda e: e.__name__)
def test_one_json_shape(error: type[errors.RespondeatError]) -> None:
    shape = error("row 3 is empty: delete it", candidates=[{"id": "p1", "name": "A"}]).as_json()
    assert json.loads(json.dumps(shape)) == {
        "error": {
            "type": error.type,
            "title": error.title,
            "detail": "row 3 is empty: delete it",
            "candidates": [{"id": "p1", "name": "A"}],
        }
    }


def test_types_are_told_apart_and_titles_are_sentences() -> None:
    types = [e.type for e in all_errors()]
    assert len(set(types)) == len(types)
    assert {e.title for e in all_errors() if not e.title[0].isupper() or e.title.endswith(".")} == set()


@pytest.mark.parametrize(
    ("parent", "code"),
    [
        (errors.InputError, 2),
        (errors.NamingError, 3),
        (errors.IntegrityError, 4),
        (errors.StoreError, 5),
    ],
)
def test_a_kind_has_one_exit_code(parent: type[errors.RespondeatError], code: int) -> None:
    assert {e.exit_code for e in all_errors() if issubclass(e, parent)} == {code}


def test_every_error_is_drawn_in_the_tree() -> None:
    drawn = errors.__doc__ or ""
    assert [e.__name__ for e in all_errors() if f" {e.__name__} " not in drawn.replace("\n", " \n ")] == []


def test_detail_is_what_is_shown_and_candidates_are_kept_apart() -> None:
    given = {"id": "p1"}
    error = errors.AmbiguousName("two persons bear this name", candidates=[given])
    given["id"] = "changed"
    assert str(error) == error.detail == "two persons bear this name"
    assert error.candidates == ({"id": "p1"},)

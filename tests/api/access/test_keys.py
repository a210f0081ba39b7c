"""Keys: made, listed, ended."""

from collections.abc import Callable
from typing import Any

import pytest

from respondeat.api.access import OWNER, Scope
from respondeat.errors import InputError, NotAllowed, NotFound, StoreError
from tests.api.access.people import People, somebody

DAY = 86400


def made(people: People, **given: Any) -> tuple[str, str]:
    told: dict[str, Any] = {"label": "Table", "level": "public", "scopes": ["read"], **given}
    key, text = people.entrance.keys.add(OWNER, **told)
    return key.id, text


def test_a_revoked_key_stays_as_long_revoked_as_it_was(people: People) -> None:
    id, _ = made(people)
    first = people.entrance.keys.revoke(OWNER, id)
    people.clock.on(DAY)
    assert people.entrance.keys.revoke(OWNER, id) == first


def test_a_key_as_data_opens_nothing(people: People) -> None:
    key, text = people.entrance.keys.add(OWNER, "Table", "sealed", ["read"])
    told = str(key.as_json(people.clock.now))
    assert key.hash not in told
    assert text[21:40] not in told


@pytest.mark.parametrize("label", ["", " ", "x" * 201, "a\x1b[31m", "a\u202eb", "a\x00"])
def test_labels_that_are_none(people: People, label: str) -> None:
    with pytest.raises(InputError, match="label"):
        made(people, label=label)


@pytest.mark.parametrize(
    "given",
    [{"level": "high"}, {"scopes": []}, {"scopes": ["root"]}, {"days": 0}, {"days": -1}, {"days": 10**9}],
)
def test_rights_and_ends_that_are_none(people: People, given: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        made(people, **given)
    assert people.entrance.keys.all(OWNER) == []


GIVERS: list[tuple[str, list[Scope], str, list[Scope]]] = [
    ("public", ["read", "admin"], "restricted", ["read"]),
    ("restricted", ["read", "admin"], "sealed", ["read"]),
    ("sealed", ["read", "admin"], "public", ["write"]),
    ("sealed", ["read", "write", "admin"], "public", ["review", "read"]),
]


@pytest.mark.parametrize(("level", "scopes", "wanted", "wanted_scopes"), GIVERS)
def test_nobody_gives_or_ends_or_sees_more_than_they_have(
    people: People, level: str, scopes: list[Scope], wanted: str, wanted_scopes: list[Scope]
) -> None:
    giver = somebody(level, *scopes)
    with pytest.raises(NotAllowed, match="more than they have"):
        people.entrance.keys.add(giver, "Table", wanted, list(wanted_scopes))
    higher, _ = people.entrance.keys.add(OWNER, "Table", wanted, list(wanted_scopes))
    with pytest.raises(NotAllowed):
        people.entrance.keys.revoke(giver, higher.id)
    assert people.entrance.keys.all(giver) == []
    own, _ = people.entrance.keys.add(giver, "Table", level, list(scopes))
    assert people.entrance.keys.all(giver) == [own]


def test_a_key_that_is_not_there_cannot_be_ended(people: People) -> None:
    with pytest.raises(NotFound):
        people.entrance.keys.revoke(OWNER, "k-0000000000000000")


Change = Callable[[People], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.entrance.keys.add(OWNER, "Second", "public", ["read"]),
        lambda p: p.entrance.keys.revoke(OWNER, p.entrance.keys.all(OWNER)[0].id),
    ],
)
def test_what_cannot_be_logged_is_not_done(people: People, change: Change) -> None:
    made(people)
    before = people.entrance.keys.all(OWNER)
    (people.store / "custody" / "head.json").write_bytes(b"{}")
    with pytest.raises(StoreError, match="custody log"):
        change(people)
    assert people.entrance.keys.all(OWNER) == before

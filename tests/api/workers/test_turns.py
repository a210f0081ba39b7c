"""Turns: one of each client after the other, each client's in their order, none lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.workers.turns import Turns


@given(st.lists(st.sampled_from("abc")))
def test_turns_go_round(clients: list[str]) -> None:
    turns: Turns[int] = Turns()
    for number, client in enumerate(clients):
        turns.add(client, number)
    taken: list[tuple[str, int]] = []
    while (one := turns.take()) is not None:
        taken.append(one)
    assert sorted(number for _, number in taken) == list(range(len(clients)))
    for client in "abc":
        theirs = [number for who, number in taken if who == client]
        assert theirs == sorted(theirs)
    left = Counter(clients)
    for at, (client, _) in enumerate(taken):
        before = Counter(who for who, _ in taken[:at])
        assert all(before[client] <= before[other] for other in left if before[other] < left[other])


@given(st.lists(st.sampled_from("abc"), min_size=1), st.data())
def test_one_that_leaves_is_not_taken(clients: list[str], data: st.DataObject) -> None:
    turns: Turns[int] = Turns()
    for number, client in enumerate(clients):
        turns.add(client, number)
    gone = data.draw(st.integers(0, len(clients) - 1))
    assert turns.remove(clients[gone], gone)
    assert not turns.remove(clients[gone], gone)
    assert not turns.remove("d", gone)
    found = []
    while (one := turns.take(lambda client: client != "c")) is not None:
        found.append(one[1])
    assert sorted(found) == [n for n, client in enumerate(clients) if n != gone and client != "c"]
    assert len(turns) == sum(client == "c" for n, client in enumerate(clients) if n != gone)

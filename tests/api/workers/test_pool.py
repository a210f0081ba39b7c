"""The pool: what is asked comes back, limits end the work and nothing else, turns are fair."""

import asyncio
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest

from respondeat import errors
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.api.workers import Progress, Request
from respondeat.api.workers.here import Here
from respondeat.api.workers.pool import Pool
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.workers.conftest import Pooled, Shared, filled, text, trouble, warmed
from tests.graph.stores.samples import changeset

SECRET = "Zyxwvut Secretname"


def test_a_question_is_answered_as_in_this_process(example: Path, pooled: Pooled) -> None:
    request = Request("question", {"name": "search", "parameters": {"text": "omon"}})

    async def doing(pool: Pool) -> None:
        here = Here(example)
        far, near = await pool.ask("public", request), await here.ask("public", request)
        await here.close()
        assert far.body.read() == near.body.read()
        assert (far.media_type, far.meta, far.dataset_hash) == (near.media_type, near.meta, near.dataset_hash)
        assert await pool.dataset_hash("public") == far.dataset_hash

    pooled(doing, example)


@pytest.mark.parametrize("level", v.LEVELS)
def test_the_hash_is_that_of_the_level(level: str, levels: Path, shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        with Dataset.open(levels, level) as data:
            assert await pool.dataset_hash(level) == data.dataset_hash
            assert (await pool.ask(level, trouble("echo", 1))).dataset_hash == data.dataset_hash

    shared.run(doing)


def test_what_comes_back(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        reply = await pool.ask("public", trouble("echo", "Ї\ud800"[:1] * 1000))
        assert reply.body.read() == "Ї".encode() * 1000
        assert (reply.media_type, dict(reply.meta)) == ("text/plain", {"done": True})

    shared.run(doing)


@pytest.mark.parametrize("size", [0, 256, 2**20, 2**20 + 256, 30 * 2**20])
def test_a_body_comes_whole_and_a_large_one_in_a_file(size: int, shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        body = (await pool.ask("public", trouble("bytes", size))).body
        assert body.size == size
        assert body.small == (size <= 2**20)
        pieces = [piece async for piece in body.chunks()]
        assert b"".join(pieces) == bytes(range(256)) * (size // 256)
        body.close()

    shared.run(doing)


def test_an_answer_over_its_bytes_is_not_given(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        with pytest.raises(errors.Stopped) as told:
            await pool.ask("public", trouble("bytes", 2**20, bytes=2**20 - 1))
        assert (told.value.limit, told.value.allowed) == ("bytes", 2**20 - 1)

    shared.run(doing)


def test_errors_come_back_as_they_were(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        with pytest.raises(errors.AmbiguousName) as ambiguous:
            await pool.ask("public", trouble("ambiguous"))
        assert ambiguous.value.detail == "two \ud800 persons"
        assert ambiguous.value.candidates == ({"id": "p1", "name": "Ї"},)
        with pytest.raises(errors.ValidationError) as invalid:
            await pool.ask("public", trouble("violations"))
        assert invalid.value.violations == ({"path": "r:start"},)
        with pytest.raises(errors.InputError, match="no task"):
            await pool.ask("public", Request("unheard of"))

    shared.run(doing)


def test_a_fault_has_a_number_and_tells_no_data(pooled: Pooled, caplog: pytest.LogCaptureFixture) -> None:
    async def doing(pool: Pool) -> None:
        pid = await text(pool.ask("public", trouble("pid")))
        with pytest.raises(errors.RespondeatError) as told:
            await pool.ask("public", trouble("fault", SECRET))
        assert type(told.value) is errors.RespondeatError
        number = told.value.detail.rpartition(" ")[2].rstrip(".")
        await asyncio.sleep(0.2)
        assert number in caplog.text
        assert "ZeroDivisionError at" in caplog.text
        assert "troubles.py" in caplog.text
        assert SECRET not in caplog.text + told.value.detail
        assert await text(pool.ask("public", trouble("pid"))) == pid

    pooled(doing, workers=1, spares=0)


def test_what_a_library_prints_is_no_answer_and_not_logged(
    shared: Shared, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async def doing(pool: Pool) -> None:
        assert await text(pool.ask("public", trouble("print", SECRET))) == "printed"

    shared.run(doing)
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("what", "argument", "limits", "limit"),
    [
        ("nap", 30, {"wall": 0.3}, "wall"),
        ("stuck", None, {"wall": 0.3}, "wall"),
        ("burn", 30, {"cpu": 1}, "cpu"),
        ("stuck", None, {"cpu": 1}, "cpu"),
        ("eat", 2000, {"memory": 100 * 2**20}, "memory"),
        ("double", None, {"memory": 100 * 2**20}, "memory"),
        ("segfault", None, {}, "stack"),
        ("nest", 200_000, {}, "stack"),
        ("recurse", None, {}, "stack"),
    ],
)
def test_a_limit_ends_the_work_and_is_named(
    what: str, argument: object, limits: dict[str, Any], limit: str, shared: Shared
) -> None:
    async def doing(pool: Pool) -> None:
        await pool.ask("public", trouble("echo", 1))
        began = time.monotonic()
        with pytest.raises(errors.Stopped) as told:
            await pool.ask("public", trouble(what, argument, **limits))
        assert time.monotonic() - began < 10
        assert told.value.limit == limit
        if limit in limits:
            assert told.value.allowed == limits[limit]
        assert await text(pool.ask("public", trouble("echo", "still here"))) == "still here"

    shared.run(doing)


def test_nesting_far_beyond_what_is_let_through_is_read(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        await pool.ask("public", trouble("nest", 1000))

    shared.run(doing)


@pytest.mark.parametrize(("what", "argument"), [("exit", 0), ("exit", 3)])
def test_a_process_that_leaves_is_a_fault(what: str, argument: int, shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        with pytest.raises(errors.RespondeatError, match="ended without an answer") as told:
            await pool.ask("public", trouble(what, argument))
        assert not isinstance(told.value, errors.Stopped)
        assert await text(pool.ask("public", trouble("echo", "still here"))) == "still here"

    shared.run(doing)


def test_others_do_not_notice(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool, 3)
        hostile = [
            trouble("stuck", wall=1),
            trouble("double"),
            trouble("segfault"),
            trouble("nap", 9, wall=1),
        ]
        many = [asyncio.create_task(refused(pool.ask("public", r, "bad"))) for r in hostile]
        slowest = 0.0
        while not all(one.done() for one in many):
            began = time.monotonic()
            await pool.ask("public", trouble("echo", 1), "good")
            slowest = max(slowest, time.monotonic() - began)
            await asyncio.sleep(0.01)
        assert [one.result() for one in many] == ["wall", "memory", "stack", "wall"]
        assert slowest < 1

    pooled(doing, workers=2, per_client=8)


async def refused(asking: Awaitable[Any]) -> str:
    try:
        await asking
    except errors.LimitError as error:
        return error.limit
    return "answered"


def test_who_asks_no_longer_ends_the_work(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        pid = await text(pool.ask("public", trouble("pid")))
        asking = asyncio.create_task(pool.ask("public", trouble("nap", 30)))
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        began = time.monotonic()
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() - began < 2
            await asyncio.sleep(0.01)
        assert await text(pool.ask("public", trouble("pid"))) != pid

    shared.run(doing)


def test_who_waits_no_longer_takes_no_turn(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool)
        first = asyncio.create_task(pool.ask("public", trouble("nap", 0.5)))
        second = asyncio.create_task(pool.ask("public", trouble("nap", 30)))
        await asyncio.sleep(0.1)
        second.cancel()
        third = asyncio.create_task(text(pool.ask("public", trouble("echo", "third"))))
        await first
        assert await third == "third"

    pooled(doing, workers=1, spares=0)


def test_a_client_has_so_much_at_work(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool, 2)
        many = [asyncio.create_task(pool.ask("public", trouble("nap", 0.3), "one")) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(errors.TooMany) as told:
            await pool.ask("public", trouble("echo", 1), "one")
        assert (told.value.limit, told.value.allowed, told.value.retry_after) == ("per_client", 3, 1)
        assert await text(pool.ask("public", trouble("echo", 1), "another")) == "1"
        await asyncio.gather(*many)
        assert await text(pool.ask("public", trouble("echo", 1), "one")) == "1"

    pooled(doing, per_client=3)


def test_so_many_wait_and_so_long(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool)
        work = asyncio.create_task(pool.ask("public", trouble("nap", 1.5), "a"))
        await asyncio.sleep(0.05)
        waits = [asyncio.create_task(refused(pool.ask("public", trouble("echo", 1), c))) for c in "bc"]
        await asyncio.sleep(0.05)
        with pytest.raises(errors.Busy) as told:
            await pool.ask("public", trouble("echo", 1), "d")
        assert told.value.limit == "waiting"
        assert told.value.retry_after
        assert await asyncio.gather(*waits) == ["wait_seconds", "wait_seconds"]
        await work

    pooled(doing, workers=1, spares=0, waiting=2, wait_seconds=0.5)


def test_turns_go_round_among_clients(pooled: Pooled) -> None:
    """One that asks much waits for itself, not the others for it."""

    async def doing(pool: Pool) -> None:
        await warmed(pool)
        order: list[str] = []

        async def ask(client: str) -> None:
            await pool.ask("public", trouble("nap", 0.02), client)
            order.append(client)

        async with asyncio.TaskGroup() as group:
            for client in ["much"] * 10 + ["little"] * 2:
                group.create_task(ask(client))
        assert order.index("little") <= 2
        assert [i for i, c in enumerate(order) if c == "little"][1] <= 4

    pooled(doing, workers=1, spares=0, per_client=20)


def test_a_spare_serves_whoever_has_nothing_at_work(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool, 3)
        many = [asyncio.create_task(pool.ask("public", trouble("nap", 3), "much")) for _ in range(4)]
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await pool.ask("public", trouble("echo", 1), "little")
        assert time.monotonic() - began < 0.5
        for one in many:
            one.cancel()
        await asyncio.wait(many)

    pooled(doing, workers=2, spares=1)


def test_long_work_has_processes_of_its_own(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        seen: list[Progress] = []
        request = trouble("burn", 2.5, wall=60, cpu=60)
        job = Request(request.task, request.parameters, request.limits, seen.append)
        long = asyncio.create_task(text(pool.ask("public", job, "a")))
        pid = await text(pool.ask("public", trouble("pid", wall=5), "a"))
        assert await long != pid
        assert [one.wall for one in seen][:2] == [1, 2]
        assert seen[1].cpu is not None
        assert seen[1].cpu > 0
        assert (seen[1].memory or 0) > 2**20

    pooled(doing, workers=1, spares=0, wall_seconds=10, per_client=2)


def test_what_is_added_is_in_the_next_answer(writable: Path, pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        before = await pool.ask("public", trouble("pid"))
        with EmbeddedStore.open(writable, INDEXES) as store:
            store.write([changeset(4, "public", 3)])
        after = await pool.ask("public", trouble("pid"))
        assert before.body.read() == after.body.read()
        assert before.dataset_hash != after.dataset_hash == await pool.dataset_hash("public")

    pooled(doing, writable, workers=1, spares=0)


def test_what_is_added_above_changes_nothing_below(writable: Path, pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        hashes = {level: await pool.dataset_hash(level) for level in v.LEVELS}
        with EmbeddedStore.open(writable, INDEXES) as store:
            store.write([changeset(5, "restricted", 3)])
        changed = [level for level in v.LEVELS if await pool.dataset_hash(level) != hashes[level]]
        assert changed == ["restricted", "sealed"]

    pooled(doing, writable)


def test_refreshing_leaves_no_process_that_has_read_what_was(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool, 3)
        await pool.ask("sealed", trouble("echo", 1))
        short = asyncio.create_task(text(pool.ask("public", trouble("nap", 0.5))))
        long = asyncio.create_task(text(pool.ask("public", trouble("nap", 3))))
        await asyncio.sleep(0.1)
        old = {process.pid for process in pool.processes}
        began = time.monotonic()
        await pool.refresh()
        assert time.monotonic() - began < 4
        assert old.isdisjoint({process.pid for process in pool.processes})
        assert int(await short) in old
        assert int(await long) not in old  # done again
        assert int(await text(pool.ask("sealed", trouble("pid")))) not in old

    pooled(doing)


def test_a_process_that_keeps_too_much_is_not_asked_again(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        small = {await text(pool.ask("public", trouble("keep", 1))) for _ in range(20)}
        assert len(small) == 1
        first = await text(pool.ask("public", trouble("keep", 150)))
        assert first in small
        assert await text(pool.ask("public", trouble("pid"))) != first

    pooled(doing, workers=1, spares=0)


def test_levels_above_public_are_not_kept_open_for_nothing(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        for level in v.LEVELS:
            await pool.ask(level, trouble("echo", 1))
        await asyncio.sleep(1.5)
        assert {process.level for process in pool.processes} == {"public"}
        assert await text(pool.ask("sealed", trouble("echo", "again"))) == "again"

    pooled(doing, idle_seconds=0.5)


def test_a_store_that_is_missing_is_told_and_found_when_it_is_there(tmp_path: Path, pooled: Pooled) -> None:
    store = tmp_path / "later"

    async def doing(pool: Pool) -> None:
        for asking in (pool.ask("public", trouble("echo", 1)), pool.dataset_hash("public")):
            with pytest.raises(errors.StoreMissing):
                await asking
        filled(store)
        assert await text(pool.ask("public", trouble("echo", 1))) == "1"
        assert await pool.dataset_hash("public")

    pooled(doing, store)


def test_closing_lets_work_end(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        await warmed(pool, 2)
        work = asyncio.create_task(text(pool.ask("public", trouble("nap", 0.5, wall=1.5))))
        endless = asyncio.create_task(refused(pool.ask("public", trouble("stuck", wall=1.5))))
        await asyncio.sleep(0.1)
        await pool.close()
        assert int(await work)
        assert await endless in ("closing", "wall")
        with pytest.raises(errors.Busy):
            await pool.ask("public", trouble("echo", 1))

    pooled(doing, wall_seconds=1.5)


def test_processes_that_nobody_asks_let_go_of_what_another_process_withdrew(
    copy: Path, pooled: Pooled
) -> None:
    async def doing(pool: Pool) -> None:
        await pool.ask("public", Request("question", {"name": "search", "parameters": {"text": "omon"}}))
        before = {process.pid for process in pool.processes}
        with EmbeddedStore.open(copy, INDEXES) as store:
            store.write([changeset(7, "public")])
        for _ in range(100):
            await asyncio.sleep(0.1)
            if not before & {process.pid for process in pool.processes}:
                return
        raise AssertionError("they still hold the version before")

    pooled(doing, copy)

"""Writing in a process of its own: one after the other, bounded, whole or not at all whatever happens."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.workers import Limits
from respondeat.api.workers.isolation import report
from respondeat.api.workers.writing import Ordered, OwnProcess
from respondeat.errors import Busy, RespondeatError, Stopped, StoreError, StoreLocked, ValidationError
from respondeat.graph.stores import EmbeddedStore, open_reader
from tests.api.web.writers import WRITER, empty

LIMITS = Limits(wall=120, cpu=120, memory=4 * 2**30)


def order(number: int, records: int = 1, **more: Any) -> Ordered:
    """A posting of places, each time others."""
    places = [{"class": "Place", "key": f"x-{number}-{n}", "invented": True} for n in range(records)]
    body = json.dumps({"level": "public", "note": f"{number}", "entities": places}).encode()
    parameters = {"format": "json", **more}
    return Ordered("changeset", parameters, body, WRITER, "public", False, "2026-11-22T00:00:00Z")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with nothing in it."""
    return empty(tmp_path / "store")


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    async def bounded() -> Any:
        return await asyncio.wait_for(work(), 240)

    return asyncio.run(bounded())


def written(store: Path) -> list[str]:
    """The notes of the changesets that a reader of the public level sees, of which each is whole."""
    with open_reader(store, "public") as reader:
        return [info.note for info in reader.changesets()]


def test_many_at_once_are_written_one_after_the_other(store: Path) -> None:
    async def work() -> list[dict[str, Any]]:
        writer = OwnProcess(store, LIMITS)
        try:
            orders = [order(n) for n in (0, 1, 2, 0, 1, 2)]
            return list(await asyncio.gather(*(writer.write(one) for one in orders)))
        finally:
            await writer.close()

    told = run(work)
    assert sorted(written(store)) == ["0", "1", "2"]
    statuses = [one["changesets"][0]["status"] for one in told]
    assert sorted(statuses) == ["there"] * 3 + ["written"] * 3
    assert len({one["changesets"][0]["id"] for one in told}) == 3
    with EmbeddedStore.open(store) as opened:
        assert opened.check() == ()


def test_errors_come_back_as_they_were_raised(store: Path) -> None:
    async def work() -> None:
        writer = OwnProcess(store, LIMITS)
        with pytest.raises(ValidationError) as refused:
            await writer.write(Ordered("changeset", {"format": "json"}, b"{}", WRITER, "public"))
        assert [one["path"] for one in refused.value.violations] == ["/level"]
        with pytest.raises(RespondeatError, match="no writing"):
            await writer.write(Ordered("nothing", {}, b"", WRITER, "public"))
        await writer.close()
        with pytest.raises(Busy, match="is stopping"):
            await writer.write(order(1))

    run(work)
    assert written(store) == []


def test_another_process_that_writes_is_told_and_nothing_of_the_machine(store: Path) -> None:
    async def work() -> None:
        with EmbeddedStore.open(store):
            with pytest.raises(StoreLocked) as locked:
                await OwnProcess(store, LIMITS).write(order(1))
            assert str(store) not in locked.value.detail
            assert str(os.getpid()) not in locked.value.detail
        assert (await OwnProcess(store, LIMITS).write(order(1)))["changesets"][0]["status"] == "written"

    run(work)


def test_whoever_holds_the_store_for_a_moment_is_waited_for(store: Path) -> None:
    async def work() -> dict[str, Any]:
        held = EmbeddedStore.open(store)
        waiting = asyncio.create_task(OwnProcess(store, LIMITS).write(order(1)))
        await asyncio.sleep(1.5)
        held.close()
        return await waiting

    try:
        assert run(work)["changesets"][0]["status"] == "written"
    except StoreLocked:
        pytest.fail("the process did not wait")


def test_a_store_that_is_not_there_is_a_fault_without_its_place(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as fault:
        run(lambda: OwnProcess(tmp_path / "nowhere", LIMITS).write(order(1)))
    assert str(tmp_path) not in fault.value.detail


def test_too_many_that_wait_are_sent_away(store: Path) -> None:
    async def work() -> list[Any]:
        writer = OwnProcess(store, LIMITS, waiting=2)
        return list(await asyncio.gather(*(writer.write(order(n)) for n in range(6)), return_exceptions=True))

    told = run(work)
    busy = [one for one in told if isinstance(one, Busy)]
    assert busy
    assert all((one.limit, one.allowed, one.retry_after) == ("waiting", 2, 5) for one in busy)
    assert len(written(store)) == len(told) - len(busy)


def test_waiting_has_an_end(store: Path) -> None:
    async def work() -> list[Any]:
        writer = OwnProcess(store, LIMITS, patience=0.05)
        return list(await asyncio.gather(*(writer.write(order(n)) for n in range(3)), return_exceptions=True))

    told = run(work)
    assert [type(one) for one in told] == [dict, Busy, Busy]


def test_a_write_that_takes_too_long_is_ended_whole_or_not_at_all(store: Path) -> None:
    async def work() -> None:
        with pytest.raises(Stopped) as stopped:
            await OwnProcess(store, Limits(wall=0.6, memory=LIMITS.memory)).write(order(1, 20_000))
        assert (stopped.value.limit, stopped.value.allowed) == ("wall", 0.6)
        assert "whole or not at all" in stopped.value.detail

    run(work)
    assert written(store) in ([], ["1"])
    assert run(lambda: OwnProcess(store, LIMITS).write(order(1, 20_000)))["changesets"][0]["status"]
    assert written(store) == ["1"]


def test_memory_is_bounded(store: Path) -> None:
    with pytest.raises(RespondeatError):
        run(lambda: OwnProcess(store, Limits(wall=120, cpu=120, memory=300 * 2**20)).write(order(1, 60_000)))
    assert written(store) in ([], ["1"])


def test_who_waits_may_go_and_what_was_begun_is_ended(store: Path) -> None:
    async def work() -> None:
        writer = OwnProcess(store, LIMITS)
        task = asyncio.create_task(writer.write(order(1, 50)))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await writer.close()

    run(work)
    assert written(store) == ["1"]


def child(store: Path) -> subprocess.Popen[bytes]:
    """A writing process that a test talks to itself."""
    command = [sys.executable, "-P", "-m", "respondeat.api.workers.writing", str(store), str(2**32), "60"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells which network a process is in")
def test_whoever_writes_is_in_no_network(store: Path) -> None:
    if not report(store)["network"]:
        pytest.skip("this system takes no network from a process")
    ours = Path("/proc/self/ns/net").readlink()
    with child(store) as process:
        theirs = Path(f"/proc/{process.pid}/ns/net")
        end = time.monotonic() + 30
        while theirs.readlink() == ours and time.monotonic() < end:
            time.sleep(0.05)
        assert theirs.readlink() != ours
        assert process.poll() is None
        process.communicate(frame(order(9)), timeout=60)
    assert written(store) == ["9"]


def frame(ordered: Ordered) -> bytes:
    """What the server sends it."""
    from respondeat.api.workers.frames import packed

    names = ("name", "parameters", "who", "level", "admin", "now")
    return packed({name: getattr(ordered, name) for name in names}, len(ordered.body)) + ordered.body


@pytest.mark.parametrize("moment", [0.0, 0.6, 0.9, 1.2, 1.6])
def test_killed_at_any_moment_it_is_there_whole_or_not_and_can_be_sent_again(
    store: Path, moment: float
) -> None:
    ordered = order(7, 3000)
    with child(store) as process:
        assert process.stdin is not None
        process.stdin.write(frame(ordered))
        process.stdin.flush()
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert written(store) in ([], ["7"])
    told = run(lambda: OwnProcess(store, LIMITS).write(ordered))
    assert told["changesets"][0]["records"] == {"entities": 3000}
    assert written(store) == ["7"]
    with EmbeddedStore.open(store) as opened:
        assert opened.check() == ()


def test_a_frame_that_is_broken_off_writes_nothing(store: Path) -> None:
    for cut in (0, 5, 40, 200):
        with child(store) as process:
            process.communicate(frame(order(1, 50))[:cut], timeout=60)
    assert written(store) == []


def test_what_is_written_is_in_the_custody_log_before_and_after(store: Path) -> None:
    told = run(lambda: OwnProcess(store, LIMITS).write(order(1)))
    log = [json.loads(line) for line in (store / "custody" / "log.jsonl").read_text().splitlines()]
    assert [(e["action"], e["actor"], e["object"]) for e in log] == [
        (f"changeset-{when}", WRITER, told["changesets"][0]["id"]) for when in ("begun", "done")
    ]
    assert run(lambda: OwnProcess(store, LIMITS).write(order(1)))["changesets"][0]["status"] == "there"
    run(lambda: OwnProcess(store, LIMITS).write(order(2, dry_run=True)))
    assert len((store / "custody" / "log.jsonl").read_text().splitlines()) == 2


def test_a_change_that_cannot_be_logged_is_not_made(store: Path) -> None:
    run(lambda: OwnProcess(store, LIMITS).write(order(1)))
    (store / "custody" / "log.jsonl").write_text("cut\n")
    with pytest.raises(StoreError):
        run(lambda: OwnProcess(store, LIMITS).write(order(2)))
    assert written(store) == ["1"]


def test_readers_see_whole_states_only(store: Path) -> None:
    """While five postings of a hundred places each are written, no reader ever sees a part of one."""
    seen: set[int] = set()

    async def work() -> None:
        writer = OwnProcess(store, LIMITS)
        tasks = [asyncio.create_task(writer.write(order(n, 100))) for n in range(5)]
        while not all(task.done() for task in tasks):
            with open_reader(store, "public") as reader:
                seen.add(len(list(reader.instances("https://w3id.org/respondeat/ns#Place"))))
            await asyncio.sleep(0.01)
        await asyncio.gather(*tasks)

    run(work)
    assert {count % 100 for count in seen} == {0}
    assert len(seen) > 1

"""Jobs over an asker that does what the test says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from respondeat.api.jobs import CANCELLED, DONE, FAILED, WAITING, WORKING, Job, Jobs
from respondeat.api.workers import Body, Reply, Request
from respondeat.api.workers.protocol import Progress
from respondeat.errors import Conflict, NotFound, RespondeatError, Stale, Stopped, TooMany


class Told:
    """An asker that waits until it is told how a request ends."""

    def __init__(self) -> None:
        self.history = {"hash"}
        self.asked: dict[str, asyncio.Future[Reply]] = {}
        self.ended: list[str] = []

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        if request.task == "held":
            if request.parameters["dataset_hash"] not in self.history:
                raise Stale("withdrawn")
            return answered("{}")
        if request.watch is not None:
            request.watch(Progress(1.0, 0.5, 2**20))
        self.asked[request.task] = asyncio.get_running_loop().create_future()
        try:
            return await self.asked[request.task]
        finally:
            self.ended.append(request.task)

    async def dataset_hash(self, level: str) -> str:
        return "hash"

    async def refresh(self) -> None:
        """Nothing is open."""

    async def close(self) -> None:
        """Nothing is open."""


def answered(text: str) -> Reply:
    return Reply(Body.of(text.encode()), "text/plain", "hash")


class World:
    """Jobs, an asker, a clock that the test moves."""

    def __init__(self, at_once: int = 1, per_client: int = 2) -> None:
        self.asker, self.time = Told(), 0.0
        self.jobs = Jobs(self.asker, at_once, per_client, lambda: self.time)

    async def start(self, task: str, owner: str = "me", client: str = "me") -> Job:
        job = self.jobs.start(owner, client, "public", Request(task), {"question": task})
        await settle()
        return job

    async def end(self, task: str, how: Reply | RespondeatError) -> None:
        if isinstance(how, Reply):
            self.asker.asked[task].set_result(how)
        else:
            self.asker.asked[task].set_exception(how)
        await settle()


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


Scene = Callable[[World], Awaitable[None]]


def played(scene: Scene, **how: Any) -> None:
    async def run() -> None:
        world = World(**how)
        await scene(world)
        await world.jobs.stop()

    asyncio.run(run())


def test_a_job_waits_for_its_turn_works_and_is_answered() -> None:
    async def scene(w: World) -> None:
        first, second = await w.start("a"), await w.start("b")
        assert (first.state, second.state, list(w.asker.asked)) == (WORKING, WAITING, ["a"])
        told = w.jobs.now(first)
        assert (told["cpu_seconds"], told["memory_bytes"]) == (0.5, 2**20)
        with pytest.raises(Conflict, match="working"):
            await w.jobs.answer(first)
        await w.end("a", answered("done"))
        assert (first.state, second.state) == (DONE, WORKING)
        assert (await w.jobs.answer(first)).body.read() == b"done"
        assert [j.id for j in w.jobs.of("me")] == [first.id, second.id]

    played(scene)


def test_a_failure_is_the_answer_of_the_job() -> None:
    async def scene(w: World) -> None:
        job = await w.start("a")
        await w.end("a", Stopped("too long", limit="wall", allowed=600))
        told = w.jobs.now(job)
        assert (told["state"], told["error"]["limit"]) == (FAILED, {"name": "wall", "allowed": 600})
        with pytest.raises(Stopped):
            await w.jobs.answer(job)

    played(scene)


def test_cancelling_ends_the_work_and_the_next_has_its_turn() -> None:
    async def scene(w: World) -> None:
        first, second = await w.start("a"), await w.start("b")
        await w.jobs.cancel(first)
        await settle()
        assert (first.state, w.asker.ended, second.state) == (CANCELLED, ["a"], WORKING)
        with pytest.raises(NotFound):
            w.jobs.find(first.id, "me")

    played(scene)


def test_a_job_is_its_owners_and_a_client_has_only_so_many() -> None:
    async def scene(w: World) -> None:
        job, _ = await w.start("a"), await w.start("b")
        with pytest.raises(TooMany) as told:
            await w.start("c")
        assert (told.value.limit, told.value.allowed) == ("jobs_per_client", 2)
        await w.start("c", owner="you", client="you")
        with pytest.raises(NotFound):
            w.jobs.find(job.id, "you")
        assert w.jobs.find(job.id, "me") is job

    played(scene)


def test_what_is_withdrawn_from_the_data_is_in_no_answer_that_is_kept() -> None:
    async def scene(w: World) -> None:
        done = await w.start("a")
        await w.end("a", answered("what is withdrawn"))
        assert (await w.jobs.answer(done)).body.size > 0
        w.asker.history = {"another"}
        for _ in range(2):
            with pytest.raises(Stale):
                await w.jobs.answer(done)
        assert (done.reply, done.state) == (None, FAILED)

    played(scene)


def test_an_hour_after_its_end_a_job_is_gone() -> None:
    async def scene(w: World) -> None:
        job = await w.start("a")
        await w.end("a", answered("x"))
        w.time = 3599
        assert w.jobs.find(job.id, "me") is job
        w.time = 3601
        with pytest.raises(NotFound):
            w.jobs.find(job.id, "me")
        assert job.reply is None

    played(scene)


def test_whoever_starts_many_jobs_is_in_nobody_s_way() -> None:
    async def scene(w: World) -> None:
        for number in range(4):
            await w.start(f"many{number}", owner="", client="many")
        mine = await w.start("mine")
        await w.end("many0", answered("x"))
        assert mine.state == WAITING  # many1 waited before anybody else did
        await w.end("many1", answered("x"))
        assert (mine.state, list(w.asker.asked)) == (WORKING, ["many0", "many1", "mine"])

    played(scene, per_client=4)


def test_a_turn_that_nobody_takes_any_more_is_passed_on() -> None:
    async def scene(w: World) -> None:
        jobs = [await w.start(name, client=name) for name in "abcd"]
        jobs[0].work.cancel()  # type: ignore[union-attr]
        jobs[1].work.cancel()  # type: ignore[union-attr]  # in the moment in which its turn comes
        await settle()
        assert [j.state for j in jobs] == [CANCELLED, CANCELLED, WORKING, WAITING]
        await w.jobs.cancel(jobs[3])
        await w.end("c", answered("x"))
        last = await w.start("e")
        assert (jobs[2].state, last.state) == (DONE, WORKING)

    played(scene)


def test_of_many_answers_those_go_first_of_whoever_has_most() -> None:
    """Nobody can have another's answers dropped by starting many jobs."""

    async def scene(w: World) -> None:
        mine = await w.start("mine")
        await w.end("mine", answered("kept"))
        for number in range(80):
            w.time += 1
            await w.start(f"n{number}", owner="", client="flood")
            await w.end(f"n{number}", answered("x"))
        assert (await w.jobs.answer(w.jobs.find(mine.id, "me"))).body.read() == b"kept"
        assert len(w.jobs.of("")) == 63

    played(scene)


def test_events_do_not_repeat_what_was_asked() -> None:
    """Each watcher is sent an event a second, and a question may be long."""

    async def scene(w: World) -> None:
        job = await w.start("a")
        await w.end("a", answered("x"))
        assert all("asked" not in e["data"] for e in await collected(w.jobs.events(job)))
        assert w.jobs.now(job)["asked"] == {"question": "a"}

    played(scene)


def test_events_are_numbered_and_whoever_was_cut_off_reads_on() -> None:
    async def scene(w: World) -> None:
        job = await w.start("a")
        seen = asyncio.create_task(collected(w.jobs.events(job)))
        await settle()
        await w.end("a", answered("x"))
        events = await seen
        assert [e["event"] for e in events] == [WAITING, WORKING, DONE]
        assert [e["number"] for e in events] == [1, 2, 3]
        assert [e["number"] for e in await collected(w.jobs.events(job, 2))] == [3]
        assert await collected(w.jobs.events(job, 3)) == []

    played(scene)


async def collected(events: AsyncIterator[dict[str, Any] | None]) -> list[dict[str, Any]]:
    return [e async for e in events if e is not None]

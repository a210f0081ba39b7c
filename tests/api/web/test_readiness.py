"""Being asked all the time whether it is ready costs a server one answer a second."""

import asyncio
from pathlib import Path

import pytest

from respondeat.api.settings import LimitSettings
from respondeat.api.web import readiness as tested
from respondeat.api.web.readiness import Readiness
from respondeat.api.workers import Reply, Request
from respondeat.api.workers.here import Here
from respondeat.errors import Busy, StoreMissing


class Counting(Here):
    """Counts what it is asked; busy when it is said."""

    asked = 0
    busy = False

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        self.asked += 1
        if self.busy:
            raise Busy("Later.")
        return await super().ask(level, request, client)


def test_a_reader_is_asked_once_a_second(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(tested, "monotonic", lambda: now)

    async def run() -> list[int]:
        nonlocal now
        asker, readiness = Counting(example), Readiness()
        counts = []
        for moment in (100.0, 100.5, 100.9, 101.0, 101.5):
            now = moment
            await asyncio.gather(*(readiness.check(asker, LimitSettings()) for _ in range(5)))
            counts.append(asker.asked)
        await asker.close()
        return counts

    assert asyncio.run(run()) == [1, 1, 1, 2, 2]


def test_what_is_wrong_is_said_each_time(example: Path, tmp_path: Path) -> None:
    async def run() -> None:
        asker, readiness = Counting(example), Readiness()
        asker.busy = True
        for _ in "12":
            with pytest.raises(Busy):
                await readiness.check(asker, LimitSettings())
        asker.busy = False
        await readiness.check(asker, LimitSettings())
        with pytest.raises(StoreMissing):
            await readiness.check(Here(tmp_path / "none"), LimitSettings())
        await asker.close()

    asyncio.run(run())

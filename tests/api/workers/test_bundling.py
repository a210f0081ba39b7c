"""Bundles made by a process of its own: one at a time, bounded, nothing left of them, whatever happens."""

import asyncio
import io
import os
import signal
import sys
import tempfile
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.bundles.ordered import Order
from respondeat.api.workers import Limits
from respondeat.api.workers.bundling import Bundler
from respondeat.api.workers.folders import sweep
from respondeat.errors import Busy, NotAllowed, RespondeatError, Stopped
from respondeat.graph import evidence
from respondeat.graph.evidence.verifier.verify import verify

LIMITS = Limits(wall=120, cpu=120, memory=4 * 2**30, bytes=2**28)
WHO = "u-" + "1" * 32


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where folders for a time are made in these tests."""
    made = tmp_path / "for-a-time"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def order(tmp_path: Path, **more: str) -> dict[str, Any]:
    given = {
        "name": "search",
        "parameters": {"text": "Ministry"},
        "level": "public",
        "profile": "public",
        "purpose": "review",
        "who": WHO,
        "allowed": "sealed",
        "secret": str(tmp_path / "secret"),
    }
    return asdict(Order(**{**given, **more}))  # type: ignore[arg-type]  # texts, but for the parameters


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    async def bounded() -> Any:
        return await asyncio.wait_for(work(), 120)

    return asyncio.run(bounded())


def left(folder: Path) -> list[str]:
    """What lies in folders for a time, but for the lock that the server holds."""
    return [p.name for p in folder.rglob("*") if p.name != "lock" and p.parent != folder]


def exported(store: Path) -> int:
    return sum(e.action == "bundle-exported" for e in evidence.entries(store / "custody"))


def test_one_at_a_time_and_the_folder_is_gone_before_it_is_sent(
    copy: Path, tmp_path: Path, folder: Path
) -> None:
    async def work() -> bytes:
        bundler = Bundler(copy, LIMITS)
        first = asyncio.create_task(bundler.make(order(tmp_path)))
        await asyncio.sleep(0.2)
        assert [oct(p.stat().st_mode)[-3:] for p in folder.iterdir()] == ["700"]
        with pytest.raises(Busy) as busy:
            await bundler.make(order(tmp_path))
        assert busy.value.retry_after
        body = await first
        assert left(folder) == []
        content = body.read()
        body.close()
        (await bundler.make(order(tmp_path))).close()  # the next one has its turn
        await bundler.close()
        with pytest.raises(Busy, match="is stopping"):
            await bundler.make(order(tmp_path))
        return content

    place = tmp_path / "had.zip"
    place.write_bytes(run(work))
    assert verify(place).verdict == "intact, not signed"
    assert zipfile.ZipFile(io.BytesIO(place.read_bytes())).testzip() is None
    assert list(folder.iterdir()) == []
    assert exported(copy) == 2


def test_when_the_client_leaves_nothing_is_left_or_logged(copy: Path, tmp_path: Path, folder: Path) -> None:
    async def work() -> None:
        bundler = Bundler(copy, LIMITS)
        task = asyncio.create_task(bundler.make(order(tmp_path)))
        await asyncio.sleep(0.5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert left(folder) == []
        (await bundler.make(order(tmp_path))).close()
        await bundler.close()

    run(work)
    assert list(folder.iterdir()) == []
    assert exported(copy) == 1


def test_the_server_that_stops_ends_it(copy: Path, tmp_path: Path, folder: Path) -> None:
    async def work() -> None:
        bundler = Bundler(copy, LIMITS)
        task = asyncio.create_task(bundler.make(order(tmp_path)))
        await asyncio.sleep(0.3)
        await bundler.close()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(work)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(wall=0.4, cpu=120, memory=LIMITS.memory, bytes=LIMITS.bytes), "wall"),
        (Limits(wall=120, cpu=120, memory=LIMITS.memory, bytes=2**16), "bytes"),
    ],
)
def test_it_is_bounded(copy: Path, tmp_path: Path, folder: Path, limits: Limits, limit: str) -> None:
    async def work() -> None:
        bundler = Bundler(copy, limits)
        try:
            with pytest.raises(Stopped) as stopped:
                await bundler.make(order(tmp_path))
            assert stopped.value.limit == limit
            assert left(folder) == []
        finally:
            await bundler.close()

    run(work)
    assert exported(copy) == 0


def test_what_is_refused_tells_nothing_of_the_machine(copy: Path, tmp_path: Path) -> None:
    async def refused(**more: str) -> RespondeatError:
        bundler = Bundler(copy, LIMITS)
        try:
            with pytest.raises(RespondeatError) as error:
                await bundler.make(order(tmp_path, **more))
            return error.value
        finally:
            await bundler.close()

    assert isinstance(run(lambda: refused(profile="court", allowed="restricted")), NotAllowed)
    inside = run(lambda: refused(secret=str(copy / "secret")))
    assert "bundle_secret" in inside.detail
    assert str(copy) not in inside.detail


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_what_a_killed_server_left_the_next_one_removes(copy: Path, tmp_path: Path, folder: Path) -> None:
    program = (
        "import asyncio, sys, json\nfrom pathlib import Path\n"
        "from respondeat.api.workers import Limits\nfrom respondeat.api.workers.bundling import Bundler\n"
        "bundler = Bundler(Path(sys.argv[1]), Limits(wall=60, cpu=60, memory=2**32, bytes=2**28))\n"
        "asyncio.run(bundler.make(json.loads(sys.argv[2])))\n"
    )

    async def work() -> None:
        import json

        told = json.dumps(order(tmp_path))
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, str(copy), told, env={**os.environ, "TMPDIR": str(folder)}
        )
        while not left(folder):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        server.send_signal(signal.SIGKILL)
        await server.wait()

    run(work)
    sweep()
    assert list(folder.iterdir()) == []

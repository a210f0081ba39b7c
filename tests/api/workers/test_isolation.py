"""A reader's process has its level and nothing else: no other files, no network, no life of its own."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from respondeat import errors
from respondeat.api.workers.isolation import CHECKS, report
from respondeat.api.workers.pool import Pool
from respondeat.ontology import vocabulary as v
from tests.api.workers.conftest import ROOT, Pooled, Shared, text, trouble, warmed
from tests.graph.stores.samples import SECRET

linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux tells of processes, and keeps")


def kept(shared: Shared, name: str) -> None:
    if not next(iter(shared.pool.processes)).kept[name]:
        pytest.skip(f"this system does not keep {name!r} from a reader's process")


def reached(pid: int) -> set[str]:
    """Every file that a process has open or mapped."""
    place = Path(f"/proc/{pid}")
    opened = {str(one.readlink()) for one in (place / "fd").iterdir()}
    mapped = {line.split(maxsplit=5)[-1] for line in (place / "maps").read_text().splitlines()}
    return opened | mapped


@linux
def test_a_process_has_only_its_level_open(levels: Path, pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        for level in v.LEVELS:
            await pool.ask(level, trouble("query", "SELECT * { ?s ?p ?o }"))
        for process in pool.processes:
            if process.ready and process.pid:
                files = [f for f in reached(process.pid) if f.startswith(str(levels))]
                assert files
                assert {Path(f).relative_to(levels).parts[1] for f in files} == {process.level}

    pooled(doing)


@linux
def test_processes_of_two_levels_share_no_socket_or_pipe(pooled: Pooled) -> None:
    """Over one that is shared, whoever takes over a lower process could take part in a higher one's work."""

    def channels(pid: int) -> set[str]:
        return {one for one in reached(pid) if one.startswith(("socket:", "pipe:"))}

    async def doing(pool: Pool) -> None:
        for level in v.LEVELS:
            await pool.ask(level, trouble("query", "SELECT * { ?s ?p ?o }"))
        ready = [(p.level, channels(p.pid)) for p in pool.processes if p.ready and p.pid]
        assert {level for level, _ in ready} == set(v.LEVELS)
        for number, (_, held) in enumerate(ready):
            assert held  # what it is asked and answers over
            for _, others in ready[:number]:
                assert not held & others

    pooled(doing)


@linux
def test_memory_of_a_lower_level_holds_nothing_of_a_higher(pooled: Pooled) -> None:
    """What is secret is found in the process of its level, and not in that of the level below."""

    async def doing(pool: Pool) -> None:
        everything = 'SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Zyx")) }'
        counts = {level: int(await text(pool.ask(level, trouble("query", everything)))) for level in v.LEVELS}
        assert counts["public"] == 0 < counts["restricted"] < counts["sealed"]
        found = {
            p.level: (SECRET + " sealed").encode() in memory(p.pid)
            for p in pool.processes
            if p.pid and p.ready
        }
        assert found == {"public": False, "restricted": False, "sealed": True}

    pooled(doing, spares=0)


def memory(pid: int) -> bytes:
    """What a process can read of its own memory and has written."""
    parts = []
    with Path(f"/proc/{pid}/mem").open("rb", 0) as file:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            if " rw-p " in line:
                first, last = (int(x, 16) for x in line.split()[0].split("-"))
                file.seek(first)
                try:
                    parts.append(file.read(last - first))
                except OSError:
                    continue  # a guard
    return b"".join(parts)


@linux
def test_files_of_other_levels_cannot_be_opened(levels: Path, shared: Shared, tmp_path: Path) -> None:
    kept(shared, "files")

    async def doing(pool: Pool) -> None:
        sealed = next((levels / "levels/sealed/versions").glob("*/manifest.json"))
        for path in (sealed, levels / "writer/CURRENT", Path("/etc/passwd"), Path("/proc/1/environ")):
            with pytest.raises(errors.RespondeatError, match="inside"):
                await pool.ask("public", trouble("read", str(path)))
        with pytest.raises(errors.RespondeatError, match="inside"):
            await pool.ask("public", trouble("write", str(tmp_path / "written")))
        with pytest.raises(errors.StoreError):
            await pool.ask("public", trouble("other level", "sealed"))
        with pytest.raises(errors.RespondeatError, match="inside"):
            await pool.ask("public", trouble("run"))
        own = next((levels / "levels/public/versions").glob("*/manifest.json"))
        assert json.loads(await text(pool.ask("public", trouble("read", str(own)))))["level"] == "public"

    shared.run(doing)


@linux
def test_there_is_no_network(shared: Shared) -> None:
    kept(shared, "network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        async def doing(pool: Pool) -> None:
            with pytest.raises(errors.RespondeatError, match="inside"):
                await pool.ask("public", trouble("connect", port))

        shared.run(doing)


@linux
def test_what_a_process_writes_is_bounded_and_goes_with_it(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        folder = Path(await text(pool.ask("public", trouble("temporary"))))
        assert (folder / "remains").exists()
        with pytest.raises(errors.RespondeatError):
            await pool.ask("public", trouble("fill disk"))
        for process in pool.processes:
            process.end("closing")
        began = time.monotonic()
        while folder.exists():
            assert time.monotonic() - began < 10
            await asyncio.sleep(0.05)
        await warmed(pool, 3)

    shared.run(doing)


def test_a_process_knows_nothing_of_the_server_s_surroundings(
    pooled: Pooled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONDEAT_SECRET", "hunter2")

    async def doing(pool: Pool) -> None:
        names = (await text(pool.ask("public", trouble("environment")))).split()
        assert [
            n for n in names if n.startswith("RESPONDEAT") or n in ("PATH", "USER", "SSH_AUTH_SOCK")
        ] == []

    pooled(doing, workers=1, spares=0)


SERVER = """
import asyncio, sys
from pathlib import Path
from respondeat.api.settings import Settings
from respondeat.api.workers.pool import Pool
from tests.api.workers.conftest import TASKS, trouble, warmed

async def main():
    store = Path(sys.argv[1])
    pool = Pool(store, Settings(store=store), TASKS)
    await warmed(pool, 2)
    asking = asyncio.create_task(pool.ask("public", trouble("stuck")))
    await asyncio.sleep(0.1)
    print(*(p.pid for p in pool.processes), flush=True)
    await asking

asyncio.run(main())
"""


@linux
def test_no_process_outlives_a_server_that_is_killed(levels: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(levels)], stdout=subprocess.PIPE, env=environment
    ) as server:
        assert server.stdout is not None
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) >= 2
        server.kill()
    began = time.monotonic()
    while [pid for pid in pids if alive(pid)]:
        assert time.monotonic() - began < 5
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether a process is there and at work: one that nobody has reaped yet is not."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] not in "ZX"


def test_signals_to_the_whole_group_end_no_work(shared: Shared) -> None:
    async def doing(pool: Pool) -> None:
        asking = asyncio.create_task(text(pool.ask("public", trouble("nap", 0.5))))
        await asyncio.sleep(0.1)
        for process in pool.processes:
            if process.pid and process.ready:
                os.kill(process.pid, signal.SIGINT)
                os.kill(process.pid, signal.SIGTERM)
        assert int(await asking)

    shared.run(doing)


def test_the_report_says_what_the_system_keeps(levels: Path, shared: Shared) -> None:
    found = report(levels)
    assert list(found) == list(CHECKS)
    assert dict(found) == dict(next(p for p in shared.pool.processes if p.ready).kept)


@linux
def test_processes_are_there_again_when_what_they_are_made_from_was_killed(pooled: Pooled) -> None:
    async def doing(pool: Pool) -> None:
        pid = int(await text(pool.ask("public", trouble("pid"))))
        made_from = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        if made_from == os.getpid():
            pytest.skip("here each process is started by itself")
        asking = asyncio.create_task(pool.ask("public", trouble("nap", 5)))
        await asyncio.sleep(0.1)
        os.kill(made_from, signal.SIGKILL)
        with pytest.raises(errors.RespondeatError):
            await asking
        assert await answered(pool) != str(pid)
        assert not alive(pid)

    pooled(doing)


async def answered(pool: Pool) -> str:
    """The number of a process that answers: one that is ending at this moment says to ask again."""
    for _ in range(20):
        with contextlib.suppress(errors.RespondeatError):
            return await text(pool.ask("public", trouble("pid")))
        await asyncio.sleep(0.2)
    raise AssertionError("nobody answers")

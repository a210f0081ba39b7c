"""The terminal in processes of its own: pipes, terminals, signals, full disks, long lines, odd arguments."""

import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.terminal import PYTHON, here, process

MAPPING = Path(__file__).parent.parent / "data" / "importers" / "units" / "units.yaml"
HEADER = MAPPING.with_suffix(".csv").read_text("utf-8").splitlines()[0]
FIELDS = HEADER.split(";")


def table(path: Path, rows: int) -> Path:
    """A table of invented units, all under the first."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for number in range(rows):
            cells = {"unit_id": f"U{number}", "name": f"Guard {number}", "kind": "troops", "superiors": "HQ"}
            cells |= {"link": "command", "from": "01.02.2010", "to": "2015"}
            file.write(";".join(cells.get(field, "") for field in FIELDS) + "\n")
    return path


def importing(store: Path, path: Path) -> list[str]:
    return [*PYTHON, "--store", str(store), "import", "table", str(path), "--mapping", str(MAPPING)]


def test_module_and_command_are_the_same(example: Path) -> None:
    command = Path(sys.executable).with_name("respondeat")
    if not command.exists():
        pytest.skip("the command is not installed beside this Python")
    ours = process("--store", example, "show", "SRS")
    done = subprocess.run(
        [command, "--store", example, "show", "SRS"], capture_output=True, text=True, check=True
    )
    assert done.stdout == ours.out


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_whoever_reads_only_the_beginning_gets_it(example: Path, more: list[str]) -> None:
    query = "SELECT * { ?a ?b ?c . ?d a r:Posting }"
    run = subprocess.Popen(
        [*PYTHON, "--store", str(example), "sparql", query, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait(timeout=60) == 0


def test_an_argument_that_is_no_text_is_said(example: Path) -> None:
    for more in ([], ["--json"]):
        done = process("--store", example, "show", b"Ella \xff\xfe", *more)
        assert done.code == 2
        assert "is not UTF-8 text" in done.out + done.err
    name = os.fsdecode(b"caf\xe9.csv")
    assert process("--store", example, "documents", "add", os.fsencode(name)).code == 2


def test_answers_are_utf_8_as_json_and_spelled_out_where_letters_lack(example: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    told = process("--store", example, "show", "SRS", "--json", env=env)
    assert json.loads(told.out)["entity"]["name"].startswith("Special Regiment")
    words = process("--store", example, "show", "Second Section", env=env)
    assert words.code == 0
    assert "\\u0414" in words.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    done = process("--store", closed / "store", "load-example")
    assert done.code == 5
    assert str(closed) in done.err


def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    """Also as root, whom only the system's own files refuse."""
    done = process("--store", "/proc/respondeat-store", "load-example")
    assert done.code in (2, 5)
    assert "/proc/respondeat-store" in done.err
    assert len(done.err.strip().splitlines()) == 1


def on_terminal(arguments: list[str], columns: int = 100) -> tuple[int, str]:
    """Exit code and output of a command whose output and errors go to a terminal of its own."""
    main, side = pty.openpty()
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "40"}
    env.pop("NO_COLOR", None)
    run = subprocess.Popen(arguments, stdin=side, stdout=side, stderr=side, env=env)
    os.close(side)
    shown = b""
    while True:
        ready, _, _ = select.select([main], [], [], 60)
        try:
            chunk = os.read(main, 65536) if ready else b""
        except OSError:  # Linux says so when the other side is closed
            chunk = b""
        if not chunk:
            break
        shown += chunk
    os.close(main)
    return run.wait(timeout=60), shown.decode("utf-8")


def test_a_terminal_has_colours(example: Path) -> None:
    code, shown = on_terminal([*PYTHON, "--store", str(example), "chain", "SRS", "--on", "2020-05-03"])
    assert code == 0
    assert "\x1b[1;32mcertain\x1b[0m" in shown


def test_a_terminal_shows_progress_with_rate_and_remaining_time(tmp_path: Path) -> None:
    path = table(tmp_path / "units.csv", 3000)
    code, shown = on_terminal(importing(tmp_path / "store", path))
    assert code == 0, shown
    assert re.search(r"\d+%", shown)
    assert re.search(r"[\d,]+/s", shown)
    assert re.search(r"\d:\d\d:\d\d", shown)
    assert "3000 rows read = 3000 imported + 0 reported" in re.sub(r"\s+", " ", shown)


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [20_000, 200_000])
def test_a_full_disk_leaves_what_was_there(copy: Path, tmp_path: Path, size: int) -> None:
    """A limit on the size of files does what a full disk does."""
    before = here("--store", copy, "export", "nquads", "--level", "sealed").out
    path = table(tmp_path / "units.csv", 1500)
    done = process(*importing(copy, path)[3:], before=limited(size))
    assert done.code == 5, done.err
    assert "space" in done.err.lower() or "too large" in done.err.lower()
    assert here("--store", copy, "export", "nquads", "--level", "sealed").out == before
    assert here("--store", copy, "doctor").code == 0


def test_a_full_disk_keeps_no_part_of_a_document(copy: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("Invented. " * 20_000, "utf-8")
    before = sorted((copy / "documents").rglob("*"))
    done = process("--store", copy, "documents", "add", big, before=limited(50_000))
    assert done.code == 5, done.err
    assert sorted((copy / "documents").rglob("*")) == before


def counted(store: Path) -> int:
    query = "SELECT (COUNT(*) AS ?n) { ?s a r:Subordination }"
    told = here("--store", store, "sparql", query, "--json").json
    return int(told["results"]["bindings"][0]["n"]["value"])


def heeding() -> None:
    """The signal interrupts, also where a shell's background ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(run: subprocess.Popen[str]) -> None:
    """Wait until the command is at work, not only Python starting."""
    maps = Path(f"/proc/{run.pid}/maps")
    while run.poll() is None and maps.exists() and "pyoxigraph" not in maps.read_text("utf-8"):
        time.sleep(0.02)


def test_ctrl_c_in_the_midst_of_an_import_writes_nothing_or_all(copy: Path, tmp_path: Path) -> None:
    rows = 4000
    path = table(tmp_path / "units.csv", rows)
    before = counted(copy)
    outcomes = set()
    for wait in (0.7, 1.2, 1.8, 2.6):
        run = subprocess.Popen(
            importing(copy, path),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heeding,
        )
        time.sleep(wait)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=120)
        assert "Traceback" not in err, err
        assert run.returncode in (0, 130), err
        if run.returncode == 130:
            assert "Interrupted" in err
        outcomes.add(run.returncode)
        assert counted(copy) - before in ({0, rows} if run.returncode == 130 else {rows})
        if run.returncode == 0:
            break
    assert 130 in outcomes
    assert here("--store", copy, "doctor").code == 0
    assert here("--store", copy, *importing(copy, path)[5:]).code == 0
    assert counted(copy) - before == rows


def test_a_line_of_200_megabytes_is_refused_within_bounds(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(HEADER.encode() + b"\n")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    done = process(
        *importing(copy, path)[3:],
        before=lambda: resource.setrlimit(resource.RLIMIT_DATA, (400 << 20, 400 << 20)),
    )
    assert done.code == 2, done.err
    assert "long.csv" in done.err
    assert len(done.err) < 2000

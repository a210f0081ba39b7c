"""The verifier as recipients run it: one file, Python alone, no more than its standard library."""

import ast
import os
import shutil
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from respondeat.graph.evidence.verifier import layout, single_file
from respondeat.graph.evidence.verifier.single import MODULES
from respondeat.graph.evidence.verifier.table import BROKEN_EXIT, INTACT_EXIT, UNREADABLE_EXIT, table
from respondeat.graph.evidence.verifier.verdict import ANOTHER_KEY, Check, Verdict
from tests.graph.evidence import bundles

SOURCES = {
    path.name.removesuffix(".py"): path.read_text("utf-8")
    for path in files("respondeat.graph.evidence.verifier").iterdir()
    if path.name.endswith(".py")
}
NOT_JOINED = {"__init__", "single"}


def pythons() -> list[str]:
    """The oldest and the newest Python from 3.8 on that are on this machine, and the one that runs this."""
    others = [shutil.which(f"python3.{minor}") for minor in range(8, 20)]
    others += map(str, (Path.home() / ".pyenv" / "versions").glob("3.*/bin/python3"))
    found = {version(path): path for path in ["/usr/bin/python3", *filter(None, others), sys.executable]}
    known = sorted(told for told in found if told >= (3, 8))
    return [found[told] for told in dict.fromkeys((known[0], sys.version_info[:2], known[-1]))]


def version(python: str) -> tuple[int, ...]:
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(map(int, done.stdout.split()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundles.put(bundles.made(), tmp_path_factory.mktemp("made") / "folder")


def run(script: Path, *arguments: str | Path, python: str = sys.executable) -> tuple[int, str, str]:
    done = subprocess.run(
        [python, "-I", "-S", str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={},
        cwd="/",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_verifier_imports_the_standard_library_alone(name: str) -> None:
    for node in ast.walk(ast.parse(SOURCES[name])):
        if isinstance(node, ast.Import):
            assert {alias.name.partition(".")[0] for alias in node.names} <= sys.stdlib_module_names
            assert all(alias.asname is None for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert (node.module or "").partition(".")[0] in sys.stdlib_module_names
            assert all(alias.asname is None for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert (node.level, node.module in SOURCES) == (1, True)
            assert all(alias.asname is None for alias in node.names)


def test_every_module_is_in_the_one_file_behind_what_it_needs() -> None:
    assert set(MODULES) == set(SOURCES) - NOT_JOINED
    for number, name in enumerate(MODULES):
        needed = {
            node.module
            for node in ast.walk(ast.parse(SOURCES[name]))
            if isinstance(node, ast.ImportFrom) and node.level
        }
        assert needed <= set(MODULES[:number])


def test_no_name_stands_twice_in_the_one_file() -> None:
    names: Counter[str] = Counter()
    for node in ast.parse(single_file()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] += 1
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.name for alias in node.names)
    assert [name for name, count in names.items() if count > 1] == []
    assert {"verify", "examine", "signature_holds", "main"} <= set(names)


def test_the_one_file_is_the_same_each_time_and_no_newer_syntax() -> None:
    assert single_file() == single_file()
    text = single_file().decode()
    compile(text, "verify_bundle.py", "exec", dont_inherit=True)
    ast.parse(text, feature_version=(3, 8))
    assert "from ." not in text
    assert text.startswith('#!/usr/bin/env python3\n"""Verifies an evidence bundle')
    assert max(map(len, text.splitlines())) <= 112


@pytest.mark.parametrize("python", pythons())
def test_any_python_verifies(made: Path, tmp_path: Path, python: str) -> None:
    script = made / layout.VERIFIER
    code, out, err = run(script, python=python)
    assert (code, err) == (INTACT_EXIT, "")
    assert out.endswith("\nVerdict: intact, signer not verified\n")
    code, out, _ = run(script, made, "--key", bundles.fingerprint(), python=python)
    assert out.endswith(f"\nVerdict: intact, signed by {bundles.fingerprint()}\n")
    unsigned = bundles.put(bundles.made("public", None), tmp_path / "a.zip")
    code, out, _ = run(script, unsigned, python=python)
    assert (code, out.splitlines()[-1]) == (INTACT_EXIT, "Verdict: intact, not signed")
    code, out, _ = run(script, unsigned, "--key", bundles.fingerprint(), python=python)
    assert (code, out.splitlines()[-1]) == (BROKEN_EXIT, f"Verdict: {ANOTHER_KEY}")
    whole = bytearray(unsigned.read_bytes())
    whole[len(whole) // 2] ^= 1
    unsigned.write_bytes(whole)
    assert run(script, unsigned, python=python)[0] in (BROKEN_EXIT, UNREADABLE_EXIT)
    code, out, err = run(script, tmp_path / "none", python=python)
    assert (code, out) == (UNREADABLE_EXIT, "")
    assert "cannot be verified. There is no folder and no zip" in err


def test_modules_that_somebody_put_beside_it_are_not_run(tmp_path: Path) -> None:
    bundle = bundles.put(bundles.made(), tmp_path / "a")
    for name in ("argparse", "json", "pathlib", "re", "zlib"):
        (bundle / "data" / f"{name}.py").write_text(
            "print('Verdict: intact')\nraise SystemExit(0)\n", "utf-8"
        )
    for folder in (bundle, bundle / "data"):
        done = subprocess.run(
            [sys.executable, str((bundle / layout.VERIFIER).relative_to(folder))],
            capture_output=True,
            text=True,
            cwd=folder,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (BROKEN_EXIT, "")
        assert done.stdout.endswith("\nVerdict: NOT INTACT\n")
    assert not (bundle / "data" / "__pycache__").exists()


def test_what_was_found_is_the_same_in_both(made: Path) -> None:
    from respondeat.graph.evidence.verifier import verify

    assert run(made / layout.VERIFIER)[1] == table(verify(made))


def test_nothing_but_the_verdict_is_left_behind(made: Path, tmp_path: Path) -> None:
    bundle = bundles.put(bundles.made(), tmp_path / "a")
    before = {path: path.stat().st_mtime_ns for path in bundle.rglob("*")}
    for path in bundle.rglob("*"):
        path.chmod(0o500 if path.is_dir() else 0o400)
    assert run(bundle / layout.VERIFIER)[0] == INTACT_EXIT
    assert {path: path.stat().st_mtime_ns for path in bundle.rglob("*")} == before
    for path in [bundle, *bundle.rglob("*")]:
        path.chmod(0o700)


def test_a_terminal_is_not_commanded_by_what_others_wrote() -> None:
    told = table(Verdict((Check("a", "note", "\x1b[31mred\u202e\x07"),)))
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert told.count("\ufffd") + told.count("\\ufffd") == 3


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_progress_is_told_on_a_terminal_alone(made: Path) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb") as screen:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(made / layout.VERIFIER)],
            stdout=subprocess.PIPE,
            stderr=theirs,
            timeout=60,
            check=False,
        )
        os.close(theirs)
        assert done.returncode == 0
        assert b"%" in screen.read1(10_000)
    assert b"%" not in done.stdout

"""The house is in order: names, links, mirrored tests, commands told, a package that works from anywhere."""

import importlib
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import respondeat
from respondeat.errors import RespondeatError
from scripts import readme

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "respondeat"

# Modules, or folders of them, without a test file of their own, and the reason.
WITHOUT_MIRROR: dict[str, str] = {
    "graph/analyses/chains.py": "held against the oracle: test_climb.py, test_lasting.py",
    "graph/analyses/commanders.py": "boards: test_boards.py, test_handover.py",
    "graph/analyses/superiors.py": "boards: test_boards.py",
    "graph/command/": "parts of one index, held against the oracle: test_climb.py, test_cuts.py",
    "graph/importers/security_force_monitor/": "one importer in parts: test_sfm*.py, through read_sfm",
    "graph/names/": "parts of comparing and searching: test_compare.py, test_index.py",
    "ontology/prefixes.py": "constants: test_ontology.py holds them against the .ttl",
    "ontology/ranges.py": "constants: test_ontology.py holds them against the .ttl",
    "ontology/relations.py": "constants: test_ontology.py holds them against the .ttl",
    "ontology/vocabulary.py": "constants: test_ontology.py holds them against the .ttl",
}


def git(*arguments: str) -> list[str]:
    """Lines that git prints here, whoever owns the checkout; skips outside a checkout."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    run = subprocess.run(
        ["git", "-c", "safe.directory=*", "-c", "core.quotepath=off", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.splitlines()


def uv() -> list[str]:
    return ["sh", str(ROOT / "scripts" / "uv")]


def test_all_is_the_public_names() -> None:
    public = {n for n, v in vars(respondeat).items() if not n.startswith("_") and not is_module(v)}
    assert sorted(respondeat.__all__) == sorted(public | {"__version__"})


def is_module(value: object) -> bool:
    return type(value) is type(sys)


def test_version_is_that_of_the_project() -> None:
    assert respondeat.__version__ == project()["project"]["version"]


def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", ["graph", "ontology", "api", "seed_data"])
def test_folders_of_the_design_are_links(name: str) -> None:
    link = ROOT / name
    assert link.is_symlink()
    assert link.resolve() == SOURCE / name
    assert link.is_dir()


def test_every_error_is_in_the_one_tree() -> None:
    for module in pkgutil.walk_packages(respondeat.__path__, "respondeat."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = [e for e in below(Exception) if e.__module__.partition(".")[0] == "respondeat"]
    assert RespondeatError in ours
    inner = {
        "Misplaced",  # a ValueError, as pydantic wants it; load_mapping turns it into a MappingError
        "Unreadable",  # what a bundle's recipient runs has the standard library only
    }
    assert {
        e for e in ours if not e.__module__.startswith("respondeat.errors") and e.__name__ not in inner
    } == set()


def below(error: type[Exception]) -> list[type[Exception]]:
    return [e for child in error.__subclasses__() for e in (child, *below(child))]


def modules() -> list[str]:
    return sorted(str(p.relative_to(SOURCE)) for p in SOURCE.rglob("*.py") if p.name != "__init__.py")


def has_mirror(module: str) -> bool:
    """Whether tests has `test_NAME*.py` at the same place, for the module or for a folder that it is in.

    Parts of a module bear its name in front: `career_rows` is a part of `career`, whose tests are its own.
    """
    path = Path(module).with_suffix("")
    wholes = [path.with_name(path.name[:i]) for i, c in enumerate(path.name) if c == "_" and i]
    places = [path, *wholes, *path.parents[:-1]]
    return any(any((ROOT / "tests" / p.parent).glob(f"test_{p.name}*.py")) for p in places)


def test_every_module_has_a_mirror_or_a_reason() -> None:
    lacking = {m for m in modules() if not has_mirror(m)}
    excused = {name: {m for m in lacking if m == name or m.startswith(name)} for name in WITHOUT_MIRROR}
    assert sorted(lacking - set().union(*excused.values())) == []
    assert [name for name, excuses in excused.items() if not excuses] == []


def test_no_file_is_longer_than_300_lines() -> None:
    long = {m: n for m in modules() if (n := len((SOURCE / m).read_text("utf-8").splitlines())) > 300}
    assert long == {}


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lists = re.findall(
        r"^(?:dependencies|fast|plots|pyvis|opentimestamps|dev|bench|docs) = \[\n(.*?)^\]",
        text,
        re.MULTILINE | re.DOTALL,
    )
    assert len(lists) == 8
    lines = [line for block in lists for line in block.splitlines() if line.strip()]
    assert len(lines) > 20
    assert [line for line in lines if not re.fullmatch(r'    "[^"]+",\s+# \S.*', line)] == []


def test_every_target_of_make_is_told() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = "".join((ROOT / n).read_text("utf-8") for n in ("README.md", "CONTRIBUTING.md"))
    assert {"demo", "test", "check", "bench", "docs", "lock"} <= targets
    assert {t for t in targets if f"make {t}" not in told} == set()


def test_readme_quotes_the_demo() -> None:
    """`.ci/run` compares the quote with what the command prints."""
    text = (ROOT / "README.md").read_text("utf-8")
    (block,) = readme.BLOCK.finditer(text)
    assert block["command"] == "make demo"
    assert len(block[0].splitlines()) > 10


def test_changelog_has_a_place_for_what_is_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "\n## Unreleased\n" in text


# Spelled apart, so that this file does not hold them.
WORKPLACE = ["/" + "work/", "issue" + " tracker", "HOUSE" + ".md", "MODEL" + ".md", "QUESTIONS" + ".md"]


def test_no_file_names_the_workplace() -> None:
    found = []
    for name in git("ls-files", "--cached", "--others", "--exclude-standard"):
        path = ROOT / name
        if path.is_symlink() or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        found += [f"{name}: {word}" for word in WORKPLACE if word in text]
    assert found == []


def test_test_data_is_not_committed() -> None:
    """What others published stays where it is: nothing larger than a small fixture or our own seed data."""
    vendored = json.loads((SOURCE / "vendored.json").read_text("utf-8"))["files"]
    kept = {"uv.lock", "LICENSE", *(file["path"] for file in vendored)}
    large = [
        name
        for name in git("ls-files")
        if name not in kept
        and not name.startswith("src/respondeat/seed_data/")
        and (ROOT / name).is_file()
        and (ROOT / name).stat().st_size > 500_000
    ]
    assert large == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the source distribution and the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    run([*uv(), "build", "--quiet", "--out-dir", str(folder), str(ROOT)])
    return folder


def run(command: list[str], cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shipped() -> set[str]:
    """Every file of the package that git knows, as it is named inside the wheel."""
    return {n.removeprefix("src/") for n in git("ls-files", "src/respondeat") if (ROOT / n).is_file()}


@pytest.mark.slow
def test_wheel_and_source_distribution_hold_the_whole_package(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    assert shipped() - in_wheel == set()
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        in_source = {n.partition("/src/")[2] for n in archive.getnames()}
    assert shipped() - in_source == set()
    assert {n for n in in_wheel if n.split("/")[0] in ("graph", "api", "ontology", "seed_data")} == set()


@pytest.mark.slow
def test_wheel_runs_from_another_folder(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    run([*uv(), "venv", "--quiet", "--python", sys.executable, str(tmp_path / "venv")])
    python = tmp_path / "venv" / "bin" / "python"
    run([*uv(), "pip", "install", "--quiet", "--python", str(python), str(wheel)])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = tmp_path / "venv" / "bin" / "respondeat"
    assert respondeat.__version__ in run([str(command), "--version"], cwd=elsewhere)
    assert list(elsewhere.iterdir()) == []

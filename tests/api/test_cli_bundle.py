"""`respondeat bundle` as a user has it: made, previewed, verified, asked again."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.cli.root import COMMANDS
from respondeat.graph.evidence.signing.keys import SigningKey, write_key
from tests.api.terminal import Ran, here, process
from tests.api.test_schemas import fits

DOSSIER = ("dossier", "Bera Secondperson")


@pytest.fixture(scope="module")
def store(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(example, tmp_path_factory.mktemp("bundled") / "store"))


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("secret") / "secret"


@pytest.fixture(scope="module")
def create(store: Path, secret: Path):  # type: ignore[no-untyped-def]
    def created(*arguments: str | Path) -> Ran:
        return here("bundle", "create", *arguments, "--store", store, "--secret", secret)

    return created


@pytest.fixture(scope="module")
def dossier(create, tmp_path_factory: pytest.TempPathFactory) -> Path:  # type: ignore[no-untyped-def]
    """A bundle as the first of two commands makes it."""
    place: Path = tmp_path_factory.mktemp("dossier") / "made"
    done = create(*DOSSIER, "--out", place)
    assert done.code == 0, done.err
    assert "nobody" in done.out
    return place


def test_two_commands_make_a_bundle_and_verify_it(dossier: Path) -> None:
    told = here("bundle", "verify", dossier)
    assert told.code == 0, told.out
    assert "intact, not signed" in told.out
    again = here("bundle", "replay", dossier, "--json")
    assert again.code == 0
    fits("replay", again.json)
    assert again.json["same"]
    assert "The same answer" in here("bundle", "replay", dossier).out


def test_the_verifier_inside_needs_nothing_of_ours(dossier: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "data/verify_bundle.py"],
        cwd=dossier,
        capture_output=True,
        text=True,
        env={},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "intact, not signed" in done.stdout


def test_it_is_signed_with_a_key_and_verified_by_its_fingerprint(create, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    key = SigningKey.generate()
    write_key(tmp_path / "key.pem", key, b"a passphrase")
    words = tmp_path / "words"
    words.write_text("a passphrase\n")
    words.chmod(0o600)
    signed = ("--key", tmp_path / "key.pem", "--passphrase-file", words)
    done = create("chain", "SRS", "--on", "2020-05", *signed, "--out", tmp_path / "made.zip", "--json")
    assert done.code == 0, done.err
    fits("bundle-create", done.json)
    assert done.json["signer"] == key.fingerprint
    with zipfile.ZipFile(tmp_path / "made.zip") as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {"bundle"}
    told = here("bundle", "verify", tmp_path / "made.zip", "--key", key.fingerprint)
    assert told.code == 0, told.out
    assert f"intact, signed by {key.fingerprint}" in told.out.replace("\n", " ")
    assert here("bundle", "verify", tmp_path / "made.zip", "--key", "0" * 64).code != 0


def test_a_preview_tells_what_each_profile_would_withhold(store: Path, secret: Path) -> None:
    asked = ("bundle", "preview", *DOSSIER, "--store", store, "--secret", secret)
    told = here(*asked, "--json")
    assert told.code == 0, told.err
    fits("bundle-preview", told.json)
    public, partner, court = told.json["profiles"]
    assert public["withheld"]
    assert not court["withheld"]
    assert sum(public["shown"].values()) < sum(partner["shown"].values()) <= sum(court["shown"].values())
    shown = here(*asked).out
    assert "public: anybody" in shown
    assert "keep this page to yourself" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("dossier", "Nobody At All"), 3, "No entity"),
        (("nothing",), 2, "No such command"),
        ((*DOSSIER, "--prefix", "1"), 2, "prefix"),
        ((*DOSSIER, "--columns", "no-such-file.yaml"), 2, "cannot be read"),
        ((*DOSSIER, "--authority", "https://example.org"), 2, "go together"),
        ((*DOSSIER, "--key", "no-such-key.pem"), 2, "no-such-key.pem"),
        ((*DOSSIER, "--profile", "press"), 2, "press"),
        (("sparql", "SELECT nothing"), 2, ""),
        (("changesets", "--from", "urn:x:y"), 2, "no changeset"),
    ],
)
def test_bad_calls_are_told_and_nothing_is_written(  # type: ignore[no-untyped-def]
    create, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = create(*arguments, "--out", tmp_path / "made")
    assert done.code == code, done.err
    assert words in done.err.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_taken_is_left_as_it_is(create, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "made").mkdir()
    done = create(*DOSSIER, "--out", tmp_path / "made", "--json")
    assert done.code == 2
    assert "exists already" in json.loads(done.out)["error"]["detail"]
    assert list((tmp_path / "made").iterdir()) == []


def test_a_secret_is_never_kept_in_the_store(store: Path, tmp_path: Path) -> None:
    inside = store / "secret"
    done = here(
        "bundle", "create", *DOSSIER, "--store", store, "--secret", inside, "--out", tmp_path / "made"
    )
    assert done.code == 2
    assert not inside.exists()


def test_every_question_has_its_command(store: Path) -> None:
    done = here("bundle", "create", "--help")
    assert done.code == 0
    # `graph` writes files of its own kinds, `figures` is asked over HTTP and in Python
    for name in sorted({*COMMANDS} & {*QUESTIONS} - {"graph"} | {"changesets"}):
        assert f"  {name} " in done.out
        assert here("bundle", "create", name, "--help").code == 0


def test_the_report_speaks_the_language_asked_for(create, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert create("search", "firstperson", "--language", "be", "--out", tmp_path / "made").code == 0
    assert '<html lang="be"' in (tmp_path / "made" / "data" / "report.html").read_text("utf-8")
    told = json.loads((tmp_path / "made" / "data" / "bundle.json").read_text("utf-8"))
    assert told["language"] == "be"
    assert here("bundle", "replay", tmp_path / "made").code == 0


def test_queries_and_changesets_go_into_bundles_of_their_own(create, store: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    query = "SELECT ?s WHERE { ?s a r:Posting }"
    assert create("sparql", query, "--out", tmp_path / "query").code == 0
    assert create("changesets", "--out", tmp_path / "history").code == 0
    for name in ("query", "history"):
        assert here("bundle", "verify", tmp_path / name).code == 0
        assert here("bundle", "replay", tmp_path / name).code == 0


def test_the_same_bytes_come_from_another_place_and_time(store: Path, secret: Path, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Asia/Tokyo", "LANG": "C", "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    (tmp_path / "other").mkdir()
    for name, env, cwd in (("one.d", {}, tmp_path), ("two.d", elsewhere, tmp_path / "other")):
        done = process(
            "bundle", "create", *DOSSIER, "--store", store, "--secret", secret, "--out", tmp_path / name,
            env=env, cwd=cwd,
        )  # fmt: skip
        assert done.code == 0, done.err
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one.d", "two.d")
    )
    assert {p for p in one if one[p] != two.get(p)} == {
        Path("signature/export.json"),
        Path("signature/sha256sums.txt"),
    }
    assert one.keys() == two.keys()

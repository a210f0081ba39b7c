"""Bundles from a store to their place and back: the same bytes, one root, refused when they would leak."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bagit  # type: ignore[import-untyped]  # it has none
import pytest

from respondeat.api.access.audit import FOLDER, Audit
from respondeat.api.bundles.making import Options
from respondeat.api.bundles.replaying import again
from respondeat.api.bundles.sealing import Seal
from respondeat.errors import InputError, IntegrityError, LeakError, StoreError
from respondeat.graph.evidence import Note, append, entries
from respondeat.graph.evidence import verify as verify_log
from respondeat.graph.evidence.signing.keys import SigningKey
from respondeat.graph.evidence.verifier import verify
from respondeat.graph.evidence.verifier.blocks import read_blocks
from respondeat.graph.statement import Document
from tests.api.bundles.making import DOSSIER, SECRET, files, made, ready, told
from tests.api.test_schemas import fits

SIGNATURE = "signature/"
SEARCH = ("search", {"text": "firstperson"})  # a small bundle


@pytest.fixture(scope="module")
def store(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with its custody log, which the tests add to."""
    return Path(shutil.copytree(example, tmp_path_factory.mktemp("bundled") / "store"))


@pytest.fixture(scope="module")
def bundles(store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same dossier for each profile, signed with one key."""
    folder, key = tmp_path_factory.mktemp("bundles"), SigningKey.generate()
    places = {profile: folder / profile for profile in ("public", "partner", "court")}
    for profile, place in places.items():
        fits("bundle-create", made(store, place, profile=profile, seal=Seal(key)).as_json())
    return places


def same_part(place: Path) -> dict[str, bytes]:
    return {name: content for name, content in files(place).items() if not name.startswith(SIGNATURE)}


def test_they_are_intact_and_their_questions_have_the_same_answers(bundles: dict[str, Path]) -> None:
    for place in bundles.values():
        verdict = verify(place)
        assert verdict.ok, verdict
        assert verdict.verdict == "intact, signer not verified"
        assert verify(place, verdict.signer).verdict == f"intact, signed by {verdict.signer}"
        replayed = again(place)
        fits("replay", replayed)
        assert replayed["same"], replayed["differences"]


def test_all_profiles_are_of_one_signed_root(bundles: dict[str, Path]) -> None:
    for name in ("data/root.json", "signature/root.sig", "signature/key.pem"):
        assert len({(place / name).read_bytes() for place in bundles.values()}) == 1
    shown = {p: told(place, "bundle.json") for p, place in bundles.items()}
    assert shown["court"]["withheld"] == 0 < shown["public"]["withheld"]
    assert shown["public"]["leaves"] == shown["court"]["leaves"]


def test_the_validator_of_bagit_takes_them(bundles: dict[str, Path]) -> None:
    for place in bundles.values():
        bagit.Bag(str(place)).validate()


def test_the_answer_is_the_one_that_the_question_prints(bundles: dict[str, Path], store: Path) -> None:
    with ready(store, *DOSSIER) as found:
        view = found.contents.plan.views[0]
        assert told(bundles["public"], "answer.json") == view.told
    lower = (bundles["court"] / "data" / "answers" / "public.json").read_bytes()
    assert lower == (bundles["public"] / "data" / "answer.json").read_bytes()
    assert not (bundles["public"] / "data" / "answers").exists()


def test_what_is_shown_of_the_graph_is_what_the_level_sees(bundles: dict[str, Path]) -> None:
    found = {}
    for profile, place in bundles.items():
        with (place / "data" / "graph.trig").open("rb") as file:
            found[profile] = set(read_blocks(file))
    assert found["public"] < found["court"]
    public = set(told(bundles["public"], "bundle.json")["changesets"])
    assert found["public"] == {b for b in found["court"] if (b.graph or b.subject) in public}


def test_the_same_question_gives_the_same_bytes(
    bundles: dict[str, Path], store: Path, tmp_path: Path
) -> None:
    append(store / FOLDER, [Note("2026-11-22T12:00:00Z", "terminal", "read", "", {"level": "sealed"})])
    made(store, tmp_path / "again", seal=Seal())
    assert same_part(tmp_path / "again") == same_part(bundles["public"])
    made(store, tmp_path / "packed.zip")
    assert verify(tmp_path / "packed.zip").verdict == "intact, not signed"
    with zipfile.ZipFile(tmp_path / "packed.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    assert same_part(tmp_path / "unpacked" / "bundle") == same_part(bundles["public"])


def test_another_secret_gives_another_root_and_the_same_graph(
    bundles: dict[str, Path], store: Path, tmp_path: Path
) -> None:
    made(store, tmp_path / "other", secret=bytes(32))
    mine, other = same_part(bundles["public"]), same_part(tmp_path / "other")
    assert mine["data/root.json"] != other["data/root.json"]
    assert mine["data/graph.trig"] == other["data/graph.trig"]
    assert SECRET.hex().encode() not in b"".join(files(tmp_path / "other").values())


def test_nothing_of_the_machine_is_in_them(bundles: dict[str, Path], store: Path) -> None:
    for place in bundles.values():
        for content in files(place).values():
            for path in (store, place, Path.home()):
                if len(path.parts) > 2:
                    assert str(path).encode() not in content


def test_the_export_is_in_the_log_before_the_bundle_is_at_its_place(store: Path, tmp_path: Path) -> None:
    handed = made(store, tmp_path / "made", SEARCH)
    last = list(entries(store / FOLDER))[-1]
    assert last.action == "bundle-exported"
    assert last.object == f"sha256:{handed.tag_manifest}"
    assert json.loads((tmp_path / "made" / "signature" / "export.json").read_text()) == last.as_json()
    assert verify_log(store / FOLDER).ok
    assert told(tmp_path / "made", "bundle.json")["custody_head"].partition(":")[0] < str(last.n)


def test_what_cannot_be_logged_is_not_handed_over(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the log cannot be written")

    monkeypatch.setattr(Audit, "record_all", fail)
    with pytest.raises(StoreError, match="the log"):
        made(store, tmp_path / "made", SEARCH)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def tampered(store: Path) -> Iterator[None]:
    """The log with an entry that was changed."""
    log = store / FOLDER / "log.jsonl"
    before = log.read_bytes()
    log.write_bytes(before.replace(b'"terminal"', b'"k-000000"', 1))
    try:
        yield
    finally:
        log.write_bytes(before)


def test_a_log_that_was_changed_goes_into_no_bundle(store: Path, tmp_path: Path) -> None:
    with tampered(store), pytest.raises(IntegrityError, match="custody"):
        made(store, tmp_path / "made", SEARCH)
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_that_would_leak_is_not_written(store: Path, tmp_path: Path) -> None:
    with ready(store, *DOSSIER) as found:
        secret = next(s.text for s in found.protected["public"].secrets if s.kind == "name")
    asked = ("search", {"text": secret})
    with pytest.raises(LeakError) as refused:
        made(store, tmp_path / "made", asked)
    assert list(tmp_path.iterdir()) == []
    assert secret not in refused.value.detail
    assert secret not in json.dumps(refused.value.as_json(), ensure_ascii=False)
    made(store, tmp_path / "court", asked, "court")
    assert verify(tmp_path / "court").ok


def test_a_document_that_was_changed_goes_into_no_bundle(
    example: Path, tmp_path: Path, bundles: dict[str, Path]
) -> None:
    store = Path(shutil.copytree(example, tmp_path / "store"))
    name = next((bundles["public"] / "data" / "documents").iterdir()).stem
    (store / "documents" / name[:2] / name).write_bytes(b"other")
    with pytest.raises(IntegrityError, match=r"not what its hash says|was changed"):
        made(store, tmp_path / "made", profile="court")
    assert not (tmp_path / "made").exists()


def test_a_document_that_is_not_held_is_listed(
    example: Path, tmp_path: Path, bundles: dict[str, Path]
) -> None:
    store = Path(shutil.copytree(example, tmp_path / "store"))
    name = next((bundles["public"] / "data" / "documents").iterdir()).stem
    (store / "documents" / name[:2] / name).unlink()
    made(store, tmp_path / "made")
    assert verify(tmp_path / "made").ok
    assert told(tmp_path / "made", "bundle.json")["documents"]["listed"] == 1
    rows = (tmp_path / "made" / "data" / "index.csv").read_text("utf-8").splitlines()
    assert [row for row in rows if name in row and "not-held" in row]


def test_a_question_that_a_profile_cannot_be_asked_is_refused(store: Path, tmp_path: Path) -> None:
    with ready(store, *DOSSIER) as found:
        assert found.level("public") == "public"
        assert found.level("partner") == found.level("court") == "restricted"
        with pytest.raises(InputError, match="no profile"):
            found.level("press")
        hidden = found.contents.plan.views[-1].data
        above = {i.id for i in hidden.recorded if i.level != "public"}
        records = (r for id in above for r in hidden.reader.changeset_records(id))
        document = next(r.id for r in records if isinstance(r, Document))
    with ready(store, "dossier", {"entity": document}) as found:
        with pytest.raises(InputError, match="level public"):
            found.bundle(Options("public"))
        found.bundle(Options("court"))


def test_tampering_is_told_when_the_question_is_asked_again(bundles: dict[str, Path], tmp_path: Path) -> None:
    place = Path(shutil.copytree(bundles["public"], tmp_path / "copy"))
    answer = place / "data" / "answer.json"
    answer.write_bytes(answer.read_bytes().replace(b"certain", b"possible", 1))
    with pytest.raises(IntegrityError, match="not intact"):
        again(place)
    with pytest.raises(InputError, match=r"cannot be read|nothing at|no folder"):
        again(tmp_path / "nothing")

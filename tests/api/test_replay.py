"""Questions asked again: a saved answer, and one question at two moments."""

import json
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.answers.replay import again, saved
from respondeat.api.answers.replay_differences import differences
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import InputError
from respondeat.graph.statement import Changeset, Derivation, Entity, Retraction, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.histories import ASKED, answered
from tests.api.terminal import Ran, here
from tests.api.test_schemas import fits

SECTION = ("commanders", "Second Section", "--on", "2020-05-03")


def ask(store: Path, *arguments: str | Path, stdin: str = "") -> Ran:
    return here("--store", store, *arguments, stdin=stdin)


@pytest.fixture
def kept(example: Path, tmp_path: Path) -> Path:
    """A saved answer."""
    path = tmp_path / "answer.json"
    path.write_text(ask(example, *SECTION, "--json").out, "utf-8")
    return path


def changed(path: Path, **keys: Any) -> Path:
    told = json.loads(path.read_text("utf-8")) | keys
    path.write_text(json.dumps({k: x for k, x in told.items() if x is not ...}), "utf-8")
    return path


def test_a_saved_answer_is_the_same(example: Path, kept: Path) -> None:
    told = ask(example, "replay", kept)
    assert told.code == 0, told.err
    assert "The same answer, byte for byte" in told.out
    assert "Read at level sealed" in told.out
    answer = ask(example, "replay", kept, "--json").json
    fits("replay", answer)
    assert answer["same"] and answer["same_engine"] and answer["differences"] == []
    assert answer["question"] == json.loads(kept.read_text("utf-8"))["question"]


def test_an_answer_is_read_from_standard_input(example: Path, kept: Path) -> None:
    assert ask(example, "replay", "-", stdin=kept.read_text("utf-8")).code == 0


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("level", ["public", "sealed"])
def test_every_answer_can_be_asked_again(name: str, level: str, example: Path) -> None:
    with Dataset.open(example, level, "2026-10-15") as data:
        told = [answered(data, name, parameters) for parameters in ASKED[name]]
    kept = [json.dumps(answer) for answer in told if "error" not in answer]
    found = [again(example, answers.QUESTIONS, saved(text)) for text in kept]
    assert [f["differences"] for f in found] == [[]] * len(kept)


@pytest.mark.parametrize(
    "more",
    [
        ("--level", "public"),
        ("--recorded-at", "2026-10-15"),
        ("--without-origin", "Invented Observers"),
        ("--without-modality", "alleged", "--min-confidence", "moderate"),
        ("--no-quotes",),
    ],
)
def test_what_was_said_beside_the_question_is_said_again(
    more: tuple[str, ...], example: Path, tmp_path: Path
) -> None:
    path = tmp_path / "answer.json"
    path.write_text(ask(example, *SECTION, *more, "--json").out, "utf-8")
    told = ask(example, "replay", path)
    assert told.code == 0, told.out + told.err


def test_an_answer_stays_the_same_whatever_is_written_since(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(ask(copy, *SECTION, "--json").out, "utf-8")
    with Dataset.open(copy) as data:
        section = data.find("Second Section")
        gone = json.loads(path.read_text("utf-8"))["statements"]
    with EmbeddedStore.open(copy, INDEXES) as store:
        for moment in ("2026-12-01T00:00:00Z", "2026-10-02T00:00:00Z"):  # the second bears an earlier moment
            taken = Retraction.of(gone or [section], f"invented at {moment}", v.ID + "keeper")
            body = Entity.of(f"{v.ID}b-late-{moment[:10]}", "Body")
            store.write([Changeset.of([taken, body], recorded_at=moment, author=v.ID + "keeper")])
    assert ask(copy, "replay", path).code == 0


def test_another_answer_is_told_with_its_places(example: Path, kept: Path) -> None:
    told = json.loads(kept.read_text("utf-8"))
    told["gap"]["last_before"]["day"] = "2019-01-01"
    told["heads"] = [{"grade": "certain"}]
    del told["left_out"]
    kept.write_text(json.dumps(told), "utf-8")
    found = ask(example, "replay", kept)
    assert found.code == 1
    assert "/gap/last_before/day" in found.out and "2019-01-01" in found.out
    answer = ask(example, "replay", kept, "--json").json
    fits("replay", answer)
    assert not answer["same"]
    places = {d["path"]: d["kind"] for d in answer["differences"]}
    assert places == {"/gap/last_before/day": "other", "/heads/0": "gone", "/left_out": "new"}
    assert answer["differences_count"] == 3


def test_the_order_of_keys_is_told(example: Path, kept: Path) -> None:
    told = json.loads(kept.read_text("utf-8"))
    kept.write_text(json.dumps(dict(reversed(told.items()))), "utf-8")
    assert [d["kind"] for d in ask(example, "replay", kept, "--json").json["differences"]] == ["order"]


def test_another_version_of_the_program_is_told_and_is_no_difference(example: Path, kept: Path) -> None:
    told = ask(example, "replay", changed(kept, engine="respondeat 0.0"))
    assert told.code == 0
    assert "The answer is by respondeat 0.0, this is respondeat" in told.out


def test_quotes_are_no_difference(example: Path, kept: Path) -> None:
    text = kept.read_text("utf-8")
    assert '"quote_verdict": "verified"' in text
    kept.write_text(
        text.replace('"quote_verdict": "verified"', '"quote_verdict": "document-missing"'), "utf-8"
    )
    assert ask(example, "replay", kept).code == 0


def test_differences_are_capped(example: Path, kept: Path) -> None:
    told = ask(example, "replay", changed(kept, heads=[{"n": n} for n in range(300)]), "--json").json
    assert (told["differences_count"], len(told["differences"])) == (300, 100)
    assert "200 more are not told" in ask(example, "replay", kept).out


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"dataset_hash": "00" * 32}, "does not hold the data with the hash 0000"),
        ({"question": {"name": "oracle", "parameters": {}}}, "There is no question 'oracle'"),
        ({"question": {"name": "commanders", "parameters": {"body": "SRS"}}}, "cannot be asked so"),
        ({"question": {"name": "search", "parameters": {"text": "x", "data": 1}}}, "has no parameter data"),
        ({"question": {"name": "search", "parameters": {"text": 5}}}, "takes no text such as 5"),
        ({"question": {"name": "search", "parameters": {"text": "x", "limit": True}}}, "takes no limit"),
        ({"question": {"name": "search", "parameters": {"text": "x", "kinds": [1]}}}, "takes no kinds"),
        ({"question": {"name": "chain", "parameters": {"target": "SRS", "mode": "never"}}}, "takes no mode"),
        *(
            ({"question": {"name": "search", "parameters": {"text": "x", "limit": n}}}, "limit from 1 to")
            for n in (-1, 0, 10**30)
        ),
        ({"question": {"name": "search"}}, "does not say which question"),
        ({"question": "search"}, "key question is missing or is not"),
        ({"question": ...}, "key question is missing or is not"),
        ({"engine": ...}, "key engine is missing"),
        ({"level": "secret"}, "an access level that there is not"),
        ({"recorded_at": "yesterday"}, "is no moment"),
        ({"recorded_at": 2026}, "key recorded_at is missing or is not"),
        ({"without": {"documents": []}}, "key without"),
        ({"without": {"documents": [], "origins": [], "modalities": ["sung"], "confidence": None}}, "sung"),
        (
            {"without": {"documents": [1], "origins": [], "modalities": [], "confidence": None}},
            "list of texts",
        ),
        (
            {"without": {"documents": "a", "origins": [], "modalities": [], "confidence": None}},
            "list of texts",
        ),
        (
            {"without": {"documents": [], "origins": [["a"]], "modalities": [], "confidence": None}},
            "list of texts",
        ),
    ],
)
def test_answers_that_cannot_be_asked_again(
    keys: dict[str, Any], message: str, example: Path, kept: Path
) -> None:
    told = ask(example, "replay", changed(kept, **keys))
    assert told.code == 2, told.out
    assert message in told.err


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", "5", "null", '"x"', "{}", "[" * 100_000, '{"a":' * 50_000 + "1" + "}" * 50_000],
    ids=range(9),
)
def test_files_that_hold_no_answer(text: str, example: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(text, "utf-8")
    told = ask(example, "replay", path)
    assert told.code == 2
    assert str(path) in told.err


def test_files_that_cannot_be_read(example: Path, tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in ask(example, "replay", tmp_path / "latin").err
    assert ask(example, "replay", tmp_path / "none").code == 2
    assert ask(example, "replay", tmp_path).code == 2


# ---- two moments ----


def test_what_was_retracted_since(example: Path) -> None:
    told = ask(example, "replay", "--recorded-at", "2026-10-15", "--", *SECTION)
    assert told.code == 0
    assert "Another answer" in told.out
    assert "RETRACTED now" in told.out
    assert "The newspaper corrected the name on the next day" in told.out
    answer = ask(example, "replay", "--json", "--recorded-at", "2026-10-15", "--", *SECTION).json
    fits("replay", answer)
    [gone] = answer["went"]
    assert (gone["state_then"], gone["state_now"]) == ("supported", "retracted")
    assert gone["roles"]["holder"]["name"] == "Hilo Wrongperson"
    assert gone["sources"] and gone["retractions"][0]["reason"]
    # the gap that is left is told by the heads before and after it, of whom was known then too
    assert {row["roles"]["holder"]["name"] for row in answer["came"]} == {
        "Ivo Seventhperson",
        "Juno Eighthperson",
    }
    assert {(row["state_then"], row["state_now"]) for row in answer["came"]} == {("supported", "supported")}
    [row] = answer["rows"]
    assert (row["where"], row["then"]["grade"], row["now"]) == ("heads", "certain", None)
    fits("commanders", answer["then"]["answer"])
    fits("commanders", answer["now"]["answer"])


def test_turned_round_what_went_has_come(example: Path) -> None:
    there = ask(example, "replay", "--recorded-at", "2026-10-15", "--", *SECTION, "--json").json
    back = ("replay", "--recorded-at", "2026-11-22", "--", *SECTION, "--recorded-at", "2026-10-15", "--json")
    turned = ask(example, *back).json
    assert [s["statement"] for s in turned["came"]] == [s["statement"] for s in there["went"]]
    assert [(r["now"], r["then"]) for r in turned["rows"]] == [(r["then"], r["now"]) for r in there["rows"]]


def test_nothing_changed(example: Path) -> None:
    told = ask(
        example, "replay", "--recorded-at", "2026-10-15", "--", "commanders", "SRS", "--on", "2020-05-03"
    )
    assert "The same answer at both moments" in told.out


def test_nobody_bore_the_name_yet(example: Path) -> None:
    answer = ask(example, "replay", "--recorded-at", "2020-01-01", "--", "show", "SRS", "--json").json
    fits("replay", answer)
    assert answer["then"]["answer"] is None
    assert answer["then"]["error"]["type"] == "unknown-name"
    assert {s["state_then"] for s in answer["came"]} == {None}


def test_a_name_that_nobody_ever_bore(example: Path) -> None:
    told = ask(example, "replay", "--recorded-at", "2026-10-15", "--", "show", "Qqqqq", "--json")
    assert told.code == 3
    assert told.json["error"]["type"] == "unknown-name"


def test_what_is_set_aside_is_so_at_both_moments(example: Path) -> None:
    more = ("--without-origin", "A neighbour in Sampleton (invented)", "--json")
    answer = ask(example, "replay", "--recorded-at", "2026-10-15", "--", *SECTION, *more).json
    assert answer["same"]
    assert answer["without"] == answer["then"]["answer"]["without"]
    assert answer["without"] is not None


@pytest.mark.parametrize("words", [("backup", "x"), ("load-example",), ("nonsense",), ("sparql", "ASK {}")])
def test_only_questions_are_asked(words: tuple[str, ...], example: Path, tmp_path: Path) -> None:
    told = ask(example, "replay", "--recorded-at", "2026-10-15", "--", *words)
    assert told.code == 2
    assert "is no question" in told.err


@pytest.mark.parametrize(
    "words", [("a.json", "b.json"), ("--recorded-at", "soon", "--", *SECTION), ("--", "show", "SRS")]
)
def test_calls_that_cannot_be_read(words: tuple[str, ...], example: Path) -> None:
    assert ask(example, "replay", *words).code == 2


def test_the_public_sees_nothing_more(example: Path) -> None:
    told = ask(
        example, "replay", "--recorded-at", "2020-01-01", "--", "show", "Sampleton lock-up (invented)",
        "--level", "public", "--json",
    )  # fmt: skip
    assert told.code == 0
    assert "Mira" not in told.out
    assert "window" not in json.dumps(told.json["came"])


def test_differences_of_equal_values_of_other_types() -> None:
    assert [d["path"] for d in differences({"a": 1, "b": [1.0]}, {"a": True, "b": [1]})] == ["/a", "/b/0"]
    assert next(differences({"~/": 1}, {"~/": 2}))["path"] == "/~0~1"


def test_a_level_that_saw_other_changesets(example: Path, kept: Path) -> None:
    with pytest.raises(InputError, match="does not hold"):
        again(example, answers.QUESTIONS, saved(changed(kept, level="public").read_text("utf-8")))


def test_statements_that_are_derived_from_one_another_are_told_once(tmp_path: Path) -> None:
    one, other = (Statement.of("Existence", entity=f"{v.ID}e-{n}") for n in range(2))
    proofs = [Derivation.of(a.id, v.R + "rule", [b.id, a.id]) for a, b in ((one, other), (other, one))]
    with EmbeddedStore.create(tmp_path / "circle", INDEXES) as store:
        events = [Entity.of(f"{v.ID}e-{n}", "Event") for n in range(2)]
        store.write(
            [
                Changeset.of(
                    [one, other, *proofs, *events], recorded_at="2026-12-01T00:00:00Z", author=v.ID + "k"
                )
            ]
        )
    told = here("--store", tmp_path / "circle", "show", f"{v.ID}e-0", "--json")
    [said] = told.json["statements"]
    [derivation] = said["sources"]
    assert [len(p["sources"]) for p in derivation["premises"]] == [0, 1] or (
        [len(p["sources"]) for p in derivation["premises"]] == [1, 0]
    )

"""A question with --without-… is that question on a store in which the same was really retracted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from respondeat.api.cli.root import cli
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.graph.command.what_if import Without
from respondeat.graph.statement import Assessment, Attestation, Changeset, Document, Passage, Retraction
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here
from tests.api.test_schemas import QUESTIONS

FRAME = {"question", "without", "level", "recorded_at", "dataset_hash", "engine", "notice"}
OPTION = "--without-document"
# It names retractions themselves and the days on which they were recorded; a what-if is recorded on none.
HISTORY = frozenset({"dossier"})


@dataclass(frozen=True)
class Aside:
    """What to set aside, as options, and what that is, found without the code that is tested."""

    options: tuple[str, ...]
    documents: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def gone(self, data: Dataset) -> set[str]:
        """Attestations of which all passages stand in these documents, or of these origins or modalities."""
        records = [r for c in data.reader.changesets() for r in data.reader.changeset_records(c.id)]
        title = {r.id: r.title for r in records if isinstance(r, Document)}
        where = {r.id: title.get(r.document) for r in records if isinstance(r, Passage)}
        revised = {r.revision_of for r in records if isinstance(r, Assessment)}
        found = set()
        for r in records:
            if isinstance(r, Attestation):
                documents = {where[p] for p in r.passages}
                if (
                    (documents and documents <= set(self.documents))
                    or data.name(r.origin or "x") in self.origins
                    or r.modality.removeprefix(v.R) in self.modalities
                ):
                    found.add(r.id)
            elif (
                isinstance(r, Assessment)
                and r.id not in revised
                and r.confidence.removeprefix(v.R) in self.below
            ):
                found.add(r.assesses)
        return found


AS_IF = "as if"
GAZETTE, OBSERVERS = "Gazette of Exampelia (invented)", "Report of the Invented Observers"
ASIDE = {
    "two-documents": Aside((OPTION, GAZETTE, OPTION, OBSERVERS), documents=(GAZETTE, OBSERVERS)),
    "observers": Aside(("--without-origin", "Invented Observers"), origins=("Invented Observers",)),
    "alleged": Aside(("--without-modality", "alleged"), modalities=("alleged",)),
    "asserted": Aside(("--without-modality", "asserted"), modalities=("asserted",)),
    "confidence": Aside(("--min-confidence", "high"), below=("low", "moderate")),
}


@pytest.fixture(scope="module", params=sorted(ASIDE))
def pair(
    request: pytest.FixtureRequest, example: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Aside]]:
    """What is set aside, and a store in which it was retracted."""
    import shutil

    aside = ASIDE[request.param]
    store = Path(shutil.copytree(example, tmp_path_factory.mktemp("retracted") / "store"))
    with Dataset.open(store) as data:
        gone = aside.gone(data)
        after = data.recorded_at
    assert gone
    with EmbeddedStore.open(store, INDEXES) as opened:
        opened.write(
            [
                Changeset.of(
                    [Retraction.of(gone, AS_IF)], recorded_at=after, level=v.LEVELS[-1], author=v.ID + "b-x"
                )
            ]
        )
    yield store, aside


def asked() -> list[tuple[str, ...]]:
    """Up to three questions of every command that takes --without-…."""
    found = []
    for questions in QUESTIONS.values():
        for question in questions[:3]:
            command = cli.get_command(click.Context(cli), question[0])
            options = [o for p in command.params for o in p.opts] if command is not None else []
            if (
                question[0] not in HISTORY
                and OPTION in options
                and "--level" not in question
                and "--recorded-at" not in question
            ):
                found.append(question)
    return found


def told(*arguments: str | Path) -> dict[str, Any]:
    answer = here(*arguments, "--no-quotes", "--json").json
    return {key: x for key, x in answer.items() if key not in FRAME}


def test_a_what_if_is_a_retraction(pair: tuple[Path, Aside], example: Path) -> None:
    store, aside = pair
    differing = [
        question
        for question in asked()
        if json.dumps(as_if_retracted(told("--store", example, *question, *aside.options)))
        != json.dumps(as_if_set_aside(told("--store", store, *question)))
    ]
    assert differing == []


def as_if_set_aside(told: Any) -> Any:
    """An answer less the retractions that stand for setting aside, as reasons of rows."""
    if isinstance(told, list):
        return [as_if_set_aside(x) for x in told]
    if not isinstance(told, dict):
        return told
    rows = {key: as_if_set_aside(x) for key, x in told.items()}
    for one in rows.get("reasons", ()):
        one["retractions"] = [r for r in one["retractions"] if r["reason"] != AS_IF]
    if "reasons" in rows:
        rows["reasons"] = [one for one in rows["reasons"] if one["assessments"] or one["retractions"]]
    return rows


def as_if_retracted(told: Any) -> Any:
    """An answer with the one word changed by which what is set aside differs from what was taken back."""
    if isinstance(told, dict):
        return {key: as_if_retracted(x) for key, x in told.items()}
    if isinstance(told, list):
        return [as_if_retracted(x) for x in told]
    return "retracted" if told == "set-aside" else told


@pytest.mark.parametrize("question", ["show", "dossier", "neighbours", "structure --on 2020-05-03"])
def test_what_is_set_aside_is_never_told_as_retracted(example: Path, question: str) -> None:
    command, *more = question.split()
    options = ("--store", str(example), command, "Second Section", *more, "--no-quotes")
    aside = ("--without-origin", "Invented Observers")
    whole, left = here(*options, "--json").json, here(*options, *aside, "--json").json
    assert "set-aside" in values(left, "state")
    assert "set-aside" not in values(whole, "state")
    for told in ("state", "id"):  # what was really taken back stays so, and its retraction is named
        rows = [[r for r in rows_of(one) if r.get("state") == "retracted"] for one in (left, whole)]
        assert [r.get(told) for r in rows[0]] == [r.get(told) for r in rows[1]]
    assert {r["id"] for r in flat(values(left, "retractions"))} <= {
        r["id"] for r in flat(values(whole, "retractions"))
    }
    assert here(*options, *aside).out.count("RETRACTED") == here(*options).out.count("RETRACTED")
    assert "SET ASIDE FOR THIS QUESTION" in " ".join(here(*options, *aside).out.split())


def rows_of(told: Any) -> Iterator[dict[str, Any]]:
    """Every object of an answer."""
    if isinstance(told, dict):
        yield told
    for x in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from rows_of(x)


def values(told: Any, key: str) -> list[Any]:
    """The values of a key, however deep."""
    return [row[key] for row in rows_of(told) if key in row]


def flat(lists: list[list[Any]]) -> list[Any]:
    """What is in lists."""
    return [x for one in lists for x in one]


def test_every_question_takes_the_options() -> None:
    assert {q[0] for q in asked()} >= {
        *("chain", "commanders", "superiors", "subordinates", "events-under", "search", "show"),
        *("fragility", "reliance", "single-origin"),
    }


# ---- what the answers say of it ----


def test_what_was_set_aside_is_told(example: Path) -> None:
    options = (OPTION, GAZETTE, "--without-modality", "alleged", "--min-confidence", "moderate")
    answer = here("--store", example, "show", "Mira Nobody", *options, "--json").json
    assert answer["without"]["modalities"] == ["alleged"]
    assert answer["without"]["confidence"] == "moderate"
    assert len(answer["without"]["documents"]) == 1
    out = here(
        "--store", example, "show", "Mira Nobody", *options, "--without-origin", "Invented Observers"
    ).out
    for words in (
        "As if these were not there",
        GAZETTE,
        "Invented Observers",
        "“alleged”",
        "moderate confidence",
    ):
        assert words in " ".join(out.split())


def test_without_everything_nothing_is_left_and_it_is_said(example: Path) -> None:
    with Dataset.open(example) as data:
        everything = tuple(sorted(data.records.instances(v.DOCUMENT)))
        left = data.less(Without(documents=everything))
        assert not any(left.graph.possible_days(k, -(2**31), 2**31 - 1) for k in range(left.graph.link_count))
    options = [o for id in everything for o in (OPTION, id)]
    ran = here("--store", example, "chain", "SRS", "--on", "2020-05-03", *options)
    assert ran.code == 0
    assert "No chain" in ran.out


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ((OPTION, "No such report"), 3, "No document is called 'No such report'"),
        (("--without-origin", "No such body"), 3, "No entity bears the name 'No such body'"),
        (("--without-origin", "SRS"), 2, "is the origin of no attestation"),
        (("--without-modality", "whispered"), 2, "There is no modality 'whispered'; there are"),
        (("--min-confidence", "total"), 2, "'total' is not one of"),
        ((OPTION, ""), 3, "No document is called ''"),
    ],
)
def test_what_means_nothing_is_told(example: Path, options: tuple[str, ...], code: int, words: str) -> None:
    ran = here("--store", example, "commanders", "SRS", "--on", "2020-05-03", *options)
    assert (ran.code, ran.out) == (code, "")
    assert words in " ".join(ran.err.split())
    as_json = here("--store", example, "commanders", "SRS", "--on", "2020-05-03", *options, "--json")
    assert set(as_json.json["error"]) == {"type", "title", "detail", "candidates"}


def test_two_documents_of_one_title_are_not_chosen_from(copy: Path) -> None:
    twins = [Document(f"{v.ID}doc-twin-{n}", title="Twin report") for n in range(2)]
    with EmbeddedStore.open(copy, INDEXES) as opened:
        opened.write([Changeset.of(twins, recorded_at="2026-11-02T00:00:00Z", author=v.ID + "b-x")])
    ran = here("--store", copy, "show", "SRS", OPTION, "twin REPORT", "--json")
    assert ran.code == 3
    error = ran.json["error"]
    assert error["type"] == "ambiguous-name"
    assert {c["id"] for c in error["candidates"]} == {t.id for t in twins}
    assert here("--store", copy, "show", "SRS", OPTION, "doc-twin-0", "--json").code == 0

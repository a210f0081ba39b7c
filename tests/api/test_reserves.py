"""What rests on what is only alleged says so wherever it stands as a link, also where a rule derived it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from respondeat.api.answers import QUESTIONS, chain
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.chain.exports import as_csv
from respondeat.api.pages.chain.picture import as_svg
from respondeat.api.pages.explore.exports import csv
from respondeat.api.pages.place import Place
from respondeat.api.report import as_html, report
from respondeat.graph.statement import Attestation, Changeset, Derivation, Record, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.report.conftest import about_of
from tests.api.terminal import here
from tests.trap_world import BASE, PASSAGE, entity, head, id_of, on_day, person, under

DAY = "2020-05-03"
TOLD = "from premises: alleged, contested"


def said(statement: Statement, modality: str, *, against: bool = False) -> Attestation:
    told = [statement.id]
    return Attestation.of(
        supports=() if against else told,
        denies=told if against else (),
        passages=[PASSAGE.id],
        origin=id_of("Office"),
        modality=v.R + modality,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A head and a superior that a rule derived: of the premises one is plain, one alleged and contested."""
    plain, alleged = (
        under("Squad", "Police", on_day("2019-01-01")),
        under("Squad", "Police", on_day("2021-01-01")),
    )
    records: list[Record] = [*BASE, plain, alleged]
    for name in ("Squad", "Police"):
        records += entity(name)
    records += person("Ida")
    for derived in (under("Squad", "Police", on_day("2020")), head("Ida", "Squad", on_day("2020"))):
        made = replace(derived, id=f"{derived.id}-derived", derived=True)
        records += [made, Derivation.of(made.id, v.R + "continuity", [plain.id, alleged.id])]
    records += [said(plain, "asserted"), said(alleged, "alleged"), said(alleged, "denied", against=True)]
    path = tmp_path_factory.mktemp("reserves") / "store"
    with EmbeddedStore.create(path, INDEXES) as opened:
        opened.write([Changeset.of(records, recorded_at="2026-11-02T00:00:00Z", author=v.ID + "b-x")])
    return path


@pytest.fixture(scope="module")
def data(store: Path) -> Iterator[Dataset]:
    with Dataset.open(store) as opened:
        yield opened


@pytest.mark.parametrize("question", ["chain", "structure"])
def test_at_the_terminal(store: Path, question: str) -> None:
    out = here("--store", store, question, "Squad", "--on", DAY, "--no-quotes").out
    out = " ".join(out.replace("│", " ").split())
    assert f"derived by a rule ({TOLD})" in out
    assert out.count(TOLD) == 2


def test_in_the_answer_a_premise_has_its_state(data: Dataset) -> None:
    hops = [hop for one in chain(data, "Squad", DAY)["chains"] for hop in one["hops"]]
    premises = [p for hop in hops for one in hop["sources"] for p in one.get("premises", ())]
    assert {p["state"] for p in premises} == {"supported", "contested"}


def asked(path: str, **given: str) -> Asked:
    place = Place(path, "en", MappingProxyType({key: (value,) for key, value in given.items()}))
    return Asked(place, MappingProxyType(given))


def test_on_pages(data: Dataset) -> None:
    told = asked("/chain", target=id_of("Squad"), on=DAY)
    assert as_csv(data, told).decode().count(TOLD) == 2
    assert TOLD.partition(": ")[0] in as_svg(data, told).decode()
    nodes = [id_of(name) for name in ("Squad", "Police", "Ida")]
    view = Asked(Place("/explore", "en", {"node": tuple(nodes)}), {"node": nodes})
    assert csv(data, view).decode().count(TOLD) == 2


def test_in_a_report(data: Dataset) -> None:
    answer = ask(QUESTIONS, data, "chain", {"target": "Squad", "on": DAY})
    made = as_html(report({"answer": answer}, about_of(answer))).decode()
    assert made.count(TOLD) >= 2

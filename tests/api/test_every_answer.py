"""What every answer keeps, whatever is asked: what it cites, what it cut, what it is not, and its keys."""

import json
from collections.abc import Iterator, Mapping
from inspect import signature
from pathlib import Path
from typing import Any, Final

import pytest

from respondeat.api import answers
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.graph.importers.curated import DATASETS, load_all
from respondeat.graph.statement import Changeset, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.histories import ASKED as OF_THE_HISTORY
from tests.api.terminal import here
from tests.api.test_schemas import fits, schemas

# ---- what is asked ----

_KARPIANKAU: Final = "Mikalai Mikalaevich KARPIANKAU"
_AKRESTINA: Final = "Akrestina detention centre"
_TORTURE: Final = "Torture in the crackdown of 2020"
_DAY: Final = "2020-08-10"

OF_THE_SEED: Final[Mapping[str, tuple[dict[str, Any], ...]]] = {
    "acts": ({}, {"of": "international"}, {"actor": "GUBOPiK"}),
    "chain": ({"target": _AKRESTINA, "on": _DAY}, {"target": "GUBOPiK", "on": _DAY}),
    "chokepoints": ({}, {"target": _AKRESTINA, "on": _DAY}, {"on": _DAY, "measure": "reach"}),
    "commanders": ({"body": "GUBOPiK", "on": _DAY}, {"body": _AKRESTINA, "on": _DAY}),
    "conflicts": ({},),
    "decisions": ({"stage": "arrest"}, {"stage": "sentence"}),
    "detention": ({},),
    "dossier": ({"entity": _AKRESTINA}, {"entity": _KARPIANKAU}),
    "elements": ({"person": _KARPIANKAU, "event": _TORTURE},),
    "events-under": ({"person": _KARPIANKAU},),
    "figures": ({},),
    "fragility": ({"target": _AKRESTINA, "on": _DAY},),
    "gaps": ({}, {"target": _AKRESTINA}),
    "graph": ({"target": _AKRESTINA, "on": _DAY},),
    "measures": ({}, {"targets": ["GUBOPiK"]}),
    "neighbours": ({"target": _AKRESTINA}, {"target": _KARPIANKAU, "on": _DAY, "limit": 3}),
    "path": ({"source": _KARPIANKAU, "target": _AKRESTINA},),
    "patterns": ({}, {"least": 1}),
    "reliance": ({"person": _KARPIANKAU},),
    "search": ({"text": "Akrestina"},),
    "show": ({"entity": _AKRESTINA},),
    "single-origin": ({},),
    "structure": ({"target": _AKRESTINA, "on": _DAY}, {"target": "GUBOPiK", "on": _DAY, "down": 2}),
    "subordinates": ({"target": "GUBOPiK", "on": _DAY},),
    "superiors": ({"target": "GUBOPiK", "on": _DAY},),
    "tenure": ({}, {"target": _KARPIANKAU}),
}

# of the history's those that its own bodies or nothing answer are left out
OF_THE_EXAMPLE: Final = {
    name: tuple(
        q
        for q in asked
        if (name, q) != ("decisions", {}) and q.get("entity") not in ("Guard 7", "Special Regimant")
    )
    for name, asked in OF_THE_HISTORY.items()
}

NAMES: Final = sorted(answers.QUESTIONS)
TABLES: Final = {"example": OF_THE_EXAMPLE, "seed": OF_THE_SEED}
ALL: Final = [
    (data, name, number)
    for data, table in TABLES.items()
    for name in NAMES
    for number in range(len(table.get(name, ())))
]

NO_IDS: Final = {
    "search": "rests on names, which are no statements",
    "show": "gives the statements themselves under this key",
}

# rows (by question and where they stand) of which no statement is cited, and why
UNCITED: Final = {
    ("acts", "actors"): "whoever is named; each act cites its own",
    ("chain", "left_out"): "a rule leaves them out, which is named",
    ("chain", "gaps"): "where nobody is attested before or after there is no statement to cite",
    ("chokepoints", "ends"): "an end of the chains; the rows cite the links",
    ("commanders", "left_out"): "a rule leaves them out, which is named",
    ("superiors", "left_out"): "a rule leaves them out, which is named",
    ("subordinates", "left_out"): "a rule leaves them out, which is named",
    ("conflicts", "counts"): "a count of the rows",
    ("conflicts", "noted"): "what an analyst noted, with its reason",
    ("decisions", "gaps"): "a stage of which no statement tells",
    ("decisions", "stages"): "a stage of which no statement tells",
    ("decisions", "beside"): "a role of the statement that the row cites",
    ("detention", "above"): "a place above which no statement names anybody",
    ("detention", "by_gender"): "a count",
    ("detention", "by_occupation"): "a count",
    ("detention", "groups"): "a count",
    ("dossier", "names"): "a form of the name",
    ("dossier", "attributes"): "of the entity itself",
    ("dossier", "gaps"): "what no statement tells",
    ("dossier", "parts"): "a part without statements says so",
    ("elements", "elements"): "an element for which there is no statement says so",
    ("elements", "context"): "an element for which there is no statement says so",
    ("elements", "modes"): "a mode for which there is no statement says so",
    ("figures", "origins"): "a count",
    ("fragility", "withdrawn"): "sources by their ids, and what is left without them",
    ("fragility", "sets"): "sources by their ids",
    ("gaps", "gaps"): "what no statement tells",
    ("gaps", "events"): "nobody took part, by any statement",
    ("graph", "nodes"): "a node of the links, which cite theirs",
    ("measures", "regimes"): "a count, or a regime under which somebody is not listed",
    ("measures", "persons"): "on a chain for the statements of `above`, or asked about by name",
    ("measures", "lists"): "what the data hold of a list: counts and documents",
    ("measures", "documents"): "a document by its id",
    ("neighbours", "relations"): "a count of statements; the neighbours cite them",
    ("patterns", "stated"): "a count",
    ("patterns", "values"): "one value of a combination, whose row cites",
    ("reliance", "withdrawn"): "sources by their ids",
    ("show", "names"): "a form of the name",
    ("structure", "boxes"): "a box cites by its heads; nobody may be named as head",
    ("structure", "groups"): "boxes by their ids that a limit left out",
    ("structure", "left_out"): "a rule leaves them out, which is named",
    ("tenure", "periods"): "a count; the head whose it is cites",
    ("show", "attributes"): "of the entity itself",
}
ASSESSED: Final = {"assessments", "passages", "premises"}  # of the statement or attestation they stand in


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The store of the invented country, and of the seed data. Nobody writes to them."""
    folder = tmp_path_factory.mktemp("stores")
    for name in TABLES:
        assert here(f"load-{name}", "--store", folder / name).code == 0
    return {name: folder / name for name in TABLES}


@pytest.fixture(scope="module")
def opened(stores: Mapping[str, Path]) -> Iterator[Mapping[str, Dataset]]:
    with Dataset.open(stores["example"]) as example, Dataset.open(stores["seed"]) as seed:
        yield {"example": example, "seed": seed}


@pytest.mark.parametrize("data", TABLES)
def test_every_question_has_an_entry(data: str) -> None:
    missing = [name for name in NAMES if not TABLES[data].get(name)]
    assert missing == [], f"say in the table of {data} what is asked of {', '.join(missing)}"
    assert sorted(set(TABLES[data]) - set(NAMES)) == []


# ---- what is cited ----


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value within a JSON value with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, (*path, number))


def cites(value: Any) -> bool:
    """Whether a statement is named anywhere in it."""
    return any(isinstance(x, str) and x.startswith(v.ID + "s-") for _, x in walk(value))


@pytest.mark.parametrize(("data", "name", "number"), ALL)
def test_whatever_is_cited_is_listed_and_there(
    data: str, name: str, number: int, opened: Mapping[str, Dataset]
) -> None:
    answer = ask(answers.QUESTIONS, opened[data], name, TABLES[data][name][number])
    assert answer["notice"] == answers.notice(opened[data])
    if name in NO_IDS:
        return
    listed = answer["statements"]
    assert listed == sorted(set(listed))
    records = opened[data].records
    assert [id for id in listed if not isinstance(records.record(id), Statement)] == []
    inside = {
        (path[0], x)
        for path, x in walk({k: x for k, x in answer.items() if k != "statements"})
        if isinstance(x, str) and x.startswith(v.ID) and isinstance(records.record(x), Statement)
    }
    assert {(where, x) for where, x in inside if x not in set(listed)} == set()


@pytest.mark.parametrize(("data", "name", "number"), ALL)
def test_no_row_without_a_statement_but_those_that_say_why(
    data: str, name: str, number: int, opened: Mapping[str, Dataset]
) -> None:
    answer = ask(answers.QUESTIONS, opened[data], name, TABLES[data][name][number])
    bare = set()
    for path, row in walk(answer):
        if not isinstance(row, dict) or len(path) < 2 or not isinstance(path[-1], int):
            continue
        lists = [key for key in path if isinstance(key, str)]
        if {"id", "name"} <= set(row) or {"sources", "question"} & set(lists) or lists[-1] in ASSESSED:
            continue  # an entity; a source
        if not cites(row) and (name, lists[-1]) not in UNCITED:
            bare.add("/".join(lists))
    assert bare == set(), f"rows of {name} cite nothing: say why in UNCITED, or cite"


# ---- what is cut ----

BOUNDED: Final = [name for name in NAMES if "limit" in signature(answers.QUESTIONS[name]).parameters]
NOT_COUNTED: Final = {
    ("search", "hits"): "the best hits are what is asked for",
    ("chain", "*"): "told by `truncated`",
    ("elements", "*"): "told by `truncated`",
    ("structure", "*"): "told by `truncated`, and boxes by the counts of `groups`",
}


@pytest.mark.parametrize(("data", "name", "number"), [x for x in ALL if x[1] in BOUNDED])
def test_what_a_limit_cuts_is_counted(
    data: str, name: str, number: int, opened: Mapping[str, Dataset]
) -> None:
    parameters = TABLES[data][name][number]
    whole = ask(answers.QUESTIONS, opened[data], name, parameters | {"limit": 1000})
    cut = ask(answers.QUESTIONS, opened[data], name, parameters | {"limit": 1})
    for path, rows in walk(whole):
        found = dict(walk(cut)).get(path) if isinstance(rows, list) and len(path) < 3 else None
        if not isinstance(found, list) or len(found) >= len(rows) or path == ("statements",):
            continue
        if {(name, str(path[0])), (name, "*")} & set(NOT_COUNTED):
            assert name == "search" or cut["truncated"] is True
            continue
        told = {len(rows), len(rows) - len(found)} & set(totals(cut))
        assert told, f"{name}: {len(rows)} {'/'.join(map(str, path))} cut to {len(found)}, no total says so"


def totals(answer: Any) -> Iterator[int]:
    """The numbers in an answer, of each object their sum, and of each list of objects the sums by key."""
    for _, value in walk(answer):
        if type(value) is int:
            yield value
        elif isinstance(value, dict):
            yield sum(x for x in value.values() if type(x) is int)
        elif isinstance(value, list):
            counts = [(key, x) for row in value if isinstance(row, dict) for key, x in row.items()]
            for wanted in {key for key, x in counts if type(x) is int}:
                yield sum(x for key, x in counts if key == wanted and type(x) is int)


# ---- keys and order ----


@pytest.mark.parametrize(("data", "name", "number"), ALL)
def test_keys_are_those_of_the_schema(
    data: str, name: str, number: int, opened: Mapping[str, Dataset]
) -> None:
    answer = ask(answers.QUESTIONS, opened[data], name, TABLES[data][name][number])
    fits(name, answer)
    assert set(answer) | {key for one, key in SOMETIMES if one == name} == keys(schemas()[name])


SOMETIMES: Final = {("chokepoints", "ends"): "where the chains of one target end"}
SOMETIMES_IN: Final = {(f"{name}.json", key) for name, key in SOMETIMES}


def keys(schema: Mapping[str, Any]) -> set[str]:
    """The properties of a schema and of those that it refers to, all of them required."""
    found: set[str] = set()
    for part in (schema, *schema.get("allOf", ())):
        target = part
        if "$ref" in part:
            file, _, place = part["$ref"].partition("#/")
            target = schemas()[file.removesuffix(".json")]
            for step in place.split("/"):
                target = target[step]
        left = set(target.get("properties", {})) - set(target.get("required", ()))
        assert {key for key in left if (schema["$id"].split("/")[-1], key) not in SOMETIMES_IN} == set()
        found |= set(target.get("properties", {}))
    return found


@pytest.mark.parametrize("data", TABLES)
def test_rows_stand_in_the_same_order_whatever_was_written_first(
    data: str, tmp_path: Path, opened: Mapping[str, Dataset]
) -> None:
    names = ("example",) if data == "example" else DATASETS
    with EmbeddedStore.create(tmp_path / "backwards", INDEXES) as store:
        store.write(
            [
                Changeset.of(
                    reversed(c.records),
                    recorded_at=c.recorded_at,
                    level=c.level,
                    author=c.author,
                    note=c.note,
                )
                for c in load_all(names=names)
            ]
        )
    with Dataset.open(tmp_path / "backwards") as backwards:
        for name in NAMES:
            for parameters in TABLES[data][name]:
                told = [
                    core(ask(answers.QUESTIONS, one, name, parameters)) for one in (opened[data], backwards)
                ]
                assert told[0] == told[1], (name, parameters)


def core(answer: Mapping[str, Any]) -> str:
    """The answer less what tells one history from another."""
    kept = {key: x for key, x in answer.items() if key not in ("dataset_hash", "record")}
    return json.dumps(kept, ensure_ascii=False)

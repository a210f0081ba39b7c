"""Tables have columns for all that their rows give."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.sparql.functions_calls import FORMS
from respondeat.api.sparql.tables import TABLES, Date, Iri
from respondeat.ontology import vocabulary as v

GIVEN = {
    "body": "Unit Two",
    "person": "Head of Unit Two",
    "target": "Unit One",
    "day or FROM/TO": "2015-01-01",
    "mode": "day",
}


@pytest.mark.parametrize("iri", TABLES)
def test_every_row_has_a_value_for_each_column(two_levels: Path, iri: str) -> None:
    table = TABLES[iri]
    with Dataset.open(two_levels, "sealed") as data:
        rows = list(table.rows(table.ask(data, tuple(GIVEN[a] for a in table.arguments))))
    assert rows
    for row in rows:
        assert len(row) == len(table.columns)
        for name, value in zip(table.columns, row, strict=True):
            if name in ("from", "to", "first", "last"):
                assert value is None or isinstance(value, Date)
            elif name in ("chain", "hop", "front"):
                assert isinstance(value, int)
            elif name in ("grade", "basis", "state", "link", "chainGrade", "capacity", "title"):
                assert value is None or type(value) is str
            else:
                assert isinstance(value, Iri)


def test_every_table_and_function_is_told() -> None:
    text = (Path(__file__).parents[3] / "docs/reference/sparql.md").read_text("utf-8")
    for table in TABLES.values():
        assert f"r:{table.name}" in text
        if not table.name.endswith("Statement"):
            assert f"`{' '.join(f'?{column}' for column in table.columns)}`" in text
    assert [iri for iri in FORMS if f"`r:{iri.removeprefix(v.R)}(" not in text] == []
    assert [name for name in v.PREFIXES if f"`{name}:`" not in text] == []


def test_forms_say_how_a_table_is_called() -> None:
    forms = {table.name: table.form for table in TABLES.values()}
    assert forms["eventsUnder"] == "( <person> ) r:eventsUnder ( ?event ?grade ?first ?last ?from ?to )"
    assert forms["chainStatement"].startswith(
        "( <target> [day or FROM/TO] [mode] ) r:chainStatement ( ?chain"
    )

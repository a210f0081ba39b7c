"""The EU's lists entry by entry: what is in and out, the measure, names; none of the text stands here."""

import csv
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from respondeat.graph.dates import iso, read_local
from respondeat.graph.importers.curated import seed_data
from respondeat.graph.importers.curated_scope import entity_id
from respondeat.graph.names.index import NameIndex, NameRecord
from respondeat.graph.statement import Entity, Name, Statement, Text
from respondeat.ontology import vocabulary as v
from tests.seed_data.eu_lists import CONSOLIDATED, lists, person

TABLE = "eu-765-2006/32006R0765_to_2021-06-21.csv"
OUT = {*range(33, 45), 55, 56, *range(61, 66), 67, 72, 87, 88, *range(109, 114), *range(115, 128)}
OUT |= {*range(163, 167)}
IN = set(range(1, 167)) - OUT - {30}


def entry(listing: Statement) -> int:
    found = listing.get("entry")
    assert isinstance(found, Text)
    return int(found.text)


def listed() -> dict[int, Statement]:
    return {entry(s): s for s in lists().statements("Listing")}


def rows(path: Path) -> dict[int, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(row["recordId"]): row for row in csv.DictReader(file) if row["schema"] == "Person"}


def test_120_persons_are_in_and_45_are_out() -> None:
    assert set(listed()) == IN
    assert (len(IN), len(OUT)) == (120, 45)


def test_the_readme_names_every_entry_that_is_out_and_none_that_is_in() -> None:
    text = seed_data().joinpath("eu-765-2006", "README.md").read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in text.splitlines() if re.match(r"\| [\d ]", line)]
    named: set[int] = set()
    for cell in table:
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", cell):
            named |= set(range(int(first), int(last or first) + 1))
    assert named == OUT


def test_the_measure_is_dated_by_the_listing() -> None:
    for number, s in listed().items():
        assert s.time is not None and s.time.bounds.es == s.time.bounds.ls is not None, number
        assert s.time.bounds.ee == CONSOLIDATED and s.iri("measureKind") == v.R + "assetFreeze"
        assert s.iri("imposer") == entity_id("InternationalBody", "council-eu")


def test_everybody_listed_has_an_office_a_name_and_a_gender() -> None:
    holders = {s.iri("holder") for s in lists().statements("Posting")}
    named = {r.entity for r in lists().own if isinstance(r, Name)}
    gender = {r.id for r in lists().records if isinstance(r, Entity) and r.get(v.R + "gender")}
    who = {s.iri("listed") for s in listed().values()}
    assert who <= holders and who <= named and who <= gender


def test_a_name_with_latin_letters_in_cyrillic_is_kept_and_found(tmp_path: Path) -> None:
    forms = {r.form for r in lists().own if isinstance(r, Name) and r.entity == person("karpiankau")}
    assert "Міĸалай Міĸалаевіч КАРПЯНКОЎ" in forms
    people = {r.id for r in lists().records if isinstance(r, Entity) and r.cls == v.PERSON}
    names = [r for r in lists().records if isinstance(r, Name) and r.entity in people]
    NameIndex.create(tmp_path / "names", [NameRecord(r.entity, r.form, "Person") for r in names])
    with NameIndex(tmp_path / "names") as index:
        for spelling in ("Мікалай Мікалаевіч Карпянкоў", "Nikolai Karpenkov", "Mikalai Karpiankau"):
            assert index.search(spelling)[0].entity == person("karpiankau"), spelling


def test_rows_of_the_table_are_all_accounted_for(test_data: Callable[[str], Path]) -> None:
    table = rows(test_data(TABLE))
    assert set(table) == IN | OUT
    for number, s in listed().items():
        assert s.time is not None and s.time.bounds.es is not None
        assert iso(s.time.bounds.es) == read_local(table[number]["startDate"]), number


def test_birth_dates_are_those_of_the_table(test_data: Callable[[str], Path]) -> None:
    table = rows(test_data(TABLE))
    born = {
        s.iri("entity"): s.time.edtf.rstrip("/")
        for s in lists().statements("Existence")
        if s.time is not None and s.time.bounds.ee == s.time.bounds.es
    }
    given = {
        s.iri("listed"): read_local(table[number]["birthDate"].replace(" ", "."))
        for number, s in listed().items()
        if table[number]["birthDate"]
    }
    given[person("dysko")] = "1964-03-22"  # stands among the offices
    assert {who: born.get(who) for who in given} == given


def test_all_name_forms_of_the_table_are_kept(test_data: Callable[[str], Path]) -> None:
    kept: dict[str, set[str]] = {}
    for record in lists().own:
        if isinstance(record, Name):
            kept.setdefault(record.entity, set()).update(_words(record.form))
    for number, row in rows(test_data(TABLE)).items():
        if number in IN:
            words = _words(f"{row['name']} {row['alias']}")
            assert words <= kept[listed()[number].iri("listed")], number


def test_no_eight_words_of_the_text_stand_here(test_data: Callable[[str], Path]) -> None:
    theirs: set[tuple[str, ...]] = set()
    with test_data(TABLE).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("reason", "position"):
                theirs |= _runs(row[column])
    for text in _texts():
        assert sorted(_runs(text) & theirs) == []


def _texts() -> list[str]:
    folder = Path(str(files("respondeat"))) / "seed_data" / "eu-765-2006"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file()]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[\w’'-]+", text) if len(word) > 1}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}

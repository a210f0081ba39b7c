import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.errors import StoreError, StoreMissing, StoreVersionError
from respondeat.graph.names import NameIndex, NameRecord
from tests.graph.names.people import SPELLINGS, people

BODIES = [
    ("b1", "Міністэрства ўнутраных спраў Вымысліі"),
    ("b2", "Министерство внутренних дел Вымыслии"),
    ("b3", "Ministry of Justice of Vymyslia"),
    ("b4", "Атрад міліцыі асобага прызначэння горада Прыдумск"),
    ("b5", "Penal colony No. 7"),
    ("b6", "Penal colony No. 8"),
]
NIGERIAN = [
    ("n1", "Chukwuemeka Danladi Okonjo"),
    ("n2", "Babatunde Adeyinka"),
    ("n3", "Musa Ibrahim Danladi"),
]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("names") / "index"
    persons = [NameRecord(person.id, person.forms["official"], "Person") for person in people()]
    bodies = [NameRecord(entity, form, "Body") for entity, form in BODIES]
    NameIndex.create(place, [*persons, *bodies, *(NameRecord(e, f, "Person") for e, f in NIGERIAN)])
    return place


@pytest.fixture(scope="module")
def index(directory: Path) -> Iterator[NameIndex]:
    with NameIndex(directory) as opened:
        yield opened


def test_every_spelling_with_a_patronymic_finds_the_person_first(index: NameIndex) -> None:
    asked = [(person.id, person.forms[key]) for person in people() for key in ("belarusian", "russian")]
    first = [index.search(form, limit=1)[0].entity == entity for entity, form in asked]
    assert sum(first) / len(first) >= 0.98


def test_every_spelling_finds_the_person_among_the_first_five(index: NameIndex) -> None:
    asked = [(person.id, person.forms[key]) for person in people() for key in SPELLINGS]
    found = [entity in {hit.entity for hit in index.search(form, limit=5)} for entity, form in asked]
    assert sum(found) / len(found) >= 0.98


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Министерство юстиции", None),  # a translation, not a spelling
        ("спраў унутраных", "b1"),  # words in any order
        ("МУС", None),  # the letters of a name of four words are МУСВ
        ("МУСВ", "b1"),
        ("MVDV", "b2"),
        ("ministry justice", "b3"),
        ("Minist just", "b3"),  # beginnings
        ("Attrad miliciji Prydumsk", "b4"),
        ("penal colony 8", "b6"),
        ("Okonjo", "n1"),
        ("Adeyinkа Babatunde", "n2"),  # the other order, with a Cyrillic а
        ("Babatunde Adeyimka", "n2"),  # a typing error
        ("Мотоўз", None),
    ],
)
def test_search(index: NameIndex, text: str, entity: str | None) -> None:
    hits = index.search(text, limit=3)
    if entity is None:
        assert not any(hit.score > 0.8 for hit in hits)
    else:
        assert hits[0].entity == entity


def test_one_typing_error_in_a_surname(index: NameIndex) -> None:
    family = {person.id for person in people() if "HLUSHANKOU" in person.forms["official"]}
    for text in ("Hlushankuo", "Hlshankou", "Hlusjankou", "Глушанкоўў", "Hlushannkou"):
        assert family & {hit.entity for hit in index.search(text, limit=5)}


def test_a_hit_is_one_for_each_entity_best_first_and_no_more_than_asked(index: NameIndex) -> None:
    hits = index.search("Дзятлаў", limit=3)
    assert len(hits) == 3
    assert len({hit.entity for hit in hits}) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert index.search("Дзятлаў", limit=0) == ()


def test_kinds_leave_out_the_others(index: NameIndex) -> None:
    assert {hit.kind for hit in index.search("Прыдумск", kinds={"Body"})} == {"Body"}
    assert {hit.kind for hit in index.search("Дзятлаў", kinds={"Person", "Court"})} == {"Person"}
    assert index.search("Penal colony No. 7", kinds={"Court"}) == ()


def test_trap_17_one_name_of_two_persons_gives_two_candidates(tmp_path: Path) -> None:
    """An index proposes: it never says that two entities of one name are one, and chooses none."""
    NameIndex.create(
        tmp_path / "n", [NameRecord("a", "Іван Жытняк", "Person"), NameRecord("b", "Iван ЖЫТНЯК", "Person")]
    )
    with NameIndex(tmp_path / "n") as index:
        assert [hit.entity for hit in index.exact("іван жытняк")] == ["a", "b"]
        assert [(hit.entity, hit.score) for hit in index.search("Іван Жытняк")] == [("b", 1.0), ("a", 1.0)]
        assert {hit.entity for hit in index.search("Ivan Zhytniak")} == {"a", "b"}


@pytest.mark.parametrize(
    "text", ["", " ", "...", "'", "☭☭☭", "\ud800", "\x00", "a" * 10_000, "б в " * 3_000, "-" * 999, "()"]
)
def test_odd_texts_are_answered(index: NameIndex, text: str) -> None:
    assert index.exact(text) == ()
    assert len(index.search(text)) <= 20


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=20), max_size=8), st.sampled_from(["Person", "Body", ""]))
def test_what_was_put_in_is_found(
    tmp_path_factory: pytest.TempPathFactory, forms: list[str], kind: str
) -> None:
    place = tmp_path_factory.mktemp("any") / "index"
    NameIndex.create(place, [NameRecord(f"e{at}", form, kind) for at, form in enumerate(forms)])
    with NameIndex(place) as index:
        for at, form in enumerate(forms):
            if form.strip().isalnum():
                assert f"e{at}" in {hit.entity for hit in index.exact(form.upper().lower())} | {
                    hit.entity for hit in index.exact(form)
                }
                assert all(hit.exact and hit.score == 1.0 for hit in index.search(form, limit=1))
            assert {hit.entity for hit in index.exact(form)} <= {f"e{n}" for n in range(len(forms))}


def test_a_long_name_is_found_by_its_exact_form(tmp_path: Path) -> None:
    NameIndex.create(tmp_path, [NameRecord("long", "Камітэт " * 5_000, "Body")])
    with NameIndex(tmp_path) as index:
        assert index.exact("камітэт " * 5_000)[0].entity == "long"
        assert index.exact("камітэт " * 4_999) == ()


def test_extend_adds_what_is_new_and_only_that(tmp_path: Path) -> None:
    old, new = NameRecord("a", "Іван Жытняк", "Person"), NameRecord("a", "Иван Житняк", "Person")
    NameIndex.create(tmp_path, [old, old])
    NameIndex.extend(tmp_path, [old, new, new])
    NameIndex.extend(tmp_path, [])
    with NameIndex(tmp_path) as index:
        assert tantivy.Index.open(str(tmp_path)).searcher().num_docs == 2
        assert index.exact("иван житняк")[0].form == new.form
        assert index.exact("іван жытняк")[0].form == old.form


@pytest.mark.parametrize("copy", [shutil.copy2, os.link])
def test_a_copy_opens_and_goes_its_own_way(tmp_path: Path, copy: object) -> None:
    NameIndex.create(tmp_path / "one", [NameRecord("a", "Іван Жытняк", "Person")])
    shutil.copytree(tmp_path / "one", tmp_path / "two", copy_function=copy)  # type: ignore[arg-type]
    NameIndex.extend(tmp_path / "two", [NameRecord("b", "Ганна Цвірко", "Person")])
    with NameIndex(tmp_path / "one") as one, NameIndex(tmp_path / "two") as two:
        assert one.exact("Ганна Цвірко") == ()
        assert two.exact("Ганна Цвірко")[0].entity == "b"
        assert one.exact("Іван Жытняк") == two.exact("Іван Жытняк")


def test_an_index_without_names(tmp_path: Path) -> None:
    NameIndex.create(tmp_path / "none", [])
    with NameIndex(tmp_path / "none") as index:
        assert index.search("Іван") == index.exact("Іван") == ()


def test_faults_of_the_directory_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="build it"):
        NameIndex(tmp_path / "nowhere")
    NameIndex.create(tmp_path / "n", [NameRecord("a", "Іван")])
    with pytest.raises(StoreError, match="already"):
        NameIndex.create(tmp_path / "n", [])
    (tmp_path / "n" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        NameIndex(tmp_path / "n")
    (tmp_path / "n" / "names.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(StoreVersionError, match="format 99"):
        NameIndex(tmp_path / "n")
    (tmp_path / "n" / "names.json").write_text("[]", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        NameIndex(tmp_path / "n")


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from respondeat.errors import StoreFull\n"
        "from respondeat.graph.names import NameIndex, NameRecord\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: NameIndex.create(Path(sys.argv[1]), "
        "(NameRecord(str(n), f'Прозвішча {n}') for n in range(5_000)))\n"
        "except StoreFull as told: print(told)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "n")], capture_output=True, text=True, check=True
    )
    assert "Make space" in done.stdout
    with pytest.raises(StoreMissing):
        NameIndex(tmp_path / "n")


def test_a_fault_of_the_records_passes_through(tmp_path: Path) -> None:
    def records() -> Iterator[NameRecord]:
        yield NameRecord("a", "Іван")
        raise ValueError("row 2")

    with pytest.raises(ValueError, match="row 2"):
        NameIndex.create(tmp_path / "n", records())
    with pytest.raises(StoreMissing):
        NameIndex(tmp_path / "n")

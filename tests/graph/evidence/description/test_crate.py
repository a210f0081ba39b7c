"""The RO-Crate metadata: what it says, that its bytes are the same, what others' programs say of it."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from respondeat.graph.evidence.description import Item, Written, crate
from respondeat.graph.evidence.verifier import layout
from tests.graph.evidence.description.sample import EXTRACTOR, TOLD, hashed
from tests.graph.evidence.description.validator import issues

Entities = dict[str, dict[str, Any]]


def made() -> bytes:
    return crate(TOLD.about, TOLD.items, TOLD.files)


def entities(content: bytes) -> Entities:
    graph = json.loads(content)["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph)
    return found


def laid(folder: Path, content: bytes) -> Path:
    """A crate on the disk, with every file that it is of."""
    for file in TOLD.files:
        path = folder / file.path.removeprefix(layout.DATA)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x" * file.size)
    (folder / "ro-crate-metadata.json").write_bytes(content)
    return folder


def test_the_bytes_are_the_same_in_whatever_order_it_is_told() -> None:
    items, files = list(TOLD.items), list(TOLD.files)
    for seed in range(5):
        random.Random(seed).shuffle(items)
        random.Random(seed).shuffle(files)
        assert crate(TOLD.about, items, files) == made()


def test_every_file_of_the_payload_is_a_part_and_described() -> None:
    found = entities(made())
    parts = {part["@id"] for part in found["./"]["hasPart"]}
    assert {file.path.removeprefix(layout.DATA) for file in TOLD.files} <= parts
    for file in TOLD.files:
        entity = found[file.path.removeprefix(layout.DATA)]
        assert entity["sha256"] == file.sha256
        assert entity["contentSize"] == str(file.size)
        assert entity["encodingFormat"] != "application/octet-stream"
        assert entity["name"] and entity["description"]


def test_the_metadata_file_is_no_part_of_itself() -> None:
    itself = Written(path=layout.CRATE, sha256=hashed("x"), size=1)
    assert crate(TOLD.about, TOLD.items, [*TOLD.files, itself]) == made()


def test_a_document_has_its_title_language_source_and_moment_of_capture() -> None:
    page = TOLD.items[0]
    entity = entities(made())[page.path.removeprefix(layout.DATA)]
    assert entity["name"] == "Газета «Прыклад»"
    assert entity["inLanguage"] == "be"
    assert entity["url"] == page.source_url
    assert entity["sdDatePublished"] == page.captured_at
    assert entity["identifier"] == page.number


def test_documents_that_are_not_held_are_on_the_web_and_told_apart() -> None:
    found = entities(made())
    first, second = sorted(
        (item for item in TOLD.items if item.state == "not-held"), key=lambda item: item.number
    )
    one = found["https://news.example/1"]
    other = found[f"https://news.example/1#sha256={second.sha256}"]
    assert (one["sha256"], other["sha256"]) == (first.sha256, second.sha256)
    assert one["localPath"] == first.path.removeprefix(layout.DATA)
    assert "not held" in one["description"]


@pytest.mark.parametrize("url", ["", "letter of 3 May", "javascript:x", "http://[x"])
def test_a_document_without_an_address_is_known_by_its_hash(url: str) -> None:
    item = Item(number="X00000001", kind="document", state="not-held", sha256=hashed("a"), source_url=url)
    found = entities(crate(TOLD.about, [item], TOLD.files))
    assert found[f"urn:sha256:{item.sha256}"]["name"] == "item X00000001"


def test_what_made_a_text_is_told() -> None:
    found = entities(made())
    text = next(item for item in TOLD.items if item.kind == "working")
    action = found[f"#extraction-{EXTRACTOR}"]
    assert action["result"]["@id"] == text.path.removeprefix(layout.DATA)
    assert action["object"]["@id"] == TOLD.items[0].path.removeprefix(layout.DATA)
    assert found[f"#extractor-{EXTRACTOR}"]["version"] == "4.13.4"
    assert found[action["result"]["@id"]]["isBasedOn"] == action["object"]


def test_the_answers_at_lower_levels_are_told_by_their_level() -> None:
    assert entities(made())["answers/lower.json"]["name"] == "Answer at the level public"


def test_who_asked_and_what_is_withheld_are_not_in_it() -> None:
    content = made().decode()
    (withheld,) = (item for item in TOLD.items if item.state == "withheld")
    assert withheld.leaf not in content and withheld.number not in content
    assert not {
        entity["@type"] for entity in entities(made()).values() if isinstance(entity["@type"], str)
    } & {
        "Person",
        "Organization",
    }
    assert "collector" not in content


def test_the_library_reads_it_again(tmp_path: Path) -> None:
    read = ROCrate(laid(tmp_path, made()))
    assert read.metadata.version == "1.2"
    assert {entity.id for entity in read.get_entities()} == set(entities(made()))
    assert read.root_dataset["mainEntity"].id == "answer.json"


@pytest.mark.slow
def test_the_validator_of_ro_crate_finds_nothing_but_that_no_publisher_is_named(tmp_path: Path) -> None:
    broken = json.loads(made())
    for entity in broken["@graph"]:
        entity.pop("license", None)
    without = laid(tmp_path / "broken", json.dumps(broken).encode())
    good, bad = issues([laid(tmp_path / "good", made()), without], tmp_path / "cache")
    assert [(i.severity, i.entity) for i in good if "publisher" not in i.message] == []
    assert any(i.severity == "REQUIRED" and "license" in i.message for i in bad)


def test_many_documents_take_their_time_once(tmp_path: Path) -> None:
    """The library looks at each entity a few times, not at all others for each."""
    page = TOLD.items[0]
    many = [
        replace(page, number=f"A{n:08}", path=f"data/documents/{n}.html", sha256=hashed(str(n)))
        for n in range(3000)
    ]
    files = [Written(path=item.path, sha256=item.sha256, size=1) for item in many]
    assert len(entities(crate(TOLD.about, many, files))) == 3000 + 6

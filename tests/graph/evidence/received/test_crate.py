"""RO-Crates: each required rule of the metadata, and the files that they name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import InputError, IntegrityError
from respondeat.graph.evidence.received.crate import Judged, judge
from respondeat.graph.evidence.received.crate_package import read_crate
from respondeat.graph.evidence.received.findings import errors_of
from respondeat.graph.evidence.received.handed import Received
from respondeat.graph.evidence.received.package import opened
from tests.examples import examples

from .making import Entity, as_bytes, crate, file, sha, written, zipped

VERSIONS = ["1.0", "1.1", "1.2", "1.3"]


def judged(document: Any, *, detached: bool = False) -> Judged:
    return judge(as_bytes(document), detached=detached)


def broken(document: Any, *, detached: bool = False) -> set[str]:
    return {one.rule for one in errors_of(judged(document, detached=detached).findings)}


def warned(document: Any) -> set[str]:
    found = judged(document)
    assert found.ok, found.findings
    return {one.rule for one in found.findings}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_crate_in_order_breaks_nothing(version: str) -> None:
    found = judged(crate(file("a.txt"), file("https://x.example/b.pdf"), version=version))
    assert (found.version, found.findings) == (version, ())


def without(key: str) -> Callable[[Entity], None]:
    def change(entity: Entity) -> None:
        del entity[key]

    return change


DESCRIPTOR: dict[str, tuple[dict[str, Any], str]] = {
    "another name": ({"@id": "metadata.json"}, "descriptor"),
    "no CreativeWork": ({"@type": "File"}, "descriptor-type"),
    "about nothing": ({"about": None}, "descriptor-about"),
    "about a text": ({"about": "./"}, "descriptor-about"),
    "about two": ({"about": [{"@id": "./"}, {"@id": "#x"}]}, "descriptor-about"),
    "about what is not there": ({"about": {"@id": "other/"}}, "root"),
    "conforms to nothing": ({"conformsTo": None}, "descriptor-conforms"),
    "conforms to a text": ({"conformsTo": "https://w3id.org/ro/crate/1.1"}, "descriptor-conforms"),
    "conforms to a draft": (
        {"conformsTo": {"@id": "https://w3id.org/ro/crate/1.3-DRAFT"}},
        "descriptor-conforms",
    ),
}


@pytest.mark.parametrize("name", DESCRIPTOR)
def test_rules_of_the_descriptor(name: str) -> None:
    change, rule = DESCRIPTOR[name]
    document = crate()
    entity = {**document["@graph"][0], **change}
    document["@graph"][0] = {key: value for key, value in entity.items() if value is not None}
    assert rule in broken(document)


def test_the_descriptor_of_old_and_of_absolute_crates_is_found() -> None:
    legacy = crate(version="1.0")
    legacy["@graph"][0]["@id"] = "ro-crate-metadata.jsonld"
    away = crate(version="1.1", **{"@id": "https://x.example/crate/"})
    away["@graph"][0]["@id"] = "https://x.example/crate/ro-crate-metadata.json"
    assert (broken(legacy), broken(away)) == (set(), set())


ROOT: dict[str, tuple[dict[str, Any], str]] = {
    "no Dataset": ({"@type": "CreativeWork"}, "root-type"),
    "no name": ({"name": None}, "root-name"),
    "a name that is a reference": ({"name": {"@id": "#x"}}, "root-name"),
    "no description": ({"description": None}, "root-description"),
    "no license": ({"license": None}, "root-license"),
    "no date": ({"datePublished": None}, "root-date"),
    "a date in words": ({"datePublished": "spring of 2021"}, "root-date"),
    "a date of another order": ({"datePublished": "31.01.2024"}, "root-date"),
    "a month 13": ({"datePublished": "2024-13-01"}, "root-date"),
    "a number": ({"datePublished": 2024}, "root-date"),
    "parts as texts": ({"hasPart": ["a.txt"]}, "has-part"),
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ROOT)
def test_rules_of_the_root(name: str, version: str) -> None:
    change, rule = ROOT[name]
    assert broken(crate(version=version, **change)) == {rule}


@pytest.mark.parametrize(
    "date", ["2017", "2024-01", "2024-01-31T01:02:03.456Z", "20240131T0102+0300", "2024-W05-3", "2024-031"]
)
def test_dates_as_iso_8601_has_them(date: str) -> None:
    assert broken(crate(datePublished=date)) == set()


@pytest.mark.parametrize(
    ("version", "id", "fine"),
    [
        ("1.1", "./", True),
        ("1.1", "https://x.example/", True),
        ("1.1", "https://x.example/one", False),
        ("1.1", "data/", True),
        ("1.2", "https://doi.example/10.1/x", True),
        ("1.2", "data/", False),
        ("1.2", "C:/data/", False),
    ],
)
def test_the_id_of_the_root(version: str, id: str, fine: bool) -> None:
    assert broken(crate(version=version, **{"@id": id})) == (set() if fine else {"root-id"})


def test_files_hang_on_the_root() -> None:
    folder = {"@id": "a/", "@type": "Dataset", "name": "A", "hasPart": {"@id": "a/b.txt"}}
    within = crate(folder, file("a/b.txt"), hasPart=[{"@id": "./a/"}])
    lost = crate(folder, file("a/b.txt"), hasPart=[{"@id": "a/b.txt"}])
    local = crate(file("#only-described"), hasPart=None)
    spaced = crate(file("a b.txt"), hasPart={"@id": "a%20b.txt"})
    assert [broken(one) for one in (within, lost, local, spaced)] == [set(), {"has-part"}, set(), set()]


def test_a_cycle_of_folders_ends() -> None:
    one = {"@id": "a/", "@type": "Dataset", "name": "A", "hasPart": {"@id": "b/"}}
    other = {"@id": "b/", "@type": "Dataset", "name": "B", "hasPart": {"@id": "a/"}}
    assert broken(crate(one, other)) == set()
    assert broken(crate(one, other, hasPart=None)) == {"has-part"}


@pytest.mark.parametrize(
    "id", ["../a.txt", "a/../../b", "/etc/passwd", "%2e%2e/a", "C:\\a.txt", "a\\b", "..%2Fa"]
)
def test_no_file_outside(id: str) -> None:
    assert "path" in broken(crate(file(id)))


def test_metadata_that_stand_alone_name_no_local_file() -> None:
    root = "https://x.example/crate"
    local = crate(file("a.txt"), version="1.2", **{"@id": root})
    away = crate(file("https://x.example/a.txt"), version="1.2", **{"@id": root})
    assert broken(local, detached=True) == {"detached"}
    assert broken(away, detached=True) == broken(local) == set()


FORM: dict[str, tuple[Callable[[Entity], Any], str]] = {
    "no object": (lambda d: [d], "json-ld"),
    "no context": (lambda d: d.pop("@context"), "context"),
    "a context that is a number": (lambda d: d.update({"@context": 1}), "context"),
    "a context that is no address": (lambda d: d.update({"@context": [d["@context"], "x"]}), "context"),
    "no graph": (lambda d: d.pop("@graph"), "flattened"),
    "an entity that is none": (lambda d: d["@graph"].append("x"), "flattened"),
    "no id": (lambda d: d["@graph"].append({"@type": "Thing"}), "id"),
    "no type": (lambda d: d["@graph"].append({"@id": "#x"}), "type"),
    "no text as type": (lambda d: d["@graph"].append({"@id": "#x", "@type": [1]}), "type"),
    "one id twice": (lambda d: d["@graph"].append(dict(d["@graph"][1])), "flattened"),
    "nested": (lambda d: d["@graph"][1].update(author={"@id": "#a", "name": "A"}), "flattened"),
    "nested in a list": (lambda d: d["@graph"][1].update(author=[{"name": "A"}]), "flattened"),
    "a term nobody defined": (lambda d: d["@graph"][1].update(colour="red"), "compacted"),
    "an address as key": (lambda d: d["@graph"][1].update({"http://schema.org/name": "A"}), "compacted"),
    "a value with an id": (
        lambda d: d["@graph"][1].update(author={"@id": "#a", "@value": "A"}),
        "value-object",
    ),
    "a value of two kinds": (
        lambda d: d["@graph"][1].update(author={"@value": "A", "@language": "en", "@type": "Text"}),
        "value-object",
    ),
    "a number in a language": (
        lambda d: d["@graph"][1].update(author={"@value": 1, "@language": "en"}),
        "value-object",
    ),
    "a value that is a list": (lambda d: d["@graph"][1].update(author={"@value": []}), "value-object"),
}


@pytest.mark.parametrize("name", FORM)
def test_rules_of_the_form(name: str) -> None:
    change, rule = FORM[name]
    document = crate()
    replaced = change(document)
    found = broken(replaced if name == "no object" else document)
    assert rule in found
    assert found == {rule} or name == "a context that is a number"  # which defines no term


def test_terms_of_ones_own_are_terms() -> None:
    document = crate(colour="red", **{"own:size": "large"})
    assert broken(document) == {"compacted"}
    own = {"colour": "https://x.example/colour", "own": "https://x.example/"}
    document["@context"] = [document["@context"], own]
    assert broken(document) == set()
    document["@context"] = [document["@context"][0], "https://x.example/context"]
    assert warned(document) == {"context"}  # what is not kept here may define anything


def test_a_value_in_a_language_is_a_value() -> None:
    assert broken(crate(name={"@value": "Імя", "@language": "be"})) == set()


NEWER: dict[str, tuple[Entity, str]] = {
    "software": ({"@id": "#s", "@type": "SoftwareApplication", "name": "S", "url": "x"}, "software"),
    "language": ({"@id": "#l", "@type": "ComputerLanguage", "name": "S", "version": "1"}, "software"),
    "script": ({"@id": "#s", "@type": "SoftwareSourceCode", "name": "S"}, "script"),
    "workflow": ({"@id": "w.txt", "@type": ["File", "ComputationalWorkflow"], "name": "S"}, "script"),
    "thumbnail": ({"@id": "#t", "@type": "Thing", "thumbnail": {"@id": "#other"}}, "thumbnail"),
    "citation": ({"@id": "c.txt", "@type": ["File"], "citation": "a book"}, "citation"),
    "type": ({"@id": "#t", "@type": "https://schema.org/Thing"}, "type"),
}


@pytest.mark.parametrize("name", NEWER)
def test_rules_that_came_with_1_2(name: str) -> None:
    entity, rule = NEWER[name]
    parts = {"hasPart": {"@id": entity["@id"]}}
    assert broken(crate(entity, version="1.2", **parts)) == {rule}
    assert broken(crate(entity, version="1.1", **parts)) == set()


def test_rules_of_the_root_that_came_with_1_2() -> None:
    profile = {"@id": "https://x.example/profile", "@type": ["Profile"], "name": "P"}
    conforms = {"conformsTo": {"@id": profile["@id"]}}
    value: Entity = {"@id": "#id", "@type": "PropertyValue"}
    assert broken(crate(version="1.2", **conforms)) == {"root-conforms"}
    assert broken(crate(profile, version="1.2", **conforms)) == set()
    assert broken(crate(version="1.2", conformsTo={"@id": "https://w3id.org/ro/crate"})) == {"root-conforms"}
    assert broken(crate(value, version="1.2", identifier={"@id": "#id"})) == {"root-identifier"}
    assert broken(crate({**value, "value": "x"}, version="1.2", identifier={"@id": "#id"})) == set()
    assert broken(crate(version="1.2", datePublished=["2024-01-01", "2024-01-02"])) == {"root-date"}
    document = crate(version="1.2")
    document["@context"] = "https://w3id.org/ro/crate/1.1/context"
    assert broken(document) == {"context"}


def test_what_is_only_recommended_is_a_warning() -> None:
    document = crate(
        {"@id": "folder", "@type": "Dataset", "name": "F"},
        {"@id": "a b.txt", "@type": "File"},
        publisher="Somebody",
        datePublished="2024",
        name=" ",
    )
    assert warned(document) == {"folder", "path", "encoding", "root-publisher", "root-date", "root-name"}


@settings(max_examples=examples(60))
@given(st.data())
def test_nothing_of_a_crate_crashes_the_judge(data: st.DataObject) -> None:
    """Any value in any place of a crate is judged, never an exception of another kind."""
    document = crate(file("a.txt"), file("https://x.example/b"), version=data.draw(st.sampled_from(VERSIONS)))
    scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just({"@id": "./"})
    value = st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["@id", "@value", "@type", "name"]), inner, max_size=3)
        ),
        max_leaves=6,
    )
    entity = document["@graph"][data.draw(st.integers(0, 3))]
    key = data.draw(
        st.sampled_from([*entity, "hasPart", "author", "conformsTo", "identifier", "publisher", "@reverse"])
    )
    entity[key] = data.draw(value)
    try:
        found = judged(document)
    except InputError:
        return
    assert found.ok or errors_of(found.findings)


# the files


def received(path: Path) -> Received:
    with opened(path, "ro-crate-metadata.json") as source:
        return read_crate(source, path)


TEXT = b"An invented report.\n"


def a_crate(**more: Any) -> dict[str, bytes]:
    told = file("reports/a%20b.txt", name="A report", sha256=sha(TEXT), contentSize=str(len(TEXT)), **more)
    away = file("https://x.example/b.pdf", name="Elsewhere")
    gone = file("gone.txt", name="Gone", sha256=sha(b"gone"), url="https://x.example/gone.txt")
    folder = {"@id": "many/", "@type": "Dataset", "name": "Many"}
    return {
        "ro-crate-metadata.json": as_bytes(crate(told, away, gone, folder)),
        "reports/a b.txt": TEXT,
        "many/one.txt": b"one",
        "other.txt": b"not named",
    }


@pytest.mark.parametrize("form", ["folder", "zip", "zip in a folder"])
def test_the_files_of_a_crate(tmp_path: Path, form: str) -> None:
    files = a_crate(url="https://x.example/a", inLanguage="be", sdDatePublished="2021-03-04")
    path = (
        written(tmp_path / "crate", files)
        if form == "folder"
        else zipped(tmp_path / "crate.zip", files, "top/" if form.endswith("folder") else "")
    )
    found = received(path)
    assert [one.name for one in found.files] == ["ro-crate-metadata.json", "reports/a b.txt", "many/one.txt"]
    report = found.files[1]
    assert (report.title, report.url, report.sha256) == ("A report", "https://x.example/a", sha(TEXT))
    assert (report.captures[0].captured_at, report.language) == ("2021-03-04", "be")
    assert [(one.title, one.url, one.sha256) for one in found.listed] == [
        ("Elsewhere", "https://x.example/b.pdf", ""),
        ("Gone", "https://x.example/gone.txt", sha(b"gone")),
    ]
    assert {one.rule for one in found.warnings} == {"missing", "left-out"}
    assert found.package == sha(path.read_bytes() if path.is_file() else files["ro-crate-metadata.json"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": "0" * 64}, "not 0000"),
        ({"contentSize": "1"}, "bytes, not 1 as"),
    ],
)
def test_a_file_that_is_not_what_the_metadata_say(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    files = a_crate()
    document = json.loads(files["ro-crate-metadata.json"])
    next(e for e in document["@graph"] if e["@id"].startswith("reports")).update(change)
    path = written(tmp_path / "crate", {**files, "ro-crate-metadata.json": as_bytes(document)})
    with pytest.raises(IntegrityError, match=message):
        received(path)


def test_what_is_no_crate(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no RO-Crate"):
        received(written(tmp_path / "crate", {"a.txt": b"a"}))
    with pytest.raises(InputError, match="the root has no name"):
        received(written(tmp_path / "other", {"ro-crate-metadata.json": as_bytes(crate(name=None))}))

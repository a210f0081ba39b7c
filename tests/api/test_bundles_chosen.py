"""What goes into a bundle: as little as gives the same answers, at every level."""

import json
from pathlib import Path

import pytest

from respondeat.api.bundles.asking import Asked, views
from respondeat.api.bundles.extent import all_blocks, descriptions
from respondeat.api.bundles.plan import Plan, plan
from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.bundles.received import received
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import InputError, IntegrityError, RespondeatError, UnknownName
from respondeat.graph.command.what_if import Without
from respondeat.graph.evidence.verifier.blocks import Block
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.bundles.making import DOSSIER, SQUARE, files, made, ready
from tests.api.histories import ASKED

QUERY = "SELECT ?s ?o WHERE { ?s a ?o } "


@pytest.fixture(scope="module")
def whole(example: Path) -> frozenset[Block]:
    with Dataset.open(example) as data:
        ids = [info.id for info in data.recorded]
        return frozenset((*all_blocks(data, ids), *descriptions(data.recorded)))


def first_asked(name: str) -> dict[str, object]:
    asked = {"sparql": ({"query": QUERY},), "changesets": ({},), **ASKED}
    return dict(asked[name][-1 if name in ("chain", "chokepoints", "graph", "decisions") else 0])


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_can_be_bundled(example: Path, whole: frozenset[Block], name: str) -> None:
    with ready(example, name, first_asked(name)) as found:
        chosen = found.contents.plan
        assert set(chosen.blocks) <= whole
        assert len(chosen.blocks) == len({(b.graph, b.subject) for b in chosen.blocks})
        for view in chosen.views:
            seen = list(chosen.seen(view.level))
            assert all(v.LEVELS.index(chosen.level(b)) <= v.LEVELS.index(view.level) for b in seen)


@pytest.mark.parametrize("name", ["chain", "dossier", "gaps", "search", "show", "sparql"])
def test_what_was_chosen_gives_the_same_answer_at_every_level(example: Path, name: str) -> None:
    with ready(example, name, first_asked(name)) as found:
        chosen = found.contents.plan
        for view in chosen.views:
            with received(view.level, [i.id for i in view.data.recorded], chosen.seen(view.level)) as data:
                assert plain(chosen.asked.put(data)) == plain(view.told)


def plain(told: object) -> object:
    """An answer without quotes, for which the documents are needed."""
    if isinstance(told, dict):
        return {key: plain(x) for key, x in told.items() if key not in ("quote", "quote_verdict")}
    return [plain(x) for x in told] if isinstance(told, list) else told


def test_little_is_taken_where_little_gives_the_same_answer(example: Path, whole: frozenset[Block]) -> None:
    with ready(example, "search", {"text": "firstperson"}) as found:
        assert found.contents.plan.reach == "cited"
        assert len(found.contents.plan.blocks) < len(whole) / 4
    with ready(example, *DOSSIER) as found:
        assert found.contents.plan.reach == "neighbours"
    with ready(example, "sparql", {"query": QUERY}) as found:
        assert found.contents.plan.reach == "whole"
        assert set(found.contents.plan.blocks) == whole


def test_what_speaks_against_a_statement_comes_with_it(example: Path) -> None:
    with ready(example, "show", {"entity": "SRS"}) as found:
        chosen = {b.subject for b in found.contents.plan.blocks}
        data = found.contents.plan.views[-1].data
        told = found.contents.plan.views[-1].told
        assert told is not None
        statements = [s["id"] for s in told["answer"]["statements"]]
        against = {
            other
            for s in statements
            for prop in (v.DENIES, v.ASSESSES, v.BETWEEN, v.INVALIDATED, v.SUPPORTS, v.DERIVES)
            for other in data.records.pointing(prop, s)
        }
        assert against
        assert against <= chosen


def test_names_are_ids_so_that_the_question_is_one_at_every_level(example: Path) -> None:
    with ready(example, *DOSSIER) as found:
        asked = found.contents.plan.asked
        assert asked.parameters["entity"].startswith(v.ID + "p-")
        assert [view.level for view in found.contents.plan.views] == ["public", "restricted"]
    with ready(example, "measures", {"targets": ["Dispersal in Sampleton Square (invented)"]}) as found:
        (target,) = found.contents.plan.asked.parameters["targets"]
        assert target.startswith(v.ID)


def test_what_a_level_does_not_know_it_is_not_asked(example: Path) -> None:
    with Dataset.open(example) as data:
        hidden = next(
            r.entity
            for info in data.recorded
            if info.level != "public"
            for r in data.reader.changeset_records(info.id)
            if isinstance(r, Name)
        )
        name = data.name(hidden)
    with ready(example, "dossier", {"entity": name}) as found:
        public, restricted = found.contents.plan.views
        assert restricted.told is not None
        assert json.dumps(restricted.told, ensure_ascii=False).count(name)
        assert public.told is None or name not in json.dumps(public.told, ensure_ascii=False)
    with pytest.raises(UnknownName), ready(example, "dossier", {"entity": "Nobody At All"}):
        pass


def test_what_is_set_aside_is_set_aside_at_every_level(example: Path) -> None:
    with Dataset.open(example) as data:
        document = next(iter(data.reader.instances(v.DOCUMENT)))
        asked = Asked.of(data.less(Without(documents=(document,))), ask_dossier, "be")
    with views(example, asked, None, None) as found:
        for view in found:
            assert view.told is not None
            assert view.told["answer"]["without"]["documents"] == [document]
        assert plan(asked, found).blocks


def ask_dossier(data: Dataset, _quotes: object) -> dict[str, object]:
    return QUESTIONS["dossier"](data, "Bera Secondperson", language=data.language)


def test_a_past_moment_is_asked_of_what_was_known_then(example: Path) -> None:
    with ready(example, *SQUARE) as found:
        moments = sorted(info.recorded_at for info in found.contents.plan.infos)
    with ready(example, *SQUARE, recorded_at=moments[-1]) as found:
        assert len(found.contents.plan.infos) == len(moments)
    with pytest.raises(RespondeatError), ready(example, *SQUARE, recorded_at="2000-01-01"):
        pass


def test_queries_are_asked_of_all_the_data(example: Path) -> None:
    put = QUESTIONS["sparql"]
    with Dataset.open(example) as data:
        document = next(iter(data.reader.instances(v.DOCUMENT)))
        with pytest.raises(InputError, match="all the data"):
            put(data.less(Without(documents=(document,))), QUERY)
        unordered = put(data, QUERY)["results"]["results"]["bindings"]
        assert unordered == sorted(unordered, key=lambda row: json.dumps(row, sort_keys=True))
        ordered = put(data, QUERY + "ORDER BY DESC(?s)")["results"]["results"]["bindings"]
        subjects = [row["s"]["value"] for row in ordered]
        assert subjects == sorted(subjects, reverse=True) != sorted(subjects)


def test_a_range_of_changesets_is_one_of_the_history(example: Path) -> None:
    put = QUESTIONS["changesets"]
    with Dataset.open(example) as data:
        ids = [info.id for info in data.recorded]
        assert [one["id"] for one in put(data)["changesets"]] == ids
        assert [one["id"] for one in put(data, ids[1], ids[1])["changesets"]] == ids[1:2]
        told = put(data, last=ids[0])["changesets"]
        assert sum(told[0]["records"].values()) == len(data.reader.changeset_records(ids[0]))
        with pytest.raises(InputError, match="turn them round"):
            put(data, ids[1], ids[0])
        with pytest.raises(InputError, match="no changeset"):
            put(data, "https://example.org/none")


def test_an_answer_that_the_same_data_do_not_give_again_is_no_bundle(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = iter(range(100))
    monkeypatch.setattr(Asked, "put", lambda *_: {"answer": {"n": next(count)}, "contradictions": []})
    with pytest.raises(IntegrityError, match="another answer"), ready(example, "search", {"text": "x"}):
        pass


def test_blocks_that_are_no_triples_are_told(example: Path) -> None:
    with ready(example, "search", {"text": "firstperson"}) as found:
        chosen: Plan = found.contents.plan
        order = [info.id for info in chosen.infos]
        bad = Block(order[0], "urn:x:y", b"<urn:x:y> <not an iri> .\n")
        with (
            pytest.raises(InputError, match="In the changeset"),
            received("sealed", order, [*chosen.blocks, bad]),
        ):
            pass
        undescribed = [b for b in chosen.blocks if b.graph]
        with pytest.raises(InputError, match="not described"), received("sealed", order, undescribed):
            pass


UNIT, PLAIN, QUIET = (v.ID + name for name in ("b-unit-nine", "p-plain", "p-quiet"))


def headed_by(person: str, document: Document) -> list[Record]:
    """A statement that somebody heads the unit, with the passage that says so."""
    said = Statement.of("Posting", holder=person, body=UNIT, capacity=v.HEAD)
    passage = Passage.of(document.id, 1, 9, "c" * 64)
    return [said, passage, Attestation.of(supports=[said.id], passages=[passage.id], origin=UNIT)]


def unit_store(path: Path, *, sealed: bool) -> Path:
    """All persons and documents are public; that one of them bears on the unit is sealed, or not known."""
    known = [Document(v.ID + f"d-{n}", f"Page {n}", n * 64, url=f"https://example.org/{n}") for n in "ab"]
    public: list[Record] = [*known, *headed_by(PLAIN, known[0]), Entity.of(UNIT, "Body")]
    for person, form in ((PLAIN, "Anton Plain"), (QUIET, "Gregor Quiet")):
        public += [Entity.of(person, "Person"), Name.of(person, form, "en", preferred=True)]
    with EmbeddedStore.create(path, INDEXES) as store:
        store.write([Changeset.of(public, recorded_at="2026-01-01T00:00:00Z", author=v.ID)])
        if sealed:
            hidden = headed_by(QUIET, known[1])
            store.write(
                [Changeset.of(hidden, recorded_at="2026-01-02T00:00:00Z", author=v.ID, level="sealed")]
            )
    return path


def test_what_is_public_and_bears_on_a_higher_answer_alone_is_withheld_below(tmp_path: Path) -> None:
    asked = ("dossier", {"entity": UNIT})
    stores = [unit_store(tmp_path / str(sealed), sealed=sealed) for sealed in (False, True)]
    shown = []
    for store in stores:
        with ready(store, *asked) as found:
            shown.append((set(found.contents.plan.seen("public")), found.contents.plan.reaches))
    assert shown[0][0] == shown[1][0]
    assert shown[0][1]["public"] == shown[1][1]["public"]
    made(stores[1], tmp_path / "public", asked)
    made(stores[1], tmp_path / "court", asked, "court")
    telling = (b"Quiet", b"p-quiet", b"b" * 64, b"example.org/b")
    for name, content in files(tmp_path / "public").items():
        assert not [word for word in telling if word in content], name
    assert all(any(word in c for c in files(tmp_path / "court").values()) for word in telling)
    assert files(tmp_path / "public")["data/root.json"] == files(tmp_path / "court")["data/root.json"]


def test_what_is_withheld_here_is_not_known_from_the_bundle_of_another_question(tmp_path: Path) -> None:
    store = unit_store(tmp_path / "store", sealed=True)
    shown: list[set[bytes]] = []
    withheld: list[set[bytes]] = []
    for entity in (UNIT, PLAIN, QUIET):
        with ready(store, "dossier", {"entity": entity}) as found:
            leaves = found.contents.tree.leaves
            shown.append({leaf.hash for leaf in leaves if leaf.shown("public")})
            withheld.append({leaf.hash for leaf in leaves if not leaf.shown("public")})
    assert all(withheld)
    for n, hidden in enumerate(withheld):
        for other in range(len(withheld)):
            assert not hidden & shown[other]
            assert other == n or not hidden & withheld[other]


def test_a_later_state_of_the_data_does_not_tell_what_was_withheld_before(tmp_path: Path) -> None:
    store = unit_store(tmp_path / "store", sealed=True)
    asked = ("dossier", {"entity": UNIT})
    with ready(store, *asked) as found:
        before = {leaf.hash for leaf in found.contents.tree.leaves}
        moment = found.contents.plan.infos[-1].recorded_at
    with EmbeddedStore.open(store, INDEXES) as opened:
        more = [Entity.of(v.ID + "b-other", "Body")]
        opened.write([Changeset.of(more, recorded_at="2026-01-03T00:00:00Z", author=v.ID)])
    with ready(store, *asked) as found:
        assert not before & {leaf.hash for leaf in found.contents.tree.leaves}
    with ready(store, *asked, recorded_at=moment) as found:
        assert before == {leaf.hash for leaf in found.contents.tree.leaves}

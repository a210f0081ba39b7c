"""What is held: counted as listed, once a version, and anew as of another moment."""

from collections import Counter
from pathlib import Path

from respondeat.api.dataset import Dataset
from respondeat.api.pages.start import held as module
from respondeat.api.pages.start.held import held, ordered
from respondeat.ontology import vocabulary as v


def test_counts_are_those_of_the_data_and_kept_for_a_version(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        found = held(data)
        counts = dict(found.kinds)
        assert counts["Person"] == len(set(data.records.instances(v.PERSON)))
        assert all(counts.values())
        before = module._held_by.cache_info().hits
        assert held(data.speaking("be")) == found
        assert module._held_by.cache_info().hits == before + 1


def test_an_earlier_moment_is_counted_anew(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        moments = Counter(info.recorded_at for info in data.recorded)
        first = min(moments)
    with Dataset.open(example, "public", recorded_at=first) as then:
        assert sum(count for _, count in held(then).kinds) > 0
        assert ordered(then, "Person")
    with Dataset.open(example, "public", recorded_at="1990-01-01") as before:
        assert held(before).kinds == ()
        assert ordered(before, "Person") == ()


def test_names_are_in_order_in_the_language_and_too_many_are_left_by_id(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        names = [data.name(id).casefold() for id in ordered(data, "Person")]
        assert names == sorted(names)
        be = data.speaking("be")
        assert sorted(ordered(be, "Person")) == sorted(ordered(data, "Person"))
        assert len(ordered(data, "Document")) == dict(held(data).kinds)["Document"]


def test_versions_of_documents_are_documents(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data:
        ids = {id for kind in (v.DOCUMENT, v.DOCUMENT_VERSION) for id in data.records.instances(kind)}
        assert set(ordered(data, "Document")) == ids
        assert dict(held(data).kinds)["Document"] == len(ids)

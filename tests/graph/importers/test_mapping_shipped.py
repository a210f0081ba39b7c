from pathlib import Path

from respondeat.graph.importers.mapping import load_mapping
from respondeat.graph.importers.mapping_career import CareerMapping
from respondeat.graph.importers.mapping_shipped import names, shipped


def test_a_mapping_of_the_package_is_meant_by_its_name() -> None:
    assert names() == ["zubr-careers"]
    load_mapping(shipped(Path("zubr-careers")), CareerMapping)


def test_a_path_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert shipped(path) == path

"""What the name of an extractor says."""

import pytest

from respondeat.graph.documents.extraction import HTML, PDF, PLAIN
from respondeat.graph.evidence.description.extractors import extractor_of


@pytest.mark.parametrize("name", [HTML.name, PDF.name])
def test_our_extractors_are_packages_with_a_version(name: str) -> None:
    found = extractor_of(name)
    assert name.startswith(f"{found.package}-{found.version}")
    assert found.version[0].isdigit()
    assert found.url == f"https://pypi.org/project/{found.package}/"


def test_plain_text_and_any_other_name() -> None:
    assert extractor_of(PLAIN.name)[1:] == ("text", "1")
    assert extractor_of("by hand")[1:] == ("by hand", "0")

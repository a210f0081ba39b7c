"""Pages on problems, in every form; what all pages share is in test_documentation.py."""

from pathlib import Path

import pytest

from respondeat.api.web.problem_types import TYPES, as_json, status_of
from respondeat.api.web.problems import status
from respondeat.errors import LimitError
from tests.api.web.told import asked


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_type_says_its_status_and_what_to_do(kind: str) -> None:
    made = TYPES[kind]
    told = as_json(made)
    assert (
        told["status"]
        == status_of(made)
        == status(made("x", limit="rows") if issubclass(made, LimitError) else made("x"))
    )
    assert told["what_to_do"].endswith(".")
    assert len(told["meaning"]) > 20


def test_a_problem_leads_to_its_page(example: Path) -> None:
    with asked(example) as client:
        met = client.get("/v1/show", params={"entity": "Nobody of this name"}).json()
        page = client.get(met["type"], headers={"Accept": "text/html"})
        assert met["title"] in page.text

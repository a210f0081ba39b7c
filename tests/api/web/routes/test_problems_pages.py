"""Pages on problems, in every form; what all pages share is in test_documentation.py."""

from pathlib import Path

import pytest

from respondeat.api.language import LANGUAGES, phrase
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_told_in_the_language_of_their_reader(example: Path, language: str) -> None:
    def title(page: str) -> str:
        return page.partition("<title>")[2].partition("</title>")[0]

    with asked(example) as client:
        html = {"Accept": "text/html", "Accept-Language": language}
        for path, key in (
            ("/docs", "docs.title"),
            ("/problems", "problems.title"),
            ("/problems/unknown-name", "problem.title.unknown-name"),
            ("/chain?target=Nobody+of+this+name", "problem.title.unknown-name"),
        ):
            page = client.get(path, headers=html).text
            assert title(page).startswith(phrase(key, language)), path
        refused = client.get("/chain?target=Nobody+of+this+name", headers=html).text
        assert f'role="alert">{phrase("problem.do.unknown-name", language)}</p>' in refused
        assert '<span lang="en">No entity' in refused

"""Every page: its forms are written by functions that there are, its address and parameters told apart."""

import pytest

from respondeat.api import common_parameters
from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.pages.base import MEDIA
from respondeat.api.pages.registry import PAGES
from respondeat.api.tasks.base import at


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_form_of_a_page_is_written_by_a_function(name: str) -> None:
    page = PAGES[name]
    assert page.path.startswith("/")
    assert "html" in page.forms
    for form, place in page.forms.items():
        assert form in MEDIA
        assert callable(at(place, "respondeat.api.pages"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_parameters_of_a_page_are_told_apart_from_those_of_all(name: str) -> None:
    own = [one.name for one in PAGES[name].parameters]
    common = {one.name for one in common_parameters.of(paged=False)} | {"format"}
    assert len(own) == len(set(own))
    assert set(own) & common == set()
    assert all(one.description for one in PAGES[name].parameters)


def test_no_two_pages_have_one_address() -> None:
    assert len({page.path for page in PAGES.values()}) == len(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_phrases(language: str) -> None:
    assert all(phrase(page.title, language) for page in PAGES.values() if page.title)

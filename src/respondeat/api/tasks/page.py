"""A page, written where the data are."""

from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import MEDIA, Asked, Reader
from respondeat.api.pages.place import Place
from respondeat.api.pages.registry import PAGES
from respondeat.errors import RespondeatError

from .as_asked import as_asked
from .base import Answered, Work, at
from .question import over_http


def page(data: Dataset, work: Work) -> Answered:
    """A page in one of its forms. Raises what the questions raise that it asks.

    Parameters: the `page` by its name, its `path`, the `address` (names and texts, as they were given), the
    values `given`, the `format`, the `reader` (name, scopes); `recorded_at`, `without` and `language` as of
    questions.
    """
    asked = work.parameters
    form = str(asked["format"])
    reader = Reader(asked["reader"]["name"], frozenset(asked["reader"]["scopes"]))
    address = {name: tuple(values) for name, values in asked["address"].items()}
    place = Place(asked["path"], asked["language"], address)
    written = at(PAGES[asked["page"]].forms[form], "respondeat.api.pages")
    try:
        with as_asked(data, asked) as then:
            return Answered(written(then, Asked(place, asked["given"], reader, form)), MEDIA[form])
    except RespondeatError as error:
        raise over_http(error, asked) from None

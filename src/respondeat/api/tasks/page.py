"""A page, written where the data are."""

from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import MEDIA, Asked, Reader
from respondeat.api.pages.place import Place
from respondeat.api.pages.registry import PAGES
from respondeat.errors import InputError, NamingError, RespondeatError

from .as_asked import as_asked
from .base import Answered, Work, at
from .question import over_http

_PAGES: Final = "respondeat.api.pages"


def page(data: Dataset, work: Work) -> Answered:
    """A page in one of its forms. Raises what the questions raise that it asks.

    Parameters: the `page` by its name, its `path`, the `address` (names and texts, as they were given), the
    values `given`, the `format`, the `reader` (name, scopes); `recorded_at`, `without` and `language` as of
    questions. The meta has the kind of `problem` that a page with a form of its own tells of.
    """
    asked = work.parameters
    form = str(asked["format"])
    reader = Reader(asked["reader"]["name"], frozenset(asked["reader"]["scopes"]))
    address = {name: tuple(values) for name, values in asked["address"].items()}
    place = Place(asked["path"], asked["language"], address)
    of = PAGES[asked["page"]]
    written = at(of.forms[form], _PAGES)
    wanted = Asked(place, asked["given"], reader, form)
    try:
        with as_asked(data, asked) as then:
            return Answered(written(then, wanted), MEDIA[form])
    except RespondeatError as error:
        told = over_http(error, asked)
        if not (of.refused and form == "html" and isinstance(told, InputError | NamingError)):
            raise told from None
        body = at(of.refused, _PAGES)(data.speaking(asked["language"]), wanted, told)
        return Answered(body, MEDIA[form], meta={"problem": told.type})

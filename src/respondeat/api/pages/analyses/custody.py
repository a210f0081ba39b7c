"""Where the custody log of the store is: who received, read and gave out what, and when."""

from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.rendering import render

_ADMIN: Final = "admin"


def custody(data: Dataset, asked: Asked) -> bytes:
    """The page: the commands, and the addresses for those who may read the log over HTTP."""
    language = asked.place.language
    return render(
        "custody.html",
        **frame(data, asked, phrase("analyses.custody", language), styles=("analyses",)),
        may=_ADMIN in asked.reader.scopes,
        all_href=asked.place.link("/analyses"),
    )

"""What stands around every page: where one can go from here, for whom it is, what it was made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES, counted, phrase
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .assets import asset
from .base import Asked, Reader
from .place import Place

LANGUAGE_NAMES: Final = {"en": "English", "be": "Беларуская", "ru": "Русский"}

_MAIN: Final = (
    ("/chain", "nav.chain"),
    ("/explore", "nav.explore"),
    ("/analyses", "nav.analyses"),
    ("/sparql", "nav.query"),
    ("/docs", "nav.docs"),
)
_WITHOUT_DATA: Final = (("/docs", "nav.docs"),)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page: where to, its words, and whether it is where one is."""

    href: str
    text: str
    here: bool = False
    lang: str = ""


def shell(
    place: Place, title: str, reader: Reader | None = None, scripts: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values of `base.html` for a page without data; `scripts` are modules below `static/js`."""
    language = place.language
    reader = reader or Reader()
    return {
        "lang": language,
        "place": place,
        "title": title,
        "say": lambda key, **values: phrase(key, language, **values),
        "count": lambda key, number, **values: counted(key, number, language, **values),
        "main": [
            Link(place.link(path), phrase(key, language), place.path == path)
            for path, key in (_MAIN if _reads(reader) else _WITHOUT_DATA)
        ],
        "work": _work(place, reader),
        "languages": [
            Link(place.changed(language=code), LANGUAGE_NAMES[code], code == language, code)
            for code in LANGUAGES
        ],
        "account": Link(place.link("/account"), reader.name or phrase("nav.login", language)),
        "asset": asset,
        "scripts": ("page", *scripts),
        "styles": (),
        "exports": (),
        "made": None,
    }


def frame(
    data: Dataset,
    asked: Asked,
    title: str,
    *,
    scripts: tuple[str, ...] = (),
    styles: tuple[str, ...] = (),
    exports: tuple[str, ...] = (),
    bundle: str = "",
) -> dict[str, Any]:
    """The values of `base.html` for a page over data: `exports` are the other forms of the same view.

    `bundle` is the address about its evidence bundle, where a bundle can hold what it was asked.
    """
    place = asked.place
    bundles = [Link(bundle, phrase("bundling.title", place.language))] if bundle else []
    values = shell(place, title, asked.reader, scripts)
    return values | {
        "styles": styles,
        "exports": [*(Link(place.changed(format=form), form.upper()) for form in exports), *bundles],
        "made": made(data),
    }


def made(data: Dataset) -> Mapping[str, str]:
    """What a page was made of: the level it tells of, when the data were recorded, their hash, the notice."""
    from respondeat.api.answers.rows import frame as of_answers

    told = of_answers(data)
    language = data.language
    level = label(v.R + data.level, language)
    return {
        "notice": told["notice"],
        "level": "" if data.level == v.LEVELS[0] else phrase("page.level", language, level=level),
        "recorded_at": told["recorded_at"] or "",
        "dataset_hash": data.dataset_hash,
        "engine": told["engine"],
        "without": phrase("page.without", language) if told["without"] else "",
    }


def ending(data: Dataset) -> tuple[str, ...]:
    """What stands in a file that goes its own way: its level above public, what is set aside, the notice."""
    told = made(data)
    return tuple(filter(None, (told["level"], told["without"], told["notice"])))


def _reads(reader: Reader) -> bool:
    """Whether pages of data are open to a reader: to a user only with that scope."""
    return not reader.name or "read" in reader.scopes


def _work(place: Place, reader: Reader) -> list[Link]:
    """Where those go who may change something."""
    pages = (("/enter", "nav.enter", "write"), ("/review", "nav.review", "review"))
    return [
        Link(place.link(path), phrase(key, place.language), place.path == path)
        for path, key, scope in pages
        if {scope, "read"} <= reader.scopes  # they are pages of data too
    ]

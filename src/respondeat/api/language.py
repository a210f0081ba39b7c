"""Our own phrases in the languages of the answers; what is called how in the model is in the ontology.

One catalogue a language, a folder of `languages/` with a file a subject: key → text with names of values in
braces. All languages have the same keys. Which form of a word goes with a number is told by the Unicode CLDR
(through Babel).
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from babel import Locale

from respondeat.errors import InputError

LANGUAGES: Final = ("en", "be", "ru")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The phrases of a language by their keys. Raises InputError for a language that there is none of.

    >>> catalogue("be")["grade.certain"]
    'пэўна'
    """
    if language not in LANGUAGES:
        raise InputError(f"There is no language {language!r}; there are {', '.join(LANGUAGES)}.")
    folder = files("respondeat.api").joinpath("languages", language)
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(".json")), key=lambda p: p.name)
    told: dict[str, str] = {}
    for part in parts:
        told |= json.loads(part.read_text("utf-8"))
    return MappingProxyType(told)


def phrase(key: str, language: str = "en", **values: object) -> str:
    """A phrase with its values.

    >>> phrase("time.from", day="2020-05-03"), phrase("time.from", "ru", day="2020-05-03")
    ('from 2020-05-03', 'с 2020-05-03')
    """
    text = catalogue(language)[key]
    return text.format(**values) if values else text


def counted(key: str, number: int, language: str = "en", **values: object) -> str:
    """A phrase with a number, in the form of the word that the number asks for.

    The phrases are `key.one`, `key.few`, `key.many` and `key.other`.

    >>> counted("page.results", 1), counted("page.results", 5), counted("page.results", 22, "ru")
    ('1 result', '5 results', '22 результата')
    """
    form = Locale.parse(language).plural_form(number)
    return phrase(f"{key}.{form}", language, number=number, **values)

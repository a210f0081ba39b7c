"""Our own phrases in the languages of the answers; what is called how in the model is in the ontology.

One catalogue a language in `languages/`: key → text with names of values in braces. All have the same keys.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

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
    text = files("respondeat.api").joinpath("languages", f"{language}.json").read_text("utf-8")
    return MappingProxyType(json.loads(text))


def phrase(key: str, language: str = "en", **values: object) -> str:
    """A phrase with its values.

    >>> phrase("time.from", day="2020-05-03"), phrase("time.from", "ru", day="2020-05-03")
    ('from 2020-05-03', 'с 2020-05-03')
    """
    text = catalogue(language)[key]
    return text.format(**values) if values else text

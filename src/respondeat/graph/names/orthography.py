"""The Latin orthographies that Belarusian, Russian and Polish names are met in: letters → sound classes.

The classes are those of `skeleton`. `u` is a U that never stands for ў (from ю, iu), `w` a V that may stand
for л (воўк, волк).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_SHARED = {
    **dict(zip("abdefghiklmnopqrstuvwyz", "ABDAFHHIKLMNAPKRSTUVVIZ", strict=True)),
    "dz": "D", "ts": "T", "tz": "T", "yu": "u", "iu": "u", "ju": "u", "j": "", "kh": "H", "th": "T",
    "ph": "F",
    "x": "KS", "ja": "A", "jo": "A", "je": "A", "ji": "I",
    "č": "C", "š": "W", "ž": "J", "ŭ": "V", "ż": "J",
}  # fmt: skip
_ENGLISH = {
    "shch": "WC", "sch": "W", "tch": "C", "dzh": "J", "zh": "J", "ch": "C", "sh": "W", "dj": "J", "gh": "H",
    "cki": "TKI", "cka": "TKA", "ck": "K", "c": "T", "ca": "KA", "co": "KA", "cu": "KU",
    "cr": "KR",
    "ct": "KT", "ouk": "AwK", "oug": "AwH", "ouh": "AwH", "out": "AwT", "oun": "AwN", "oub": "AwB",
    "ouch": "AwC", "ouzh": "AwJ",
}  # fmt: skip
_LACINKA = {"ch": "H", "c": "T", "ć": "T", "dž": "J", "dź": "D", "x": "H", "šč": "WC", "oŭ": "Aw"}
_PLAIN_LACINKA = {"ch": "H", "c": "T", "sh": "W", "zh": "J", "dzh": "J", "sch": "WC"}
_POLISH = {
    "szcz": "WC", "sz": "W", "cz": "C", "rz": "J", "ch": "H", "c": "T", "ć": "T", "dź": "D", "dż": "J",
    "ó": "U", "ą": "AN", "ę": "AN",
    "ouk": "AwK", "oug": "AwH", "ouh": "AwH", "out": "AwT", "oun": "AwN", "oub": "AwB",
    "oucz": "AwC", "ouż": "AwJ",
}  # fmt: skip
_GERMAN = {
    "schtsch": "WC", "tsch": "C", "dsch": "J", "sch": "W", "ch": "H", "z": "T", "c": "K", "sh": "J", "ü": "u",
}  # fmt: skip
_FRENCH = {
    "chtch": "WC", "tch": "C", "ch": "W", "dj": "J", "j": "J", "ja": "JA", "jo": "JA", "je": "JA", "ji": "JI",
    "ju": "JU", "gue": "HA", "gui": "HI", "ou": "u", "you": "u", "iou": "u", "zh": "J", "sh": "W",
    "c": "K", "ce": "SA", "ci": "SI", "ine$": "IN",
}  # fmt: skip

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "english": MappingProxyType({**_SHARED, **_ENGLISH, "off$": "AV", "eff$": "AV"}),
        "lacinka": MappingProxyType({**_SHARED, **_LACINKA}),
        "plain lacinka": MappingProxyType({**_SHARED, **_PLAIN_LACINKA}),
        "polish": MappingProxyType({**_SHARED, **_POLISH}),
        "german": MappingProxyType({**_SHARED, **_GERMAN, "off$": "AV", "eff$": "AV"}),
        "french": MappingProxyType({**_SHARED, **_FRENCH, "off$": "AV", "eff$": "AV"}),
    }
)
# What speaks for an orthography, and those that stay possible beside it at a small cost.
_SIGNS = (
    (re.compile("[čšžŭ]"), (("lacinka", 0.0),)),
    (re.compile("sch"), (("german", 0.0), ("english", 0.05))),
    (re.compile("[łżąęó]|sz(?!h)|cz|rz(?!h)|[eo]wsk"), (("polish", 0.0), ("english", 0.05))),
    (re.compile("tch|ï"), (("french", 0.0), ("english", 0.0))),
    (re.compile("[śźćń]"), (("lacinka", 0.0),)),
)
_PLAIN_SIGN = re.compile("ch|c|j|x")
_FRENCH_SIGN = re.compile("ou|ch|j")


@lru_cache(maxsize=65536)
def orthographies(text: str) -> tuple[tuple[str, float], ...]:
    """The orthographies that a Latin text in lower case can be in, with costs, the likeliest first.

    >>> orthographies("zmicier łukašenka")
    (('lacinka', 0.0),)
    """
    for sign, found in _SIGNS:
        if sign.search(text):
            return found
    others = [("plain lacinka", 0.05)] if _PLAIN_SIGN.search(text) else []
    if _FRENCH_SIGN.search(text):
        others.append(("french", 0.08))
    return (("english", 0.0), *others)

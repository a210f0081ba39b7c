"""Which passwords are taken: long ones that are not the first that others try (NIST SP 800-63B, 5.1.1.2).

No rules on which characters there must be, and no change by date: both make passwords worse.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from respondeat.errors import InputError

LEAST: Final = 12
MOST: Final = 256
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "!@#$%^&*()_+",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujmikolp",
    "йцукенгшщзхъфывапролджэячсмитьбю",
)
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """A random one of 100 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))


def normal(password: str) -> str:
    """The password in one form (NFKC), so that another keyboard's letters are the same ones."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, about: Iterable[str] = ()) -> str:
    """The password in the form that is hashed. `about` are words around it, such as the user's name.

    Raises InputError, which says why it is not taken.
    """
    kept = normal(password)
    if len(kept) < LEAST:
        raise InputError(f"A password has at least {LEAST} characters. Several words are easy to remember.")
    if len(kept) > MOST:
        raise InputError(f"A password has at most {MOST} characters.")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in kept):
        raise InputError("A password has no control characters.")
    if _common(kept.casefold(), [word.casefold() for word in about if len(word) > 2]):
        raise InputError(
            "This password is among the first that others try: a usual one, a row of keys, a repetition, or "
            "made of the name. Choose another, such as several words that do not belong together."
        )
    return kept


def _common(password: str, about: list[str]) -> bool:
    """Whether nothing much is left of it without repetitions, usual words and rows of keys."""
    if re.fullmatch(r"(.{1,4})\1{2,}.{0,3}", password):
        return True
    rest = password
    for word in sorted([*_words(), *about], key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = _without_rows(rest)
    letters = re.sub(r"[\W\d_]", "", rest)
    return rest != password and len(letters) < 3 and len(rest) < 8


def _words() -> list[str]:
    return (files("respondeat.api.access") / "common_words.txt").read_text("utf-8").split()


def _without_rows(text: str) -> str:
    """The text without what runs along a row of keys or letters for four or more, either way."""
    left = ""
    at = 0
    while at < len(text):
        run = max((_run(text, at, row) for row in (*_ROWS, *(r[::-1] for r in _ROWS))), default=0)
        if run >= 4:
            at += run
        else:
            left += text[at]
            at += 1
    return left


def _run(text: str, at: int, row: str) -> int:
    length = 1
    while at + length < len(text) and text[at : at + length + 1] in row:
        length += 1
    return length if text[at] in row else 0

"""Characters that no text of a changeset holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.changeset_json import drafted
from respondeat.api.changeset_text import unfit

BAD = ["\x00", "\x01", "\x1b", "\x7f", "\x9b", "\ud800", "\udfff", "\ufffe", "\uffff", "\u202d", "\u202e"]
GOOD = [
    "\t",
    "\n",
    "\r",
    " ",
    "\u00a0",
    "\u200b",
    "\u200f",
    "\u2067",
    "ĸ",
    "і",
    "𐌀",
    "<script>",
    "\u0085a"[1:],
]


def posting(text: str, where: str = "form") -> dict[str, object]:
    """A place with a name, an invented document and a note, one of which holds the text."""
    told = dict.fromkeys(("form", "note", "title", "url"), "Newtown (invented)") | {where: text}
    return {
        "level": "public",
        "note": told["note"],
        "documents": [{"id": "#d", "title": told["title"], "url": told["url"]}],
        "entities": [{"id": "#t", "class": "Place", "invented": True}],
        "names": [{"entity": "#t", "form": told["form"], "lang": "en", "preferred": True}],
    }


@pytest.mark.parametrize("where", ["form", "note", "title", "url"])
@pytest.mark.parametrize("char", BAD, ids=lambda c: f"U+{ord(c):04X}")
def test_what_xml_cannot_carry_or_what_hides_a_text_is_told(char: str, where: str) -> None:
    (fault,) = unfit(drafted(posting(f"a{char}b", where)))
    assert f"U+{ord(char):04X}" in fault.message
    json.dumps(fault.as_json(), ensure_ascii=False).encode()
    assert char not in "".join(fault.as_json().values())


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u202d\u202e")))
def test_any_other_text_is_taken(text: str) -> None:
    assert not list(unfit(drafted(posting("x" + text, "note"))))


@pytest.mark.parametrize("char", GOOD)
def test_what_scripts_need_is_taken(char: str) -> None:
    assert not list(unfit(drafted(posting(f"a{char}b"))))

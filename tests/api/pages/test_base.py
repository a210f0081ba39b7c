"""The forms of pages."""

from respondeat.api.pages.base import MEDIA, Asked
from respondeat.api.pages.place import Place


def test_every_form_has_a_media_type_and_texts_say_their_letters() -> None:
    assert MEDIA["html"] == "text/html; charset=utf-8"
    texts = [kind for kind in MEDIA.values() if kind.startswith("text/")]
    assert all(kind.endswith("; charset=utf-8") for kind in texts)


def test_who_asks_is_nobody_unless_said() -> None:
    asked = Asked(Place("/", "en"))
    assert (asked.reader.name, asked.reader.scopes, asked.format) == ("", frozenset(), "html")

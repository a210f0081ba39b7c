"""Drawings as PNG: of their size, the same bytes again, never larger than a side may be."""

import struct

import pytest

from respondeat.api.report.drawing import Box, Drawing, Words
from respondeat.api.report.pdf import typeset
from respondeat.api.report.raster import picture, png
from respondeat.errors import InputError, Stopped


def size(made: bytes) -> tuple[int, int]:
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", made[16:24])
    return width, height


def drawing(width: float, height: float, text: str = "Прывітанне") -> Drawing:
    return Drawing(width, height, (Box(5, 5, 60, 20), Words(30, 20, text)))


def test_a_drawing_has_two_pixels_a_point_and_the_same_bytes_again() -> None:
    made = picture(drawing(200, 100), "title", "what it shows")
    assert size(made) == (400, 200)
    assert picture(drawing(200, 100), "title", "what it shows") == made
    assert picture(drawing(200, 100, "other"), "title", "what it shows") != made


def test_a_long_drawing_has_fewer_pixels() -> None:
    assert max(size(picture(drawing(20_000, 100), "t", "d"))) <= 8_001


def test_a_large_drawing_fits_the_memory_of_a_reader() -> None:
    width, height = size(picture(drawing(9_000, 8_000), "t", "d"))
    assert width * height <= 16_100_000
    assert abs(width / height - 9 / 8) < 0.01


@pytest.mark.parametrize("text", ["</svg><script>", "\u202e&amp;", "漢字", "{{ }} #eval(1)"])
def test_no_text_breaks_the_drawing(text: str) -> None:
    assert size(picture(drawing(200, 100, text), text, text)) == (400, 200)


def test_what_is_no_drawing_is_told() -> None:
    with pytest.raises(InputError, match="cannot be set"):
        png("<svg", 10, 10)


def test_where_no_program_may_be_started_a_copy_of_the_process_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    made = picture(drawing(200, 100), "title", "what it shows")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("respondeat.api.report.pdf.subprocess.run", refused)
    assert picture(drawing(200, 100), "title", "what it shows") == made
    with pytest.raises(InputError, match="cannot be set"):
        png("<svg", 10, 10)
    with pytest.raises(Stopped):
        typeset({"template": "#for a in range(99999) { for b in range(9999) {} }", "data": "", "ppi": 72}, 1)

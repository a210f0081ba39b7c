"""What a terminal would obey is shown instead: names and quotes come from others, and may hold anything.

Control characters move the cursor, set the clipboard or recolour what stands elsewhere; those of Unicode's
bidirectional algorithm (UAX #9) make a text look like another (CVE-2021-42574).
"""

from collections.abc import Iterable
from typing import Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_BIDIRECTIONAL: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS: Final = (*range(0x20), *range(0x7F, 0xA0))
_LAYOUT: Final = frozenset(map(ord, "\n\t"))
_SHOWN: Final = dict.fromkeys(
    (c for c in (*_CONTROLS, *_BIDIRECTIONAL) if c not in _LAYOUT), "\N{REPLACEMENT CHARACTER}"
)
_ESCAPED: Final = {c: f"\\u{c:04x}" for c in (*range(0x7F, 0xA0), *_BIDIRECTIONAL)}


def harmless(text: str) -> str:
    r"""The text with a replacement character for each that a terminal would obey, save line ends and tabs.

    >>> harmless("\x1b[31mred\u202e")
    '�[31mred�'
    """
    return text.translate(_SHOWN)


def harmless_json(text: str) -> str:
    r"""The same JSON, with escapes for what JSON lets stand and a terminal would obey.

    >>> harmless_json('"\N{RIGHT-TO-LEFT OVERRIDE}txt"')
    '"\\u202etxt"'
    """
    return text.translate(_ESCAPED)


class Screen(Console):
    """A console whose own colours are the only ones: what is printed commands nothing."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of what is printed; see `harmless`."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(harmless(segment.text), segment.style)

"""All drawings of an answer as one: for files, which hold one picture."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .blocks import Block, Fold, Group, Picture
from .drawing import Drawing, Stroke
from .drawing import Words as Letters
from .plots import Part

_TITLE = 26.0
_BETWEEN = 18.0


def pictures(blocks: Iterable[Block]) -> list[Picture]:
    """The drawings among blocks, in their order."""
    return list(_found(blocks))


def _found(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Group | Fold):
            yield from _found(block.blocks)


def drawn(found: Sequence[Picture]) -> tuple[Drawing, str, str]:
    """The drawings below one another, each under its title; the title and words of all."""
    parts: list[Part] = []
    y = 0.0
    for one in found:
        parts.append(Letters(8, y + 18, one.title, 14, bold=True, centred=False))
        y += _TITLE
        parts += [_lowered(part, y) for part in one.drawing.parts]
        y += one.drawing.height + _BETWEEN
    width = max(one.drawing.width for one in found)
    told = ". ".join(one.description for one in found)
    return Drawing(width, y, tuple(parts)), found[0].title, told


def _lowered(part: Part, by: float) -> Part:
    if isinstance(part, Stroke):
        return replace(part, points=tuple((x, y + by) for x, y in part.points))
    return replace(part, y=part.y + by)

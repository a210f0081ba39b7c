"""The layout of pictures, over random graphs: nothing over anything else, right angles, no way shared."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.api.pages.chain.layout import Line, Placed, Sized, placed
from tests.examples import FUZZED

Graph = tuple[list[Sized], list[Line]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 9))
    boxes = [Sized(f"b{n}", draw(st.integers(-1, 3)), 200, draw(st.integers(30, 160))) for n in range(count)]
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=14))
    return boxes, [
        Line(f"l{n}", f"b{a}", f"b{b}", 100, draw(st.integers(14, 60))) for n, (a, b) in enumerate(pairs)
    ]


def rectangles(graph: Graph, found: Placed) -> Iterator[tuple[float, float, float, float]]:
    boxes, lines = graph
    for box in boxes:
        x, y, height = found.boxes[box.id]
        yield x, y, x + box.width, y + height
    for line in lines:
        if line.id in found.labels:
            x, y = found.labels[line.id]
            yield x - line.width / 2, y - line.height / 2, x + line.width / 2, y + line.height / 2


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 0.1 and b[0] < a[2] - 0.1 and a[1] < b[3] - 0.1 and b[1] < a[3] - 0.1


@settings(max_examples=300 if FUZZED else 120)
@given(graphs())
def test_nothing_stands_over_anything_else_or_out_of_the_picture(graph: Graph) -> None:
    found = placed(*graph)
    told = list(rectangles(graph, found))
    assert not [pair for pair in combinations(told, 2) if overlap(*pair)]
    assert all(x >= 0 and y >= 0 and w <= found.width and h <= found.height for x, y, w, h in told)


@settings(max_examples=300 if FUZZED else 120)
@given(graphs())
def test_lines_have_right_angles_end_at_their_boxes_and_share_no_way(graph: Graph) -> None:
    boxes, lines = graph
    found = placed(boxes, lines)
    assert set(found.lines) == {line.id for line in lines if line.lower != line.higher}
    width = {box.id: box.width for box in boxes}
    upright: list[tuple[float, float, float]] = []
    for line in lines:
        if line.id not in found.lines:
            continue
        points = found.lines[line.id]
        assert all(abs(a[0] - b[0]) < 0.6 or abs(a[1] - b[1]) < 0.6 for a, b in pairwise(points))
        for id, (x, y) in ((line.lower, points[0]), (line.higher, points[-1])):
            left, top, height = found.boxes[id]
            assert min(abs(x - left), abs(x - left - width[id])) < 0.1
            assert top <= y <= top + height
        upright += [
            (a[0], min(a[1], b[1]), max(a[1], b[1])) for a, b in pairwise(points) if abs(a[1] - b[1]) > 0.6
        ]
    assert not [
        (a, b)
        for a, b in combinations(upright, 2)
        if abs(a[0] - b[0]) < 1 and a[1] < b[2] - 0.5 and b[1] < a[2] - 0.5
    ]

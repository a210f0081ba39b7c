"""Simple paths upward through links that can hold together in time."""

from typing import Final, NamedTuple

from respondeat.errors import InputError

from .days import Days, intersection
from .judge import Judge, Step
from .sometime import surely_met

MAX_HOPS: Final = 16
MAX_CHAINS: Final = 1000
MOST_HOPS: Final = 500  # one call deep each; Python allows a thousand


class Path(NamedTuple):
    """One way up: its links from the lowest, whether it surely holds, and the days on which it can.

    `cut_short` says that the length limit ended it, not the top; `led` that its first link is a
    posting, gone from the person to the body in which they serve.
    """

    links: tuple[int, ...]
    certain: bool
    feasible: Days
    cut_short: bool = False
    led: bool = False


def climb(
    judge: Judge, start: int, *, max_hops: int = MAX_HOPS, lead: int | None = None, limit: int | None = None
) -> list[Path]:
    """Every longest simple path from `start` upward whose links can hold together, or `limit` of them.

    A path ends at a node from which no link leads on; a path of no links is none. From an event the
    first link is a tie to those who took part in it. With `lead`, a posting of the person `start`, the
    path first goes to the body of that posting. Paths come in the order of the graph's arrays, so
    always in the same order. Raises InputError unless 1 <= `max_hops` <= 500.
    """
    if not 1 <= max_hops <= MOST_HOPS:
        raise InputError(f"a chain has 1 to {MOST_HOPS} links at most, not {max_hops}: ask for fewer")
    walk = _Walk(judge, max_hops, lead is not None, limit)
    walk.on_trail.add(start)
    if lead is None:
        walk.up(judge.first_steps(start), judge.always, judge.always)
    elif serves := judge.together(judge.always, judge.possible(lead)):
        body = judge.graph.source[lead]
        walk.on_trail.add(body)
        walk.trail.append(lead)
        walk.up(judge.steps(body), serves, judge.sure(lead))
    return walk.found


class _Walk:
    """One search: the trail from the lowest link, and the paths found so far."""

    def __init__(self, judge: Judge, max_hops: int, led: bool, limit: int | None) -> None:
        self.judge, self.max_hops, self.led = judge, max_hops, led
        self.left = -1 if limit is None else limit
        self.found: list[Path] = []
        self.trail: list[int] = []
        self.on_trail: set[int] = set()

    def up(self, steps: tuple[Step, ...], possible: Days, certain: Days) -> None:
        """Go on by any of `steps`, and note the path where nothing leads on."""
        judge, trail, on_trail = self.judge, self.trail, self.on_trail
        always = judge.always
        ended = True
        for link, upper, can, sure in steps:
            if upper in on_trail:
                continue
            together = possible if can is always else judge.together(possible, can)
            if not together:
                continue
            ended = False
            if len(trail) >= self.max_hops:
                self.note(certain, possible, cut_short=True)
                return
            surely = intersection(certain, sure) if certain and sure is not always else certain
            trail.append(link)
            if further := judge.steps(upper):
                on_trail.add(upper)
                self.up(further, together, surely)
                on_trail.discard(upper)
            else:
                self.note(surely, together)
            trail.pop()
            if not self.left:
                return
        if ended and trail:
            self.note(certain, possible)

    def note(self, certain: Days, possible: Days, cut_short: bool = False) -> None:
        """Keep the path as it stands."""
        if self.left:
            judge = self.judge
            sure = certain is judge.always or (bool(certain) and judge.when.certain(certain))
            sure = sure or (not judge.one_day and surely_met(judge.graph, self.trail, judge.when))
            self.found.append(Path(tuple(self.trail), sure, possible, cut_short, self.led))
            self.left -= 1

"""Which events were under whose command, for any number of persons at once.

Equal to `analyses.events_under` for each of them, by climbing from the events: on the days of one event few
stand above it, however large the graph and however many persons are asked for.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Arrays
from .ascend import RowDays
from .descent import Flags, descend
from .kinds import CLIMBED
from .spells import Longs, Places, Spells
from .tenures_climb import Climb, Risen
from .tenures_sometime import surely_met
from .tenures_ties import Occasions, links, rows


@dataclass(frozen=True, slots=True)
class Commands:
    """Pairs of somebody above and an event under their command, by `top` and the event's place in time.

    `event` are places in `occasions`; `certain` is that of `events_under`; `bounded` marks pairs that more
    than an open beginning or end allows, of a link or of the event. `days` are, by the number of the pair,
    those of the event on which the command can have held; `going_on`, of events that last, those on which it
    surely held and the event surely went on. `row` are the rows that tie the events to what was under
    command, `row_of` their pairs.
    """

    occasions: Occasions
    top: Longs
    event: Longs
    certain: Flags
    bounded: Flags
    days: Spells
    going_on: Spells
    row: Places
    row_of: Longs


def commands(a: Arrays, tops: Flags, *, below: int | None = None, over: int | None = None) -> Commands:
    """The events under the command of every node of `tops`.

    `below` names the one node above which is asked, so that no more is climbed. With `over`, a body, only
    what was under that body counts, on the days on which those of `tops` were its head.
    """
    among, start = None, over if below is None else below
    if start is not None:
        among = np.zeros(len(a.node_class), bool)
        among[descend(a, start, CLIMBED, False).key] = True
    tied = links(a, among)
    occasions = Occasions.of(a, np.unique(a.source[tied]).astype(np.int64))
    climb, days = Climb(a, tops, among, over), RowDays.possible(a)
    can = rows(a, tied, occasions, days)
    risen = _over_others(climb.above(can.actor, can.lo, can.hi, days), can.actor)
    count = max(1, len(occasions.when.event))
    pair, number = np.unique(risen.upper * count + can.event[risen.place], return_inverse=True)
    top, event = np.divmod(pair, count)
    surely, bounded = (
        _on(climb, tied, occasions, pair, days) for days in (RowDays.certain(a), RowDays.bounded(a))
    )
    going_on = _going_on(occasions, event, surely)
    certain = _certain(occasions, event, surely, going_on)
    if occasions.when.lasting.any():
        certain |= np.isin(pair, surely_met(climb, tied, occasions))
    row_of, row = np.divmod(np.unique(number * len(a.es) + can.row[risen.place]), max(1, len(a.es)))
    return Commands(
        occasions,
        top,
        event,
        certain,
        certain | _in_core(occasions, event, bounded),
        Spells.of(number, risen.lo, risen.hi),
        going_on,
        row,
        row_of,
    )


def _over_others(risen: Risen, actor: Longs) -> Risen:
    """Those above somebody else: an own part in an event is no command."""
    return risen.where(risen.upper != actor[risen.place])


def _on(climb: Climb, tied: Longs, occasions: Occasions, pair: Longs, days: RowDays) -> Spells:
    """The days on which the command of each pair held by `days`, on which it can have held at all."""
    found = rows(climb.a, tied, occasions, days)
    risen = _over_others(climb.above(found.actor, found.lo, found.hi, days), found.actor)
    known = risen.upper * max(1, len(occasions.when.event)) + found.event[risen.place]
    return Spells.of(np.searchsorted(pair, known), risen.lo, risen.hi)


def _in_core(occasions: Occasions, event: Longs, bounded: Spells) -> Flags:
    """Whether the command of each pair held on a day on which the event was by more than an open end."""
    at = event[bounded.key]
    meets = (bounded.lo <= occasions.core_hi[at]) & (occasions.core_lo[at] <= bounded.hi)
    meets &= occasions.core_lo[at] <= occasions.core_hi[at]
    found: Flags = np.isin(np.arange(len(event)), bounded.key[meets])
    return found


def _going_on(occasions: Occasions, event: Longs, surely: Spells) -> Spells:
    """Of what surely held those days on which an event that lasts surely went on."""
    at = event[surely.key]
    lasts = occasions.when.lasting[at]
    key, at = surely.key[lasts], at[lasts]
    lo = np.maximum(surely.lo[lasts], occasions.inner_lo[at])
    return Spells.of(key, lo, np.minimum(surely.hi[lasts], occasions.inner_hi[at]))


def _certain(occasions: Occasions, event: Longs, surely: Spells, going_on: Spells) -> Flags:
    """What `When.certain` says of each pair: all its days, or for an event that lasts some time in it."""
    pair = np.arange(len(event))
    when, inner_lo, inner_hi = occasions.when, occasions.inner_lo[event], occasions.inner_hi[event]
    on_each = surely.covers(pair, when.lo[event], when.hi[event])
    between = (inner_hi <= inner_lo) & surely.covers(pair, inner_hi, inner_lo)
    return np.where(when.lasting[event], between | np.isin(pair, going_on.key), on_each)

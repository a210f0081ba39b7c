"""Which release ends which posting: the same person, body and office, and nothing else.

Pure: acts in, tenures out. An appointment is never ended by a later appointment of anybody, nor by the
end of a fixed term. A release ends every tenure of its person, body and office that began before it and
is still open: a person appointed anew to the office they hold is released once. When the person was
appointed to another body between two such appointments, the earlier tenure need not have lasted: only
that it ended by then is known.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from respondeat.graph.dates import Bounds, Day, ValidTime, held_on, read

Key = tuple[str, str, str]  # person, body or group, office


@dataclass(frozen=True, slots=True)
class Act:
    """One dated thing said of one person in one office: started, ended, or held on that day."""

    move: int
    kind: Literal["start", "end", "held"]
    date: str  # EDTF
    lo: Day
    hi: Day


@dataclass(slots=True)
class Tenure:
    """A time in office: how it began and ended, as far as acts say so; `moves` are those that attest it."""

    key: Key
    first: Act | None
    last: Act | None = None
    limit: Act | None = None  # ended by then at the latest
    moves: list[int] = field(default_factory=list)

    @property
    def time(self) -> ValidTime:
        """The time as the acts give it."""
        first, last, limit = self.first, self.last, self.limit
        if first is None:
            return read(None, last.date if last else None, ended=True)
        started = first.kind == "start"
        if last:
            return read(first.date, last.date, started=started, ended=True)
        open_end = read(first.date, started=True) if started else held_on(first.date)
        if limit is None:
            return open_end
        b = open_end.bounds
        return ValidTime(open_end.edtf, Bounds(b.es, b.ls, b.ee, limit.hi))


def tenures(acts: Mapping[Key, Sequence[Act]], elsewhere: Mapping[Key, Sequence[Day]]) -> list[Tenure]:
    """The tenures that the acts of each person, body and office amount to; every act stands in at least one.

    `elsewhere` are the days on which the person was appointed to another body.
    """
    found: list[Tenure] = []
    for key, group in acts.items():
        found += _of_one(key, group, elsewhere.get(key, ()))
    return found


def _of_one(key: Key, acts: Iterable[Act], elsewhere: Sequence[Day]) -> list[Tenure]:
    kinds: dict[bool, list[Act]] = defaultdict(list)
    for act in acts:
        kinds[act.kind == "end"].append(act)
    all_of = [Tenure(key, act, moves=[act.move]) for act in sorted(kinds[False], key=_order)]
    for end in sorted(kinds[True], key=_order):
        ended = _open_before(all_of, end) or [t for t in all_of if _ended_on(t, end.date)]
        if not ended:
            all_of.append(Tenure(key, None, end, moves=[end.move]))
            continue
        newest = max((t.first.lo for t in ended if t.first), default=end.lo)
        for tenure in ended:
            _close(tenure, end, newest, elsewhere)
    return all_of


def _order(act: Act) -> tuple[Day, Day, int]:
    return act.lo, act.hi, act.move


def _open_before(all_of: list[Tenure], end: Act) -> list[Tenure]:
    """Those still open that began before the end; of the same day or window, only when it is none to the day.

    An appointment on the very day of a release is a new one: decrees release from an office and appoint
    to it anew in one go.
    """
    still = [t for t in all_of if t.first and not t.last and not t.limit]
    before = [t for t in still if t.first and t.first.hi < end.lo]
    return before or [t for t in still if t.first and t.first.lo < end.hi]


def _ended_on(tenure: Tenure, date: str) -> bool:
    """Whether an end of this date is known already: two rows tell of one release."""
    return any(act is not None and act.date == date for act in (tenure.last, tenure.limit))


def _close(tenure: Tenure, end: Act, newest: Day, elsewhere: Sequence[Day]) -> None:
    tenure.moves.append(end.move)
    if tenure.last or tenure.limit:
        return
    began = tenure.first.lo if tenure.first else newest
    if any(began < day < newest for day in elsewhere):
        tenure.limit = end
    else:
        tenure.last = end

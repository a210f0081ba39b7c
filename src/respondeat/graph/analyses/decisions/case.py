"""The case of one person: rows by stage, who headed the place of custody, and what no statement names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.graph.command import HEADS, CommandGraph, Mode, When
from respondeat.graph.command.basis import Basis
from respondeat.graph.command.cases import STAGES, Docket, Happening
from respondeat.graph.command.standing import above
from respondeat.graph.command.upheld import Upheld, of
from respondeat.graph.dates import Bounds
from respondeat.ontology import vocabulary as v

from .rows import Gap, Row, Window, row, state, together

EXPECTED: Final = tuple(s for s in STAGES if s not in ("proceedings", "extension", "release", "death"))
"""The stages whose absence is a gap; that nothing is said of the others says nothing."""
_BY_OFFICE: Final = v.R + "heldResponsible"  # who is held responsible by office is not said to have acted
_HEADED: Final = frozenset(v.R + kind for kind in ("Body", "PlaceOfDetention"))
_ACTS: Final = ("arrest", "release", "death")
_OFFICES: Final = (("judge", "judge"), ("court", "court"), ("provision", "article"))


@dataclass(frozen=True, slots=True)
class Case:
    """The case of one person: rows in the order of stages, then of time; what no statement names.

    Not one proceeding but all that concerns the person: nothing but a statement joins an arrest to a trial.
    """

    person: str
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]

    def at(self, stage: str) -> tuple[Row, ...]:
        """The rows of one stage."""
        return tuple(r for r in self.rows if r.stage == stage)


def case(
    docket: Docket, graph: CommandGraph, person: str, *, event: str = "", window: Window | None = None
) -> Case:
    """All that is said of a person's case; with `event` other events are linked by the person only."""
    found = _Case(docket, graph, person, event, window)
    rows = [r for r in found.collected() if r is not None]
    ordered = tuple(r for stage in STAGES for r in together(x for x in rows if x.stage == stage))
    return Case(person, ordered, tuple(_gaps(ordered)) + tuple(merged_gaps(found.vacant)))


def merged_gaps(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Gaps of one stage, kind and place as one."""
    together: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for g in gaps:
        together[g.stage, g.kind, g.event, g.place].update(g.statements)
    for (stage, kind, event, place), statements in sorted(together.items()):
        yield Gap(stage, kind, event, place, tuple(sorted(statements)))


def _gaps(rows: tuple[Row, ...]) -> Iterator[Gap]:
    said = {r.stage for r in rows if r.role != _BY_OFFICE}
    for stage in EXPECTED:
        if stage not in said:
            yield Gap(stage, "no-statement")
    acted = {(r.stage, r.event) for r in rows if r.value and r.role != _BY_OFFICE}
    for r in rows:
        if r.stage in _ACTS and r.event and not r.value and (r.stage, r.event) not in acted:
            yield Gap(r.stage, "nobody-named", r.event, statements=r.statements)


class _Case:
    """Gathers the rows of one person."""

    def __init__(
        self, docket: Docket, graph: CommandGraph, person: str, event: str, window: Window | None
    ) -> None:
        self.docket, self.graph = docket, graph
        self.person, self.event, self.window = person, event, window
        self.vacant: list[Gap] = []

    def collected(self) -> Iterator[Row | None]:
        """Every row; None for those that the days asked for exclude."""
        own: dict[str, list[Upheld]] = defaultdict(list)
        happenings: dict[str, Happening] = {}
        for said, happening in self.docket.events_of(self.person):
            if not happening.pattern and self.docket.concerns(said.statement):
                own[happening.id].append(said)
                happenings[happening.id] = happening
        for id, happening in sorted(happenings.items()):
            yield from self._event(happening, own[id])
        yield from self._convictions()
        yield from self._custodies()

    def _linked(self, event: str, by: str) -> str:
        return by if not self.event or event == self.event else "same person"

    def _event(self, h: Happening, own: list[Upheld]) -> Iterator[Row | None]:
        linked = self._linked(h.id, "same event")
        for role in sorted({u.statement.iri("role") for u in own}):
            as_this = [u for u in own if u.statement.iri("role") == role]
            yield row(
                h.stage,
                as_this,
                person=self.person,
                role=role,
                event=h.id,
                linked=linked,
                when=h.times,
                window=self.window,
            )
        acting: dict[tuple[str, str], list[Upheld]] = defaultdict(list)
        for u in h.acting:
            acting[u.statement.iri("actor"), u.statement.iri("role")].append(u)
        for (actor, role), said in sorted(acting.items()):
            stage, posts = self.docket.part(said[0].statement, h)
            yield row(
                stage,
                [*own, *said, *posts],
                person=self.person,
                value=actor,
                role=role,
                event=h.id,
                linked="posting" if posts and linked == "same event" else linked,
                when=h.times,
                beside=said,
                window=self.window,
            )
            if h.stage == "death" and role == v.HOLDER_IN_CUSTODY:
                yield from self._heads("death", actor, h.id, said, h.times, linked)
        if h.stage == "death":
            yield from self._places(h, own, linked)

    def _places(self, h: Happening, own: list[Upheld], linked: str) -> Iterator[Row | None]:
        for u in of(self.docket.records, v.R + "located", h.id, v.R + "Location"):
            yield row(
                h.stage,
                [*own, u],
                person=self.person,
                value=u.statement.iri("place"),
                role=u.statement.iri("role"),
                event=h.id,
                linked=linked,
                when=h.times,
                beside=(),
                window=self.window,
            )

    def _convictions(self) -> Iterator[Row | None]:
        for u in of(self.docket.records, v.R + "convicted", self.person, v.R + "Conviction"):
            s, extends = u.statement, self.docket.extends(u.statement)
            linked = self._linked(s.iri("event"), "same statement" if not self.event else "same event")
            stages = {role: "extension" if extends else stage for role, stage in _OFFICES if s.iri(role)}
            made = list(self._told_by(u, stages, linked))
            yield from made
            if (provision := s.iri("provision")) and any(made):
                yield from self._contents(provision, stages["provision"])

    def _told_by(self, u: Upheld, stages: dict[str, str], linked: str) -> Iterator[Row | None]:
        """The rows of one conviction, the values of its roles at `stages`."""
        s = u.statement
        if self.docket.extends(s):
            yield self._convicted(u, "extension", "", "convicted", linked)
            return
        for role, stage in stages.items():
            yield self._convicted(u, stage, s.iri(role), role, linked)
        if s.get("sentence") is not None:
            yield self._convicted(u, "sentence", "", "sentence", linked)
        elif not stages or s.get("inAbsentia") is not None:
            yield self._convicted(u, "proceedings", "", "convicted", linked)

    def _convicted(self, u: Upheld, stage: str, value: str, role: str, linked: str) -> Row | None:
        told = set() if value else {"sentence", "inAbsentia"}
        if stage == "extension":
            told |= {"judge", "court", "provision"}
        return row(
            stage,
            [u],
            person=self.person,
            value=value,
            role=v.R + role,
            event=u.statement.iri("event"),
            linked=linked,
            only=frozenset(told),
            window=self.window,
        )

    def _contents(self, provision: str, stage: str) -> Iterator[Row | None]:
        for u in self.docket.contents(provision):
            yield row(
                stage,
                [u],
                value=provision,
                role=u.statement.iri("effect"),
                linked="same provision",
            )

    def _custodies(self) -> Iterator[Row | None]:
        for u in of(self.docket.records, v.R + "detained", self.person, v.CUSTODY):
            event = u.statement.iri("event")
            happening = self.docket.event(event) if event else None
            if self.docket.kind(event) == v.PATTERN:
                continue
            linked = self._linked(event, "same statement" if not self.event else "same event")
            when = happening.times if happening else self._times(event)
            places = [(r, s) for r in ("place", "custodian") if (s := u.statement.iri(r))]
            for role, place in places or [("detained", "")]:
                made = row(
                    "custody",
                    [u],
                    person=self.person,
                    value=place,
                    role=v.R + role,
                    event=event,
                    linked=linked,
                    when=when,
                    window=self.window,
                )
                yield made
                if made is not None and place:
                    yield from self._heads("custody", place, event, [u], when, "same place")

    def _times(self, event: str) -> tuple[Upheld, ...]:
        return tuple(of(self.docket.records, v.R + "entity", event, v.EXISTENCE)) if event else ()

    def _heads(
        self,
        stage: str,
        place: str,
        event: str,
        said: list[Upheld],
        times: Iterable[Upheld],
        linked: str,
    ) -> Iterator[Row]:
        """Who can have headed a place at some time in the custody, or on the day of the death."""
        if self.docket.kind(place) not in _HEADED:
            return
        node = self.graph.node(place)
        if node is None:  # no statement of command names it
            self.vacant.append(Gap(stage, "no-head", place=place, statements=_ids(said)))
            return
        when = self._when([*said, *times])
        board = above(self.graph, node, when, HEADS)
        if board.vacant:
            self.vacant.append(Gap(stage, "no-head", place=place, statements=_ids(said)))
        lo = when.window[0]
        for standing in board.standing:
            yield Row(
                stage,
                self.person,
                self.graph.iri(standing.node),
                v.HEAD,
                event,
                linked if linked == "same person" else "same place",
                (("place", place),),
                tuple(sorted({*standing.statements, *_ids(said)})),
                max(standing.state, state(said)),
                tuple(sorted(standing.statements)),
                standing.certain,
                Basis.CERTAIN if standing.certain else Basis.BOUNDED if standing.sure else Basis.OPEN,
                max(lo, standing.days[0][0]),
                False,
            )

    def _when(self, said: list[Upheld]) -> When:
        """The time in which a head is looked for: that of custody or death, cut to the days asked for."""
        bounds = [u.statement.time.bounds for u in said if u.statement.time is not None]
        b = next((x for x in bounds if x != Bounds()), Bounds())
        if self.window is None:
            return When.event(b, Mode.SOME)
        lo, hi = self.window
        first, last = max(lo, lo if b.es is None else b.es), min(hi, hi if b.le is None else b.le)
        return When.event(Bounds(first, first, max(first, last), max(first, last)), Mode.SOME)


def _ids(said: Iterable[Upheld]) -> tuple[str, ...]:
    return tuple(sorted({u.statement.id for u in said}))

"""The decision chain of a case, and from the other end what one judge, article or place stands in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as joined
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.command import CommandGraph
from respondeat.graph.command.cases import CONVICTION, STAGES, Docket, Happening, unreal
from respondeat.graph.command.upheld import of
from respondeat.graph.replay import Records
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

from .case import Case, case
from .decided import content, decided, of_event, of_group, uses
from .rows import Row, Window, merged, row

MAX_CASES: Final = 20
_OFFICES: Final = {"judge": "judge", "court": "court", "article": "provision", "sentence": "sentence"}
_LAW: Final = frozenset(v.R + name for name in ("LegalInstrument", "LegalProvision", "ProvisionVersion"))
_ACTED: Final = frozenset({"investigator", "prosecutor", "defence", "judge", "court"})


@dataclass(frozen=True, slots=True)
class Decisions:
    """The answer.

    `cases` are at most as many as were asked for of the `persons` whom the target concerns. `decided` is what
    the target did in the cases of others. Of a provision `content` tells what it is said to do, `uses` what
    the same passages say beside, `places` at which stages it stands. Apart from all cases stand `apart`
    (groups, and patterns: none of them is one event) and `unreal` (only called for, expected or said on a
    condition). `figures` are statements of numbers about the events.
    """

    target: str
    persons: int
    cases: tuple[Case, ...]
    decided: tuple[Row, ...]
    content: tuple[Row, ...]
    uses: tuple[Row, ...]
    places: tuple[str, ...]
    apart: tuple[Row, ...]
    unreal: tuple[Row, ...]
    figures: tuple[str, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        rows = joined(
            *(c.rows for c in self.cases),
            *(self.decided, self.content, self.uses, self.apart, self.unreal),
        )
        gaps = (s for c in self.cases for g in c.gaps for s in g.statements)
        return tuple(sorted({*(s for r in rows for s in r.statements), *gaps, *self.figures}))


def decisions(
    graph: CommandGraph,
    records: Records,
    target: str = "",
    *,
    stage: str = "",
    window: Window | None = None,
    limit: int = MAX_CASES,
) -> Decisions:
    """The decision chains of a person or an event; what a judge, court, body, article or place decided.

    Stages are those of `STAGES`. A row belongs to a case because one statement names the person and who
    decided, because both stand in one event, or, where the target is an event, because the person is the
    same; each row says which. `window` are days: rows whose time they exclude are left out, and the others
    are certain where the time surely meets them (section 2 of the model, "at some time in it"). Without a
    target, everybody of whom something is said at `stage`. A target that the graph does not hold has no case.
    Raises InputError without a target and a stage, for a stage that there is not, or for a limit below 1.
    """
    if stage and stage not in STAGES:
        raise InputError(f"there is no stage {stage!r} of a case; there are {', '.join(STAGES)}")
    if not target and not stage:
        raise InputError(
            "say whose case, or at which stage: a person, event, judge, article, place, or a stage"
        )
    if limit < 1:
        raise InputError(f"at least one case must be shown, not {limit}")
    asked = _Asked(Docket.of(records), graph, target, stage, window, limit)
    return asked.of_stage() if not target else asked.of_target()


@dataclass(frozen=True, slots=True)
class _Asked:
    docket: Docket
    graph: CommandGraph
    target: str
    stage: str
    window: Window | None
    limit: int

    def of_target(self) -> Decisions:
        docket, target = self.docket, self.target
        kind, happening = docket.kind(target), docket.event(target)
        if kind in (v.EVENT, v.PATTERN):
            persons = self._persons() if kind == v.EVENT else []
            rows = self._apart(happening) if happening else ()
            return self._made(persons, event=target, apart=rows, figures=[target])
        provisions = self._provisions() if kind in _LAW else []
        stood = [r for p in provisions or [target] for r in decided(docket, p, self.window)]
        own = [r for r in stood if self._own(r)]
        others = [r for r in stood if not self._own(r)]
        named = [target] if kind == v.PERSON else []
        return self._made(
            named,
            own,
            provisions,
            [*others, *of_group(docket, target, self.window), *self._around(provisions)],
        )

    def of_stage(self) -> Decisions:
        found = list(self._events())
        singles = {p: at for p, at in found if self.docket.single(p)}
        apart = [r for h in self.docket.events_at(self.stage) for r in self._apart(h)]
        grouped = {p for p, _ in found if p not in singles}
        apart += [r for g in sorted(grouped) for r in of_group(self.docket, g, self.window)]
        events = [h.id for h in self.docket.events_at(self.stage)]
        return self._made(sorted(singles), apart=apart, figures=events)

    def _apart(self, h: Happening) -> tuple[Row, ...]:
        """What is said of a pattern, or of an event as far as it concerns groups."""
        rows = of_event(self.docket, h, self.window)
        if h.pattern or not any(r.person and self.docket.single(r.person) for r in rows):
            return rows
        return tuple(r for r in rows if r.person and not self.docket.single(r.person))

    def _made(
        self,
        persons: Iterable[str],
        stood: Iterable[Row] = (),
        provisions: Iterable[str] = (),
        apart: Iterable[Row] = (),
        *,
        event: str = "",
        figures: Iterable[str] = (),
    ) -> Decisions:
        cases, total, unreal = self._cases(persons, event)
        stages = ["article", *(["extension"] if any(map(self.docket.prolongs, provisions)) else [])]
        kept = [r for r in apart if self._asked_for(r)]
        rows = [r for r in stood if self._asked_for(r)]
        unreal += [r for r in (*kept, *rows) if r.unreal]
        return Decisions(
            self.target,
            total,
            tuple(cases),
            merged(r for r in rows if not r.unreal),
            content(self.docket, provisions),
            uses(self.docket, provisions),
            tuple(stages) if provisions else (),
            merged(r for r in kept if not r.unreal),
            merged(unreal),
            tuple(sorted(s for e in set(figures) for s in self._figures(e))),
        )

    def _cases(self, persons: Iterable[str], event: str) -> tuple[list[Case], int, list[Row]]:
        """The first cases that have a row, how many persons have one, and the rows that are not real."""
        cases: list[Case] = []
        unreal: list[Row] = []
        total = 0
        for person in persons:
            if len(cases) == self.limit and self.window is None:
                total += 1  # counted without working out the case
                continue
            found = case(self.docket, self.graph, person, event=event, window=self.window)
            rows = tuple(r for r in found.rows if self._asked_for(r))
            unreal += [r for r in rows if r.unreal]
            rows = tuple(r for r in rows if not r.unreal)
            if any(r.person for r in rows):
                total += 1
                if len(cases) == self.limit:
                    continue
                gaps = tuple(g for g in found.gaps if not self.stage or g.stage == self.stage)
                cases.append(Case(person, rows, gaps))
        return cases, total, unreal

    def _asked_for(self, r: Row) -> bool:
        return not self.stage or r.stage == self.stage

    def _own(self, r: Row) -> bool:
        """Whether a row tells of one person, or of nobody, in one event."""
        single = not r.person or self.docket.single(r.person)
        return single and self.docket.kind(r.event) != v.PATTERN

    def _persons(self) -> list[str]:
        """The single persons whom an event concerns."""
        records, event = self.docket.records, v.R + "event"
        found = {
            *(
                u.statement.iri("actor")
                for u in of(records, event, self.target, v.PARTICIPATION)
                if self.docket.concerns(u.statement)
            ),
            *(u.statement.iri("convicted") for u in of(records, event, self.target, CONVICTION)),
            *(u.statement.iri("detained") for u in of(records, event, self.target, v.CUSTODY)),
        }
        return sorted(p for p in found if self.docket.single(p))

    def _provisions(self) -> list[str]:
        """A provision with its versions, or every one of a law."""
        records = self.docket.records
        found = {self.target, *records.pointing(v.R + "provisionOf", self.target)}
        found |= {x for p in sorted(found) for x in records.pointing(v.R + "versionOf", p)}
        return [self.target, *sorted(found - {self.target})]

    def _around(self, provisions: list[str]) -> Iterator[Row]:
        """Patterns of prolonged terms; no statement ties them to a provision that prolongs terms."""
        if not any(map(self.docket.prolongs, provisions)):
            return
        used = {r.event for r in uses(self.docket, provisions)}
        for h in self.docket.events_at("extension"):
            if h.pattern and h.id not in used:
                for u in (*h.concerned, *h.acting):
                    made = row(
                        "extension",
                        [u],
                        value=u.statement.iri("actor"),
                        role=u.statement.iri("role"),
                        event=h.id,
                        linked="same stage",
                        when=h.times,
                        window=self.window,
                    )
                    if made is not None:
                        yield made

    def _events(self) -> Iterator[tuple[str, str]]:
        """Pairs (who, event or statement) of all who stand at the stage asked for."""
        docket, stage = self.docket, self.stage
        for h in docket.events_at("proceedings" if stage in _ACTED else stage):
            if not h.pattern and (stage not in _ACTED or self._acts(h, stage)):
                yield from ((u.statement.iri("actor"), h.id) for u in h.concerned if not unreal([u]))
        if stage == "custody":
            yield from ((u.statement.iri("detained"), u.statement.id) for u in docket.custodies())
        if stage in ("extension", "proceedings", *_OFFICES):
            for u in docket.convictions():
                if self._convicted_at(u.statement, stage) and not unreal([u]):
                    yield u.statement.iri("convicted"), u.statement.id

    def _acts(self, h: Happening, stage: str) -> bool:
        return any(self.docket.part(u.statement, h)[0] == stage for u in h.acting)

    def _convicted_at(self, s: Statement, stage: str) -> bool:
        """Whether a conviction has a row at the stage asked for."""
        if self.docket.extends(s):
            return stage == "extension"
        if stage == "proceedings":
            return not any(s.get(role) is not None for role in _OFFICES.values())
        return stage != "extension" and s.get(_OFFICES[stage]) is not None

    def _figures(self, event: str) -> tuple[str, ...]:
        quantity = of(self.docket.records, v.R + "event", event, v.R + "Quantity")
        return tuple(u.statement.id for u in quantity)

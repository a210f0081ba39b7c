"""The report of a decisions answer: case by case, stage by stage, with what no statement names."""

from collections.abc import Iterator

from respondeat.api.phrases import named
from respondeat.api.phrases_time import valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import scheme_of

from .blocks import (
    Block,
    Bullets,
    Facts,
    Group,
    Line,
    Notice,
    Paragraph,
    Span,
    Table,
    joined,
    plain,
    theirs,
)
from .sources import Sources
from .words import Json, Words

_APART = ("decided", "apart", "unreal")
_COLUMNS = ("who", "role", "event", "when", "state", "cited")
_WIDTHS = (18, 17, 16, 22, 13, 14)


class DecisionsReport:
    """Builds the sections of one answer on decisions."""

    def __init__(self, answer: Json, sources: Sources, words: Words) -> None:
        self._answer, self._sources, self._words = answer, sources, words
        self._rows: dict[str, Json] = {}
        for row in self._all_rows():
            for id in row["statements"]:
                self._rows.setdefault(id, row)

    def brief(self) -> tuple[Block, ...]:
        """Whose cases, how many, and how many stages nobody is named for."""
        answer, words, say = self._answer, self._words, self._words.say
        told: list[Line] = []
        if answer["target"]:
            told.append((Span(say("report.chain.target")), *words.name(answer["target"], "strong")))
        if answer["stage"]:
            told.append(plain(say(f"report.stage.{answer['stage']}")))
        if answer["on"]:
            told.append(plain(say("report.decisions.on", days=answer["on"].replace("/", " – "))))
        gaps = sum(len(stage["gaps"]) for case in answer["cases"] for stage in case["stages"])
        shown = say("report.decisions.count", shown=len(answer["cases"]), all=answer["persons"], gaps=gaps)
        told.append(plain(shown))
        for key in _APART:
            if answer[key]["total"]:
                told.append((Span(say(f"report.decisions.{key}"), to=key), Span(f": {answer[key]['total']}")))
        return (Bullets(tuple(told)),)

    def sections(self) -> Iterator[Group]:
        """Nothing: what speaks against stands first."""
        yield from ()

    def after(self) -> Iterator[Group]:
        """The provision, the cases, what stands apart, figures."""
        answer, say = self._answer, self._words.say
        if answer["provision"]:
            yield self._provision(answer["provision"])
        for number, case in enumerate(answer["cases"], 1):
            yield self._case(number, case)
        if more := answer["persons"] - len(answer["cases"]):
            line = Paragraph(plain(say("report.more", count=more), "loud"))
            yield Group(say("report.decisions.others"), (line,), "others")
        for key in _APART:
            if answer[key]["rows"]:
                intro = Paragraph(plain(say(f"report.decisions.{key}_intro")))
                yield Group(say(f"report.decisions.{key}"), (intro, *self._capped(answer[key])), key)
        if answer["figures"]:
            yield Group(say("heading.figures"), tuple(self._figures(answer["figures"])), "figures")

    def label(self, statement: str) -> Line:
        """What a statement is about: the stage, and the event or person."""
        row = self._rows.get(statement)
        if row is None:
            return ()
        names = [
            named(row[key], self._words.language) for key in ("person", "value", "event") if row.get(key)
        ]
        stage = self._words.say(f"report.stage.{row['stage']}") if row.get("stage") else ""
        return plain(": ".join(filter(None, (stage, " – ".join(names)))))

    def _all_rows(self) -> Iterator[Json]:
        answer = self._answer
        for case in answer["cases"]:
            for stage in case["stages"]:
                yield from stage["rows"]
        for key in _APART:
            yield from answer[key]["rows"]
        for key in ("content", "uses"):
            yield from (answer["provision"] or {}).get(key, {}).get("rows", ())

    # ---- cases ----

    def _case(self, number: int, case: Json) -> Group:
        words = self._words
        heading = words.say("report.decisions.case", name=named(case["person"], words.language))
        stages = tuple(self._stage(stage) for stage in case["stages"])
        return Group(heading, stages, f"case-{number}")

    def _stage(self, stage: Json) -> Group:
        words = self._words
        gaps = tuple(self._gap(stage["stage"], gap) for gap in stage["gaps"])
        notice = (Notice(words.say("report.gap"), gaps),) if gaps else ()
        blocks = tuple(self._table(stage["rows"], own=True)) if stage["rows"] else ()
        return Group(words.say(f"report.stage.{stage['stage']}"), (*blocks, *notice))

    def _gap(self, stage: str, gap: Json) -> Line:
        words, say = self._words, self._words.say
        cited = self._sources.cite(gap["sources"])
        if gap["kind"] == "no-head":
            return (*words.name(gap["place"]), Span(f": {say('report.nobody.head')} "), *cited)
        if gap["kind"] == "nobody-named":
            return (*words.name(gap["event"]), Span(f": {say(f'report.nobody.{stage}')} "), *cited)
        days = say("report.nobody.days") if self._answer["on"] else ""
        return plain(" ".join(filter(None, (say(f"report.nobody.{stage}"), days))))

    def _table(self, rows: list[Json], own: bool = False) -> Iterator[Block]:
        titles = tuple(self._words.say(f"report.decisions.{key}") for key in _COLUMNS)
        yield Table(
            self._words.say("report.decisions.caption"),
            titles,
            tuple(dict.fromkeys(self._row(row, own) for row in rows)),  # of two that read the same, one
            _WIDTHS,
        )
        yield from self._sources.fresh(entry for row in rows for entry in row["sources"])

    def _row(self, row: Json, own: bool) -> tuple[Line, ...]:
        words = self._words
        known = (
            ("value",) if own and row.get("value") else ("person", "value")
        )  # whose case it is stands above
        who = joined([words.name(row[key]) for key in known if row.get(key)], " → ")
        beside = joined([self._beside(pair) for pair in row["beside"]], "; ")
        linked = row.get("linked") or ""
        note = plain(words.say(f"report.linked.{linked.replace(' ', '_')}"), "soft") if linked else ()
        role = joined((plain(words.term(row["role"])), beside, note), "\n")
        when = plain(f"{valid(row['valid'], words.language)}\n{words.grade(row['grade'], row['basis'])}")
        supported = row["state"] == "supported"
        state = plain("—") if supported else plain(words.state(row["state"]), "loud")
        event = words.name(row["event"]) or plain("—")
        return (who or plain("—"), role, event, when, state, self._sources.cite(row["sources"]))

    def _beside(self, pair: Json) -> Line:
        words, said = self._words, pair["value"]
        name = words.term(pair["property"])
        if isinstance(said, dict):
            return (Span(f"{name}: "), *words.name(said))
        if isinstance(said, bool):
            return plain(f"{name}: {words.say('value.yes' if said else 'value.no')}")
        if scheme_of(v.R + str(said)):
            return plain(f"{name}: {words.concept(str(said))}")
        return (Span(f"{name}: "), *theirs(f"“{said}”"))

    # ---- the rest ----

    def _capped(self, capped: Json) -> Iterator[Block]:
        yield from self._table(capped["rows"])
        if more := capped["total"] - len(capped["rows"]):
            yield Paragraph(plain(self._words.say("report.more", count=more), "loud"))

    def _provision(self, provision: Json) -> Group:
        say = self._words.say
        stages = ", ".join(say(f"report.stage.{stage}") for stage in provision["stages"])
        blocks: list[Block] = [Facts(((say("report.decisions.place"), (plain(stages or "—"),)),))]
        for key in ("content", "uses"):
            if provision[key]["rows"]:
                blocks.append(Group(say(f"report.decisions.{key}"), tuple(self._capped(provision[key]))))
        return Group(say("report.decisions.provision"), tuple(blocks), "provision")

    def _figures(self, figures: list[Json]) -> Iterator[Block]:
        words, say = self._words, self._words.say
        rows = []
        for figure in figures:
            upper = f" – {figure['upper']}" if figure["upper"] is not None else ""
            told = f"{words.concept(figure['comparator'])} {figure['value']}{upper}"
            counts = (Span(words.concept(figure["metric"])), Span("\n"), *theirs(figure["population"] or ""))
            state = plain(words.state(figure["state"]), "" if figure["state"] == "supported" else "loud")
            rows.append(
                (
                    counts,
                    plain(told),
                    plain(figure["as_of"] or "—"),
                    words.name(figure["event"]),
                    state,
                    self._sources.cite(figure["sources"]),
                )
            )
        titles = tuple(say(f"report.figures.{key}") for key in ("metric", "value", "as_of", "event"))
        titles += (say("report.decisions.state"), say("report.decisions.cited"))
        yield Table(say("report.figures.caption"), titles, tuple(rows))
        yield from self._sources.fresh(entry for figure in figures for entry in figure["sources"])

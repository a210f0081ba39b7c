"""The checklist of what the Rome Statute asks for, for a terminal: statements present, apart, or none."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from respondeat.api.language import phrase
from respondeat.api.phrases import Json, named, reserve, state, words
from respondeat.api.phrases_time import span, valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .board import listing
from .sources import Sources
from .words import emphasis, grade

_SHOWN = 12


def elements(answer: Json, console: Console) -> None:
    """An elements answer: each article with what it asks for, and what is stated on it."""
    writer = _Writer(console, answer["language"])
    writer.head(answer)
    told: dict[str, str] = {}
    for mode in answer["modes"]:
        console.print(f"\n[bold]{escape(mode['article'])}, {escape(mode['label'])}[/]")
        for element in mode["elements"]:
            key = element["element"]
            if (element["present"] or element["apart"]) and key in told:
                writer.say("elements.as_above", f"- {escape(element['asks'])}", article=told[key])
            else:
                writer.element(element)
                told[key] = mode["article"]
    console.print(f"\n[bold]{escape(writer.phrase('elements.context'))}[/]")
    for element in answer["context"]:
        writer.element(element)
    if answer["other"]:
        console.print(f"\n[bold]{escape(writer.phrase('elements.other'))}[/]")
        writer.rows(answer["other"])
    listing(writer.sources, answer, console)


class _Writer:
    """Writes elements and their rows in one language."""

    def __init__(self, console: Console, language: str) -> None:
        self.console, self.language, self._event = console, language, ""
        self._chains: list[Json] = []
        self.sources = Sources(language)

    def phrase(self, key: str, **values: object) -> str:
        """A phrase in the language of the answer."""
        return phrase(key, self.language, **values)

    def say(self, key: str, before: str, **values: object) -> None:
        """A line that ends with a phrase."""
        self.console.print(f"{before}: {escape(self.phrase(key, **values))}")

    def head(self, answer: Json) -> None:
        """The question, and what its answer is not."""
        self._event, self._chains = answer["event"]["id"], answer["chains"]
        who, what = (named(answer[key], self.language) for key in ("person", "event"))
        title = escape(self.phrase("elements.title", person=who, event=what))
        on = f", {span([answer['on']], self.language)}" if answer["on"] else ""
        self.console.print(f"[bold]{title}[/]{escape(on)}")
        keys = [] if answer["dated"] else ["elements.undated"]
        keys += ["elements.pattern"] if answer["pattern"] else []
        keys += ["elements.truncated"] if answer["truncated"] else []
        for key in keys:
            self.console.print(escape(self.phrase(key)), style="bold")
        for key in ("which", "silence"):
            self.console.print(escape(answer[key]), style="italic")

    def element(self, element: Json) -> None:
        """What is asked for, and what is stated on it."""
        told = f"- {escape(element['asks'])}:"
        if element["absent"]:
            told += f" [dim]{escape(element['absent'])}[/]"
        if element["no_kind"]:
            told += f" [dim]({escape(self.phrase('elements.no_kind'))})[/]"
        self.console.print(told)
        tell = self._ways if element["element"] == "subordination" else self.rows
        tell(element["present"])
        if element["apart"]:
            self.console.print(Padding(escape(self.phrase("elements.apart")), (0, 0, 0, 2)))
            tell(element["apart"])

    def rows(self, rows: Sequence[Json]) -> None:
        """Rows, the first of them when there are many."""
        for row in rows[:_SHOWN]:
            self.console.print(Padding(self._row(row), (0, 0, 0, 4)))
        self._more(rows)

    def _ways(self, rows: Sequence[Json]) -> None:
        """The chains: each with those on it, from the event upward, and its strength."""
        for row, chain in list(zip(rows, self._chains, strict=False))[:_SHOWN]:
            names = " → ".join(named(hop["target"], self.language) for hop in chain["hops"])
            low, high = chain["strength"]["origins"]
            count = str(low) if low == high else f"{low}–{high}"
            parts = [f"[bold]{escape(names)}[/]", self._when(row)]
            parts.append(escape(self.phrase("elements.origins", count=count)))
            parts.append(self._level(row))
            self.console.print(Padding(self._line(parts, row), (0, 0, 0, 4)))
        self._more(rows)

    def _more(self, rows: Sequence[Json]) -> None:
        if len(rows) > _SHOWN:
            more = self.phrase("elements.more", count=len(rows) - _SHOWN)
            self.console.print(Padding(escape(more), (0, 0, 0, 4)), style="bold")

    def _row(self, row: Json) -> str:
        language, what = self.language, row["what"]
        said = label(v.R + what, language) if what == "OrderGiving" else words(what, language)
        said += reserve(row["sources"], language)
        about = "" if row["about"]["id"] == self._event else named(row["about"], language)
        parts = [f"{escape(said)} [bold]{escape(about)}[/]" if about else escape(said), self._when(row)]
        return self._line([*parts, self._level(row)], row)

    def _level(self, row: Json) -> str:
        return "" if row["level"] == "event" else escape(self.phrase(f"level.{row['level']}"))

    def _when(self, row: Json) -> str:
        if row["grade"]:
            return (
                f"{grade(row['grade'], language=self.language)} ({escape(span(row['days'], self.language))})"
            )
        return escape(valid(row["valid"], self.language)) if any(row["valid"].values()) else ""

    def _line(self, parts: Sequence[str], row: Json) -> str:
        """The parts of a row, with its sources and what speaks against it."""
        marked = [*parts, emphasis(state(row["state"], self.language))]
        cited = escape(self.sources.cite(row["sources"]))
        return f"{', '.join(filter(None, marked))} {cited}{escape(self._against(row['against']))}"

    def _against(self, against: Json) -> str:
        """What analysts and noted contradictions say against it; denials are marked in the sources."""
        language = self.language
        told = [_reasoned(words(a["status"], language), a["reason"]) for a in against["assessments"]]
        told += [_reasoned(words(c["kind"], language), c["reason"]) for c in against["contradictions"]]
        return f"; {self.phrase('elements.against')} {'; '.join(told)}" if told else ""


def _reasoned(said: str, reason: str | None) -> str:
    return f"{said} ({reason})" if reason else said

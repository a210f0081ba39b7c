"""A dossier for a terminal: identity, then its parts by event, or all of them by date of record."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.language import phrase
from respondeat.api.phrases import Json, named, no_longer, reserve, state, words
from respondeat.api.phrases_time import span

from .board import listing
from .sources import Sources
from .statement import decided, kind, statement, subject
from .words import emphasis, grade


def dossier(answer: Json, console: Console) -> None:
    """A dossier in its language, then its sources and the notice."""
    _Writer(answer, console).write()


class _Writer:
    """Writes the sections of one dossier."""

    def __init__(self, answer: Json, console: Console) -> None:
        self.answer, self.console = answer, console
        self.language, self.id = answer["language"], answer["entity"]["id"]
        self.sources = Sources(self.language)

    def write(self) -> None:
        """All sections that have something to tell."""
        answer, language = self.answer, self.language
        title = self.phrase("heading.dossier", name=named(answer["entity"], language))
        self.console.print(f"[bold]{escape(title)}[/], {kind(answer['entity'], language)}")
        subject(answer, self.console, language)
        self._identity()
        if answer["by"] == "record":
            self._by_record()
        else:
            for part in answer["parts"]:
                self._statements(part["heading"], part["statements"], part["total"])
        if not answer["parts"] and not answer["withdrawn"]:
            self.console.print(f"\n{escape(self.phrase('dossier.none'))}")
        for key, heading in (("events", "under_command"), ("patterns", "under_patterns")):
            self._under(answer["under_command"][key], f"heading.{heading}")
        self._statements(self.phrase("heading.said"), answer["says"]["statements"], answer["says"]["total"])
        if answer["by"] == "event":
            for heading, rows in no_longer(answer["withdrawn"]):
                self._statements(self.phrase(heading), rows, len(rows))
        self._missing()
        self.console.print(f"\n{escape(answer['silence'])}", style="italic")
        listing(self.sources, answer, self.console)

    def phrase(self, key: str, **values: object) -> str:
        """A phrase in the language of the answer."""
        return phrase(key, self.language, **values)

    def _heading(self, text: str) -> None:
        self.console.print(f"\n[bold]{escape(text)}[/]")

    def _identity(self) -> None:
        answer = self.answer
        self._statements(self.phrase("heading.same"), answer["identity"], len(answer["identity"]))
        if answer["candidates"]:
            self._heading(self.phrase("heading.candidates"))
            for row in answer["candidates"]:
                bare = row["entity"]["id"].rpartition("/")[2]
                self.console.print(
                    f"- {escape(named(row['entity'], self.language))} ({escape(bare)})", soft_wrap=True
                )

    def _statements(self, heading: str, rows: Sequence[Json], total: int) -> None:
        if not rows:
            return
        self._heading(heading)
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for row in rows:
            table.add_row("-", self._statement(row))
        self.console.print(table)
        if total > len(rows):
            self.console.print(escape(self.phrase("more", count=total - len(rows))), style="bold")

    def _statement(self, row: Json) -> str:
        retracted = [r["said"] for r in row["against"]["retractions"] if r["said"]]
        cited = self.sources.cite([*row["for"], *row["against"]["denials"], *retracted])
        told = statement(row, self.id, cited, list(self._marks(row)), self.language)
        return f"{told}{self._around(row.get('around'))}"

    def _marks(self, row: Json) -> Iterator[str]:
        """What speaks against it, and that documents repeat one origin."""
        against = row["against"]
        yield from (decided(a, self.language) for a in row["assessments"])
        for c in (*against["contradictions"], *against["only_seeming"]):
            noted = words(c["kind"], self.language)
            yield f"{noted} ({c['reason']})" if c["reason"] else noted
        for r in against["retractions"]:
            yield self.phrase("withdrawn", reason=r["reason"] or "—")
        if row["one_origin"] and row["documents"] > 1:
            yield self.phrase("mark.one_origin")

    def _around(self, around: Json | None) -> str:
        """Heads and superiors of the body on the attested days of a post."""
        told = ""
        for key in ("heads", "superiors") if around else ():
            rows = around[key] if around else []
            if rows:
                who = "; ".join(map(self._standing, rows))
                told += f"\n{escape(self.phrase(f'dossier.{key}'))}: {who}"
        return told

    def _standing(self, row: Json) -> str:
        who = named(row["who"], self.language) + reserve(row["sources"], self.language)
        against = state(row["state"], self.language)
        return ", ".join(filter(None, (escape(who), self._grade(row), emphasis(escape(against)))))

    def _grade(self, row: Json) -> str:
        return grade(row["grade"], language=self.language)

    def _under(self, counted: Json, heading: str) -> None:
        total = counted["certain"] + counted["possible"]
        if not total:
            return
        self._heading(self.phrase(heading))
        counts = self.phrase("dossier.counts", certain=counted["certain"], possible=counted["possible"])
        self.console.print(f"{escape(counts)}. {escape(self.phrase('dossier.uneven'))}")
        for row in counted["shown"]:
            bodies = ", ".join(named(body, self.language) for body in row["bodies"])
            cited = self.sources.cite(row["sources"])
            parts = [self._grade(row), escape(span([row["on"]], self.language)), escape(bodies)]
            event = escape(named(row["event"], self.language))
            self.console.print(f"- {event}, {', '.join(parts)} {escape(cited)}")
        if total > len(counted["shown"]):
            more = self.phrase("more", count=total - len(counted["shown"]))
            self.console.print(escape(more), style="bold")

    def _by_record(self) -> None:
        """The same statements under the moments at which they were recorded, and what came to them later."""
        rows = self._rows()
        for entered in self.answer["record"]:
            self._heading(self.phrase("dossier.record_day", moment=entered["recorded_at"]))
            table = Table.grid(padding=(0, 1))
            table.add_column(no_wrap=True)
            table.add_column(overflow="fold")
            for id in filter(rows.__contains__, entered["statements"]):
                table.add_row("-", self._statement(rows[id]))
            later = sorted({(row["statement"], row["how"]) for row in entered["added"]})
            for id, how in later:
                if id in rows:
                    table.add_row(
                        "+", f"{emphasis(escape(self.phrase(f'added.{how}')))}: {self._statement(rows[id])}"
                    )
            self.console.print(table)
        if hidden := sum(id not in rows for e in self.answer["record"] for id in e["statements"]):
            self.console.print(escape(self.phrase("more", count=hidden)), style="bold")

    def _rows(self) -> dict[str, Json]:
        answer = self.answer
        parts = (row for part in answer["parts"] for row in part["statements"])
        return {row["id"]: row for row in (*answer["identity"], *parts, *answer["withdrawn"])}

    def _missing(self) -> None:
        answer, single = self.answer, self.answer["one_origin"]
        if answer["gaps"]:
            self._heading(self.phrase("heading.gaps"))
            for gap in answer["gaps"]:
                self.console.print(f"- {escape(gap['words'])}")
        if single["of"]:
            told = self.phrase("dossier.one_origin", count=len(single["statements"]), all=single["of"])
            self.console.print(f"\n{escape(told)}")

"""Rows of the answer as what can be looked at: verdict and time in words, and references to sources."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from respondeat.api.language import counted
from respondeat.api.pages.place import Place
from respondeat.api.phrases import named, reserve, state
from respondeat.api.phrases_time import span, valid
from respondeat.api.report.origins import given_by, origins
from respondeat.api.report.words import Words, short

from . import keys
from .gaps import Gap
from .reasons import reasons
from .shown import Entry, Near
from .sources import Sources

Json = dict[str, Any]

_MARKS = ("derived", "placeholder", "pattern")


class Entries:
    """Writes rows; `ids` are those of the boxes in the page, by what they stand for."""

    def __init__(self, words: Words, place: Place, ids: Mapping[str, str], on: Sequence[str | None]) -> None:
        self.words, self.place = words, place
        self._on = list(on)
        self.sources = Sources(words, place)
        self._ids = ids
        self._selected = place.one("selected")
        self._numbers = count(1)

    def head(self, body: Json, row: Json) -> Entry:
        """A head of a body."""
        return self._post(row, keys.head(body, row), "head")

    def posts(self, body: Json, rows: Sequence[Json]) -> tuple[Entry, ...]:
        """The other posts in a body as one that holds them; none where there are none."""
        if not rows:
            return ()
        within = tuple(self._post(row, keys.other(body, row), "post") for row in rows)
        key = keys.gap(body["id"], "posts")
        told = counted("chain.posts", len(rows), self.words.language)
        opened = key == self._selected or any(one.selected for one in within)
        return (Entry(self._id(), key, "posts", told, "", "", selected=opened, within=within),)

    def link(self, row: Json, higher: Json) -> Entry:
        """A link upward from one box to another."""
        return self._link(row, higher, keys.link(row), "link")

    def denied(self, row: Json) -> Entry:
        """A link or posting that carries nothing, by what sources deny or its author took back."""
        return self._link(row, row["ends"][1], keys.denied(row), "denied")

    def _link(self, row: Json, higher: Json, key: str, kind: str) -> Entry:
        words = self.words
        lead = ", ".join(dict.fromkeys(words.link(name) for name in (row["link"], *row["links"])))
        return Entry(
            **self._told(row, key),
            kind=kind,
            lead=lead + reserve(row["sources"], words.language),
            name=named(higher, words.language),
            href=self.place.entity(higher["id"]),
            title=row.get("title") or "",
            lower=self._ids.get(row["source"], ""),
            higher=self._ids.get(higher["id"], ""),
        )

    def gap(self, gap: Gap) -> Entry:
        """What nobody attests of a body: a head, or to whom it answered."""
        return Entry(
            self._id(),
            gap.key,
            "gap",
            gap.lead(self.words),
            "gap",
            self.words.say("report.gap"),
            near=self.near(gap.near, gap.role),
            selected=gap.key == self._selected,
        )

    def near(self, found: Json, role: str) -> tuple[Near, ...]:
        """Who is attested last before and next after, where anybody is."""
        told = []
        for key in ("last_before", "first_after"):
            if one := found.get(key):
                node = one[role]
                told.append(
                    Near(
                        self.words.say(f"chain.near.{key}"),
                        named(node, self.words.language),
                        self.place.entity(node["id"]),
                        one["day"] or self.words.say("report.no_day"),
                        self.sources.refs(one["sources"]),
                    )
                )
        return tuple(told)

    def _post(self, row: Json, key: str, kind: str) -> Entry:
        person = row["person"]
        return Entry(
            **self._told(row, key),
            kind=kind,
            lead=self.words.concept(row["capacity"]) + reserve(row["sources"], self.words.language),
            name=named(person, self.words.language),
            href=self.place.entity(person["id"]),
            title=row["title"] or "",
        )

    def _told(self, row: Json, key: str) -> dict[str, Any]:
        return {
            "id": self._id(),
            "key": key,
            "line": _line(row),
            "verdict": verdict(self.words, row),
            "state": row["state"],
            "when": valid(row["valid"], self.words.language),
            "why": tuple(self._why(row)),
            "facts": tuple(self._facts(row)),
            "refs": self.sources.refs(row["sources"]),
            "selected": key == self._selected,
        }

    def _why(self, row: Json) -> Iterator[tuple[str, str]]:
        """What is said against it: it stands before its sources."""
        if row["state"] != "supported":
            yield self.words.say("report.links.state"), self.words.state(row["state"])
            yield from reasons(row, self.words)

    def _facts(self, row: Json) -> list[tuple[str, str]]:
        words, say = self.words, self.words.say
        told = list(_more(words, row))
        if "basis" in row and row["basis"] != "certain":  # why it is certain stands in the legend
            told.insert(0, (say("report.links.grade"), say("report.basis." + row["basis"])))
        if row.get("days") and row["days"] != [self._on]:
            told.append((say("chain.days"), span(row["days"], words.language)))
        marks = [say(f"report.links.{mark}") for mark in _MARKS if row.get(mark)]
        if marks:
            told.append((say("report.links.marks"), "; ".join(marks)))
        told.append((say("report.links.origins"), origins(row["sources"], words)))
        told.append((say("report.links.statements"), " ".join(map(short, row["statements"]))))
        return told

    def _id(self) -> str:
        return f"e{next(self._numbers)}"


def verdict(words: Words, row: Json) -> str:
    """How sure it is by its dates, and what is said against it, in words."""
    told = words.grade(row["grade"], row["basis"]) if "grade" in row else ""
    return ", ".join(filter(None, (told, state(row["state"], words.language))))


def _line(row: Json) -> str:
    if "grade" not in row:
        return "certain"  # what it would be, were it not crossed out
    return "open" if row["basis"] == "open" else str(row["grade"])


def _more(words: Words, row: Json) -> Iterator[tuple[str, str]]:
    """What the words of the summary leave out of a time; nothing where a source gives just two days."""
    time, by = row["valid"], given_by(row["statements"], row["sources"])
    es, ls, ee, le, edtf = (time[bound] for bound in ("es", "ls", "ee", "le", "edtf"))
    if by != "derived" and es and es == ls and le and ee == le and edtf in (f"{es}/{le}", es):
        return
    if more := words.time(time, by).removeprefix(valid(time, words.language)).strip():
        term, _, text = more.partition(": ")
        yield term, text

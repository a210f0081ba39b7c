"""The view as data and as a table."""

import json
from collections.abc import Iterator
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import ending
from respondeat.api.pages.spreadsheet import table
from respondeat.api.phrases import reserve
from respondeat.api.phrases_time import span
from respondeat.api.report.words import Words, short
from respondeat.errors import InputError

from .asking import Found, found
from .gaps import Gap, gaps
from .reasons import reasons
from .sources import alike

Json = dict[str, Any]

COLUMNS: Final = (
    *("chain.csv.kind", "chain.csv.lower", "chain.csv.lower_id", "chain.csv.higher", "chain.csv.higher_id"),
    *("chain.csv.role", "chain.csv.title", "chain.csv.grade", "chain.csv.basis", "chain.csv.state"),
    "chain.csv.reasons",
    *("chain.csv.earliest_start", "chain.csv.latest_start"),
    *("chain.csv.earliest_end", "chain.csv.latest_end"),
    *("chain.csv.supporting", "chain.csv.denying", "chain.csv.derivations", "chain.csv.statements"),
    *("chain.csv.before", "chain.csv.before_id", "chain.csv.before_day"),
    *("chain.csv.after", "chain.csv.after_id", "chain.csv.after_day"),
    *("chain.csv.asked_first", "chain.csv.asked_last", "chain.csv.assumed"),
)
"""The heads of the table, as keys of phrases."""

_NOBODY: Final = ("",) * 6  # nobody is attested before or after what is no gap


def asked_for(data: Dataset, asked: Asked) -> Found:
    """The answers of a view. Raises InputError without a target, and what the questions raise."""
    if "target" not in asked.given:
        raise InputError("Say whose chain is meant: target is missing.")
    return found(data, asked)


def as_json(data: Dataset, asked: Asked) -> bytes:
    """Both answers of the view: `structure`, what stands in the picture, and `chain`, the chains in it.

    `assumed` says whether nobody asked for its day.
    """
    told = asked_for(data, asked)
    whole = {"assumed": told.assumed, "structure": told.structure, "chain": told.chain}
    return json.dumps(whole, ensure_ascii=False).encode()


def said(data: Dataset, found: Found) -> tuple[str, ...]:
    """What stands beneath a view that goes its own way: that its day is assumed, its level, its notice."""
    days = span([found.structure["on"]], data.language)
    assumed = [phrase("chain.assumed", data.language, day=days)] if found.assumed else []
    return (*assumed, *ending(data))


def as_csv(data: Dataset, asked: Asked) -> bytes:
    """Every head, post, gap, link and group that is left out, a row each, with the days asked for.

    Raises what `asked_for` raises.
    """
    told, words = asked_for(data, asked), Words(data.language, less=bool(data.without))
    heads = (phrase(key, data.language) for key in COLUMNS)
    assumed = words.say("value.yes" if told.assumed else "value.no")
    days = (*told.structure["on"], assumed)
    rows = ((*row, *_NOBODY, *days) for row in _rows(told.structure, words))
    missing = ((*_gap(gap, words), *days) for those in gaps(told).values() for gap in those)
    return table([heads, *rows, *missing])


def _gap(gap: Gap, words: Words) -> tuple[object, ...]:
    body = (gap.body["name"], short(gap.body["id"]), "", "")
    near = (part for key in ("last_before", "first_after") for part in gap.attested(key, words))
    return (words.say("chain.kind.gap"), *body, gap.lead(words), *[""] * 13, *near)


def _rows(told: Json, words: Words) -> Iterator[tuple[object, ...]]:
    nodes = {box["node"]["id"]: box["node"] for box in told["boxes"]}
    for box in (*told["boxes"], *told["unlinked"]):
        for kind, rows in (("head", box["heads"]), ("post", box.get("others", ()))):
            for row in rows:
                yield _row(kind, row, box["node"], row["person"], words.concept(row["capacity"]), words)
    for group in told["groups"]:
        kind = words.term(group["type"]) if group.get("type") else ""
        left = counted("chain.group", group["count"], words.language, kind=kind)
        end = (nodes[group["under"]]["name"] if group["under"] in nodes else "", short(group["under"]))
        ends = ("", "", *end) if group["rank"] < 0 else (*end, "", "")
        yield (left, *ends, *[""] * 14)
    for row in told["links"]:
        lead = ", ".join(words.link(name) for name in row["links"])
        yield _row("link", row, nodes[row["source"]], nodes[row["target"]], lead, words)
    for row in told["denied"]:
        lead = ", ".join(words.link(name) for name in row["links"])
        lower, higher = row["ends"]
        yield _row("denied", row, lower, higher, lead, words)


def _row(kind: str, row: Json, lower: Json, higher: Json, lead: str, words: Words) -> tuple[object, ...]:
    grade = row.get("grade")
    verdicts = [verdict for verdict, _ in {(one["verdict"], alike(one)) for one in row["sources"]}]
    return (
        words.say(f"chain.kind.{kind}"),
        *(lower["name"], short(lower["id"]), higher["name"], short(higher["id"])),
        *(lead + reserve(row["sources"], words.language), row.get("title") or ""),
        words.grade(grade) if grade else "",
        words.say(f"report.basis.{row['basis']}") if grade else "",
        words.state(row["state"]),
        "; ".join(f"{term}: {text}" for term, text in reasons(row, words)),
        *(row["valid"][bound] or "" for bound in ("es", "ls", "ee", "le")),
        *(verdicts.count(verdict) for verdict in ("supports", "denies", "derived")),
        " ".join(map(short, row["statements"])),
    )

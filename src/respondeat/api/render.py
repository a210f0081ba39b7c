"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from .phrases import GAPS, Json, link, named, source, span, state, valid

_GRADE = {"certain": "bold green", "possible": "yellow"}


class Sources:
    """Numbers sources in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lines: list[tuple[str, list[str]]] = []

    def cite(self, entries: Iterable[Json]) -> str:
        """The numbers of these sources, such as "[1][3]"."""
        numbers = sorted({self._number(entry) for entry in entries})
        return "".join(f"[{n}]" for n in numbers)

    def _number(self, entry: Json) -> int:
        line = source(entry)
        if line not in self._numbers:
            self._numbers[line] = len(self._numbers) + 1
            below = [p["quote"] for p in entry.get("passages", ()) if p.get("quote")]
            self._lines.append((line, [f"“{quote}”" for quote in below]))
            for premise in entry.get("premises", ()):
                cited = self.cite(premise["sources"])
                below.append(f"premise {cited}")
                self._lines[self._numbers[line] - 1][1].append(f"premise {cited}")
        return self._numbers[line]

    def listed(self) -> RenderableType:
        """The list of all that was cited."""
        text = Text()
        for number, (line, below) in enumerate(self._lines, 1):
            text.append(f"[{number}] {line}\n")
            for more in below:
                text.append(f"     {more}\n", style="dim")
        return text


def grade(word: str) -> str:
    """A grade with its colour."""
    return f"[{_GRADE[word]}]{word}[/]"


def chain(answer: Json, console: Console, others: Sequence[Json] = ()) -> None:
    """A chain answer: a tree from the target upward, gaps, who is left out, sources.

    `others` are rows of other posts in the target, shown apart.
    """
    sources = Sources()
    first, last = answer["on"]
    when = first if first == last else f"some time from {first} to {last}"
    tree = Tree(f"[bold]{escape(named(answer['target']))}[/], {when}")
    gaps = _gaps_by_body(answer)
    _hang(tree, answer["target"]["id"], gaps)
    grown: dict[tuple[str, ...], Tree] = {(): tree}
    for one in answer["chains"]:
        path: tuple[str, ...] = ()
        for hop in one["hops"]:
            step = (*path, f"{hop['link']} {hop['target']['id']}")
            if step not in grown:
                grown[step] = grown[path].add(_hop(hop, sources))
                _hang(grown[step], hop["target"]["id"], gaps)
            path = step
        grown[path].add(f"[dim]chain {grade(one['grade'])}, {_strength(one)}[/]")
    console.print(tree)
    if not answer["chains"]:
        console.print("No chain: no source states who was above.")
    if answer["truncated"]:
        console.print(f"More than {len(answer['chains'])} chains: the rest is not shown.", style="bold")
    if others:
        console.print("Other posts there; no command follows from them:")
        _table(others, "person", sources, console)
    _left_out(answer["left_out"], console)
    console.print(sources.listed())
    console.print(answer["notice"], style="italic")


def _hop(hop: Json, sources: Sources) -> str:
    marks = [state(hop["state"])]
    if hop["derived"]:
        marks.append("derived")
    if hop["pattern"]:
        marks.append("pattern level: no source says so of this body")
    said = [grade(hop["grade"]), escape(valid(hop["valid"])), *(f"[bold red]{m}[/]" for m in marks if m)]
    cited = escape(sources.cite(hop["sources"]))
    return f"{link(hop['link'])}: [bold]{escape(named(hop['target']))}[/], {', '.join(said)} {cited}"


def _strength(one: Json) -> str:
    s = one["strength"]
    low, high = s["origins"]
    parts = [
        f"on {span(one['feasible'])}",
        f"origins of its weakest link: {low if low == high else f'{low} to {high}'}",
    ]
    parts += [
        f"{s[key]} {key} {'link' if s[key] == 1 else 'links'}" for key in ("derived", "pattern") if s[key]
    ]
    if state(s["state"]):
        parts.append(state(s["state"]))
    return ", ".join(parts)


def _gaps_by_body(answer: Json) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for gap in answer["gaps"]:
        found.setdefault(gap["body"]["id"], []).append(gap)
    return found


def _hang(tree: Tree, id: str, gaps: dict[str, list[Json]]) -> None:
    for gap in gaps.pop(id, ()):
        tree.add(f"[bold magenta]GAP[/] {escape(_gap(gap))}")


def _gap(gap: Json) -> str:
    parts = [GAPS[gap["kind"]]]
    for key, words in (("last_before", "last attested before"), ("first_after", "next attested")):
        if gap[key]:
            who = gap[key].get("person") or gap[key]["body"]
            parts.append(f"{words}: {named(who)} on {gap[key]['day']}")
    return "; ".join(parts)


def _left_out(rows: list[Json], console: Console) -> None:
    for row in rows:
        who = named(row.get("person") or row["body"])
        of = f" of {named(row['body'])}" if "person" in row and "body" in row else ""
        console.print(f"Left out by rule {row['rule']}: {escape(who)}{escape(of)}", style="dim")


def board(answer: Json, key: str, console: Console) -> None:
    """A commanders, superiors or subordinates answer as a table with its gap and conflicts."""
    sources = Sources()
    role = "person" if key == "heads" else "body"
    console.print(f"[bold]{escape(named(answer['body']))}[/]: {key} on {answer['on']}")
    _table(answer[key], role, sources, console)
    if answer["gap"] is not None:
        console.print(f"[bold magenta]GAP[/] nobody is certain. {escape(_around(answer['gap'], role))}")
    if answer.get("others"):
        console.print("Other posts there; no command follows from them:")
        _table(answer["others"], role, sources, console)
    for conflict in answer["conflicts"]:
        who = conflict.get("persons") or [conflict[role]]
        names = " and ".join(named(node) for node in who)
        days = f" on {span(conflict['days'])}" if "days" in conflict else ""
        console.print(f"[bold red]{conflict['kind']}[/]: {escape(names)}{days}")
    _left_out(answer["left_out"], console)
    console.print(sources.listed())
    console.print(answer["notice"], style="italic")


def _table(rows: Sequence[Json], role: str, sources: Sources, console: Console) -> None:
    if not rows:
        return
    table = Table(box=None, pad_edge=False)
    for title in ("", "grade", "as", "when", "sources"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(
            escape(named(row[role])),
            grade(row["grade"]) + (f" [bold red]{state(row['state'])}[/]" if state(row["state"]) else ""),
            escape(row.get("capacity") or row["link"]),
            escape(valid(row["valid"])),
            escape(sources.cite(row["sources"])),
        )
    console.print(table)


def _around(gap: Json, role: str) -> str:
    said = []
    for key, words in (("last_before", "Last attested before"), ("first_after", "Next attested")):
        found = gap[key]
        said.append(f"{words}: {named(found[role])} on {found['day']}." if found else f"{words}: nobody.")
    return " ".join(said)


def events(answer: Json, console: Console) -> None:
    """An events-under answer as a table."""
    sources = Sources()
    console.print(f"Events under the command of [bold]{escape(named(answer['person']))}[/]")
    table = Table(box=None, pad_edge=False)
    for title in ("event", "grade", "when", "over", "sources"):
        table.add_column(title, overflow="fold")
    for e in answer["events"]:
        bodies = ", ".join(named(b) for b in e["bodies"])
        when = span([e["on"]])
        cited = sources.cite(e["sources"])
        table.add_row(escape(named(e["event"])), grade(e["grade"]), when, escape(bodies), escape(cited))
    console.print(table if answer["events"] else "No event in the data was under this command.")
    console.print(sources.listed())
    console.print(answer["notice"], style="italic")


def hits(answer: Json, console: Console) -> None:
    """A search answer as a table."""
    table = Table(box=None, pad_edge=False)
    for title in ("name", "written as", "type", "score", "id"):
        table.add_column(title, overflow="fold")
    for hit in answer["hits"]:
        id = hit["id"].rpartition("/")[2]
        table.add_row(escape(named(hit)), escape(hit["form"]), hit["type"], f"{hit['score']:.2f}", id)
    console.print(table if answer["hits"] else "No name is near it.")


def dossier(answer: Json, console: Console) -> None:
    """Everything said of an entity."""
    sources = Sources()
    entity = answer["entity"]
    console.print(f"[bold]{escape(named(entity))}[/] ({entity.get('type', 'unknown')}) {entity['id']}")
    for form in answer["names"]:
        console.print(f"  {escape(form['form'])}  [dim]{form['lang'] or ''}[/]")
    for pair in answer["attributes"]:
        console.print(f"  {pair['property']}: {escape(_value(pair['value']))}")
    for said in answer["statements"]:
        console.print(_statement(said, sources))
    console.print(sources.listed())
    console.print(answer["notice"], style="italic")


def _value(value: object) -> str:
    return named(value) if isinstance(value, dict) else str(value)


def _statement(said: Json, sources: Sources) -> Group:
    roles = ", ".join(f"{role} {_value(value)}" for role, value in said["roles"].items())
    mark = state(said["state"]) or ("derived" if said["derived"] else "")
    head = Text(f"• {said['relation']}: {roles}")
    time = valid(said["valid"])
    cited = sources.cite(said["sources"])
    tail = Text(f"    {time} {cited} {mark}".rstrip(), style="dim")
    return Group(head, tail)

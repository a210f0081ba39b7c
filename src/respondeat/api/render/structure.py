"""A command structure as a tree: from the target upward, then downward, each body once with its heads."""

from collections import defaultdict

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from respondeat.api.phrases import KEY, Json, around, named, plural, post, reserve, state
from respondeat.api.phrases_time import valid

from .board import kind, left_out, listing
from .sources import Sources
from .words import emphasis, grade

_POSTS = ("head", "actingHead", "posting")
_DAYS = 12  # of changes that are written out on each side of the day


def structure(answer: Json, console: Console) -> None:
    """A structure answer: the tree, what stands beside it, when it changes, the sources, the notice."""
    writer = _Writer(answer)
    console.print(writer.tree())
    writer.beside(console)
    left_out(answer["left_out"], console)
    _changes(answer, console)
    console.print(f"\n{KEY}", style="dim")
    listing(writer.sources, answer, console)


class _Writer:
    """Writes boxes into a tree, each in full where it stands first."""

    def __init__(self, answer: Json) -> None:
        self.sources = Sources()
        self._answer = answer
        self._boxes = {box["node"]["id"]: box for box in answer["boxes"]}
        self._up: dict[str, list[Json]] = defaultdict(list)
        self._down: dict[str, list[Json]] = defaultdict(list)
        for link in answer["links"]:
            below = self._boxes[link["source"]]["rank"] < 0
            self._up[link["source"]].append(link)
            if below:
                self._down[link["target"]].append(link)
        self._groups: dict[str, list[Json]] = defaultdict(list)
        for group in answer["groups"]:
            self._groups[group["under"]].append(group)
        self._shown: set[str] = set()

    def tree(self) -> Tree:
        """What stands above the target, and below it."""
        target = self._answer["target"]
        tree = Tree(f"[bold]{escape(named(target))}[/], {_when(self._answer)}")
        self._inside(tree, target["id"])
        self._grow(tree, target["id"], upward=True)
        self._shown.discard(target["id"])
        self._grow(tree, target["id"], upward=False)
        return tree

    def _grow(self, tree: Tree, id: str, *, upward: bool) -> None:
        self._shown.add(id)
        for link in (self._up if upward else self._down)[id]:
            other = link["target" if upward else "source"]
            words = self._link(link, other, upward=upward)
            if other in self._shown:
                tree.add(f"{words} [dim](as shown above)[/]" if other != id else words)
                continue
            grown = tree.add(words)
            self._inside(grown, other)
            self._grow(grown, other, upward=upward)
        for group in self._groups.get(id, ()):
            if (group["rank"] > 0) == upward:
                tree.add(f"[bold]and {escape(_count(group))} more[/], left out by the limit")

    def _inside(self, tree: Tree, id: str) -> None:
        box = self._boxes[id]
        for head in box["heads"]:
            tree.add(self._post(head))
        if box["gap"] is not None:
            nobody = "no head is certain" if box["heads"] else "no source in the data names a head"
            known = around(box["gap"], "person", self.sources.cite)
            tree.add(f"[bold magenta]GAP[/] {escape('; '.join(filter(None, (nobody, known))))}")
        if box["others"]:
            tree.add(f"[dim]{plural(len(box['others']), 'other post')}: see commanders[/]")
        for where, count in box["more"].items():
            if count and not self._groups.get(id):
                tree.add(f"[dim]{plural(count, 'link')} to what stands {where} not shown[/]")

    def _post(self, row: Json) -> str:
        said = [grade(row["grade"], row["basis"]), escape(valid(row["valid"])), emphasis(state(row["state"]))]
        said.append(emphasis(reserve(row["sources"]).strip(" ()")))
        words = escape(post(row["capacity"], row["title"]))
        cited = escape(self.sources.cite(row["sources"]))
        return f"{words} [bold]{escape(named(row['person']))}[/], {', '.join(filter(None, said))} {cited}"

    def _link(self, link: Json, other: str, *, upward: bool) -> str:
        marks = [state(link["state"])]
        reserved = reserve(link["sources"])
        marks += [f"derived by a rule{reserved}" if link["derived"] else reserved.strip(" ()")]
        marks += ["pattern level: no source says so of this body"] if link["pattern"] else []
        marks += ["on no way from or to the target"] if link["way"] is None else []
        said = [grade(link["grade"], link["basis"]), escape(valid(link["valid"]))]
        said += [emphasis(mark) for mark in marks if mark]
        words = post(link["link"], link["title"], of=self._serves(link))
        if not upward:  # what a link says from below upward must not be read the other way round
            words = f"below it ({', '.join(map(kind, link['links']))}):"
        cited = escape(self.sources.cite(link["sources"]))
        return (
            f"{escape(words)} [bold]{escape(named(self._boxes[other]['node']))}[/], {', '.join(said)} {cited}"
        )

    def _serves(self, link: Json) -> bool:
        """Whether it leads from a person to the body in which they hold a post."""
        return link["link"] in _POSTS and self._boxes[link["source"]]["node"].get("type") == "Person"

    def beside(self, console: Console) -> None:
        """What nothing carries any more, and what is linked on other days only."""
        for link in self._answer["denied"]:
            low, high = (escape(named(node)) for node in link["ends"])
            told = f"{low}, {escape(post(link['link'], link['title']))} {high}"
            console.print(
                f"{emphasis(state(link['state']))}: {told} {escape(self.sources.cite(link['sources']))}"
            )
        for one in self._answer["unlinked"]:
            known = around(one, "body", self.sources.cite) or "named in statements on the event"
            cited = self.sources.cite(one["sources"])
            console.print(
                f"Not linked then: {escape(named(one['node']))}; {escape(f'{known} {cited}'.strip())}"
            )
        if (more := self._answer["unlinked_count"] - len(self._answer["unlinked"])) > 0:
            console.print(f"and {more} more that were linked on other days only.", style="bold")


def _when(answer: Json) -> str:
    first, last = (day or "a day that no source states" for day in answer["on"])
    if answer["mode"] == "some":
        return f"at some time in it, {first} to {last}"
    if answer["mode"] == "throughout":
        return f"throughout {first} to {last}"
    return f"on {first}" if first == last else f"on an unknown day from {first} to {last}"


def _count(group: Json) -> str:
    return f"{group['count']} {group['type'] or ''}".strip()


def _changes(answer: Json, console: Console) -> None:
    """The nearest days before and after on which something changes."""
    first, last = answer["on"]
    before = [c["day"] for c in answer["changes"] if first is not None and c["day"] <= first][-_DAYS:]
    after = [c["day"] for c in answer["changes"] if last is not None and c["day"] > last][:_DAYS]
    if before:
        console.print(f"\nSomething changed on {', '.join(before)}.")
    if after:
        console.print(f"Something changes on {', '.join(after)}.")

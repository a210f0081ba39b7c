"""A chain answer as a tree: from the target upward, heads beside their body, gaps where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from respondeat.api.phrases import KEY, Json, around, gap_words, named, plural, post, reserve, state
from respondeat.api.phrases_time import span, valid

from .board import left_out, listing, posts
from .sources import Sources
from .words import emphasis, grade

Apart = tuple[str, Sequence[Json]]

_POSTS = ("head", "actingHead", "posting")


@dataclass(slots=True)
class _Branch:
    """One hop with what hangs above it; `ends` are the chains that end here."""

    hop: Json
    above: dict[tuple[str, str], "_Branch"] = field(default_factory=dict)
    ends: list[Json] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The id of the higher end."""
        return str(self.hop["target"]["id"])

    def shape(self) -> tuple[object, ...]:
        """What hangs above, so that the same is shown once."""
        return self.body, tuple((key, b.shape()) for key, b in sorted(self.above.items()))

    def all_ends(self) -> list[Json]:
        """The chains that end here or further up."""
        return self.ends + [end for branch in self.above.values() for end in branch.all_ends()]


def chain(answer: Json, console: Console, apart: Sequence[Apart] = (), *, key: bool = True) -> None:
    """A chain answer as a tree, then who is left out, the sources, the notice.

    `apart` are titled rows that stand beside the chain, not in it; `key` False leaves out what words mean.
    """
    first, last = (day or "a day that no source states" for day in answer["on"])
    when = f"on {first}" if first == last else f"on an unknown day from {first} to {last}"
    if answer["mode"] == "some":
        when = f"at some time in it, {first} to {last}"
    if answer["mode"] == "throughout":
        when = f"throughout {first} to {last}"
    tree = Tree(f"[bold]{escape(named(answer['target']))}[/], {when}")
    writer = _Writer(answer)
    writer.hang(tree, answer["target"]["id"])
    writer.grow(tree, _grown(answer))
    console.print(tree)
    if not answer["chains"]:
        console.print("No chain: no source in the data states who stood above.")
    if answer["truncated"]:
        console.print(
            f"There are more than {len(answer['chains'])} chains: the rest is not shown.", style="bold"
        )
    for title, rows in apart:
        posts(rows, title, writer.sources, console)
    left_out(answer["left_out"], console)
    if key:
        console.print(f"\n{KEY}", style="dim")
    listing(writer.sources, answer, console)


def _grown(answer: Json) -> dict[tuple[str, str], _Branch]:
    roots: dict[tuple[str, str], _Branch] = {}
    for one in answer["chains"]:
        level, branch = roots, None
        for hop in one["hops"]:
            branch = level.setdefault((hop["link"], hop["target"]["id"]), _Branch(hop))
            level = branch.above
        if branch is not None:
            branch.ends.append(one)
    return roots


class _Writer:
    """Writes branches into the tree; what was shown once is not shown again."""

    def __init__(self, answer: Json) -> None:
        self.sources = Sources()
        self._on = [answer["on"]]
        self._gaps: dict[str, list[Json]] = {}
        for gap in answer["gaps"]:
            self._gaps.setdefault(gap["body"]["id"], []).append(gap)
        hops = [hop for one in answer["chains"] for hop in one["hops"]]
        self._headed = {hop["source"]["id"] for hop in hops if hop["link"] in _POSTS}
        self._shown: set[tuple[object, ...]] = set()

    def hang(self, tree: Tree, id: str) -> None:
        """Hang the gaps of a body under it."""
        gaps = self._gaps.pop(id, ())
        cut = any(gap["kind"] == "cut-short" for gap in gaps)
        for gap in gaps:
            words = gap_words(gap["kind"], possible=id in self._headed, cut=cut)
            role = "person" if gap["kind"] == "no-head" else "body"
            known = around(gap, role, self.sources.cite)
            tree.add(f"[bold magenta]GAP[/] {escape('; '.join(filter(None, (words, known))))}")

    def grow(self, tree: Tree, branches: dict[tuple[str, str], _Branch]) -> None:
        """Hang branches into the tree, heads first."""
        for branch in sorted(branches.values(), key=_order):
            self._branch(tree, branch)

    def _branch(self, tree: Tree, branch: _Branch) -> None:
        grown = tree.add(self._hop(branch.hop))
        for end in branch.ends:
            grown.add(f"[dim]chain: {self._end(end)}[/]")
        if not branch.above:
            self.hang(grown, branch.body)
            return
        if branch.shape() in self._shown:
            grown.add(f"[dim]further up as shown above; {self._ends(branch)}[/]")
            return
        self._shown.add(branch.shape())
        self.hang(grown, branch.body)
        self.grow(grown, branch.above)

    def _hop(self, hop: Json) -> str:
        turned = hop["source"].get("type") == "Person" and hop["link"] in _POSTS
        reserved = reserve(hop["sources"])
        marks = [
            state(hop["state"]),
            f"derived by a rule{reserved}" if hop["derived"] else reserved.strip(" ()"),
        ]
        if hop["pattern"]:
            marks.append("pattern level: no source says so of this body")
        said = [grade(hop["grade"], hop["basis"]), escape(valid(hop["valid"]))]
        said += [emphasis(m) for m in marks if m]
        words = post(hop["link"], hop.get("title"), of=turned)
        cited = escape(self.sources.cite(hop["sources"]))
        return f"{escape(words)} [bold]{escape(named(hop['target']))}[/], {', '.join(said)} {cited}"

    def _end(self, one: Json) -> str:
        s = one["strength"]
        low, high = s["origins"]
        count = plural(low, "independent origin") if low == high else f"{low} to {high} independent origins"
        parts = [grade(one["grade"]), f"its weakest link rests on {count}"]
        if one["feasible"] != self._on:
            parts.insert(
                1, f"only on {span(one['feasible'])}" if len(one["hops"]) > 1 else span(one["feasible"])
            )
        parts += [f"{plural(s[key], 'link')} {words}" for key, words in _COUNTED.items() if s[key]]
        parts.append(emphasis(state(s["state"])) if state(s["state"]) else "")
        parts.append("cut at the limit of hops" if one["cut_short"] else "")
        return "; ".join(filter(None, parts))

    def _ends(self, branch: _Branch) -> str:
        ends = branch.all_ends()
        kinds = sorted({(e["grade"], state(e["strength"]["state"])) for e in ends})
        told = ", ".join(" ".join(filter(None, (grade(g), emphasis(s) if s else ""))) for g, s in kinds)
        return f"{plural(len(ends), 'chain')}: {told}"


def _order(branch: _Branch) -> tuple[bool, bool]:
    return branch.hop["link"] not in _POSTS, branch.hop["basis"] == "open"


_COUNTED = {"derived": "derived", "placeholder": "by way of an unnamed body", "pattern": "at pattern level"}

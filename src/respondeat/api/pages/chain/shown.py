"""What the chain page shows: boxes, what can be looked at in them, groups, changes, chains."""

from dataclasses import dataclass

from .sources import Document, Ref, Source


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody attested before or after a gap."""

    words: str
    name: str
    href: str
    day: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be looked at: a head, a link, another post, a gap.

    `kind` is head, link, denied, post, posts (which has others `within`) or gap; `line` is certain, possible,
    open or gap; `why` tells what is said against it; `lower` and `higher` are the boxes that a link joins, by
    their ids in the page, "" where one is not shown.
    """

    id: str
    key: str
    kind: str
    lead: str
    line: str
    verdict: str
    name: str = ""
    href: str = ""
    title: str = ""
    state: str = "supported"
    when: str = ""
    why: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    refs: tuple[Ref, ...] = ()
    near: tuple[Near, ...] = ()
    lower: str = ""
    higher: str = ""
    selected: bool = False
    within: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class More:
    """Neighbours that are not shown: how many, and where they are."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Box:
    """A body, person or event with what stands in its box; `links` go up from it."""

    id: str
    iri: str
    name: str
    href: str
    kind: str
    rank: int
    target: bool = False
    placeholder: bool = False
    heads: tuple[Entry, ...] = ()
    gaps: tuple[Entry, ...] = ()
    posts: tuple[Entry, ...] = ()
    links: tuple[Entry, ...] = ()
    more: tuple[More, ...] = ()
    near: tuple[Near, ...] = ()
    chain: str = ""

    def entries(self) -> tuple[Entry, ...]:
        """Everything in the box that can be looked at."""
        others = (one for posts in self.posts for one in posts.within)
        return (*self.heads, *self.gaps, *others, *self.links)


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that are not shown one by one."""

    id: str
    words: str
    under: str
    rank: int
    names: tuple[tuple[str, str], ...]
    more: More
    all: More


@dataclass(frozen=True, slots=True)
class Rank:
    """Boxes that are equally many steps from what is asked about."""

    rank: int
    heading: str
    boxes: tuple[Box, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which something begins or ends."""

    day: str
    href: str
    words: tuple[str, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One chain: its names from the target upward, its worth, and the keys of its hops."""

    number: int
    names: tuple[str, ...]
    line: str
    verdict: str
    facts: tuple[tuple[str, str], ...]
    weakest: str
    keys: tuple[str, ...]
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page. In the `tray` are bodies without a link; `apart` counts those not in it too."""

    name: str
    when: str
    summary: tuple[str, ...]
    ranks: tuple[Rank, ...]
    tray: tuple[Box, ...]
    apart: int
    left_out: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    cut: bool
    sources: tuple[Source, ...]
    documents: tuple[Document, ...]

    def boxes(self) -> tuple[Box, ...]:
        """The boxes that links join."""
        return tuple(box for rank in self.ranks for box in rank.boxes)

    def groups(self) -> tuple[Group, ...]:
        """The groups."""
        return tuple(group for rank in self.ranks for group in rank.groups)

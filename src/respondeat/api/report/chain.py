"""The report of a chain answer: pictures, what speaks against, then link by link with every source."""

from collections.abc import Iterator, Sequence

from respondeat.api.phrases import named, reserve
from respondeat.api.phrases_time import span

from .blocks import Bullets, Facts, Group, Line, Paragraph, Picture, Span, Table, joined, plain, theirs
from .origins import given_by, origins
from .picture import Link, Node, chain_picture, legend
from .sources import Sources
from .words import Json, Words, short

_CROSSES = {"contested": "//", **dict.fromkeys(("denied", "rejected", "retracted", "set-aside"), "X")}
_COUNTED = ("derived", "placeholder", "pattern")


class ChainReport:
    """Builds the sections of one chain answer."""

    def __init__(self, answer: Json, sources: Sources, words: Words) -> None:
        self._answer, self._sources, self._words = answer, sources, words
        self._links: dict[tuple[object, ...], tuple[int, Json]] = {}
        for one in answer["chains"]:
            for hop in one["hops"]:
                self._links.setdefault(_key(hop), (len(self._links) + 1, hop))
        self._gaps: dict[str, list[Json]] = {}
        for gap in answer["gaps"]:
            self._gaps.setdefault(gap["body"]["id"], []).append(gap)

    def brief(self) -> tuple[Bullets, ...]:
        """The answer in a few lines."""
        answer, say = self._answer, self._words.say
        chains = answer["chains"]
        certain = sum(one["grade"] == "certain" for one in chains)
        against = sum(hop["state"] != "supported" for _, hop in self._links.values())
        told = [
            (
                Span(say("report.chain.target")),
                *self._words.name(answer["target"], "strong"),
                Span(", "),
                Span(self._when()),
            )
        ]
        told.append(
            plain(say("report.chain.count", all=len(chains), certain=certain, possible=len(chains) - certain))
        )
        if not chains:
            told.append(plain(say("report.chain.none")))
        told.append(plain(say("report.chain.links", count=len(self._links), against=against)))
        told.append((Span(say("report.chain.gaps", count=len(answer["gaps"])), to="gaps"),))
        if answer["left_out"]:
            told.append((Span(say("report.chain.left_out", count=len(answer["left_out"])), to="left-out"),))
        if answer["truncated"]:
            told.append(plain(say("report.chain.truncated"), "loud"))
        return (Bullets(tuple(told)),)

    def sections(self) -> Iterator[Group]:
        """What the answer says, before what speaks against it."""
        yield self._pictures()

    def after(self) -> Iterator[Group]:
        """Link by link, what is only possible, what is missing, who is left out."""
        yield self._all_links()
        yield self._possible()
        yield self._missing()
        yield self._left_out()

    def label(self, statement: str) -> Line:
        """The links that rest on a statement, as references."""
        found = [n for n, hop in self._links.values() if statement in hop["statements"]]
        return joined([(Span(f"L{n}", to=f"L{n}"),) for n in found])

    # ---- chains ----

    def _when(self) -> str:
        first, last = self._answer["on"]
        days = self._words.days(first, last)
        return self._words.say(f"report.mode.{self._answer['mode']}", days=days)

    def _pictures(self) -> Group:
        say = self._words.say
        blocks: list[Picture | Paragraph | Group] = [Paragraph(plain(say("report.chain.intro")))]
        kinds = (("certain", "", "certain"), ("possible", "", "possible"), ("open", "", "open"))
        crosses = (("certain", "//", "contested"), ("certain", "X", "denied"))
        told = [(line, cross, say(f"report.legend.{key}")) for line, cross, key in (*kinds, *crosses)]
        if self._answer["chains"]:
            blocks.append(legend(say("report.legend.title"), told, say("report.legend.gap")))
        for number, one in enumerate(self._answer["chains"], 1):
            blocks.append(self._chain(number, one))
        return Group(say("report.chain.title"), tuple(blocks), "chains")

    def _chain(self, number: int, one: Json) -> Group:
        words, hops = self._words, one["hops"]
        end = named(hops[-1]["target"] if hops else self._answer["target"], words.language)
        grade = words.grade(one["grade"])
        heading = words.say("report.chain.one", number=number, all=len(self._answer["chains"]), end=end)
        drawn = self._picture(heading, hops)
        numbers = [(Span(f"L{self._number(hop)}", to=f"L{self._number(hop)}"),) for hop in hops]
        links = (Span(words.say("report.chain.its_links")), *joined(numbers))
        facts = Facts(tuple(self._strength(one)))
        return Group(f"{heading}: {grade}", (drawn, Paragraph(links), facts), f"chain-{number}")

    def _picture(self, title: str, hops: Sequence[Json]) -> Picture:
        words = self._words
        start = hops[0]["source"] if hops else self._answer["target"]
        ends = [start, *(hop["target"] for hop in hops)]
        nodes = [self._node(node) for node in ends]
        links = [self._link(hop) for hop in hops]
        told = [nodes[0].name]
        for link, node in zip(links, nodes[1:], strict=True):
            told.append(
                " ".join(filter(None, (f"—{link.kind}, {link.grade},", link.state, f"→ {node.name}")))
            )
        gaps = [f"{node.name}: {gap}" for node in nodes for gap in node.gaps]
        description = " ".join(told) + (
            f". {words.say('report.gaps.title')}: {'; '.join(gaps)}" if gaps else ""
        )
        return chain_picture(title, description, nodes, links)

    def _node(self, node: Json) -> Node:
        language = self._words.language
        gaps = tuple(self._gap_words(gap) for gap in self._gaps.get(node["id"], ()))
        return Node(named(node, language), gaps, bool(node.get("placeholder")))

    def _gap_words(self, gap: Json) -> str:
        return f"{self._words.say('report.gap')}: {self._words.say('report.gap.' + gap['kind'])}"

    def _link(self, hop: Json) -> Link:
        words = self._words
        line = "open" if hop["basis"] == "open" else hop["grade"]
        state = "" if hop["state"] == "supported" else words.state(hop["state"])
        cross = _CROSSES.get(hop["state"], "")
        number = f"L{self._number(hop)}"
        kind = words.link(hop["link"]) + reserve(hop["sources"], words.language)
        return Link(number, kind, words.grade(hop["grade"], hop["basis"]), line, cross, state)

    def _number(self, hop: Json) -> int:
        return self._links[_key(hop)][0]

    def _strength(self, one: Json) -> Iterator[tuple[str, tuple[Line, ...]]]:
        words, strength = self._words, one["strength"]
        say = words.say
        yield say("report.strength.grade"), (plain(words.grade(one["grade"])),)
        feasible = span(one["feasible"], words.language)
        yield say("report.strength.days"), (plain(feasible),)
        state = words.state(strength["state"])
        yield (
            say("report.strength.state"),
            (plain(state, "" if strength["state"] == "supported" else "loud"),),
        )
        low, high = strength["origins"]
        count = str(low) if low == high else say("report.strength.between", low=low, high=high)
        yield say("report.strength.origins"), (plain(count),)
        counted = [say(f"report.strength.{key}", count=strength[key]) for key in _COUNTED if strength[key]]
        if counted:
            yield say("report.strength.counted"), (plain("; ".join(counted)),)
        said = [
            self._weakest(hop, all) for hop, all in zip(one["hops"], strength["modalities"], strict=False)
        ]
        yield say("report.strength.modalities"), (joined(said, "; "),)
        if strength["confidence"]:
            yield say("report.strength.confidence"), (plain(words.concept(strength["confidence"])),)
        yield say("report.strength.length"), (plain(str(strength["length"])),)
        if one["front"]:
            yield say("report.strength.front"), (plain(say("report.strength.dominated")),)
        if one["cut_short"]:
            yield say("report.strength.cut"), (plain(say("report.gap.cut-short"), "loud"),)

    def _weakest(self, hop: Json, modalities: Sequence[str]) -> Line:
        told = ", ".join(map(self._words.concept, modalities)) or "—"
        return plain(f"L{self._number(hop)} {told}")

    # ---- links ----

    def _all_links(self) -> Group:
        say = self._words.say
        made = [self._one_link(number, hop) for number, hop in self._links.values()]
        intro = Paragraph(plain(say("report.links.intro")))
        return Group(say("report.links.title"), (intro, *made), "links")

    def _one_link(self, number: int, hop: Json) -> Group:
        words = self._words
        language = words.language
        heading = f"L{number}. {named(hop['source'], language)} → {named(hop['target'], language)}"
        quotes = self._sources.quotes(hop["sources"])
        none = () if quotes else (Paragraph(plain(words.say("report.links.no_source")), "loud"),)
        return Group(heading, (Facts(tuple(self._facts(hop))), *quotes, *none), f"L{number}")

    def _facts(self, hop: Json) -> Iterator[tuple[str, tuple[Line, ...]]]:
        words, say = self._words, self._words.say
        yield say("report.links.from"), (words.name(hop["source"]),)
        yield say("report.links.to"), (words.name(hop["target"], "strong"),)
        kind: Line = plain(words.link(hop["link"]) + reserve(hop["sources"], words.language))
        if hop["title"]:
            kind = (*kind, Span(": "), *theirs(f"“{hop['title']}”"))
        yield say("report.links.kind"), (kind,)
        by = given_by(hop["statements"], hop["sources"])
        yield say("report.links.time"), (plain(words.time(hop["valid"], by)),)
        basis = say(f"report.basis.{hop['basis']}")
        yield say("report.links.grade"), (plain(f"{words.grade(hop['grade'], hop['basis'])}: {basis}"),)
        supported = hop["state"] == "supported"
        yield say("report.links.state"), (plain(words.state(hop["state"]), "" if supported else "loud"),)
        marks = [plain(say(f"report.links.{key}")) for key in _COUNTED if hop[key]]
        if marks:
            yield say("report.links.marks"), tuple(marks)
        yield say("report.links.origins"), (plain(origins(hop["sources"], words)),)
        ids = "\n".join(map(short, hop["statements"]))
        yield say("report.links.statements"), ((Span(ids, "code"),),)

    # ---- what is not certain, not there, or left out ----

    def _possible(self) -> Group:
        words, say = self._words, self._words.say
        rows = []
        for number, hop in self._links.values():
            if hop["grade"] != "certain":
                ends = (*words.name(hop["source"]), Span(" → "), *words.name(hop["target"]))
                number_line = (Span(f"L{number}", to=f"L{number}"),)
                why = plain(say(f"report.basis.{hop['basis']}"))
                rows.append((number_line, ends, plain(words.link(hop["link"])), why))
        if not rows:
            body: Paragraph | Table = Paragraph(plain(say("report.possible.none")))
        else:
            titles = tuple(say(f"report.possible.{key}") for key in ("number", "ends", "kind", "why"))
            body = Table(say("report.possible.caption"), titles, tuple(rows), (6, 40, 20, 34))
        return Group(say("report.possible.title"), (body,), "possible")

    def _missing(self) -> Group:
        say = self._words.say
        if not self._answer["gaps"]:
            return Group(say("report.gaps.title"), (Paragraph(plain(say("report.gaps.none"))),), "gaps")
        rows = tuple(self._gap(gap) for gap in self._answer["gaps"])
        titles = tuple(say(f"report.gaps.{key}") for key in ("body", "what", "before", "after"))
        table = Table(say("report.gaps.caption"), titles, rows, (28, 28, 22, 22))
        return Group(say("report.gaps.title"), (table,), "gaps")

    def _gap(self, gap: Json) -> tuple[Line, ...]:
        role = "body" if gap["kind"] == "no-superior" else "person"
        what = plain(self._words.say("report.gap." + gap["kind"]))
        around = (self._neighbour(gap[key], role) for key in ("last_before", "first_after"))
        return (self._words.name(gap["body"]), what, *around)

    def _neighbour(self, found: Json | None, role: str) -> Line:
        if not found:
            return plain("—")
        day = self._words.day(found["day"]) if found["day"] else self._words.say("report.no_day")
        cited = self._sources.cite(found["sources"])
        return (*self._words.name(found[role]), Span(f"\n{day}\n"), *cited)

    def _left_out(self) -> Group:
        words, say = self._words, self._words.say
        rows = self._answer["left_out"]
        if not rows:
            return Group(
                say("report.left_out.title"), (Paragraph(plain(say("report.left_out.none"))),), "left-out"
            )
        items = tuple((*words.name(row["person"]), Span(" – "), *words.name(row["body"])) for row in rows)
        rule = Paragraph(plain(say("report.left_out.next-attested")))
        return Group(say("report.left_out.title"), (rule, Bullets(items)), "left-out")


def _key(hop: Json) -> tuple[object, ...]:
    return (hop["source"]["id"], hop["link"], hop["target"]["id"], *hop["statements"])

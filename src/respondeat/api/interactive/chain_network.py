"""The network around a target as an interactive file: who stands above, each link with its sources."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.answers.chain import chain
from respondeat.api.answers.graph import network_of
from respondeat.api.answers.rows import notice
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.phrases import named, reserve, source, state
from respondeat.api.phrases_time import valid
from respondeat.api.proof import Proof, day_text, state_name
from respondeat.api.report.drawing import DASH
from respondeat.api.report.words import Words
from respondeat.graph.command import MAX_HOPS, When
from respondeat.graph.exports.network import Edge, Network, Node, Spell
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .positions import layered
from .safe_network import Entry, SafeNetwork

_SHAPES: Final = {"Person": "ellipse", "Event": "diamond", "Pattern": "diamond"}
_DASHES: Final[Mapping[str, list[int] | bool]] = MappingProxyType(
    {line: [int(step) for step in dash.split()] or False for line, dash in DASH.items()} | {"other": [1, 12]}
)
_LEGEND: Final = ("person", "body", "event", "placeholder", "gap", "certain", "possible", "open", "other")
_DRAWN_ALREADY: Final = "placeholder"  # such a gap is the box of the body itself


def interactive(
    data: Dataset,
    target: str,
    on: str | None = None,
    *,
    max_hops: int = MAX_HOPS,
    language: str | None = None,
) -> SafeNetwork:
    """The network of the question `graph` as pyvis: show it in a notebook, or `write_html` it.

    Links that hold on the day are drawn through when certain, dashed when possible, dotted when possible only
    because no source dates them; those of other days are hidden at first. A gap is a box of its own, beside
    the body at which it is. Choosing a node or link tells its dates, its sources and what speaks against it.

    Raises what the question `graph` raises, and InputError with more than 1,000 nodes.
    """
    data = data.speaking(language or data.language)
    id, when, network, truncated = network_of(data, target, on, max_hops)
    missing = [gap for gap in chain(data, id, on, max_hops=max_hops)["gaps"] if gap["kind"] != _DRAWN_ALREADY]
    return _Drawn(data, when).network(id, network, missing, truncated)


class _Drawn:
    """Makes the network for one day in one language."""

    def __init__(self, data: Dataset, when: When) -> None:
        self._data = data
        self._when = when
        self._language = data.language
        self._words = Words(data.language)
        self._proof = Proof(data)

    def network(
        self, id: str, network: Network, missing: Sequence[dict[str, Any]], truncated: bool
    ) -> SafeNetwork:
        """The network, its places, what is told of its parts; `missing` are the gaps at its bodies."""
        language = self._language
        title = phrase("interactive.title", language, name=self._data.name(id), days=self._days())
        cut = f"{phrase('interactive.truncated', language)} " if truncated else ""
        level = f"{phrase('page.level', language, level=label(v.R + self._data.level, language))} "
        made = SafeNetwork(
            title,
            language=language,
            notice=cut + (level if self._data.level != v.LEVELS[0] else "") + notice(self._data),
            legend=[(mark, phrase(f"interactive.legend.{mark}", language)) for mark in _LEGEND],
        )
        gaps = {f"{g['body']['id']} {g['kind']}": g for g in missing if self._lacks(g, network)}
        lines = [(e.source, e.target) for e in network.edges]
        lines += [(gap["body"]["id"], id) for id, gap in gaps.items()]
        places = layered(id, [*(n.id for n in network.nodes), *gaps], lines)
        for node in network.nodes:
            self._node(made, node, places[node.id])
        for edge in network.edges:
            self._edge(made, edge)
        for gap_id, gap in gaps.items():
            self._gap(made, gap_id, gap, places[gap_id])
        return made

    def _days(self) -> str:
        first, last = (day_text(day) or "…" for day in self._when.window)
        return first if first == last else f"{first} – {last}"

    def _node(self, made: SafeNetwork, node: Node, place: tuple[float, float]) -> None:
        told = self._proof.node(node.id)
        made.add_node(
            node.id,
            label=named(told, self._language),
            shape=_SHAPES.get(node.kind, "box"),
            x=place[0],
            y=place[1],
            dashed=node.placeholder,
        )
        kind = label(v.R + node.kind, self._language) if node.kind else ""
        marks = [phrase(f"mark.{m}", self._language) for m in ("placeholder", "invented") if getattr(node, m)]
        made.tell(node.id, Entry(tuple(filter(None, (", ".join([kind, *marks]), node.id)))))

    def _edge(self, made: SafeNetwork, edge: Edge) -> None:
        held = [spell for spell in edge.spells if self._holds(spell.possible)]
        line = self._line(edge, held) if held else "other"
        spells = held or edge.spells
        against = sorted({state(state_name(s.state), self._language) for s in spells} - {""})
        reserved = reserve(self._proof.sources([s.statement for s in spells]), self._language)
        words = [self._words.link(edge.kind) + reserved, self._grade(line), *against]
        id = f"{edge.source} {edge.target} {edge.kind}"
        label = "\n".join(filter(None, words))
        made.add_edge(edge.source, edge.target, id=id, label=label, dashes=_DASHES[line], hidden=not held)
        made.tell(id, Entry(tuple(map(self._spell, edge.spells)), tuple(self._sources(edge.spells))))

    def _lacks(self, gap: dict[str, Any], network: Network) -> bool:
        """Whether it is a gap on the day: a body with a link upward, be it to one unnamed, has a superior."""
        persons = {node.id for node in network.nodes if node.kind == "Person"}
        upward = (
            edge for edge in network.edges if edge.source == gap["body"]["id"] and edge.target not in persons
        )
        linked = any(self._holds(spell.possible) for edge in upward for spell in edge.spells)
        return gap["kind"] != "no-superior" or not linked

    def _gap(self, made: SafeNetwork, id: str, gap: dict[str, Any], place: tuple[float, float]) -> None:
        """A box for what nobody attests, with who is attested before and after, and who says so."""
        said = phrase(f"report.gap.{gap['kind']}", self._language)
        made.add_node(id, label=fill(f"∅ {said}", 36), shape="box", x=place[0], y=place[1], dashed=True)
        made.add_edge(gap["body"]["id"], id, id=f"{id} -", label="", dashes=_DASHES["open"], hidden=False)
        lines, sources = [said], list[str]()
        for key, title in (("last_before", "report.gaps.before"), ("first_after", "report.gaps.after")):
            if near := gap[key]:
                who = named(near["body" if gap["kind"] == "no-superior" else "person"], self._language)
                day = near["day"] or phrase("report.no_day", self._language)
                lines.append(f"{phrase(title, self._language)}: {who}, {day}")
                sources += self._told(near["sources"])
        made.tell(id, Entry(tuple(lines), tuple(sources)))
        made.tell(f"{id} -", Entry(tuple(lines), tuple(sources)))

    def _holds(self, days: tuple[int, int]) -> bool:
        lo, hi = self._when.window
        return days[0] <= hi and lo <= days[1]

    def _line(self, edge: Edge, held: Sequence[Spell]) -> str:
        lo, hi = self._when.window
        if any(s.certain and s.certain[0] <= lo and hi <= s.certain[1] for s in held):
            return "certain"
        basis = self._proof.basis([s.statement for s in held], (self._when.window,))
        return "open" if basis == "open" else "possible"

    def _grade(self, line: str) -> str:
        return phrase("interactive.legend.other" if line == "other" else f"grade.{line}", self._language)

    def _spell(self, spell: Spell) -> str:
        told = [valid(self._proof.valid([spell.statement]), self._language)]
        told.append(state(state_name(spell.state), self._language))
        return ", ".join(filter(None, told))

    def _sources(self, spells: Iterable[Spell]) -> Iterable[str]:
        return self._told(self._proof.sources([s.statement for s in spells]))

    def _told(self, entries: Iterable[dict[str, Any]]) -> Iterable[str]:
        for entry in entries:
            verdict = phrase(f"interactive.{entry['verdict']}", self._language)
            yield f"{verdict}: {source(entry, self._language)}"

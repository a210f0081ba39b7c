"""GraphML (http://graphml.graphdrawing.org): the same network for programs that know no lifetimes."""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from respondeat.graph.dates import iso

from .gexf import legible, told, written
from .network import Network, bounded, ends

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("label", "kind", "placeholder", "invented", "start", "end")
_EDGE = ("kind", "statements", "state", "reserve", "surely", "start", "end", "spells")
_FLAGS = ("placeholder", "invented")


def graphml(network: Network, description: str) -> bytes:
    """A network as GraphML, in UTF-8, the same bytes for the same network.

    `start` and `end` are the first and last day on which it can be there, "" where open; `spells` the spans
    in between, as ISO intervals.
    """
    root = ET.Element("graphml", {"xmlns": _NAMESPACE})
    for kind, names in (("node", (*_NODE, *network.near())), ("edge", _EDGE)):
        for name in names:
            given = {"id": f"{kind}-{name}", "for": kind, "attr.name": name}
            ET.SubElement(root, "key", given | {"attr.type": "boolean" if name in _FLAGS else "string"})
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    ET.SubElement(graph, "desc").text = legible(description)
    for n in network.nodes:
        flags = {"placeholder": str(n.placeholder).lower(), "invented": str(n.invented).lower()}
        made = ET.SubElement(graph, "node", {"id": n.id})
        near = {key: legible(text) for key, text in n.near().items()}
        told_of = {"label": legible(n.name), "kind": n.kind, **flags, **_when(ends(n.days)), **near}
        _data(made, "node", told_of)
    for number, e in enumerate(network.edges):
        made = ET.SubElement(graph, "edge", {"id": str(number), "source": e.source, "target": e.target})
        spells = " ".join(_span(bounded(s.possible)) for s in e.spells)
        _data(made, "edge", {**told(e), **_when(ends(e.days)), "spells": spells})
    ET.indent(root)
    return written(root)


def _data(made: ET.Element, kind: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(made, "data", {"key": f"{kind}-{name}"}).text = value


def _when(span: Iterable[int | None]) -> dict[str, str]:
    return {key: "" if day is None else iso(day) for key, day in zip(("start", "end"), span, strict=True)}


def _span(span: tuple[int | None, int | None]) -> str:
    return "/".join(".." if day is None else iso(day) for day in span)

"""GEXF 1.2 with lifetimes (https://gexf.net), for Gephi and its kin: what is there on which days.

Written without the help of NetworkX, whose writer puts the date of writing into the file.
"""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from respondeat.graph.dates import iso

from .network import Edge, Network, Node, bounded, ends

_NAMESPACE = "http://www.gexf.net/1.2draft"
_NODE = ("kind", "placeholder", "invented")
_EDGE = ("kind", "statements", "state", "reserve", "surely")


def gexf(network: Network, description: str) -> bytes:
    """A network as GEXF, in UTF-8, the same bytes for the same network.

    Each spell is a span of days on which it can hold, from earliest start to latest end; where one is open
    the attribute is left out. `surely` has the days on which an edge surely holds, as ISO intervals.
    """
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.2"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Respondeat"
    ET.SubElement(meta, "description").text = legible(description)
    graph = ET.SubElement(
        root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    )
    _declared(graph, "node", (*_NODE, *network.near()))
    _declared(graph, "edge", _EDGE)
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for n in network.nodes:
        _node(nodes, n)
    for number, e in enumerate(network.edges):
        _edge(edges, e, number)
    ET.indent(root)
    return written(root)


def written(root: ET.Element) -> bytes:
    """XML with its declaration."""
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body.split(b"?>\n", 1)[-1] + b"\n"


def _declared(graph: ET.Element, kind: str, names: Iterable[str]) -> None:
    declared = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name in names:
        flag = name in ("placeholder", "invented")
        ET.SubElement(
            declared, "attribute", {"id": name, "title": name, "type": "boolean" if flag else "string"}
        )


def _node(nodes: ET.Element, n: Node) -> None:
    made = ET.SubElement(nodes, "node", {"id": n.id, "label": legible(n.name), **_when(ends(n.days))})
    flags = {"placeholder": str(n.placeholder).lower(), "invented": str(n.invented).lower()}
    _values(made, {"kind": n.kind, **flags, **{key: legible(text) for key, text in n.near().items()}})
    _spells(made, n.days)


def _edge(edges: ET.Element, e: Edge, number: int) -> None:
    made = ET.SubElement(
        edges,
        "edge",
        {"id": str(number), "source": e.source, "target": e.target, "label": e.kind, **_when(ends(e.days))},
    )
    _values(made, told(e))
    _spells(made, [s.possible for s in e.spells])


def told(e: Edge) -> dict[str, str]:
    """What an edge says beside its ends, as texts."""
    return {
        "kind": e.kind,
        "statements": " ".join(s.statement for s in e.spells),
        "state": max(s.state for s in e.spells).name.lower() if e.spells else "",
        "reserve": legible(e.reserve),
        "surely": " ".join(
            f"{'..' if lo is None else iso(lo)}/{'..' if hi is None else iso(hi)}"
            for lo, hi in (bounded(s.certain) for s in e.spells if s.certain)
        ),
    }


def _values(made: ET.Element, values: Mapping[str, str]) -> None:
    inside = ET.SubElement(made, "attvalues")
    for name, value in values.items():
        ET.SubElement(inside, "attvalue", {"for": name, "value": value})


def _spells(made: ET.Element, days: Iterable[tuple[int, int]]) -> None:
    found = [_when(bounded(span)) for span in days]
    if found:
        inside = ET.SubElement(made, "spells")
        for span in found:
            ET.SubElement(inside, "spell", span)


def _when(span: tuple[int | None, int | None]) -> dict[str, str]:
    return {key: iso(day) for key, day in zip(("start", "end"), span, strict=True) if day is not None}


def legible(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(c if _holds(ord(c)) else "\N{REPLACEMENT CHARACTER}" for c in text)


def _holds(c: int) -> bool:
    return c in (9, 10, 13) or 0x20 <= c <= 0xD7FF or 0xE000 <= c <= 0xFFFD or c >= 0x10000

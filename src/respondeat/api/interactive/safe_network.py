"""A `pyvis.network.Network` whose files load nothing, run nothing of the data, and lie still.

pyvis writes values into a script as they are, loads from other hosts and reads titles as markup: a name can
run code. Here only `generate_html` and what leads around it are written anew; nodes and edges are added with
pyvis's own functions, so that what is known of pyvis holds.
"""

import importlib.util
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import networkx as nx

from respondeat.api.report.markup import visible
from respondeat.errors import InputError

from . import page

if importlib.util.find_spec("pyvis") is None:
    raise InputError(
        "Interactive files need pyvis, which is not installed. Install it with: "
        "pip install 'respondeat[pyvis]'"
    )

from pyvis.network import Network

MOST_NODES: Final = 1_000
MOST_EDGES: Final = 5_000
_NODE: Final = frozenset(
    {"label", "shape", "x", "y", "size", "value", "color", "borderWidth", "hidden", "level", "dashed"}
)
_EDGE: Final = frozenset({"label", "color", "width", "value", "dashes", "arrows", "hidden"})
_SHAPES: Final = frozenset(
    {"box", "ellipse", "circle", "database", "text", "dot", "square", "diamond", "hexagon", "star"}
    | {"triangle", "triangleDown"}
)
_PYVIS_BLUE: Final = "#97c2fc"  # what pyvis gives a node of which no colour is said
_SPREAD: Final = 220.0  # between neighbours, in units of the canvas


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of a node or an edge when it is chosen: lines, and its sources, each a line."""

    lines: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class SafeNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A network for one HTML file that works alone, without a network connection.

    `title`, `notice` and the `legend` (pairs of a mark and words) are shown around the drawing. What is told
    of a node or edge is given with `tell`; titles that pyvis would show as markup are told as text.
    Raises InputError for what cannot be made safe: templates, DOT, pictures from elsewhere, more than
    1,000 nodes or 5,000 edges.
    """

    def __init__(
        self,
        title: str = "",
        *,
        language: str = "en",
        notice: str = "",
        legend: Sequence[tuple[str, str]] = (),
        directed: bool = True,
    ) -> None:
        super().__init__(height="100%", width="100%", directed=directed, cdn_resources="in_line")
        self._told: dict[str, Entry] = {}
        self._around = page.Around(title, language, notice, tuple(legend))

    def tell(self, id: str, entry: Entry) -> None:
        """Say what is shown of the node or edge with this id."""
        self._told[id] = entry

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:
        """The file as text; pyvis's arguments change nothing. Raises InputError when it is too large."""
        if len(self.nodes) > MOST_NODES or len(self.edges) > MOST_EDGES:
            raise InputError(
                f"An interactive file holds up to {MOST_NODES} nodes and {MOST_EDGES} edges; these are "
                f"{len(self.nodes)} and {len(self.edges)}. Ask for less, or export as GEXF."
            )
        own = {node["id"]: f"n{number}" for number, node in enumerate(self.nodes)}
        nodes, edges, told = [], [], {}
        for node, place in zip(self.nodes, self._places(), strict=True):
            nodes.append({"id": own[node["id"]], **self._node(node, place)})
            told[own[node["id"]]] = self._entry(node)
        for number, edge in enumerate(self.edges):
            ends = {"id": f"e{number}", "from": own[edge["from"]], "to": own[edge["to"]]}
            edges.append(ends | _kept(edge, _EDGE))
            told[f"e{number}"] = self._entry(edge)
        return page.html(self._around, nodes, edges, told)

    def from_nx(self, nx_graph: "nx.Graph[Any]", **options: Any) -> None:
        """See pyvis; the graph itself is left as it is, to which pyvis would add its own attributes."""
        super().from_nx(nx_graph.copy(), **options)

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the file; nothing is opened."""
        Path(name).write_text(self.generate_html(), "utf-8")

    def show(self, name: str = "", local: bool = True, notebook: bool = True) -> "SafeNetwork":
        """The network itself, which a notebook shows; with a name the file is written too."""
        if name:
            self.write_html(name)
        return self

    def _repr_html_(self) -> str:
        """The file in a frame of its own, which reaches nothing of the notebook."""
        return page.framed(self.generate_html())

    def from_DOT(self, dot: str) -> NoReturn:  # noqa: N802  # pyvis's name
        """Refused: pyvis hands the text to the browser as it is."""
        raise InputError(
            "DOT is not taken: its labels are read as markup. Read it with NetworkX, then from_nx."
        )

    def set_template(self, path_to_template: str) -> NoReturn:
        """Refused: the file is written from no template."""
        raise InputError("The file is written without a template: nothing of it can be replaced.")

    def set_template_dir(self, template_directory: str, template_file: str = "") -> NoReturn:
        """Refused: the file is written from no template."""
        self.set_template(template_directory)

    def _node(self, node: Mapping[str, Any], place: tuple[float, float]) -> dict[str, Any]:
        made = _kept(node, _NODE)
        if made.get("shape") not in _SHAPES:
            made["shape"] = "dot"
        if made.get("color") == _PYVIS_BLUE:
            del made["color"]
        x, y = place
        made |= {"x": round(x, 1), "y": round(y, 1)}
        made["label"] = visible(str(node.get("label", node["id"])))
        return made

    def _places(self) -> list[tuple[float, float]]:
        """Where each node stands: as it says, else by forces from the same beginning each time."""
        if all("x" in node and "y" in node for node in self.nodes):
            return [(float(node["x"]), float(node["y"])) for node in self.nodes]
        graph: nx.Graph[Any] = nx.Graph()
        graph.add_nodes_from(node["id"] for node in self.nodes)
        graph.add_edges_from((edge["from"], edge["to"]) for edge in self.edges)
        spread = _SPREAD * math.sqrt(max(len(self.nodes), 1))
        found = nx.spring_layout(graph, seed=1, scale=spread)
        return [(float(found[node["id"]][0]), float(found[node["id"]][1])) for node in self.nodes]

    def _entry(self, given: Mapping[str, Any]) -> Entry:
        title = given.get("title")
        return self._told.get(str(given.get("id"))) or Entry((title,) if isinstance(title, str) else ())


def _kept(given: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What is safe to hand to the browser: known options with plain values."""
    return {
        name: visible(value) if isinstance(value, str) else value
        for name in sorted(names)
        if (value := given.get(name)) is not None and _plain(value)
    }


def _plain(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list | tuple):
        return all(isinstance(one, int | float) for one in value)
    return isinstance(value, str | int | bool)

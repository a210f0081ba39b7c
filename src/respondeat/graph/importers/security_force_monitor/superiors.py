"""Cycles among superiors: legal, since units change places over the years, but worth a second look."""

import networkx as nx

from respondeat.graph.importers.base import Fault

from . import columns as c
from .log import RowLog

Link = tuple[str, str]  # names of the unit and of its parent


def cycles(links: dict[Link, RowLog]) -> list[Fault]:
    """One warning for each group of units that stand above one another, at the first row of it."""
    graph: nx.DiGraph[str] = nx.DiGraph(list(links))
    found = []
    for group in nx.strongly_connected_components(graph):
        if len(group) > 1:
            inside = {link: log for link, log in links.items() if group.issuperset(link)}
            way = " → ".join(_around(graph, min(group)))
            log = min(inside.values(), key=lambda log: log.row.number)
            found.append(
                Fault(
                    log.file,
                    log.row.number,
                    c.PARENT.value,
                    log.row[c.PARENT.value],
                    f"these units are above one another: {way}. All links are imported.",
                )
            )
    return sorted(found, key=lambda fault: fault.row or 0)


def _around(graph: "nx.DiGraph[str]", start: str) -> list[str]:
    """A shortest way from a unit up to itself."""
    ways = (
        nx.shortest_path(graph, up, start) for up in graph.successors(start) if nx.has_path(graph, up, start)
    )
    return [start, *min(ways, key=lambda way: (len(way), way))]

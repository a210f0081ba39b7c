"""The command graph: the temporal index that chains run on, and NetworkX views of it."""

from .arrays import EARLY, LATE, Arrays, load, save
from .build import Row, build, describe, rows_of
from .climb import MAX_CHAINS, MAX_HOPS, Path, climb
from .days import Days, intersection, union
from .graph import CommandGraph, LinkRow
from .index import CommandIndex, RelationIndex, graph_of, relations_of
from .judge import Judge
from .kinds import CLIMBED, CONCEPT, HEADS, POSTINGS, SUPERIORS, TIES, Kind, links_of
from .relations import RelationGraph
from .states import Evidence, State, evidence
from .views import network
from .when import Mode, When

__all__ = [
    "CLIMBED",
    "CONCEPT",
    "EARLY",
    "HEADS",
    "LATE",
    "MAX_CHAINS",
    "MAX_HOPS",
    "POSTINGS",
    "SUPERIORS",
    "TIES",
    "Arrays",
    "CommandGraph",
    "CommandIndex",
    "Days",
    "Evidence",
    "Judge",
    "Kind",
    "LinkRow",
    "Mode",
    "Path",
    "RelationGraph",
    "RelationIndex",
    "Row",
    "State",
    "When",
    "build",
    "climb",
    "describe",
    "evidence",
    "graph_of",
    "intersection",
    "links_of",
    "load",
    "network",
    "relations_of",
    "rows_of",
    "save",
    "union",
]

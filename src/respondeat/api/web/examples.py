"""An example of every question, about the invented country: tests execute each of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

_RAID: Final = "Raid in Paper Street (invented)"
_SQUARE: Final = "Dispersal in Sampleton Square (invented)"
_COLONY: Final = "Colony 1 of Exampelia (invented)"
_FIRST: Final = "Aaro Firstperson"
_DAY: Final = "2020-05-03"

EXAMPLES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "acts": {"of": "perpetrators", "page_size": 1},
        "chain": {"target": _RAID, "page_size": 2},
        "chokepoints": {"target": _RAID},
        "commanders": {"body": "SRS", "on": _DAY},
        "conflicts": {"target": "SRS"},
        "decisions": {"target": _COLONY, "on": "2021"},
        "detention": {"on": "2021-02-05"},
        "dossier": {"entity": "SRS", "limit": 5},
        "elements": {"person": _FIRST, "event": _RAID},
        "events-under": {"person": _FIRST, "page_size": 3},
        "figures": {"metric": "politicalPrisoners", "on": "2021"},
        "fragility": {"target": _SQUARE, "person": _FIRST},
        "gaps": {"target": "SRS", "on": "2020-05"},
        "graph": {"target": "SRS", "on": _DAY},
        "measures": {"targets": [_SQUARE], "on": "2021-12-31"},
        "neighbours": {"target": "SRS", "on": _DAY, "page_size": 3},
        "path": {"source": _FIRST, "target": _RAID},
        "patterns": {"by": ["court", "judge"], "least": 1},
        "reliance": {"person": _FIRST, "limit": 2},
        "search": {"text": "Firstperson"},
        "show": {"entity": "SRS", "page_size": 3},
        "single-origin": {"target": "SRS"},
        "structure": {"target": _RAID, "limit": 5},
        "subordinates": {"target": "SRS", "on": _DAY},
        "superiors": {"target": "SRS", "on": _DAY},
        "tenure": {"target": _FIRST, "by": "month"},
    }
)

"""What the fields of a form are: which kinds of entities, which choices, under which words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from respondeat.api.answers.conflicts import KINDS as CONFLICTS
from respondeat.api.answers.fragility import GRADES, SOURCES
from respondeat.api.answers.gaps import KINDS as GAPS
from respondeat.api.answers.gaps import SCOPES
from respondeat.api.dataset import BODIES, ON_CHAINS, PERSONS
from respondeat.api.language import catalogue
from respondeat.api.phrases import words
from respondeat.api.report.words import Words
from respondeat.graph.analyses.patterns import DIMENSIONS
from respondeat.graph.command.cases import STAGES
from respondeat.graph.command.periods import By
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts, scheme_of

_COMMANDED: Final = BODIES | PERSONS
_EVENTS: Final = frozenset({"Event", "Pattern"})
_ANY: Final[frozenset[str]] = frozenset()

KINDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "actor": _ANY,
        "body": BODIES,
        "entity": _ANY,
        "event": _EVENTS,
        "person": PERSONS,
        "regimes": _ANY,
        "source": ON_CHAINS,
        "target": _ANY,
        "targets": _COMMANDED | _EVENTS,
    }
)
"""Parameters that mean entities, and of which kinds these are; of any kind where there is none."""

_NARROWER: Final[Mapping[tuple[str, str], frozenset[str]]] = MappingProxyType(
    {
        ("chain", "target"): ON_CHAINS,
        ("chokepoints", "target"): ON_CHAINS,
        ("fragility", "person"): PERSONS | BODIES,
        ("fragility", "target"): ON_CHAINS,
        ("gaps", "target"): _COMMANDED | _EVENTS,
        ("graph", "target"): ON_CHAINS,
        ("structure", "target"): ON_CHAINS,
        ("subordinates", "target"): _COMMANDED,
        ("superiors", "target"): _COMMANDED,
        ("tenure", "target"): _COMMANDED,
    }
)

CHOICES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = MappingProxyType(
    {
        ("chokepoints", "grade"): ("possible", "certain"),
        ("conflicts", "kinds"): CONFLICTS,
        ("decisions", "stage"): tuple(STAGES),
        ("figures", "metric"): ("all", *(one.removeprefix(v.R) for one in concepts("metric"))),
        ("fragility", "by"): SOURCES,
        ("fragility", "grade"): GRADES,
        ("gaps", "kinds"): GAPS,
        ("gaps", "scope"): SCOPES,
        ("neighbours", "grade"): ("possible", "certain"),
        ("path", "grade"): ("possible", "certain"),
        ("patterns", "by"): tuple(DIMENSIONS),
        ("reliance", "by"): SOURCES,
        ("search", "kinds"): tuple(one.removeprefix(v.R) for one in v.ENTITY_CLASSES),
        ("tenure", "by"): tuple(By),
    }
)
"""What a text of a question may be, where only its answer tells."""


def kinds(question: str, parameter: str) -> frozenset[str] | None:
    """The kinds of entities that a parameter means; None where it means none."""
    return _NARROWER.get((question, parameter), KINDS.get(parameter))


def told(question: str, parameter: str, choice: str, language: str) -> str:
    """A choice in words."""
    known = catalogue(language)
    if parameter == "stage":
        return known[f"report.stage.{choice}"]
    for key in (f"analyses.choice.{parameter}-{choice}", f"report.value.{choice}", f"grade.{choice}"):
        if key in known:
            return known[key]
    if scheme_of(v.R + choice):
        return words(choice, language)
    return Words(language).term(choice)

"""The listing of each question that has one of its own, and what tells any other."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .about import About
from .blocks import Block, Group
from .build import Builder, builder
from .listing import Listing
from .listing_boards import BoardListing
from .listing_chokepoints import ChokepointsListing
from .listing_conflicts import ConflictsListing
from .listing_detention import DetentionListing
from .listing_elements import ElementsListing
from .listing_events import EventsUnderListing, RelianceListing
from .listing_figures import FiguresListing
from .listing_fragility import FragilityListing
from .listing_gaps import GapsListing
from .listing_measures import MeasuresListing
from .listing_patterns import PatternsListing
from .listing_sources import ActsListing, SingleOriginListing
from .listing_tenure import TenureListing
from .opposing import count, opposing
from .sources import Sources
from .words import Json, Words

LISTINGS: Final[Mapping[str, type[Listing]]] = MappingProxyType(
    {
        "acts": ActsListing,
        "chokepoints": ChokepointsListing,
        "commanders": BoardListing,
        "conflicts": ConflictsListing,
        "detention": DetentionListing,
        "elements": ElementsListing,
        "events-under": EventsUnderListing,
        "figures": FiguresListing,
        "fragility": FragilityListing,
        "gaps": GapsListing,
        "measures": MeasuresListing,
        "patterns": PatternsListing,
        "reliance": RelianceListing,
        "single-origin": SingleOriginListing,
        "subordinates": BoardListing,
        "superiors": BoardListing,
        "tenure": TenureListing,
    }
)


def listed(question: str, answer: Json, language: str) -> tuple[tuple[Block, ...], tuple[Group, ...]]:
    """The answer to a question for a page: its summary, then its sections.

    What speaks against it and the sources, numbered, are among the sections.
    """
    words = Words(language, less=bool(answer["without"]))
    sources = Sources(words, (), page=True)
    found: Builder
    if question in LISTINGS:
        found = LISTINGS[question](answer, sources, words)
    else:
        found = builder(answer, _about(question, answer, language), sources, words)
    brief = found.brief()
    sections = list(found.sections())
    if count(answer):
        sections.append(opposing(answer, sources, words, found.label))
    sections += found.after()
    sections.append(Group(words.say("report.sources.title"), tuple(sources.listed()), "sources"))
    return brief, tuple(one for one in sections if one.blocks)


def _about(question: str, answer: Json, language: str) -> About:
    return About(
        question=question,
        parameters={},
        profile="",
        level=answer["level"],
        language=language,
        engine=answer["engine"],
        dataset_hash=answer["dataset_hash"],
        recorded_at=answer["recorded_at"] or "",
        merkle_root="",
        custody_head="",
        leaves=0,
    )

"""A report from an answer: what every report has, around what the kind of answer calls for."""

from collections.abc import Iterator
from typing import Final, Protocol

from .about import About
from .appendix import appendix
from .blocks import Block, Group, Line, Paragraph, Report, Span
from .chain import ChainReport
from .decisions import DecisionsReport
from .dossier import DossierReport
from .front import asked, closing, contents, evidence, question_name, unanswered
from .generic import GenericReport
from .opposing import count, opposing, unasked
from .sources import Sources
from .structure import with_ends
from .tables import ChangesetsReport, SearchReport, SparqlReport
from .words import Json, Words

_LISTS: Final = frozenset({"search", "sparql", "changesets"})
"""Questions whose answers list records, and ask nothing of what is said for or against them."""


class Builder(Protocol):
    """Builds what belongs to one kind of answer."""

    def brief(self) -> tuple[Block, ...]:
        """The answer in a few lines."""

    def sections(self) -> Iterator[Group]:
        """What stands before what speaks against."""

    def after(self) -> Iterator[Group]:
        """What stands after it."""

    def label(self, statement: str) -> Line:
        """A reference to where a statement stands; empty when it stands nowhere."""


def report(told: Json | None, about: About) -> Report:
    """The readable report of `answer.json` (None where the profile cannot ask the question)."""
    words = Words(about.language, less=bool(((told or {}).get("answer") or {}).get("without")))
    sources = Sources(words, about.documents)
    body = list(_body(told, about, sources, words))
    sections = [asked(told, about, words), *body]
    sections.append(sources.section())
    sections += appendix(told, words)
    sections += closing(about, sources, words)
    sections.insert(1, contents(sections, words))
    running = words.say("report.running", data=about.dataset_hash[:12], day=about.recorded_at[:10])
    return Report(_title(told, about, words), about.language, about.recorded_at, running, tuple(sections))


def _title(told: Json | None, about: About, words: Words) -> str:
    answer = (told or {}).get("answer") or {}
    found = next((answer[key] for key in ("target", "entity", "person", "body") if answer.get(key)), None)
    name = found["name"] if isinstance(found, dict) else ""
    kind = question_name(about, words)
    return f"{kind}: {name}" if name else kind


def _body(told: Json | None, about: About, sources: Sources, words: Words) -> Iterator[Group]:
    if told is None or told.get("answer") is None:
        yield unanswered(about, words)
        return
    made = builder(told["answer"], about, sources, words)
    brief, against = made.brief(), count(told)
    asks = about.question not in _LISTS or against
    key = "report.brief.against" if asks else "report.against.not_asked"
    pointer = Paragraph((Span(words.say(key, count=against), "loud", to="against"),))
    body = [
        *made.sections(),
        opposing(told, sources, words, made.label) if asks else unasked(words),
        *made.after(),
    ]
    brief = (*brief, *evidence(about, sources, words), pointer)  # which is known when all else was told
    yield Group(words.say("report.brief.title"), brief, "brief", whole=True)
    yield from body


def builder(answer: Json, about: About, sources: Sources, words: Words) -> Builder:
    """What tells this kind of answer in a report."""
    match about.question:
        case "chain":
            return ChainReport(answer, sources, words)
        case "dossier":
            return DossierReport(answer, sources, words)
        case "decisions":
            return DecisionsReport(answer, sources, words)
        case "structure":
            return GenericReport(with_ends(answer), sources, words)
        case "search":
            return SearchReport(answer, words)
        case "sparql":
            return SparqlReport(answer, words)
        case "changesets":
            return ChangesetsReport(answer, words)
    return GenericReport(answer, sources, words)

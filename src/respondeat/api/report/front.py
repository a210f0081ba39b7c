"""What stands in every report: what was asked of which data, what is withheld, the documents, the limits."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from respondeat.api.language import catalogue
from respondeat.api.phrases import named
from respondeat.api.phrases_time import valid
from respondeat.api.titles import called
from respondeat.graph.evidence.redaction import PROFILES
from respondeat.graph.evidence.verifier.layout import DATA, HOW_TO_VERIFY, VERIFIER

from .about import STATES, About, DocumentItem
from .appendix import nodes
from .blocks import Bullets, Facts, Group, Line, Notice, Paragraph, Span, joined, plain, theirs
from .sources import Sources
from .words import Json, Words, short

_LIMITS: Final = ("others", "silence", "dates", "quotes", "names", "data", "level")


def question_name(about: About, words: Words) -> str:
    """The kind of question in words."""
    return catalogue(words.language).get(f"report.question.{about.question}", about.question)


def asked(told: Json | None, about: About, words: Words) -> Group:
    """What was asked, of which data, by which engine, with the notice."""
    answer = (told or {}).get("answer") or {}
    say = words.say
    known = {node["id"]: named(node, words.language) for node in nodes(told)}
    parameters = [
        (_parameter(name, words), _value(value, known)) for name, value in sorted(about.parameters.items())
    ]
    meant = [(Span(f"{name}: "), *value) for name, value in parameters]
    pairs: list[tuple[str, tuple[Line, ...]]] = [
        (
            say("report.asked.question"),
            ((Span(f"{question_name(about, words)} ("), Span(about.question, "code"), Span(")")), *meant),
        ),
        (say("report.asked.recorded"), (plain(about.recorded_at),)),
        (say("report.asked.dataset"), ((Span(about.dataset_hash, "code"),),)),
        (say("report.asked.engine"), (plain(about.engine),)),
        (say("report.asked.profile"), (plain(_profile(about, words)),)),
        (say("report.asked.root"), ((Span(about.merkle_root, "code"),),)),
        (say("report.asked.custody"), ((Span(about.custody_head, "code"),),)),
    ]
    blocks: list[Facts | Notice] = [Facts(tuple(pairs))]
    notice = answer.get("notice") or say("notice", day=about.recorded_at[:10])
    own = say("notice", day=about.recorded_at[:10])
    lines = (theirs(notice),) if own == notice else (plain(own), theirs(notice, lang="en"))
    blocks.append(Notice(say("report.notice.title"), (*lines, plain(say("report.notice.reader"))), loud=True))
    if without := answer.get("without"):
        blocks.append(
            Notice(
                say("report.without.title"),
                tuple(_without(without, {**about.names, **known}, words)),
                loud=True,
            )
        )
    return Group(say("report.asked.title"), tuple(blocks), "asked", whole=True)


def unanswered(about: About, words: Words) -> Group:
    """For a profile that cannot ask the question at all."""
    lines = (plain(words.say("report.unanswered.body", profile=about.profile)),)
    notice = Notice(words.say("report.unanswered.title"), lines, loud=True)
    return Group(words.say("report.brief.title"), (notice,), "brief", whole=True)


def closing(about: About, sources: Sources, words: Words) -> Iterator[Group]:
    """Documents, what is withheld, limits, how to check."""
    yield _documents(about, sources, words)
    yield _withheld(about, sources, words)
    yield _limits(about, words)
    yield _verify(words)


def _profile(about: About, words: Words) -> str:
    """For whom; a profile that may read more than these data have anything of reads all of them."""
    most = PROFILES[about.profile].level if about.profile in PROFILES else about.level
    told = {"profile": about.profile, "level": words.concept(about.level)}
    if about.level == most:
        return words.say("report.asked.profile_of", **told)
    return words.say("report.asked.profile_whole", **told)


def _parameter(name: str, words: Words) -> str:
    if name == "target":
        return words.say("report.chain.target").rstrip(": ")
    told = catalogue(words.language).get(f"report.field.{name}", name)
    return told[:1].upper() + told[1:]


def _value(value: object, known: Mapping[str, str]) -> Line:
    """What was given, things by their names, with the identifiers."""
    given = value if isinstance(value, list | tuple) else [value]
    return joined([_one(str(one), known) for one in given])


def _one(value: str, known: Mapping[str, str]) -> Line:
    if value not in known:
        return theirs(short(value), "code")
    return (*theirs(known[value]), Span(" ("), Span(short(value), "code"), Span(")"))


def _without(without: Json, known: Mapping[str, str], words: Words) -> Iterator[Line]:
    for key in ("documents", "origins"):
        if found := without.get(key):
            told = joined([_one(id, known) for id in found])
            yield (Span(words.say(f"report.without.{key}", names="")), *told)
    for key in ("modalities", "confidence"):
        if found := without.get(key):
            names = [found] if isinstance(found, str) else found
            shown = ", ".join(words.concept(name) for name in names)
            yield plain(words.say(f"report.without.{key}", names=shown))


def _documents(about: About, sources: Sources, words: Words) -> Group:
    say = words.say
    cited = sources.documents()
    told = {d["sha256"]: d for d in cited if d["sha256"]}
    blocks = [_document(item, told.get(item.sha256), sources, words) for item in about.documents]
    blocks += [_unlisted(d, sources, words) for d in _unlisted_of(about, sources)]
    intro = Paragraph(plain(say("report.documents.intro" if blocks else "report.documents.none")), "soft")
    return Group(say("report.documents.title"), (intro, *blocks), "documents")


def _document(item: DocumentItem, cited: Json | None, sources: Sources, words: Words) -> Group:
    title = item.title or (called(cited) if cited else "")
    state = ", ".join(filter(None, (words.say(f"report.state.{item.state}"), item.media_type)))
    facts = _told(item.sha256, item.url, state, cited, sources, words)
    return Group(" ".join(filter(None, (item.item, title))), (Facts(tuple(facts)),))


def _unlisted(document: Json, sources: Sources, words: Words) -> Group:
    state = words.say("report.state.unlisted")
    facts = _told(document["sha256"] or "", document["url"] or "", state, document, sources, words)
    return Group(called(document), (Facts(tuple(facts)),))


def _told(
    sha256: str, url: str, state: str, cited: Json | None, sources: Sources, words: Words
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    say = words.say
    yield say("report.documents.state"), (plain(state),)
    if sha256:
        yield say("report.documents.hash"), ((Span(sha256, "code"),),)
    if url:
        yield say("report.documents.address"), ((Span(url, href=url, foreign=True),),)
    if cited:
        if cited["publisher"]:
            yield say("report.documents.publisher"), (theirs(cited["publisher"]),)
        if cited["written"]:
            yield say("report.documents.written"), (plain(valid(cited["written"], words.language)),)
        if cited["file_name"]:
            yield say("report.documents.file"), (theirs(cited["file_name"], "code"),)
        yield say("report.documents.record"), ((Span(short(cited["id"]), "code"),),)
        yield say("report.documents.cited"), (sources.cited(cited["id"]),)
    else:
        yield say("report.documents.cited"), (plain(say("report.documents.uncited")),)


def evidence(about: About, sources: Sources, words: Words) -> Iterator[Paragraph]:
    """How much of what is cited is at hand, and how much is withheld: on the first page."""
    if cited := sources.documents():
        held = {d.sha256 for d in about.documents if d.state == "held"}
        count = sum(d["sha256"] in held for d in cited)
        told = words.say("report.brief.documents", all=len(cited), held=count)
        yield Paragraph((Span(told, to="documents"),))
    if about.withheld:
        told = words.say("report.brief.withheld", withheld=about.withheld, leaves=about.leaves)
        yield Paragraph((Span(told, "strong", to="withheld"),))


def _unlisted_of(about: About, sources: Sources) -> list[Json]:
    """The documents cited that are no items of the bundle: nobody knows their hash."""
    listed = {d.sha256 for d in about.documents if d.sha256}
    return [d for d in sources.documents() if d["sha256"] not in listed]


def _withheld(about: About, sources: Sources, words: Words) -> Group:
    say = words.say
    states = {state: sum(d.state == state for d in about.documents) for state in STATES}
    states["unlisted"] = len(_unlisted_of(about, sources))
    counts = [plain(f"{say(f'report.state.{state}')}: {count}") for state, count in states.items()]
    pairs = (
        (say("report.withheld.leaves"), (plain(f"{about.withheld} / {about.leaves}"),)),
        (say("report.documents.title"), tuple(counts)),
        (say("report.withheld.extent"), (plain(say(f"report.extent.{about.extent}")),)),
    )
    told = "report.withheld.some" if about.withheld else "report.withheld.none"
    blocks = (
        Paragraph(plain(say(told, profile=about.profile)), "loud" if about.withheld else ""),
        Facts(pairs),
    )
    return Group(say("report.withheld.title"), blocks, "withheld", whole=True)


def _limits(about: About, words: Words) -> Group:
    items = [plain(words.say(f"report.limits.{key}")) for key in _LIMITS]
    own = words.say("notice", day=about.recorded_at[:10])
    blocks = (Bullets(tuple(items)), Paragraph(plain(own, "strong")))
    return Group(words.say("report.limits.title"), blocks, "limits", whole=True)


def _verify(words: Words) -> Group:
    told = {"python": "Python", "verify": _bare(HOW_TO_VERIFY), "command": f"python3 {VERIFIER} ."}
    keys = ("files", "commands", "fingerprint", "replay")
    items = tuple(plain(words.say(f"report.verify.{key}", **told)) for key in keys)
    return Group(words.say("report.verify.title"), (Bullets(items),), "verify", whole=True)


def _bare(path: str) -> str:
    return path.removeprefix(DATA)


def contents(groups: Iterable[Group], words: Words) -> Group:
    """The sections that follow, as links."""
    items = tuple((Span(group.heading, to=group.anchor),) for group in groups if group.anchor)
    return Group(words.say("report.contents"), (Bullets(items),), "contents", whole=True)

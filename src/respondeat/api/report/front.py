"""What stands in every report: what was asked of which data, what is withheld, the documents, the limits."""

from collections.abc import Iterable, Iterator
from typing import Final

from respondeat.api.language import catalogue
from respondeat.graph.evidence.verifier.layout import DATA, HOW_TO_VERIFY, VERIFIER

from .about import STATES, About, DocumentItem
from .blocks import Bullets, Facts, Group, Line, Notice, Paragraph, Span, Table, plain, theirs
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
    parameters = [(name, _value(value)) for name, value in sorted(about.parameters.items())]
    meant = [(Span(f"{name}: "), *value) for name, value in parameters]
    pairs: list[tuple[str, tuple[Line, ...]]] = [
        (say("report.asked.question"), (plain(question_name(about, words)), *meant)),
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
        blocks.append(Notice(say("report.without.title"), tuple(_without(without, words)), loud=True))
    return Group(say("report.asked.title"), tuple(blocks), "asked", whole=True)


def unanswered(about: About, words: Words) -> Group:
    """For a profile that cannot ask the question at all."""
    lines = (plain(words.say("report.unanswered.body", profile=about.profile)),)
    notice = Notice(words.say("report.unanswered.title"), lines, loud=True)
    return Group(words.say("report.brief.title"), (notice,), "brief", whole=True)


def closing(about: About, sources: Sources, words: Words) -> Iterator[Group]:
    """Documents, what is withheld, limits, how to check."""
    yield _documents(about, sources, words)
    yield _withheld(about, words)
    yield _limits(about, words)
    yield _verify(words)


def _profile(about: About, words: Words) -> str:
    return words.say("report.asked.profile_of", profile=about.profile, level=words.concept(about.level))


def _value(value: object) -> Line:
    if isinstance(value, list | tuple):
        told = ", ".join(short(str(one)) for one in value)
    else:
        told = short(str(value))
    return theirs(told, "code")


def _without(without: Json, words: Words) -> Iterator[Line]:
    for key in ("documents", "origins", "modalities", "confidence"):
        if found := without.get(key):
            names = [found] if isinstance(found, str) else found
            shown = ", ".join(words.concept(short(name)) for name in names)
            yield plain(words.say(f"report.without.{key}", names=shown))


def _documents(about: About, sources: Sources, words: Words) -> Group:
    say = words.say
    listed = {d.sha256 for d in about.documents}
    others = [d for d in sources.documents() if not d["sha256"] or d["sha256"] not in listed]
    rows = [_document(item, sources, words) for item in about.documents]
    rows += [_unlisted(document, sources, words) for document in others]
    if not rows:
        return Group(
            say("report.documents.title"), (Paragraph(plain(say("report.documents.none"))),), "documents"
        )
    titles = tuple(say(f"report.documents.{name}") for name in ("item", "document", "hash", "state", "cited"))
    table = Table(say("report.documents.caption"), titles, tuple(rows), (14, 34, 26, 14, 12))
    intro = Paragraph(plain(say("report.documents.intro")), "soft")
    return Group(say("report.documents.title"), (intro, table), "documents")


def _document(item: DocumentItem, sources: Sources, words: Words) -> tuple[Line, ...]:
    title: Line = theirs(item.title) if item.title else plain("—")
    if item.url:
        title = (*title, Span("\n"), Span(item.url, "soft", href=item.url, foreign=True))
    media = f"\n{item.media_type}" if item.media_type else ""
    state = words.say(f"report.state.{item.state}") + media
    cited = sources.cited(item.sha256) if item.sha256 else ()
    return (plain(item.item), title, (Span(item.sha256 or "—", "code"),), plain(state), cited)


def _unlisted(document: Json, sources: Sources, words: Words) -> tuple[Line, ...]:
    title = document["title"] or document["file_name"] or short(document["id"])
    line: Line = theirs(title)
    if document["url"]:
        line = (*line, Span("\n"), Span(document["url"], "soft", href=document["url"], foreign=True))
    sha256 = document["sha256"] or ""
    cited = sources.cited(sha256) if sha256 else ()
    return (
        plain("—"),
        line,
        (Span(sha256 or "—", "code"),),
        plain(words.say("report.state.unlisted")),
        cited,
    )


def _withheld(about: About, words: Words) -> Group:
    say = words.say
    counts = {state: sum(d.state == state for d in about.documents) for state in STATES}
    pairs = (
        (say("report.withheld.leaves"), (plain(f"{about.withheld} / {about.leaves}"),)),
        *((say(f"report.state.{state}"), (plain(str(counts[state])),)) for state in STATES),
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
    told = {"python": "Python", "verify": _bare(HOW_TO_VERIFY), "command": f"python3 {_bare(VERIFIER)} .."}
    keys = ("files", "commands", "fingerprint", "replay")
    items = tuple(plain(words.say(f"report.verify.{key}", **told)) for key in keys)
    return Group(words.say("report.verify.title"), (Bullets(items),), "verify", whole=True)


def _bare(path: str) -> str:
    return path.removeprefix(DATA)


def contents(groups: Iterable[Group], words: Words) -> Group:
    """The sections that follow, as links."""
    items = tuple((Span(group.heading, to=group.anchor),) for group in groups if group.anchor)
    return Group(words.say("report.contents"), (Bullets(items),), "contents", whole=True)

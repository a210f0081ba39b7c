"""What stands in every report: what was asked of which data, what is withheld, the documents, the limits."""

from collections.abc import Iterable, Iterator
from typing import Final

from respondeat.api.language import catalogue
from respondeat.api.phrases_time import valid
from respondeat.graph.evidence.verifier.layout import DATA, HOW_TO_VERIFY, VERIFIER

from .about import STATES, About, DocumentItem
from .blocks import Bullets, Facts, Group, Line, Notice, Paragraph, Span, Table, joined, plain, theirs
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
        (
            say("report.asked.question"),
            ((Span(f"{question_name(about, words)} "), Span(about.question, "code")), *meant),
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
    cited = sources.documents()
    listed = {d.sha256 for d in about.documents if d.sha256}
    told = {d["sha256"]: d for d in cited if d["sha256"]}
    rows = [_document(item, told.get(item.sha256), sources, words) for item in about.documents]
    rows += [_unlisted(d, sources, words) for d in cited if d["sha256"] not in listed]
    if not rows:
        return Group(
            say("report.documents.title"), (Paragraph(plain(say("report.documents.none"))),), "documents"
        )
    titles = tuple(say(f"report.documents.{name}") for name in ("item", "document", "hash", "state", "cited"))
    table = Table(say("report.documents.caption"), titles, tuple(rows), (14, 34, 26, 14, 12))
    intro = Paragraph(plain(say("report.documents.intro")), "soft")
    return Group(say("report.documents.title"), (intro, table), "documents")


def _document(item: DocumentItem, cited: Json | None, sources: Sources, words: Words) -> tuple[Line, ...]:
    media = f"\n{item.media_type}" if item.media_type else ""
    state = words.say(f"report.state.{item.state}") + media
    title = _title(item.title or (cited or {}).get("title") or "", item.url, cited, words)
    refs = sources.cited(cited["id"]) if cited else ()
    return (plain(item.item), title, (Span(item.sha256 or "—", "code"),), plain(state), refs)


def _unlisted(document: Json, sources: Sources, words: Words) -> tuple[Line, ...]:
    title = _title(document["title"] or "", document["url"] or "", document, words)
    sha256 = (Span(document["sha256"] or "—", "code"),)
    state = plain(words.say("report.state.unlisted"))
    return (plain("—"), title, sha256, state, sources.cited(document["id"]))


def _title(title: str, url: str, cited: Json | None, words: Words) -> Line:
    """The title of a document, who published it, when it was written, its file and record, its address."""
    told: list[Line] = [theirs(title) if title else plain("—")]
    if cited:
        if cited["publisher"]:
            told.append(
                (Span(words.say("report.documents.publisher"), "soft"), *theirs(cited["publisher"], "soft"))
            )
        if cited["written"]:
            written = f"{words.say('report.documents.written')}{valid(cited['written'], words.language)}"
            told.append(plain(written, "soft"))
        if cited["file_name"]:
            told.append(theirs(cited["file_name"], "code"))
        told.append((Span(short(cited["id"]), "code"),))
    if url:
        told.append((Span(url, "soft", href=url, foreign=True),))
    return joined(told, "\n")


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

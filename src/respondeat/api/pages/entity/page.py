"""The page of an entity: everything said of it, for and against, with its sources, by event or by record."""

from typing import Any

from markupsafe import Markup

from respondeat.api.answers.dossier_view import told
from respondeat.api.dataset import Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import Link, frame
from respondeat.api.pages.rendering import render
from respondeat.api.phrases import named
from respondeat.api.report.blocks import Group
from respondeat.api.report.html import Writer
from respondeat.api.report.sources import Sources
from respondeat.api.report.statement import statement
from respondeat.api.report.words import Words, short
from respondeat.api.titles import called

from .related import day_of, ways
from .sections import Sections
from .timeline_rows import Timeline, part_heading, timeline
from .view import AGAINST, Addresses, View, seen

Json = dict[str, Any]

_FORMS = ("json", "jsonld", "turtle", "ntriples", "csv", "svg", "png")
_NAMES = {"jsonld": "JSON-LD", "turtle": "Turtle", "ntriples": "N-Triples"}
_OF_DATA = {"by": None, "part": None, "page": None, "statement": None}


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises NotFound in the same words for what is not there and what stands above the level."""
    view = seen(data, asked)
    place, words = asked.place, Words(data.language, less=bool(data.without))
    addresses = Addresses(place)
    writer = Writer(words.language, place.entity, place.link, addresses.statement)
    sources = Sources(words, (), page=True)
    sections, lanes = Sections(view, words), timeline(data, view, words)
    written = _statements(data, view, words, sources)
    whole = view.whole
    groups = [*(sections.under() if whole else ()), *((sections.gaps(), sections.record()) if whole else ())]
    bundle = place.link("/bundle/dossier", entity=short(view.id))
    around = frame(data, asked, _title(view, words), styles=("entity",), bundle=bundle)
    around["exports"][:0] = _exports(asked, lanes, less=bool(data.without))
    return render(
        "entity.html",
        **around,
        view=view,
        kind=_kind(view, words),
        marks=_marks(view.told["entity"], words),
        ways=ways(view.told, day_of(view.told, lanes.rows), place) if whole else [],
        contents=_contents(view, words, addresses),
        says=_line(writer, sections) if whole else "",
        who=_all(writer, list(sections.who()) if whole else [], "who"),
        timeline=lanes if whole or view.part else None,
        statements=[
            (Markup(writer.group(group, 3, f"t{n}")), key) for n, (key, group) in enumerate(written, 1)
        ],
        rest=_all(writer, groups, "r"),
        sources=_all(writer, [Group(words.say("entity.sources"), tuple(sources.listed()), "sources")], "src")
        if written
        else "",
        turning=_turning(view, addresses),
        orders=_orders(view, words, addresses),
        statement_at=addresses,
        short=short,
    )


def _title(view: View, words: Words) -> str:
    document = view.told["document"]
    if document:
        return called(document)
    return named(view.told["entity"], words.language)


def _kind(view: View, words: Words) -> str:
    if view.told["document"]:
        return words.say("entity.document")
    entity = view.told["entity"]
    return words.term(entity["type"]) if "type" in entity else words.say("entity.unknown_kind")


def _marks(entity: Json, words: Words) -> list[tuple[str, str]]:
    """What must be seen of it at once: a word, and what that means."""
    return [
        (words.say(f"mark.{key}"), words.say(f"entity.marked.{key}"))
        for key in ("invented", "placeholder", "protected")
        if entity.get(key)
    ]


def _exports(asked: Asked, lanes: Timeline, *, less: bool) -> list[Link]:
    """The other forms: of all that is said, and of the timeline where there is one.

    Where something is set aside (`less`) there is no RDF: that has the records as they are.
    """
    drawn = () if lanes.lanes else ("svg", "png")
    forms = [form for form in _FORMS if form not in drawn and not (less and form in _NAMES)]
    place = asked.place
    return [
        Link(
            place.changed(format=form, **(_OF_DATA if form not in ("svg", "png") else {"statement": None})),
            _NAMES.get(form, form.upper()),
        )
        for form in forms
    ]


def _all(writer: Writer, groups: list[Group], at: str) -> Markup:
    return Markup("").join(Markup(writer.group(group, 2, f"{at}{n}")) for n, group in enumerate(groups, 1))


def _line(writer: Writer, sections: Sections) -> Markup:
    return Markup(writer.line(sections.says()))


def _statements(data: Dataset, view: View, words: Words, sources: Sources) -> list[tuple[str, Group]]:
    """The statements of this page, under the headings of their sections."""
    full = {row["id"]: row for row in told(data, view.id, view.on_page)}
    made = []
    for section in view.shown:
        blocks = tuple(
            statement(full[id], f"{section.first + at}. ", sources, words)
            for at, id in enumerate(section.statements)
            if id in full
        )
        anchor = f"part-{section.key.replace('_', '-')}"
        made.append((section.key, Group(heading(view, section.key, words), blocks, anchor)))
    return made


def heading(view: View, key: str, words: Words) -> str:
    """What a section is called: a part of the dossier, or the moment of a changeset."""
    if key == AGAINST:
        return words.say("entity.against")
    if view.by == "event" or key == "said":
        return part_heading(key, words)
    row = view.changeset(key)
    told = words.say("dossier.record_day", moment=row["recorded_at"])
    return f"{told} – {row['note']}" if row["note"] else told  # two may bear the same moment


def _contents(view: View, words: Words, addresses: Addresses) -> list[tuple[Link, str]]:
    """Every part with how many statements it has, and what speaks against some of them."""
    rows = [(part["part"], len(part["statements"])) for part in view.told["parts"]]
    if view.told["against"]:
        rows.append((AGAINST, len(view.told["against"])))
    made = []
    for key, count in rows:
        told = words.say("entity.against") if key == AGAINST else part_heading(key, words)
        link = Link(addresses.page(part=key, page=None), told, view.part == key)
        made.append((link, counted("entity.statements", count, words.language)))
    return made


def _turning(view: View, addresses: Addresses) -> list[Link]:
    """The pages of the statements: the first, those near this one, the last."""
    if view.pages == 1:
        return []
    near = {1, *range(max(1, view.page - 2), min(view.pages, view.page + 2) + 1), view.pages}
    return [Link(addresses.page(page=n), str(n), n == view.page) for n in sorted(near)]


def _orders(view: View, words: Words, addresses: Addresses) -> list[Link]:
    """By the date of the event, or of the record."""
    return [
        Link(
            addresses.page(by=by if by != "event" else None, page=None),
            phrase(f"entity.by.{by}", words.language),
            view.by == by,
        )
        for by in ("event", "record")
    ]

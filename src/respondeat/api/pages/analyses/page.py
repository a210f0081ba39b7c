"""The page of an analysis: its form, its answer in words and tables, and the same in other forms."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.main_lists import main
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import ending, frame
from respondeat.api.pages.meaning import meaning
from respondeat.api.pages.place import Place
from respondeat.api.pages.rendering import render
from respondeat.api.pages.spreadsheet import as_csv as written
from respondeat.api.phrases import named
from respondeat.api.report.blocks import Block
from respondeat.api.report.drawing import beneath, svg
from respondeat.api.report.html import Writer
from respondeat.api.report.listings import listed
from respondeat.api.report.plots_together import drawn, pictures
from respondeat.api.report.raster import picture
from respondeat.errors import NotFound, RespondeatError
from respondeat.ontology import vocabulary as v

from .asking import answered, first_row, given, known, parameters, whole
from .beside import beside
from .custody import custody
from .elsewhere import elsewhere, previewed
from .form import Field, fields, hidden, opened
from .problem import problem
from .rows import PAGE, flat, sliced
from .what_if import switches

Json = dict[str, Any]

_GROWS: Final = 5
_MOST: Final = 1_000_000


def as_html(data: Dataset, asked: Asked) -> bytes:
    """The page: the form alone until what the question needs is there. Raises what the question raises."""
    name = asked.given["name"]
    if name == "custody":
        return custody(data, asked)
    known(name)
    place, typed = asked.place, asked.place.given
    if not whole(name, _own(asked)):
        return _page(data, asked, name, {})
    wanted = given(name, _own(asked))
    answer = answered(data, name, wanted)
    start = first_row(typed)
    brief, sections = listed(name, sliced(name, answer, start), place.language)
    exports = ("json", "csv", *(("svg", "png") if pictures(sections) else ()))
    writer = Writer(place.language, place.entity, place.link)
    values = {
        "brief": _blocks(writer, brief, "b"),
        "sections": [Markup(writer.group(one, 2, f"s{n}")) for n, one in enumerate(sections, 1)],
        "contents": [(one.anchor, one.heading) for one in sections if one.anchor],
        "turning": _turning(place, start, len(main(name, answer))),
        "longer": _longer(name, answer, wanted, place),
        "switches": switches(data, answer, place) if name == "fragility" else (),
        "elsewhere": elsewhere(name, wanted, place),
        "beside": beside(data, name, wanted, place),
    }
    bundle = place.link(f"/bundle/{name}", **wanted) if previewed(name, wanted, place) else ""
    return _page(data, asked, name, values, exports, _subject(answer, place.language), bundle=bundle)


def as_json(data: Dataset, asked: Asked) -> bytes:
    """The answer as /v1 gives it."""
    return json.dumps(_answer(data, asked), ensure_ascii=False).encode()


def as_csv(data: Dataset, asked: Asked) -> bytes:
    """The main list of the answer as a table."""
    return written(flat(asked.given["name"], _answer(data, asked)))


def as_svg(data: Dataset, asked: Asked) -> bytes:
    """The drawings of the answer, below one another. Raises NotFound where it has none."""
    drawing, title, told = _drawing(data, asked)
    return svg(drawing, title, told, "plot").encode()


def as_png(data: Dataset, asked: Asked) -> bytes:
    """The same as PNG."""
    return picture(*_drawing(data, asked))


def refused(data: Dataset, asked: Asked, error: RespondeatError) -> bytes:
    """The form as it was filled in, and above it what went wrong. Raises NotFound for no analysis."""
    return _page(data, asked, known(asked.given["name"]), {}, problem=problem(error, asked.place))


def _own(asked: Asked) -> Mapping[str, list[str]]:
    return {key: value for key, value in asked.given.items() if key != "name"}


def _answer(data: Dataset, asked: Asked) -> Json:
    name = known(asked.given["name"])
    return answered(data, name, given(name, _own(asked)))


def _drawing(data: Dataset, asked: Asked) -> tuple[Any, str, str]:
    name = known(asked.given["name"])
    _, sections = listed(name, _answer(data, asked), asked.place.language)
    found = pictures(sections)
    if not found:
        raise NotFound("There is nothing to draw of this answer. Ask for it as json or csv.")
    drawing, title, told = drawn(found)
    return beneath(drawing, ending(data)), title, told


def _page(
    data: Dataset,
    asked: Asked,
    name: str,
    values: Mapping[str, Any],
    exports: tuple[str, ...] = (),
    subject: str = "",
    problem: object = None,
    bundle: str = "",
) -> bytes:
    place = asked.place
    kind = phrase(f"report.question.{name}", place.language)
    seen, folded = (tuple(_in_words(data, one) for one in part) for part in fields(name, place))
    empty: Json = {
        "brief": None, "sections": [], "contents": [], "turning": None, "longer": None,
        "switches": (), "elsewhere": None, "beside": None,
    }  # fmt: skip
    title = f"{kind}: {subject}" if subject else kind
    return render(
        "analysis.html",
        **frame(data, asked, title, styles=("analyses",), exports=exports, bundle=bundle),
        **{**empty, **values},
        name=name,
        kind=kind,
        about=phrase(f"analyses.about.{name}", place.language),
        seen=seen,
        folded=folded,
        fold_open=opened(folded),
        hidden=list(hidden(place, seen, folded)),
        all_href=place.link("/analyses"),
        moments=sorted({one.recorded_at for one in data.recorded}, reverse=True)[:50],
        problem=problem,
        needed=bool([p for p in parameters(name) if p.required]),
    )


def _in_words(data: Dataset, field: Field) -> Field:
    """A field for an entity with the name in the place of the id, where that means nobody else."""
    if field.kind != "entity":
        return field
    kinds = frozenset(field.kinds.split()) or None
    return replace(field, values=tuple(_meant(data, one, kinds) for one in field.values))


def _meant(data: Dataset, text: str, kinds: frozenset[str] | None) -> str:
    id = text if text.startswith(v.ID) else v.ID + text
    return text if data.entity(id) is None else meaning(data, id, kinds)


def _blocks(writer: Writer, blocks: Iterable[Block], at: str) -> Markup:
    return Markup("").join(Markup(writer.block(one, 2, f"{at}{n}")) for n, one in enumerate(blocks, 1))


def _subject(answer: Json, language: str) -> str:
    for key in ("target", "entity", "person", "body"):
        if isinstance(answer.get(key), dict):
            return named(answer[key], language)
    return ""


def _turning(place: Place, start: int, total: int) -> Json | None:
    """The way to the rows before and after; None where all are there."""
    if total <= PAGE and not start:
        return None
    return {
        "from": start + 1,
        "to": min(start + PAGE, total),
        "all": total,
        "before": place.changed(row=max(1, start + 1 - PAGE)) if start else "",
        "after": place.changed(row=start + 1 + PAGE) if start + PAGE < total else "",
    }


def _longer(name: str, answer: Json, wanted: Json, place: Place) -> str:
    """The address of the same with more rows, where the limit left some out."""
    if "limit" not in {p.name for p in parameters(name)}:
        return ""
    limit = wanted.get("limit") or next(p.default for p in parameters(name) if p.name == "limit")
    if not isinstance(limit, int) or len(main(name, answer)) < limit:
        return ""
    return place.changed(limit=min(limit * _GROWS, _MOST), row=None)

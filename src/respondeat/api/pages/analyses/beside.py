"""One question at two moments of the record: what came, what went, what is graded otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from respondeat.api.answers.replay import then_and_now
from respondeat.api.as_recorded import as_recorded
from respondeat.api.dataset import Dataset
from respondeat.api.pages.place import Place
from respondeat.api.report.generic import GenericReport
from respondeat.api.report.html import Writer
from respondeat.api.report.sources import Sources
from respondeat.api.report.words import Words

from .asking import answered

_PARTS = ("came", "went", "rows")


@dataclass(frozen=True, slots=True)
class Beside:
    """The moment, whether the answer was the same, and what was not."""

    moment: str
    same: bool
    sections: tuple[Markup, ...]


def beside(data: Dataset, name: str, wanted: Mapping[str, Any], place: Place) -> Beside | None:
    """What the record of another moment answered, where one is asked for. Raises DateError."""
    moment = place.one("compared_with")
    if not moment:
        return None
    with as_recorded(data, moment) as opened:
        then = opened.less(data.without)
        told = then_and_now(then, data, lambda one: answered(one, name, wanted))
    words = Words(place.language)
    parts = {key: told[key] for key in _PARTS if told[key]}
    report = GenericReport(parts, Sources(words, (), page=True), words)
    writer = Writer(place.language, place.entity, place.link)
    sections = tuple(Markup(writer.group(one, 3, f"c{n}")) for n, one in enumerate(report.sections(), 1))
    return Beside(moment, told["same"], sections)

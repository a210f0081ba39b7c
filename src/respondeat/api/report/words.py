"""What a report says in its language: phrases, labels of the model, days."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from respondeat.api.language import catalogue, phrase
from respondeat.api.phrases import named, words
from respondeat.api.phrases_time import span, valid
from respondeat.api.proof import short as short
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

from .blocks import Line, Span

Json = dict[str, Any]

_RELATIONS: Final = {"orderGiving": "OrderGiving", "posting": "Posting"}
_BOUNDS: Final = ("es", "ls", "ee", "le")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `less`: of an answer for which something is set aside."""

    language: str
    less: bool = False

    def say(self, key: str, **values: object) -> str:
        """A phrase of the catalogue."""
        return phrase(key, self.language, **values)

    def concept(self, name: str) -> str:
        """A concept in words, another name as it is."""
        return words(name, self.language)

    def term(self, name: str) -> str:
        """A role, relation, class or property in words."""
        return words(name, self.language) if scheme_of(v.R + name) else label(v.R + name, self.language)

    def link(self, name: str) -> str:
        """A kind of link of a chain in words."""
        if name == "among":
            return self.say("report.link.among")
        if name in _RELATIONS:
            return label(v.R + _RELATIONS[name], self.language)
        return self.concept(name)

    def name(self, node: Json | None, style: str = "") -> Line:
        """An entity by its name, which is of others, marked where it is invented or a placeholder."""
        if node is None:
            return ()
        return (Span(named(node, self.language), style, foreign=True, entity=node.get("id", "")),)

    def grade(self, grade: str, basis: str = "") -> str:
        """A grade as that of the dates, and of nothing else; whether it rests on an open beginning or end."""
        told = self.say(f"grade.dates.{grade}")
        return f"{told} ({self.say('grade.open')})" if basis == "open" else told

    def state(self, name: str) -> str:
        """Whether something is said against it; where something is set aside, whether in what is left."""
        supported = "report.supported_rest" if self.less else "report.supported"
        return catalogue(self.language).get(f"state.{name}", self.say(supported))

    def day(self, iso: str) -> str:
        """A day in words and as ISO 8601; what is no day as it is.

        >>> Words("en").day("2020-08-10"), Words("be").day("2020-08-10")
        ('10 August 2020 (2020-08-10)', '10 жніўня 2020 года (2020-08-10)')
        """
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return f"{self.say(f'report.month.{day.month}', day=day.day, year=day.year)} ({iso})"

    def days(self, first: str | None, last: str | None) -> str:
        """One day or a span of days."""
        told = [self.day(day) if day else self.say("report.no_day") for day in (first, last)]
        return told[0] if told[0] == told[1] else self.say("time.to", first=told[0], last=told[1])

    def time(self, time: Json, by: str = "edtf") -> str:
        """A time in words, as it is given, and with its bounds; `by` is what `given_by` says of its row."""
        told = [self.say(f"report.time.{by}", edtf=time["edtf"])] if time["edtf"] else []
        if any(time[key] for key in _BOUNDS):
            told.append(self.say("report.time.begins", days=self._between(time["es"], time["ls"])))
            told.append(self.say("report.time.ends", days=self._between(time["ee"], time["le"])))
        return "\n".join(filter(None, (valid(time, self.language), "; ".join(told))))

    def _between(self, first: str | None, last: str | None) -> str:
        if not first and not last:
            return self.say("report.time.unbounded")
        return span([[first, last]], self.language)

    def value(self, value: object) -> Line:
        """The value of a role: an entity, a concept, a text, a number, yes or no."""
        if isinstance(value, dict) and "name" in value:
            return self.name(value)
        if isinstance(value, bool):
            return (Span(self.say("value.yes" if value else "value.no")),)
        if isinstance(value, str) and scheme_of(v.R + value):
            return (Span(self.concept(value)),)
        return (Span(str(value), foreign=True),)

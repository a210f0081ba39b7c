"""What every way of asking has: options that hold for each question, pages, queries, entities."""

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from inspect import signature
from typing import Any, Final, Self, get_args, get_origin

from respondeat.api.answers import QUESTIONS

Json = dict[str, Any]
PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked beside the question itself; None and empty ones leave it as it is."""

    level: str | None = None
    recorded_at: str | None = None
    language: str | None = None
    without_document: tuple[str, ...] = ()
    without_origin: tuple[str, ...] = ()
    without_modality: tuple[str, ...] = ()
    min_confidence: str | None = None

    def given(self) -> Json:
        """Those that are given, as JSON values by their names over HTTP."""
        said = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {key: list(x) if isinstance(x, tuple) else x for key, x in said.items() if x}


NOTHING: Final = Options()


class Asking(ABC):
    """Questions with a method each, to a store on this machine or to a server; answers are plain data.

    The same question has the same answer in both. Called itself, it gives one that asks otherwise:
    `ask(recorded_at="2026-10-15", language="be").chain(...)`.
    """

    _options: Options

    def __call__(
        self,
        *,
        level: str | None = None,
        recorded_at: str | None = None,
        language: str | None = None,
        without_document: Collection[str] = (),
        without_origin: Collection[str] = (),
        without_modality: Collection[str] = (),
        min_confidence: str | None = None,
    ) -> Self:
        """The same, at an access level (one's own at most), as recorded up to a moment, in a language.

        Or as if documents, origins, modalities or statements of less confidence were not there. What is
        left out stays as it was.
        """
        before = self._options
        return self._with(
            Options(
                level or before.level,
                recorded_at or before.recorded_at,
                language or before.language,
                _texts(without_document) or before.without_document,
                _texts(without_origin) or before.without_origin,
                _texts(without_modality) or before.without_modality,
                min_confidence or before.min_confidence,
            )
        )

    def pages(self, question: str, size: int = PAGE, **parameters: object) -> Iterator[Json]:
        """The answer to a question by its name, in pages of so many rows of its main list.

        Raises Stale when the data change between two pages, RequestError for a question without pages.
        """
        given, cursor = self._given(question, parameters), None
        while True:
            answer, cursor = self._page(question, given, size, cursor)
            yield answer
            if cursor is None:
                return

    @abstractmethod
    def sparql(self, query: str) -> Json | list[Json]:
        """The answer to a SPARQL query: its JSON results, or JSON-LD for CONSTRUCT and DESCRIBE.

        Raises QueryError, ForbiddenQuery, TooLarge for the text, Stopped over a limit.
        """

    @abstractmethod
    def entity(self, id: str) -> Json | list[Json]:
        """Everything said of an entity or document, as JSON-LD. Raises NotFound."""

    @abstractmethod
    def _with(self, options: Options) -> Self: ...

    @abstractmethod
    def _page(
        self, name: str, given: Mapping[str, object], size: int | None, cursor: str | None
    ) -> tuple[Json, str | None]:
        """A page of an answer and the cursor of the next; the whole answer without a size."""

    def _asked(self, name: str, /, **parameters: object) -> Json:
        return self._page(name, self._given(name, parameters), None, None)[0]

    def _given(self, name: str, parameters: Mapping[str, object]) -> Json:
        """The parameters as JSON values, without those that are as they are by default.

        Raises TypeError for a question that there is not, or a parameter that it has not.
        """
        if name not in QUESTIONS:
            raise TypeError(f"There is no question {name!r}. There are: {', '.join(QUESTIONS)}.")
        known = signature(getattr(type(self), name.replace("-", "_"))).parameters
        if foreign := sorted(set(parameters) - set(known)):
            raise TypeError(f"The question {name} has no parameter {', '.join(foreign)}.")
        return {
            key: list(_texts(x)) if _many(known[key].annotation) else x
            for key, x in parameters.items()
            if x != known[key].default and x is not None
        }


def _many(annotation: object) -> bool:
    """Whether a parameter takes several texts."""
    return Collection in {get_origin(one) for one in (annotation, *get_args(annotation))}


def _texts(values: object) -> tuple[str, ...]:
    """Several texts; one alone is one of them, not its letters."""
    if isinstance(values, str):
        return (values,)
    assert isinstance(values, Iterable)
    return tuple(sorted(values) if isinstance(values, Set) else values)

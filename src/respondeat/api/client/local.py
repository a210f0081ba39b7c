"""Questions to a store on this machine, through the same tasks that a server's processes do."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self

from respondeat.api.tasks import Answered, Work, task
from respondeat.errors import NotAllowed
from respondeat.ontology import vocabulary as v

from .base import NOTHING, Json, Options
from .questions import Questions
from .work import as_work

if TYPE_CHECKING:
    from respondeat.api.dataset import Dataset

_UNBOUNDED: Final = 2**62  # who asks owns the machine


class Local(Questions):
    """Questions to a Dataset, at its level or one below. No quotes: those `respondeat.api.answers` gives."""

    def __init__(self, data: "Dataset", options: Options = NOTHING) -> None:
        self._data = data
        self._options = options

    def sparql(self, query: str) -> Json | list[Json]:
        """See `Asking.sparql`."""
        wanted = {"query": query, "graph": "application/ld+json"}
        return _json(self._done("sparql", wanted))

    def entity(self, id: str) -> Json | list[Json]:
        """See `Asking.entity`."""
        given = as_work("", {}, self._options) | {"id": id, "media_type": "application/ld+json"}
        return _json(self._done("entity", given))

    def _with(self, options: Options) -> Self:
        return type(self)(self._data, options)

    def _page(
        self, name: str, given: Mapping[str, object], size: int | None, cursor: str | None
    ) -> tuple[Json, str | None]:
        work = as_work(name, given, self._options)
        if size is not None:
            work["page"] = {"size": size, "cursor": cursor}
        done = self._done("question", work)
        answer = _json(done)
        assert isinstance(answer, dict)
        return answer, done.meta.get("next")

    def _done(self, name: str, parameters: Mapping[str, Any]) -> Answered:
        work = Work(parameters, _UNBOUNDED, _UNBOUNDED)
        level = self._options.level
        if level is None or level == self._data.level:
            return task(name)(self._data, work)
        if level not in v.LEVELS or v.LEVELS.index(level) > v.LEVELS.index(self._data.level):
            raise NotAllowed(f"You may read up to the level {self._data.level}, not {level!r}.")
        with type(self._data).open(self._data.store, level) as lower:
            return task(name)(lower, work)


def _json(done: Answered) -> Json | list[Json]:
    found: Json | list[Json] = json.loads(done.body)
    return found

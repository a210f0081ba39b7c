"""Questions on what is said, by whom, and how it holds.

Written by scripts/client.py from the signatures of the questions; again with: make regenerate
"""

# ruff: noqa: E501  # the docstrings are those of the questions, one indent further in

from collections.abc import Collection
from typing import Literal

from .base import Asking, Json


class Records(Asking):
    """Questions on what is said, by whom, and how it holds, a method each."""

    def conflicts(
        self,
        target: str | None = None,
        kinds: Collection[str] = (),
        limit: int = 20,
    ) -> Json:
        """Contradictions over the whole graph, or that touch one entity, and what only seems to be one.

        At most `limit` of each kind and grade are written; all that were worked out are counted. Schema
        `conflicts.json`. Raises InputError for a kind that there is not, UnknownName, AmbiguousName.
        """
        return self._asked(
            "conflicts",
            target=target,
            kinds=kinds,
            limit=limit,
        )

    def dossier(
        self,
        entity: str,
        *,
        by: Literal["event", "record"] = "event",
        language: str = "en",
        limit: int = 100,
    ) -> Json:
        """Everything the graph says of one person, body, place, article, event, document or origin.

        Schema `dossier.json`. Statements stand in parts, by the date of what they speak of; `record` groups the
        same by the date of the record, and `by` says which of the two a reader is shown. At most `limit`
        statements a part are given, with their total. Raises UnknownName, AmbiguousName, InputError.
        """
        return self._asked(
            "dossier",
            entity=entity,
            by=by,
            language=language,
            limit=limit,
        )

    def fragility(
        self,
        target: str,
        person: str | None = None,
        on: str | None = None,
        *,
        mode: Literal["day", "some", "throughout"] = "some",
        grade: str = "possible",
        by: str = "both",
        limit: int = 20,
        max_hops: int = 16,
    ) -> Json:
        """Which documents and origins, when withdrawn, leave no chain from a target to a person or body.

        Without a `person`: for every end of the chains from the target, which single ones do. With one also the
        smallest sets, at most `limit` of each. `grade` certain asks only for chains that surely hold. Schema
        `fragility.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "fragility",
            target=target,
            person=person,
            on=on,
            mode=mode,
            grade=grade,
            by=by,
            limit=limit,
            max_hops=max_hops,
        )

    def neighbours(
        self,
        target: str,
        relations: Collection[str] = (),
        on: str | None = None,
        *,
        grade: str = "possible",
        limit: int = 50,
    ) -> Json:
        """Whom and what an entity is related to, by relation and roles, with counts; and the first neighbours.

        A statement relates the first entity-valued role of its relation (the holder of a posting, the convicted)
        to each of its other ones. `relations` narrows the neighbours, not the counts: names such as
        `Posting.body.holder`, relation, role of the entity, role of the neighbour. `on` and `grade` ask for what
        can hold, or surely does, then or on any day; what has no date can hold on any day. Denied and withdrawn
        statements are among them, with their state. Neighbours of the most upheld statements come first. Of a
        document it is told whom and what it names. Schema `neighbours.json`. Raises UnknownName, AmbiguousName,
        DateError, InputError.
        """
        return self._asked(
            "neighbours",
            target=target,
            relations=relations,
            on=on,
            grade=grade,
            limit=limit,
        )

    def path(
        self,
        source: str,
        target: str,
        on: str | None = None,
        *,
        grade: str = "possible",
        relations: Collection[str] = (),
        limit: int = 5,
        max_length: int = 8,
    ) -> Json:
        """The shortest ways between two entities over all relations whose links hold on one common day.

        Links are followed in either direction. `on` asks for a day, or one among some days; `grade` for ways
        that can hold or that surely do; `relations` are those that are followed, such as Posting, else all. What
        has no date can hold on any day and surely on none; a part in an event has the time of the event. What is
        denied or withdrawn is no way. A way says who stands in one statement with whom, not that they knew one
        another. Schema `path.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "path",
            source=source,
            target=target,
            on=on,
            grade=grade,
            relations=relations,
            limit=limit,
            max_length=max_length,
        )

    def reliance(
        self,
        person: str,
        *,
        only_with: str | None = None,
        only_with_origin: str | None = None,
        by: str = "both",
        limit: int = 200,
    ) -> Json:
        """Which events were under a person's command only if one report, or one origin, is believed.

        Of the first `limit` events those that any single document or origin carries alone; with `only_with` (a
        document) or `only_with_origin` of all events those that are no longer, or no longer certainly, under
        command without it. Schema `reliance.json`. Raises UnknownName, AmbiguousName, InputError.
        """
        return self._asked(
            "reliance",
            person=person,
            only_with=only_with,
            only_with_origin=only_with_origin,
            by=by,
            limit=limit,
        )

    def search(
        self,
        text: str,
        limit: int = 20,
        kinds: Collection[str] | None = None,
    ) -> Json:
        """Entities that a text may mean, in any spelling, best first. Schema `search.json`."""
        return self._asked(
            "search",
            text=text,
            limit=limit,
            kinds=kinds,
        )

    def show(
        self,
        entity: str,
    ) -> Json:
        """One entity: its name forms, attributes, and every statement in which it stands. Schema `show.json`.

        Statements are in the order of their earliest known day, undated ones last.
        """
        return self._asked(
            "show",
            entity=entity,
        )

    def single_origin(
        self,
        target: str | None = None,
        *,
        limit: int = 50,
    ) -> Json:
        """Which statements rest on one named origin though several documents repeat it.

        Of the whole graph, or of the statements in which `target` stands; the first `limit` are told whole, all
        are counted. Schema `single-origin.json`. Raises UnknownName, AmbiguousName.
        """
        return self._asked(
            "single-origin",
            target=target,
            limit=limit,
        )

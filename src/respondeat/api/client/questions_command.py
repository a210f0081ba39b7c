"""Questions on who had command over whom.

Written by scripts/client.py from the signatures of the questions; again with: make regenerate
"""

# ruff: noqa: E501  # the docstrings are those of the questions, one indent further in

from collections.abc import Collection
from typing import Literal

from .base import Asking, Json


class Command(Asking):
    """Questions on who had command over whom, a method each."""

    def chain(
        self,
        target: str,
        on: str | None = None,
        *,
        mode: Literal["day", "some", "throughout"] = "some",
        limit: int = 1000,
        max_hops: int = 16,
    ) -> Json:
        """Every chain from an event, a body or a person to the top, with strength and gaps. Schema `chain.json`.

        `on` may be left out for an event, whose own time is taken then; `mode` says what is asked of an event
        that lasts. Among the chains to one end those that none dominates come first (`front` 0); incomparable
        ones stand side by side, and so do chains to different ends.
        """
        return self._asked(
            "chain",
            target=target,
            on=on,
            mode=mode,
            limit=limit,
            max_hops=max_hops,
        )

    def commanders(
        self,
        body: str,
        on: str,
    ) -> Json:
        """Who was head of a body on a day: heads, those left out, the gap when nobody is certain, conflicts.

        Schema `commanders.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "commanders",
            body=body,
            on=on,
        )

    def superiors(
        self,
        target: str,
        on: str,
    ) -> Json:
        """Who stood directly above a body or person on a day. Schema `superiors.json`."""
        return self._asked(
            "superiors",
            target=target,
            on=on,
        )

    def subordinates(
        self,
        target: str,
        on: str,
    ) -> Json:
        """Who stood directly below a body or person on a day. Schema `subordinates.json`."""
        return self._asked(
            "subordinates",
            target=target,
            on=on,
        )

    def structure(
        self,
        target: str,
        on: str | None = None,
        *,
        mode: Literal["day", "some", "throughout"] = "some",
        up: int = 16,
        down: int = 0,
        limit: int = 200,
    ) -> Json:
        """The command structure around an event, body or person on a day: boxes, links. Schema `structure.json`.

        At most `up` steps above it, `down` below it and `limit` boxes; what is left out is counted in `groups`.
        `on` and `mode` are as for chains. Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "structure",
            target=target,
            on=on,
            mode=mode,
            up=up,
            down=down,
            limit=limit,
        )

    def events_under(
        self,
        person: str,
    ) -> Json:
        """The events of all bodies under a person's command, certain and possible. Schema `events-under.json`.

        `own` are the events in which sources name the person themselves, which is no command.
        """
        return self._asked(
            "events-under",
            person=person,
        )

    def tenure(
        self,
        target: str | None = None,
        on: str | None = None,
        by: str = "year",
        limit: int = 50,
    ) -> Json:
        """How many events were under the command of a person, of a body's heads, or of every head, by period.

        `by` is month, quarter or year; at most `limit` heads are written, all are counted. Schema `tenure.json`.
        Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "tenure",
            target=target,
            on=on,
            by=by,
            limit=limit,
        )

    def gaps(
        self,
        target: str | None = None,
        on: str | None = None,
        *,
        scope: str | None = None,
        kinds: Collection[str] = (),
        every_day: bool = False,
        limit: int = 50,
        events: int = 10,
    ) -> Json:
        """What is missing to answer for events, first what leaves the most unanswered. Schema `gaps.json`.

        At most `limit` gaps are written, each with at most `events` of its events; all are counted. Raises
        UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "gaps",
            target=target,
            on=on,
            scope=scope,
            kinds=kinds,
            every_day=every_day,
            limit=limit,
            events=events,
        )

    def chokepoints(
        self,
        target: str | None = None,
        on: str | None = None,
        *,
        measure: Literal["dominators", "betweenness", "reach"] = "dominators",
        grade: str = "possible",
        limit: int = 20,
    ) -> Json:
        """Persons and bodies that every chain passes, or centralities of the command graph at a date.

        With a target the dominators of its chains, at `on` or an event's own time; without one those of all dated
        events, each at its own time (with `on` of those that can have been then). Betweenness and reach are over
        the whole graph and need `on`. `grade` asks for chains that can hold or that surely do. Schema
        `chokepoints.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "chokepoints",
            target=target,
            on=on,
            measure=measure,
            grade=grade,
            limit=limit,
        )

    def graph(
        self,
        target: str,
        on: str | None = None,
        max_hops: int = 16,
    ) -> Json:
        """The nodes on the chains above a target and the dated links among them. Schema `graph.json`."""
        return self._asked(
            "graph",
            target=target,
            on=on,
            max_hops=max_hops,
        )

"""Questions on what was done, decided and measured.

Written by scripts/client.py from the signatures of the questions; again with: make regenerate
"""

# ruff: noqa: E501  # the docstrings are those of the questions, one indent further in

from collections.abc import Collection
from typing import Literal

from .base import Asking, Json


class Cases(Asking):
    """Questions on what was done, decided and measured, a method each."""

    def acts(
        self,
        of: Literal["perpetrators", "international"] = "perpetrators",
        actor: str | None = None,
        *,
        language: str = "en",
        limit: int = 200,
    ) -> Json:
        """Bodies named as perpetrators, or what international bodies and states did; events and patterns apart.

        Schema `acts.json`. With `actor` only theirs; at most `limit` actors are given, in the order of their
        names: the order says nothing. Raises UnknownName, AmbiguousName, InputError.
        """
        return self._asked(
            "acts",
            of=of,
            actor=actor,
            language=language,
            limit=limit,
        )

    def decisions(
        self,
        target: str | None = None,
        *,
        stage: str | None = None,
        on: str | None = None,
        limit: int = 20,
    ) -> Json:
        """The decision chain of a case, what a judge, article or place decided, or all cases at a stage.

        `limit` bounds the cases; of other rows at most 50 are told, with how many there are. Schema
        `decisions.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
        """
        return self._asked(
            "decisions",
            target=target,
            stage=stage,
            on=on,
            limit=limit,
        )

    def detention(
        self,
        target: str | None = None,
        on: str | None = None,
        limit: int = 200,
    ) -> Json:
        """Who is held where and how long, who was cut off, who died there. Schema `detention.json`.

        `target` is a detained person or group (with those whom sources count to it), a custodian, a place or an
        event; everything without one. `on` asks for one unknown day. At most `limit` rows of each kind are
        written; all are counted.
        """
        return self._asked(
            "detention",
            target=target,
            on=on,
            limit=limit,
        )

    def elements(
        self,
        person: str,
        event: str,
        *,
        language: str = "en",
        limit: int = 100,
        max_hops: int = 16,
    ) -> Json:
        """Statements for what Articles 28(a), 28(b), 25(3) and 7 ask for, of a person and an event.

        Schema `elements.json`. At most `limit` chains are looked at. Raises UnknownName, AmbiguousName,
        InputError.
        """
        return self._asked(
            "elements",
            person=person,
            event=event,
            language=language,
            limit=limit,
            max_hops=max_hops,
        )

    def figures(
        self,
        metric: str = "all",
        target: str | None = None,
        on: str | None = None,
    ) -> Json:
        """Published figures of a metric (or all) by as-of day, measure and origin. Schema `figures.json`.

        Raises InputError for a metric that there is not.
        """
        return self._asked(
            "figures",
            metric=metric,
            target=target,
            on=on,
        )

    def measures(
        self,
        targets: Collection[str] = (),
        on: str | None = None,
        regimes: Collection[str] = (),
        limit: int = 100,
    ) -> Json:
        """Who on the chains above events is listed under which regime, and who under none in the data.

        At most `limit` persons are written of each status; all are counted. Schema `measures.json`.
        """
        return self._asked(
            "measures",
            targets=targets,
            on=on,
            regimes=regimes,
            limit=limit,
        )

    def patterns(
        self,
        by: Collection[str] = (),
        *,
        least: int = 2,
        limit: int = 20,
    ) -> Json:
        """Recurring combinations, pairs with their tests, and counts of acts over the whole graph.

        At most `limit` rows of each, with how many there are. Schema `patterns.json`. Raises InputError.
        """
        return self._asked(
            "patterns",
            by=by,
            least=least,
            limit=limit,
        )

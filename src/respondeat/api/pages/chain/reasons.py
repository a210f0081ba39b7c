"""Why something speaks against a row: what analysts decided and what was taken back, each with its reason."""

from collections.abc import Iterator
from typing import Any

from respondeat.api.report.words import Words, short

Json = dict[str, Any]


def reasons(row: Json, words: Words) -> Iterator[tuple[str, str]]:
    """What is told beside denials, which stand among the sources: its term, and its text.

    Where the row has several statements, or is derived from others, each is told with its own id.
    """
    for one in row["reasons"]:
        of = "" if row["statements"] == [one["id"]] else short(one["id"])
        for decided in one["assessments"]:
            yield words.say("report.statement.analyst"), _joined(_decided(decided, words), decided, of, words)
        for taken in one["retractions"]:
            yield words.say("report.statement.retracted"), _joined("", taken, of, words)


def _decided(one: Json, words: Words) -> str:
    told = words.concept(one["status"])
    if not one["confidence"]:
        return told
    return f"{told}, {words.say('analyst.confidence', confidence=words.concept(one['confidence']))}"


def _joined(lead: str, one: Json, of: str, words: Words) -> str:
    reason = f"“{one['reason']}”" if one["reason"] else words.say("report.against.no_reason")
    return " · ".join(filter(None, (lead, reason, of)))

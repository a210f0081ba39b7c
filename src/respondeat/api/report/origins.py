"""How many independent origins sources go back to, in words: documents that pass one origin on are one."""

from collections.abc import Iterable, Sequence

from .words import Json, Words


def counted(entries: Iterable[Json]) -> tuple[int, int]:
    """The least and greatest number of independent origins among the sources that support.

    Sources that name no origin may all be of one, or each of one of its own.
    """
    named, unnamed = set(), set()
    for entry in entries:
        if entry["verdict"] != "supports":
            continue
        if entry["origin"]:
            named.add(entry["origin"]["id"])
        else:
            reporter = entry["reported_by"]["id"] if entry["reported_by"] else ""
            passages = tuple(passage["passage"] for passage in entry["passages"])
            unnamed.add(reporter or passages or entry["attestation"])
    return len(named) or int(bool(unnamed)), len(named) + len(unnamed)


def origins(entries: Iterable[Json], words: Words) -> str:
    """The number in words; that a link is derived where nothing attests it."""
    entries = list(entries)
    low, high = counted(entries)
    if not high:
        return words.say("report.origins.none")
    return str(low) if low == high else words.say("report.strength.between", low=low, high=high)


def given_by(statements: Sequence[str], entries: Iterable[Json]) -> str:
    """Who gives the time of a row that rests on these statements and sources, as `Words.time` takes it.

    "edtf" for a source; "derived" for a rule, where no source says any of it; "one_of" where several
    statements are one row, which has the time of one of them.
    """
    verdicts = {entry["verdict"] for entry in entries}
    if verdicts == {"derived"}:
        return "derived"
    return "edtf" if len(statements) < 2 else "one_of"

"""How sure something is, in words that nobody can read as more than they say: it is sure by its dates."""

from respondeat.api.report.words import Words


def sure(words: Words, grade: str, basis: str = "") -> str:
    """A grade as that of the dates, and whether only an open beginning or end allows it."""
    told = words.say(f"chain.sure.{grade}")
    return f"{told} ({words.say('grade.open')})" if basis == "open" else told

"""Words that are coloured the same wherever they stand."""

from respondeat.api.language import phrase

_GRADE = {"certain": "bold green", "possible": "yellow"}


def grade(word: str, basis: str = "", language: str = "en") -> str:
    """A grade with its colour, and whether only an open beginning or end allows it."""
    told = f"[{_GRADE[word]}]{phrase(f'grade.{word}', language)}[/]"
    return told + (f" ({phrase('grade.open', language)})" if basis == "open" else "")


def emphasis(words: str) -> str:
    """What speaks against a statement, or what it is not."""
    return f"[bold red]{words}[/]" if words else ""

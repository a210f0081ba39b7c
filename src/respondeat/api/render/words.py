"""Words that are coloured the same wherever they stand."""

_GRADE = {"certain": "bold green", "possible": "yellow"}


def grade(word: str, basis: str = "") -> str:
    """A grade with its colour, and whether only an open beginning or end allows it."""
    return f"[{_GRADE[word]}]{word}[/]" + (" (undated for that day)" if basis == "open" else "")


def emphasis(words: str) -> str:
    """What speaks against a statement, or what it is not."""
    return f"[bold red]{words}[/]" if words else ""

"""Words that are coloured the same wherever they stand."""

_GRADE = {"certain": "bold green", "possible": "yellow"}


def grade(word: str) -> str:
    """A grade with its colour."""
    return f"[{_GRADE[word]}]{word}[/]"


def emphasis(words: str) -> str:
    """What speaks against a statement, or what it is not."""
    return f"[bold red]{words}[/]" if words else ""

"""The language of a page: the one that a client likes best of those there are (RFC 9110, section 12.5.4)."""

from starlette.requests import Request

from respondeat.api.language import LANGUAGES


def spoken(http: Request) -> str:
    """The best language after the header Accept-Language; English where none of ours is taken."""
    wanted: dict[str, float] = {}
    for part in http.headers.get("accept-language", "")[:1000].lower().split(","):
        tag, _, weight = part.partition(";")
        language = tag.strip().partition("-")[0]
        if language in LANGUAGES:
            wanted[language] = max(wanted.get(language, 0.0), _quality(weight))
    best = max(wanted, key=lambda language: wanted[language], default=LANGUAGES[0])
    return best if wanted.get(best, 1.0) > 0 else LANGUAGES[0]


def _quality(weight: str) -> float:
    name, _, value = (piece.strip() for piece in weight.partition("="))
    if name != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def chosen(http: Request) -> str:
    """The language that the address names, else the best one."""
    named = http.query_params.get("language", "")
    return named if named in LANGUAGES else spoken(http)

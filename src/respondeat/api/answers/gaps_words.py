"""What to look for: each gap as a plain sentence."""

from respondeat.api.phrases import link as link_words
from respondeat.api.proof import Json


def look_for(gap: Json) -> str:
    """The source that would fill a gap, in words.

    >>> look_for({"kind": "no-head", "node": {"name": "A"}, "days": [["2020-05-03", "2020-05-04"]]})
    'a source for who headed A between 2020-05-03 and 2020-05-04'
    """
    name = gap["node"]["name"]
    when = _when(gap["days"] or ([gap["span"]] if gap["span"] else []))
    match gap["kind"]:
        case "no-head":
            return f"a source for who headed {name}{when}"
        case "no-superior":
            return f"a source for who stood above {name}{when}"
        case "placeholder":
            return f"a source that names what the placeholder “{name}” stands for{when}"
        case "withheld":
            return f"a reading at a higher level, or another source, for: {_link(gap)}"
        case "no-posting":
            return f"a source for where {name} served{when}, and as what"
        case "no-actor":
            return f"a source for who took part in “{name}”"
        case _ if gap["link"]:
            return f"a source for when it began and ended: {_link(gap)}"
    return f"a source for the day of “{name}”"


def _link(gap: Json) -> str:
    kind, upper = gap["link"]["kind"], gap["link"]["target"]["name"]
    if kind in ("head", "actingHead"):
        return f"{upper}, {'acting head' if kind == 'actingHead' else 'head'} of {gap['node']['name']}"
    return f"{gap['node']['name']}, {link_words(kind)} {upper}"


def _when(days: list[list[str | None]]) -> str:
    if not days:
        return ""
    first, last = days[0][0], days[-1][1]
    if first and last:
        return f" on {first}" if first == last else f" between {first} and {last}"
    if first or last:
        return f" from {first} on" if first else f" up to {last}"
    return " at any time"

"""The questions as SPARQL, in the best forms that were found.

`chains` is the question itself: every way up, each hop at its date, with its statement and the bounds that
its grade is read off. It leans on LATERAL, which Oxigraph adds to SPARQL 1.1: OPTIONAL bounds on eight hops
are a planner's trap. `ways` is plain SPARQL 1.1 and leaves the bounds out. `links` gives less: the links at
their dates of all bodies above, whatever the date of the way to them; the chains have yet to be made of them.
"""

from typing import Final

PREFIX: Final = "PREFIX r: <https://w3id.org/respondeat/ns#>\n"
_BOUNDS: Final = (
    ("es", "earliestStartDay"),
    ("ls", "latestStartDay"),
    ("ee", "earliestEndDay"),
    ("le", "latestEndDay"),
)
_FROM: Final = "?p r:event <{event}> ; r:role r:perpetrator ; r:actor ?u0 ."
_SUPERIOR: Final = "?s{} r:subordinate ?u{} ; r:linkKind r:deJureCommand ; r:superior ?u{} ."
_BELOW: Final = (
    "?h r:holder <{head}> ; r:capacity r:head ; r:body ?top . ?top (^r:superior/r:subordinate)* ?body ."
)


def bounds(n: object = "") -> str:
    """The four bounds of a statement, each of which may be missing."""
    return " ".join(f"OPTIONAL {{ ?s{n} r:{prop} ?{short}{n} }}" for short, prop in _BOUNDS)


def on(day: int, n: object = "") -> str:
    """The bounds, and that the statement can hold on a day."""
    early, late = f"?es{n}", f"?le{n}"
    can = f"(!BOUND({early}) || {early} <= {day}) && (!BOUND({late}) || {late} >= {day})"
    return f"{bounds(n)} FILTER({can})"


def head(body: str, day: int, n: object = "") -> str:
    """Who heads a body."""
    return f"?s{n} r:body {body} ; r:capacity r:head ; r:holder ?person . {on(day, n)}"


def superior(body: str, upper: str, day: int, n: object = "") -> str:
    """What is above a body."""
    linked = f"?s{n} r:subordinate {body} ; r:linkKind r:deJureCommand ; r:superior {upper} ."
    return f"{linked} {on(day, n)}"


def chains(event: str, day: int, levels: int) -> str:
    """All chains from an event, one row for each."""
    inner = head(f"?u{levels}", day, f"h{levels}")
    for n in reversed(range(levels)):
        further = f"{superior(f'?u{n}', f'?u{n + 1}', day, n)} LATERAL {{ {inner} }}"
        inner = f"{{ {head(f'?u{n}', day, f'h{n}')} }} UNION {{ {further} }}"
    return f"{PREFIX}SELECT * WHERE {{ {_FROM.format(event=event)} LATERAL {{ {inner} }} }}"


def for_rdflib(text: str) -> str:
    """A text that it answers sooner: its joins are lateral anyway, and it begins with what names most terms,
    so with all heads there are."""
    for word in (
        "LATERAL ",
        "; r:capacity r:head ",
        "; r:linkKind r:deJureCommand ",
        "; r:role r:perpetrator ",
    ):
        text = text.replace(word, "")
    return text


def ways(event: str, day: int, levels: int) -> str:
    """All chains from an event as statements only, in plain SPARQL 1.1; no bounds, so no grades."""
    parts = []
    for top in range(levels + 1):
        hops = [f"{_SUPERIOR.format(n, n, n + 1)} {_not_excluded(day, n)}" for n in range(top)]
        headed = f"?h{top} r:body ?u{top} ; r:capacity r:head ; r:holder ?person ."
        parts.append(
            f"{{ {_FROM.format(event=event)} {' '.join(hops)} {headed} {_not_excluded(day, top, 'h')} }}"
        )
    return f"{PREFIX}SELECT * WHERE {{ {' UNION '.join(parts)} }}"


def _not_excluded(day: int, n: int, s: str = "s") -> str:
    """That a statement can hold on a day: it neither begins after it nor ended before it."""
    late = f"?{s}{n} r:earliestStartDay ?a{n} FILTER(?a{n} > {day})"
    early = f"?{s}{n} r:latestEndDay ?b{n} FILTER(?b{n} < {day})"
    return f"FILTER NOT EXISTS {{ {late} }} FILTER NOT EXISTS {{ {early} }}"


def links(event: str, day: int) -> str:
    """The links on a day of all bodies above those who took part."""
    link = "?s r:body|r:subordinate ?body . ?s r:holder|r:superior ?upper ."
    path = f"{_FROM.format(event=event)} ?u0 (^r:subordinate/r:superior)* ?body ."
    return f"{PREFIX}SELECT DISTINCT ?body ?upper ?s ?es ?ls ?ee ?le WHERE {{ {path} {link} {on(day)} }}"


def actors(event: str) -> str:
    """Who took part in an event."""
    return f"{PREFIX}SELECT ?u0 WHERE {{ {_FROM.format(event=event)} }}"


def above(body: str, day: int) -> tuple[str, str]:
    """Heads and superiors of one body, as a client asks that climbs node by node."""
    heads = f"SELECT ?s ?person ?es ?ls ?ee ?le WHERE {{ {head(f'<{body}>', day)} }}"
    uppers = f"SELECT ?s ?upper ?es ?ls ?ee ?le WHERE {{ {superior(f'<{body}>', '?upper', day)} }}"
    return PREFIX + heads, PREFIX + uppers


def events(top: str, levels: int) -> str:
    """The events under a person's command on their day: the days of the way are narrowed at every hop."""
    inner = _tie(levels)
    for n in reversed(range(levels)):
        hop = (
            f"?s{n} r:superior ?u{n} ; r:linkKind r:deJureCommand ; r:subordinate ?u{n + 1} . {_narrowed(n)}"
        )
        inner = f"{{ {_tie(n)} }} UNION {{ {{ {hop} }} LATERAL {{ {inner} }} }}"
    headed = f"?s r:holder <{top}> ; r:capacity r:head ; r:body ?u0 . {bounds()}"
    days = "BIND(COALESCE(?es, -1000000) AS ?lo0) BIND(COALESCE(?le, 1000000) AS ?hi0)"
    return f"{PREFIX}SELECT DISTINCT ?event ?day ?t WHERE {{ {{ {headed} {days} }} LATERAL {{ {inner} }} }}"


def _tie(n: int) -> str:
    tie = f"?t r:actor ?u{n} ; r:role r:perpetrator ; r:event ?event ."
    dated = f"?x r:entity ?event ; r:earliestStartDay ?day . FILTER(?day >= ?lo{n} && ?day <= ?hi{n})"
    return f"{tie} {dated}"


def _narrowed(n: int) -> str:
    """The days from ?lo to ?hi on which the way to one level more can hold."""
    start, end, lo, hi = f"?es{n}", f"?le{n}", f"?lo{n}", f"?hi{n}"
    known = f"OPTIONAL {{ ?s{n} r:earliestStartDay {start} }} OPTIONAL {{ ?s{n} r:latestEndDay {end} }}"
    later = f"BIND(IF(BOUND({start}) && {start} > {lo}, {start}, {lo}) AS ?lo{n + 1})"
    sooner = f"BIND(IF(BOUND({end}) && {end} < {hi}, {end}, {hi}) AS ?hi{n + 1})"
    return f"{known} {later} {sooner} FILTER(?lo{n + 1} <= ?hi{n + 1})"


def links_below(top: str) -> str:
    """The links between all bodies below a person, with the bounds that say when."""
    inner = f"SELECT DISTINCT ?body WHERE {{ {_BELOW.format(head=top)} }}"
    link = "?s r:superior ?body ; r:linkKind r:deJureCommand ; r:subordinate ?lower ."
    return f"{PREFIX}SELECT ?body ?lower ?s ?es ?ls ?ee ?le WHERE {{ {{ {inner} }} {link} {bounds()} }}"


def events_below(top: str) -> str:
    """The events of all bodies below a person, with their day."""
    inner = f"SELECT DISTINCT ?body WHERE {{ {_BELOW.format(head=top)} }}"
    tie = "?s r:actor ?body ; r:role r:perpetrator ; r:event ?event ."
    dated = "?x r:entity ?event ; r:earliestStartDay ?day ."
    return f"{PREFIX}SELECT ?body ?event ?s ?day WHERE {{ {{ {inner} }} {tie} {dated} }}"

"""Queries derived from the grammar at random, and how their tokens are written."""

from functools import cache
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from respondeat.api.sparql.bounds import Bounds, Gauge
from respondeat.api.sparql.grammar import END, Rule, grammar
from respondeat.api.sparql.parsing import Parsed, parse
from respondeat.api.sparql.tokens import Source

WRITTEN: Final = {
    "VAR": ("?a", "?b", "$c", "?service", "?INSERT"),
    "IRIREF": ("<http://x/p>", "<http://x/LOAD#SERVICE>", "<http://x/s>"),
    "PNAME_LN": ("r:grade", "x:p", "x:insert", "x:a.b", "x:a\\-b", "x:%41"),
    "PNAME_NS": ("x:",),
    "STRING": ("'DELETE'", '"SERVICE <http://x/>"', "'''it's # no comment'''", '"""a ""b""c"""', "'\\n\\''"),
    "LANGTAG": ("@en", "@be-latn"),
    "INTEGER": ("1", "007"),
    "NUMBER": ("1.5", ".5", "2e3", "1.e-2"),
    "POSITIVE": ("+1", "+.5"),
    "NEGATIVE": ("-1", "-2E3"),
    "BLANK_NODE_LABEL": ("_:b0", "_:b.1"),
    "NIL": ("()", "( \t)"),
    "ANON": ("[]", "[ \n]"),
}
BETWEEN: Final = (" ", "\n", " # INSERT { 'SERVICE\n", "\t")
_UNWANTED: Final = frozenset({"RAND", "UUID", "STRUUID"})


@cache
def _depths() -> dict[str, int]:
    """How deep the shallowest derivation of each nonterminal is."""
    table = grammar().table
    depths: dict[str, int] = {}
    while len(depths) < len(table):
        for name, row in table.items():
            found = [
                1 + max(known, default=0) for rule in row.values() if None not in (known := _of(rule, depths))
            ]
            if found:
                depths[name] = min(found)
    return depths


def _of(rule: Rule, depths: dict[str, int]) -> list[int]:
    table = grammar().table
    known = [depths.get(symbol) if symbol in table else 0 for symbol in rule]
    return known  # type: ignore[return-value]


@st.composite
def kinds(draw: DrawFn, budget: int) -> list[str]:
    """The kinds of the tokens of a query; the larger the budget, the longer."""
    table, depths = grammar().table, _depths()
    stack, found = ["Query"], []
    while stack:
        symbol = stack.pop()
        if symbol not in table:
            if symbol != END:
                found.append(symbol)
            continue
        rules = sorted({rule for rule in table[symbol].values() if not _UNWANTED & set(rule)})
        budget -= 1
        if budget < 0:
            least = min(max(_of(rule, depths), default=0) for rule in rules)
            rules = [rule for rule in rules if max(_of(rule, depths), default=0) == least][:1]
        stack += draw(st.sampled_from(rules))[::-1] if len(rules) > 1 else rules[0][::-1]
    return found


@st.composite
def queries(draw: DrawFn, budget: int = 120, between: tuple[str, ...] = BETWEEN) -> tuple[list[str], str]:
    """The tokens of a query as they are written, and the query."""
    prefix = ["PREFIX", "x:", "<http://x/>"]
    body = [draw(_written(kind)) for kind in draw(kinds(budget))]
    tokens = [*prefix, *body]
    return tokens, "".join(part for token in tokens for part in (token, draw(st.sampled_from(between))))


def parsed(text: str) -> Parsed:
    """The text as the grammar reads it, whatever its size."""
    source = Source(text)
    return parse(source, Gauge(source, Bounds(None, None, None, None)))


def _written(kind: str) -> SearchStrategy[str]:
    if kind in WRITTEN:
        return st.sampled_from(WRITTEN[kind])
    if kind.isalpha() and kind.isupper():
        return st.sampled_from((kind, kind.lower(), kind.title()))
    return st.just(kind)

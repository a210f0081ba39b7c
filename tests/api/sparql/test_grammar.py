"""The grammar is that of SPARQL 1.1, and needs one token of foresight."""

import re

from respondeat.api.sparql.grammar import END, grammar
from respondeat.api.sparql.words import OPERATIONS, SERVICE, WORDS, words

TERMINALS = {
    *words("IRIREF PNAME_NS PNAME_LN BLANK_NODE_LABEL VAR LANGTAG STRING NIL ANON"),
    *words("INTEGER NUMBER POSITIVE NEGATIVE"),
    *words("^ ^^ && || | ! = != < > <= >= + - * / ( ) { } [ ] , ; . ?"),
    END,
    "a",
}


def test_every_symbol_is_a_production_or_a_token() -> None:
    table, _ = grammar()  # raises where it is not LL(1)
    used = {symbol for row in table.values() for rule in row.values() for symbol in rule}
    assert used - set(table) == TERMINALS | (WORDS - OPERATIONS - {SERVICE})
    assert set(table) - used == {"Query"}


def test_every_group_has_its_own_production() -> None:
    table, nullable = grammar()
    assert all(row for row in table.values())
    assert "GroupGraphPatternSub" in nullable
    assert "GroupGraphPattern" not in nullable
    assert all(re.fullmatch(r"[A-Za-z]+(\.\d+)?", name) for name in table)

"""Tokens of SPARQL 1.1, read in linear time; escapes of characters; places."""

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.sparql.tokens import END, Source, Token, Tokens
from respondeat.errors import QueryError
from tests.api.sparql.derived import parsed, queries


def read(text: str, compares: bool = False) -> list[tuple[str, str]]:
    tokens, found = Tokens(Source(text)), list[Token]()
    while not found or found[-1].kind != END:
        found.append(tokens.next(lambda: compares))
    return [(t.kind, tokens.source.text[t.start : t.end]) for t in found[:-1]]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in read(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("?a $b ?Ünïcode ?1", ["VAR"] * 4),
        ("SELECT select SeLeCt", ["SELECT"] * 3),
        ("a", ["a"]),
        ("<> <http://x/> <#>", ["IRIREF"] * 3),
        ("a:b :b a: : a:b.c a:%41 a:b\\~c a:1 a:b:c", ["PNAME_LN"] * 2 + ["PNAME_NS"] * 2 + ["PNAME_LN"] * 5),
        ("a:b.", ["PNAME_LN", "."]),
        ("a:b...c a:b...", ["PNAME_LN", "PNAME_LN", ".", ".", "."]),
        ("a.b:c", ["PNAME_LN"]),
        ("_:a _:a.b _:1.", ["BLANK_NODE_LABEL"] * 3 + ["."]),
        ("1 1.5 .5 1e5 1.e5 .5E-5", ["INTEGER"] + ["NUMBER"] * 5),
        ("+1 -1 +1.5 -.5e1", ["POSITIVE", "NEGATIVE", "POSITIVE", "NEGATIVE"]),
        ("1. 1 .", ["INTEGER", ".", "INTEGER", "."]),
        ("1 + -2", ["INTEGER", "+", "NEGATIVE"]),
        ("?a-1", ["VAR", "NEGATIVE"]),
        ("'a' \"a\" '''a''' \"\"\"a\"\"\"", ["STRING"] * 4),
        ("'' '''''' '''''a''' '''a''b'''", ["STRING"] * 4),
        ("'a\\'' '''\\'''' '\\\\'", ["STRING"] * 3),
        ("'''a\nb'''@en-GB", ["STRING", "LANGTAG"]),
        ("'a'^^x:y", ["STRING", "^^", "PNAME_LN"]),
        ("() ( ) (\t\r\n) [ ] []", ["NIL"] * 3 + ["ANON"] * 2),
        ("( 1 )", ["(", "INTEGER", ")"]),
        ("# only a comment", []),
        ("?a#b\n?c # 'x\r?d", ["VAR"] * 3),
        (
            "&& || ! != = >= > ^ ^^ | / * + - , ; . ? { }",
            ["&&", "||", "!", "!=", "=", ">=", ">", "^", "^^", "|", "/", "*", "+", "-", *",;.?{}"],
        ),
        ("LIMIT10", ["LIMIT", "INTEGER"]),
        ("ASKWHERE", ["ASK", "WHERE"]),
        ("GROUP_CONCAT SHA256 ENCODE_FOR_URI", ["GROUP_CONCAT", "SHA256", "ENCODE_FOR_URI"]),
        ("SERVICE:x 1SERVICE<x>", ["PNAME_LN", "INTEGER", "SERVICE", "IRIREF"]),
        ("isIRI(?x)", ["ISIRI", "(", "VAR", ")"]),
        ("a:ab ab:a aa", ["PNAME_LN", "PNAME_LN", "a", "a"]),
    ],
)
def test_kinds(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_less_than_or_an_iri() -> None:
    assert read("<a&&?b>", compares=True)[0] == ("<", "<")
    assert read("<=1", compares=True)[0] == ("<=", "<=")
    assert read("<a&&?b>")[0] == ("IRIREF", "<a&&?b>")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("?a\n  'abc", "line 2, column 3: a string"),
        ("'a\nb'", "line 1, column 1: a string"),
        ("'\\x'", "string"),
        ("'''a''", "string"),
        ("\r\n\r<a b>", "line 3, column 1: an IRI"),
        ("<a", "IRI"),
        ("?a ~", "At line 1, column 4: there is no word or sign such as '~'"),
        ("FOO(?x)", "'FOO"),
        ("&", "'&'"),
        ("@", "'@'"),
        ("\x0c", "no word"),
        ("\ufeff", "no word"),
        ("a\0b", "line 1, column 2: the character NUL"),
        ("\ud800", "lone surrogate"),
        ("\\uD800", "no character"),
        ("\\U00110000", "no character"),
        ("\\u0000", "NUL"),
        ("# \\u005Cu000A", "itself written with escapes"),
        ("\\u12", "no word"),
    ],
)
def test_what_is_no_token(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        read(text)


def test_escapes_of_characters_come_before_everything_else() -> None:
    assert read("\\u0053ELECT \\U0000003Fa '\\u0027") == [
        ("SELECT", "SELECT"),
        ("VAR", "?a"),
        ("STRING", "''"),
    ]
    assert read("\\u0027a'") == [("STRING", "'a'")]
    with pytest.raises(QueryError, match="line 1, column 15"):
        read("\\u003Fa\\u0020 ~")  # the place is that in the text that was given


@given(queries())
def test_what_is_written_is_read(query: tuple[list[str], str]) -> None:
    tokens, text = query
    found = parsed(text)
    assert _bare(found.text[t.start : t.end] for t in found.tokens) == _bare(tokens)


def _bare(tokens: Iterable[str]) -> list[str]:
    """Tokens without the spaces in them, an empty pair of brackets as two."""
    return " ".join("".join(t.split()) for t in tokens).replace("()", "( )").split()


@given(st.text())
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        read(text)
    except QueryError as error:
        assert error.detail.startswith("At line ")


HOSTILE = [
    "(",
    "[",
    "( ",
    "<",
    "<a",
    "'",
    "''",
    "'''a",
    '"""\\',
    "a",
    "a.",
    "a:",
    "a:b.",
    "a-",
    "?",
    "?a",
    "_:",
    "_:a.",
    "1",
    "1.",
    "1e",
    ".",
    "+",
    "@",
    "@a-",
    "#",
    "\\",
    "\\u0041",
    "%",
    "a:%4",
    "true1",
    "SELECT",
    "ASC1",
    " ",
    "é",
    "a:\\-",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("end", ["~", "'>"])
def test_reading_takes_linear_time(piece: str, end: str) -> None:
    def took(size: int) -> float:
        text = piece * (size // len(piece)) + end
        began = time.process_time()
        try:
            tokens = Tokens(Source(text))
            while tokens.next().kind != END:
                pass
        except QueryError:
            pass
        return time.process_time() - began

    small, large = max(0.002, min(took(8192) for _ in range(3))), took(81920)
    assert small < 0.2
    assert large < 40 * small, (small, large)  # ten times the text; a hundred times where it is quadratic


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["(", "true1", "a:b.", "'''a", "<a", "?a "])
def test_a_megabyte_is_read_in_seconds(piece: str) -> None:
    text, began = piece * (1_000_000 // len(piece)), time.process_time()
    try:
        tokens = Tokens(Source(text))
        while tokens.next().kind != END:
            pass
    except QueryError:
        pass
    assert time.process_time() - began < 10

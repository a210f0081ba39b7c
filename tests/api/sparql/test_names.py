"""IRIs as a query means them."""

import pytest

from respondeat.api.sparql.checked import check
from respondeat.api.sparql.names import names, resolved
from respondeat.errors import QueryError
from respondeat.ontology import vocabulary as v


def meant(text: str, base: str = "") -> list[str]:
    return list(names(check(text).parsed, base).values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ASK { r:a d:b xsd:c }", [v.R + "a", v.ID + "b", v.XSD + "c"]),
        ("PREFIX r: <http://x/> ASK { r:a r: <http://y/> }", ["http://x/a", "http://x/", "http://y/"]),
        ("BASE <http://x/y/> ASK { <a> <../b> <#c> }", ["http://x/y/a", "http://x/b", "http://x/y/#c"]),
        (
            "BASE <http://x/> PREFIX p: <y/> BASE <http://z/> ASK { p:a <a> 1 }",
            ["http://x/y/a", "http://z/a"],
        ),
        ("PREFIX p: <a:> # x: <b>\nPREFIX p: <b:> ASK { p:%41 p:b\\-c p:d.e }", ["b:%41", "b:b-c", "b:d.e"]),
        ("ASK { 'x'^^xsd:date a 'r:none' }", [v.XSD + "date"]),
        ("ASK { <a:b\\u0063> a 1 }", ["a:bc"]),
        ("ASK { }", []),
    ],
)
def test_prefixes_and_bases(text: str, found: list[str]) -> None:
    assert meant(text) == found


def test_the_base_of_who_answers() -> None:
    assert meant("ASK { <a> a 1 }", "http://here/sparql") == ["http://here/a"]
    assert meant("BASE <b/> ASK { <a> a 1 }", "http://here/") == ["http://here/b/a"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ASK { r:a r:b\n x:c }", "line 2, column 2: x:c means no IRI: its prefix is not declared"),
        ("ASK { <a> a 1 }", "line 1, column 7: <a> means no IRI: .* relative without a BASE"),
        ("ASK { : a 1 }", ": means no IRI"),
        ("PREFIX x: <a> ASK { x:b a 1 }", "x:b means no IRI"),
    ],
)
def test_what_means_none(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        meant(text)


def test_one_alone() -> None:
    parsed = check("ASK { r:a a x:b }").parsed
    assert resolved(parsed, 2) == v.R + "a"
    with pytest.raises(QueryError, match="x:b means no IRI"):
        resolved(parsed, 4)

"""The comparer of answers finds differences, and no others."""

import pytest

from tests.conformance.compare import (
    Rows,
    as_csv,
    canonical,
    from_csv,
    from_json,
    from_tsv,
    from_xml,
    literal,
    read_graph,
    same,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
A, B = ("iri", "urn:a"), ("iri", "urn:b")
X, Y = ("bnode", "x"), ("bnode", "y")


def rows(*found: dict[str, tuple[str, ...]]) -> Rows:
    return Rows(("v", "w"), found)


def test_rows_are_a_bag_and_in_order_only_where_that_is_asked() -> None:
    one, two = rows({"v": A}, {"v": B}), rows({"v": B}, {"v": A})
    assert same(one, two)
    assert not same(one, two, ordered=True)
    assert not same(rows({"v": A}, {"v": A}), rows({"v": A}))
    assert not same(rows({"v": A}), rows({"v": B}))
    assert not same(rows({"v": A}), rows({"w": A}))
    assert not same(rows(), Rows(("v",), ()))


def test_blank_nodes_are_the_same_by_their_places() -> None:
    assert same(rows({"v": X, "w": X}, {"v": Y}), rows({"v": Y, "w": Y}, {"v": X}))
    assert not same(rows({"v": X, "w": X}), rows({"v": X, "w": Y}))
    assert not same(rows({"v": X}, {"v": X}), rows({"v": X}, {"v": Y}))
    assert not same(rows({"v": X}), rows({"v": A}))


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("01", "integer", "1"),
        ("1.50", "decimal", "1.5"),
        ("1.0E6", "double", "1000000.0"),
        ("1", "boolean", "true"),
        ("2020-01-01T00:00:00.500Z", "dateTime", "2020-01-01T00:00:00.5Z"),
        ("abc", "integer", "abc"),
        ("01", "string", "01"),
    ],
)
def test_values(text: str, kind: str, meant: str) -> None:
    assert canonical(text, XSD + kind) == meant


def test_every_format_is_read() -> None:
    wanted = Rows(("v",), ({"v": A}, {"v": literal('a"\n,b', "", "en")}, {}))
    assert (
        from_json(
            b'{"head":{"vars":["v"]},"results":{"bindings":[{"v":{"type":"uri","value":"urn:a"}},'
            b'{"v":{"type":"literal","value":"a\\"\\n,b","xml:lang":"en"}},{}]}}'
        )
        == wanted
    )
    xml = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="v"/></head><results>'
        '<result><binding name="v"><uri>urn:a</uri></binding></result><result><binding name="v">'
        '<literal xml:lang="en">a"\n,b</literal></binding></result><result/></results></sparql>'
    )
    assert from_xml(xml.encode()) == wanted
    assert from_tsv(b'?v\n<urn:a>\n"a\\"\\n,b"@en\n\n') == wanted
    names, found = from_csv(b'v\r\nurn:a\r\n"a""\n,b"\r\n\r\n')
    assert (names, found) == (["v"], as_csv(wanted, ["v"]))
    assert from_json(b'{"head":{},"boolean":false}') is False


def test_graphs() -> None:
    one = read_graph("<urn:a> <urn:p> _:x . _:x <urn:p> 1.0 .", "turtle", "urn:")
    assert same(one, read_graph("<urn:a> <urn:p> _:y . _:y <urn:p> 1.00 .", "turtle", "urn:"))
    assert not same(one, read_graph("<urn:a> <urn:p> _:y . _:z <urn:p> 1.0 .", "turtle", "urn:"))

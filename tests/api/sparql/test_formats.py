"""The forms of answers: every name means one media type, or none."""

import pytest

from respondeat.api.sparql.formats import BY_TYPE, GRAPHS, RESULTS, Class, known, listed, named


@pytest.mark.parametrize(
    ("name", "results", "graph"),
    [
        ("json", "application/sparql-results+json", "application/ld+json"),
        ("xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("CSV", "text/csv", None),
        ("turtle", None, "text/turtle"),
        ("rdf xml", None, "application/rdf+xml"),  # rdf+xml, not encoded
        ("application/sparql-results+xml", "application/sparql-results+xml", None),
        ("application/json", "application/json", "application/json"),
        ("html", "text/html", "text/html"),
        ("n3", None, None),
        ("", None, None),
    ],
)
def test_names(name: str, results: str | None, graph: str | None) -> None:
    assert (named(name, "results"), named(name, "graph")) == (results, graph)
    assert known(name) == (results is not None or graph is not None)


@pytest.mark.parametrize(("kind", "formats"), [("results", RESULTS), ("graph", GRAPHS)])
def test_each_is_found_by_its_types_and_names(kind: Class, formats: tuple[object, ...]) -> None:
    assert next(iter(BY_TYPE[kind])) == {"results": RESULTS, "graph": GRAPHS}[kind][0].media_type
    for form in RESULTS if kind == "results" else GRAPHS:
        assert {named(name, kind) for name in form.names} == {form.media_type}
        assert all(BY_TYPE[kind][one] is form for one in (form.media_type, *form.also))
    assert len(formats) == len({form.media_type for form in BY_TYPE[kind].values()})


def test_what_there_is_is_listed() -> None:
    assert listed(RESULTS).startswith(
        "application/sparql-results+json, application/sparql-results+xml, text/csv"
    )

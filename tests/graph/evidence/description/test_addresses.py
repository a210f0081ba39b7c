"""Addresses that two RDF libraries and a URL parser read."""

import re
from urllib.parse import urlsplit

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from respondeat.graph.evidence.description.addresses import fetch_address, web_address

PLACES = st.text(st.sampled_from(list("ab/?#[]@:%2é фЁ <>\"{}|\\^`\n\t'()🙂\u202e")), max_size=30)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" https://a.example/a b\n", "https://a.example/a%20b"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%7Eme", "https://a.example/%7Eme"),
        ("https://a.example/x[1]#a#b", "https://a.example/x%5B1%5D#a%23b"),
        ("https://навіны.example/ё", "https://навіны.example/ё"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("ftp://a.example/x", "ftp://a.example/x"),
        ("http://[x", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://a b.example/", ""),
        ("letter of 3 May", ""),
        ("", ""),
    ],
)
def test_addresses(told: str, wanted: str) -> None:
    assert web_address(told) == wanted


@given(PLACES, st.sampled_from(["a.example", "навіны.example", "ПРЫКЛАД.бел", "é" * 70, "[::1]:8"]))
def test_fetch_txt_can_say_it(place: str, host: str) -> None:
    found = fetch_address(f"https://{host}/{place}")
    assert re.fullmatch("[!-~]*", found)
    assert bool(found) == (len(host) < 64)
    assert urlsplit(found).hostname in (
        None,
        "a.example",
        "xn--80ae5ac4e2c.example",
        "xn--80aiqesg1f.xn--90ais",
        "::1",
    )


@given(PLACES)
def test_what_comes_out_is_an_iri_and_stays_as_it_is(place: str) -> None:
    found = web_address(f"https://a.example/{place}")
    assert found
    assert pyoxigraph.parse(f"<{found}> <x:p> <x:o> .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert list(pyoxigraph.parse(f"<{found}> <x:p> <x:o> .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert URIRef(found).n3()
    assert web_address(found) == found

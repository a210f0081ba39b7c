"""Documents in view: linked to whom and what they name."""

import csv
import io
import json

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.explore import exports, picture, told
from respondeat.api.pages.explore.documents import links, named_by
from respondeat.api.pages.explore.state import Filters, State
from respondeat.api.pages.explore.view import shown, view
from respondeat.ontology import vocabulary as v
from tests.trap_world import id_of

from .conftest import Asking

OTHER = v.ID + "doc-other"


def test_a_document_is_linked_to_each_that_it_names(data: Dataset) -> None:
    nodes = [OTHER, *map(id_of, ("Section", "Regiment", "Ministry", "Ada"))]
    found = {link["target"]: link for link in links(data, nodes)}
    assert set(found) == set(map(id_of, ("Section", "Regiment", "Ministry")))
    assert found[id_of("Regiment")]["when"] == "3 statements"
    assert named_by(data, OTHER) == 6
    assert not list(links(data, nodes[1:]))


def test_its_links_are_let_through_on_any_day(data: Dataset) -> None:
    state = State(
        (OTHER, id_of("Section")), filters=Filters(first="1990-01-01", last="1990-01-02", certain=True)
    )
    seen = shown(view(data, state))
    assert [(edge["source"], edge["target"]) for edge in seen.edges] == [(OTHER, id_of("Section"))]


def test_its_links_are_citations_and_bear_no_grade(data: Dataset, asked: Asking) -> None:
    given = asked(node=[OTHER, id_of("Section")])
    (row,) = csv.DictReader(io.StringIO(exports.csv(data, given).decode("utf-8-sig"), newline=""))
    assert (row["relation"], row["grade"], row["surely_first"]) == ("Attestation", "", "")
    (edge,) = json.loads(told.json(data, given))["edges"]
    assert (edge["grade"], edge["sure"]) == (None, None)
    drawn = picture.svg(data, given).decode()
    assert 'stroke-dasharray="10 3 2 3"' in drawn
    assert phrase("explore.line.cited", "en") in drawn

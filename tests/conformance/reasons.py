"""Why tests of the W3C's suite are not passed: each by its folder and name, and what stands in the way."""

from typing import Final

NO_SERVICE: Final = "SERVICE is refused by design: no query leaves this machine"

ENGINE: Final = {
    "aggregates/agg-empty-group-count-graph": "GRAPH ?g around a sub-SELECT: refused, the graph is lost",
    "aggregates/agg-groupconcat-04": "GROUP_CONCAT keeps a common language tag, as SPARQL 1.2 has it",
    "aggregates/agg-groupconcat-06": "GROUP_CONCAT keeps a common language tag, as SPARQL 1.2 has it",
    "bindings/graph": "GRAPH ?g around VALUES: refused, the graph is not joined",
    "csv-tsv-res/tsv03": "derived integer types are kept as xsd:integer",
    "functions/bnode01": "BNODE(text) gives the same node in every solution",
    "negation/graph-minus": "GRAPH ?g around MINUS: refused, the graph counts as shared",
    "property-path/zero_or_more_set_end": "a path of length zero from a node that is not in the data",
    "property-path/zero_or_more_set_start": "a path of length zero from a node that is not in the data",
    "property-path/zero_or_one_set_end": "a path of length zero from a node that is not in the data",
    "property-path/zero_or_one_set_start": "a path of length zero from a node that is not in the data",
    "syntax-query/test_4": "a function that nobody knows is refused before it is called",
}
"""What pyoxigraph 0.5.13 itself fails. When one of these passes, take it off the list."""

SERVICE: Final = {
    **{f"service/service{number}": NO_SERVICE for number in ("1", "2", "3", "4a", "5", "6", "7")},
    **{f"syntax-fed/test_{number}": NO_SERVICE for number in (1, 2, 3)},
}
"""What is refused with 403, though the engine could read it."""

_NAMES: Final = (
    "paper-sparqldl-Q1",
    "paper-sparqldl-Q1-rdfs",
    "paper-sparqldl-Q2",
    "paper-sparqldl-Q3",
    "paper-sparqldl-Q4",
    *(f"parent{number}" for number in (3, 4, 5, 6, 7, 8, 9, 10)),
    "rdf01",
    *(f"rdfs{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)),
    *(f"rif0{number}" for number in (1, 3, 4, 6)),
    *(f"simple{number}" for number in range(1, 9)),
    *(f"sparqldl-{number:02}" for number in (2, 3, 10, 11, 12, 13)),
)
ENTAILMENT: Final = {f"entailment/{name}": "an entailment regime other than simple" for name in _NAMES}
"""What follows only by RDF, RDFS, OWL or RIF entailment; the others of the folder are passed."""

REASONS: Final = {**ENGINE, **SERVICE, **ENTAILMENT}

UPDATES: Final = {
    "update_dataset_default_graph": 403,
    "update_dataset_default_graphs": 403,
    "update_dataset_named_graphs": 403,
    "update_dataset_full": 403,
    "update_post_form": 403,
    "update_post_direct": 403,
    "update_base_uri": 403,
    "bad_update_get": 403,
    "bad_multiple_updates": 403,
    "bad_update_wrong_media_type": 415,
    "bad_update_missing_form_type": 415,
    "bad_update_non_utf8": 415,
    "bad_update_syntax": 403,
    "bad_update_dataset_conflict": 403,
}
"""The protocol's tests of updates, which are never taken, and the status that they get."""

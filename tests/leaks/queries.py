"""Random SPARQL by a grammar: what a reader who looks for something hidden would try."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from respondeat.ontology import vocabulary as v
from tests.leaks.twins import AUTHOR, CANARY, HIDDEN

VARIABLES: Final = ("?s", "?p", "?o", "?g", "?x", "?y")
_PROPERTIES: Final = (
    "a",
    "r:holder",
    "r:body",
    "r:supports",
    "r:denies",
    "r:hasPassage",
    "r:accessLevel",
    "r:recordedAt",
    "r:sequence",
    "r:note",
    "r:protected",
    "skosxl:prefLabel",
    "skosxl:altLabel",
    "skosxl:literalForm",
    "prov:wasAttributedTo",
)
_PATHS: Final = (
    "r:supports/r:holder",
    "(r:supports|r:denies)*",
    "^r:holder",
    "!(r:holder|a)",
    "(!a)+",
    "r:body?",
)
_KNOWN: Final = (f"<{AUTHOR}>", f"<{v.ID}b-0>", f"<{v.ID}p-0>", "r:Posting", "r:Changeset", "r:Attestation")
_FILTERS: Final = (
    "isIRI(?s)",
    f'CONTAINS(STR(?o), "{CANARY}")',
    'REGEX(STR(?s), "hidden")',
    "?o > 0",
    "?s = ?x",
    "BOUND(?y)",
    "LANG(?o) = 'be'",
    "STRLEN(STR(?o)) > 12",
    "?p IN (r:holder, r:supports)",
)
_AGGREGATES: Final = (
    "(COUNT(*) AS ?n)",
    "(COUNT(DISTINCT ?s) AS ?n)",
    "(MAX(STR(?o)) AS ?n)",
    "(MIN(STR(?g)) AS ?n)",
    '(GROUP_CONCAT(DISTINCT STR(?s); separator="|") AS ?n)',
    "(SUM(STRLEN(STR(?o))) AS ?n)",
)


def queries(above: Sequence[str]) -> st.SearchStrategy[str]:
    """Queries that also name what is known above public only."""
    hidden = [f"<{id}>" for id in (*above, *HIDDEN)]
    terms = st.one_of(
        st.sampled_from(VARIABLES), st.sampled_from(VARIABLES), st.sampled_from((*_KNOWN, *hidden))
    )
    verbs = st.one_of(st.sampled_from(VARIABLES), st.sampled_from(_PROPERTIES), st.sampled_from(_PATHS))
    graphs = st.sampled_from(("?g", "?g", *hidden))
    triple = st.builds("{} {} {} .".format, terms, verbs, terms)
    plain = st.lists(triple, min_size=1, max_size=2).map(" ".join)

    def wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("{} {}".format, inner, plain),
            st.builds("GRAPH {} {{ {} }}".format, graphs, plain),
            st.builds("{} OPTIONAL {{ {} }}".format, plain, inner),
            st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
            st.builds("{} MINUS {{ {} }}".format, plain, inner),
            st.builds("{} FILTER ({})".format, inner, st.sampled_from(_FILTERS)),
            st.builds(
                "{} FILTER {} {{ {} }}".format, plain, st.sampled_from(("EXISTS", "NOT EXISTS")), inner
            ),
            st.builds("{{ SELECT DISTINCT ?s WHERE {{ {} }} LIMIT 5 }}".format, inner),
            st.builds("VALUES ?s {{ {} }} {}".format, st.sampled_from(hidden), inner),
            st.builds("{} BIND (STR({}) AS ?z{})".format, plain, terms, st.integers(0, 10**6)),
        )

    pattern = st.recursive(plain, wider, max_leaves=4)
    dataset = st.one_of(
        st.just(""),
        st.just(""),
        st.sampled_from(hidden).flatmap(lambda g: st.sampled_from((f"FROM {g} ", f"FROM NAMED {g} "))),
    )
    tail = st.sampled_from(("", " ORDER BY ?s ?o LIMIT 7", " ORDER BY DESC(STR(?o)) OFFSET 2 LIMIT 3"))
    return st.one_of(
        st.builds("SELECT * {}WHERE {{ {} }}{}".format, dataset, pattern, tail),
        st.builds("SELECT {} {}WHERE {{ {} }}".format, st.sampled_from(_AGGREGATES), dataset, pattern),
        st.builds("SELECT ?s (COUNT(*) AS ?n) WHERE {{ {} }} GROUP BY ?s ORDER BY ?n ?s".format, pattern),
        st.builds("ASK {}{{ {} }}".format, dataset, pattern),
        st.builds("CONSTRUCT {{ ?s r:found ?o }} WHERE {{ {} }}".format, pattern),
        st.builds("DESCRIBE {}".format, st.sampled_from((*_KNOWN, *hidden))),
        st.builds("DESCRIBE ?s WHERE {{ {} }} LIMIT 3".format, pattern),
        st.builds(
            'SELECT * {{ ({} "2026-01-01") r:chain (?chain ?hop ?lower ?upper) }}'.format,
            st.sampled_from((*_KNOWN, *hidden, f'"{CANARY} 1"', '"Node 1 Namely"')),
        ),
    )

"""Questions in SPARQL to begin with: of the model, and about a body or person of the data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from types import MappingProxyType
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.pages.start.examples import examples as found_in
from respondeat.ontology import vocabulary as v


@dataclass(frozen=True, slots=True)
class Example:
    """A question: the key of its words with their values, its text, and how its answer is best seen."""

    key: str
    text: str
    view: str = "table"
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _of(key: str, text: str, view: str = "table", **values: str) -> Example:
    return Example(f"query.ask.{key}", dedent(text).strip(), view, values)


FIRST: Final = """SELECT ?body ?name WHERE {
  ?body a r:Body ; skosxl:prefLabel/skosxl:literalForm ?name .
}
ORDER BY ?name
LIMIT 20"""
"""What stands in the editor before anybody wrote there."""

GENERAL: Final = (
    _of(
        "perpetrators",
        """
        # events and patterns stay apart; a row is what a source says, not a finding
        SELECT ?actor ?what (COUNT(DISTINCT ?event) AS ?events) WHERE {
          ?part a r:Participation ; r:role r:perpetrator ; r:actor ?actor ; r:event ?event .
          ?event a ?what . VALUES ?what { r:Event r:Pattern }
        }
        GROUP BY ?actor ?what
        ORDER BY DESC(?events) ?actor
        LIMIT 30
        """,
    ),
    _of(
        "heads",
        """
        # who headed which body, as the sources give the time
        SELECT ?body ?person ?title ?time WHERE {
          ?posting a r:Posting ; r:body ?body ; r:holder ?person ; r:capacity r:head .
          OPTIONAL { ?posting r:title ?title }
          OPTIONAL { ?posting r:validTime ?time }
        }
        ORDER BY ?body ?time
        """,
    ),
    _of(
        "links",
        """
        # who answered to whom, as a drawing
        CONSTRUCT { ?lower r:superior ?upper } WHERE {
          ?link a r:Subordination ; r:subordinate ?lower ; r:superior ?upper ; r:linkKind r:deJureCommand .
        }
        LIMIT 80
        """,
        "graph",
    ),
    _of(
        "listed",
        """
        # persons under restrictive measures: by which instrument, and which measure
        SELECT ?person ?instrument ?measure ?entry ?time WHERE {
          ?listing a r:Listing ; r:listed ?person ; r:instrument ?instrument ; r:measureKind ?measure .
          ?person a r:Person .
          OPTIONAL { ?listing r:entry ?entry }
          OPTIONAL { ?listing r:validTime ?time }
        }
        ORDER BY ?person
        """,
    ),
    _of(
        "figures",
        """
        # figures with their day; those of two metrics measure different things
        SELECT ?asOf ?value ?metric ?comparator ?population WHERE {
          ?figure a r:Quantity ; r:metric ?metric ; r:comparator ?comparator ; r:value ?value .
          OPTIONAL { ?figure r:asOf ?asOf }
          OPTIONAL { ?figure r:population ?population }
        }
        ORDER BY ?asOf ?value
        """,
    ),
    _of(
        "events",
        """
        # what kinds of events the sources tell of
        SELECT ?type (COUNT(DISTINCT ?event) AS ?events) WHERE {
          ?event a r:Event ; r:eventType ?type .
        }
        GROUP BY ?type
        ORDER BY DESC(?events) ?type
        """,
        "chart",
    ),
    _of(
        "custody",
        """
        # who was held, by whom or where
        SELECT ?detained ?custodian ?place ?time WHERE {
          ?custody a r:Custody ; r:detained ?detained .
          OPTIONAL { ?custody r:custodian ?custodian }
          OPTIONAL { ?custody r:place ?place }
          OPTIONAL { ?custody r:validTime ?time }
        }
        ORDER BY ?detained ?time
        """,
    ),
    _of(
        "convictions",
        """
        # which provisions, courts and judges stand together
        SELECT ?provision ?court ?judge (COUNT(DISTINCT ?conviction) AS ?convictions) WHERE {
          ?conviction a r:Conviction .
          OPTIONAL { ?conviction r:provision ?provision }
          OPTIONAL { ?conviction r:court ?court }
          OPTIONAL { ?conviction r:judge ?judge }
        }
        GROUP BY ?provision ?court ?judge
        ORDER BY DESC(?convictions)
        """,
    ),
    _of(
        "documents",
        """
        # how many statements each document supports
        SELECT ?title (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
          ?attestation r:supports ?statement ; r:passage/oa:hasSource ?document .
          ?document dcterms:title ?title .
        }
        GROUP BY ?title
        ORDER BY DESC(?statements)
        """,
        "chart",
    ),
    _of(
        "one_origin",
        """
        # statements that one origin alone supports, though documents repeat it
        SELECT ?statement (COUNT(DISTINCT ?document) AS ?documents) (SAMPLE(?origin) AS ?says) WHERE {
          ?attestation r:supports ?statement ; r:origin ?origin ; r:passage/oa:hasSource ?document .
        }
        GROUP BY ?statement
        HAVING (COUNT(DISTINCT ?origin) = 1)
        ORDER BY DESC(?documents) ?statement
        LIMIT 50
        """,
    ),
    _of(
        "denied",
        """
        # what somebody denies: the statement, who denies it, in which document
        SELECT ?statement ?relation ?who ?title WHERE {
          ?attestation r:denies ?statement ; r:passage/oa:hasSource/dcterms:title ?title .
          OPTIONAL { ?attestation r:origin ?who }
          ?statement a ?relation .
        }
        """,
    ),
    _of(
        "days",
        """
        # events that began in one known month; those dated to a season or a year alone are not counted
        SELECT ?month (COUNT(DISTINCT ?event) AS ?events) WHERE {
          ?existence a r:Existence ; r:entity ?event ;
            sem:hasEarliestBeginTimeStamp ?first ; sem:hasLatestBeginTimeStamp ?last .
          ?event a r:Event .
          BIND(SUBSTR(STR(?first), 1, 7) AS ?month)
          FILTER(SUBSTR(STR(?last), 1, 7) = ?month)
        }
        GROUP BY ?month
        ORDER BY ?month
        """,
        "chart",
    ),
    _of(
        "changesets",
        """
        # what was recorded when
        SELECT ?recorded ?changeset ?note WHERE {
          ?changeset a r:Changeset ; r:recordedAt ?recorded .
          OPTIONAL { ?changeset skos:note ?note }
        }
        ORDER BY ?recorded
        """,
    ),
)
"""Questions that any data can be asked."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a question is about: how it is written in a query, and its name on one line."""

    written: str
    name: str

    @classmethod
    def of(cls, data: Dataset, id: str) -> "_Subject":
        return cls(f"d:{id.removeprefix(v.ID)}", " ".join(data.name(id).split()))


def at_hand(data: Dataset) -> tuple[Example, ...]:
    """Questions about what the data have most links of; none where they have no links."""
    for one in found_in(data.graph).bodies:
        body = _Subject.of(data, one.body)
        return tuple(made(body, one.day) for made in (_over, _above, _says, _chain))
    return ()


def _over(body: _Subject, day: str) -> Example:
    return _of(
        "over",
        f"""
        # {body.name}
        SELECT ?person ?title ?grade ?state ?from ?to WHERE {{
          ({body.written} "{day}") r:commanders (?person ?grade ?basis ?state ?capacity ?title ?from ?to) .
        }}
        """,
        body=body.name,
        day=day,
    )


def _says(body: _Subject, day: str) -> Example:
    return _of(
        "says",
        f"""
        # {body.name}
        SELECT DISTINCT ?person ?statement ?document WHERE {{
          ({body.written} "{day}") r:commandersStatement (?person ?statement) .
          ?attestation r:supports ?statement ; r:passage/oa:hasSource ?document .
        }}
        """,
        body=body.name,
        day=day,
    )


def _chain(body: _Subject, day: str) -> Example:
    return _of(
        "chain",
        f"""
        # {body.name}
        SELECT ?chain ?hop ?lower ?link ?upper ?grade ?state WHERE {{
          ({body.written} "{day}") r:chain (?chain ?hop ?lower ?upper ?link ?grade ?state) .
        }}
        ORDER BY ?chain ?hop
        """,
        body=body.name,
        day=day,
    )


def _above(body: _Subject, day: str) -> Example:
    return _of(
        "above",
        f"""
        # {body.name}
        SELECT ?superior ?grade ?state ?from ?to WHERE {{
          ({body.written} "{day}") r:superiors (?superior ?grade ?basis ?state ?link ?from ?to) .
        }}
        ORDER BY ?grade ?superior
        """,
        body=body.name,
        day=day,
    )

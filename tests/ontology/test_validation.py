"""The example keeps the rules; each mutant of it breaks one and is told so; pyshacl finds the same."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import yaml
from rdflib import SH, Literal

from respondeat.errors import InputError
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts, resource
from respondeat.ontology.validation import Violation, background, validate

EXAMPLE = resource("example.trig").decode()
SHAPES = resource("shapes.ttl").decode()


class Mutant(NamedTuple):
    name: str
    search: str
    replace: str
    focus: str
    says: str

    @property
    def trig(self) -> str:
        assert EXAMPLE.count(self.search) == 1, f"{self.search!r} must occur once"
        return EXAMPLE.replace(self.search, self.replace)


MUTANTS = [Mutant(**m) for m in yaml.safe_load(Path(__file__).with_name("mutants.yaml").read_text("utf-8"))]


def union(trig: str) -> str:
    quads = ox.parse(trig.encode(), format=ox.RdfFormat.TRIG)
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads}))


def test_the_example_keeps_every_rule() -> None:
    assert validate(EXAMPLE.encode(), "trig") == ()
    assert validate(union(EXAMPLE).encode()) == ()


def test_the_example_uses_every_relation_and_class() -> None:
    used = {
        q.object for q in ox.parse(EXAMPLE.encode(), format=ox.RdfFormat.TRIG) if q.predicate.value == v.TYPE
    }
    assert {ox.NamedNode(iri) for iri in v.CLASSES if iri not in v.ABSTRACT_CLASSES} <= used


def test_the_example_is_labelled_as_invented() -> None:
    assert "invented" in EXAMPLE.splitlines()[0]
    quads = list(ox.parse(EXAMPLE.encode(), format=ox.RdfFormat.TRIG))
    marked = {q.subject for q in quads if q.predicate.value == v.INVENTED}
    entities = {q.subject for q in quads if str(q.object).strip("<>") in v.ENTITY_CLASSES}
    assert entities == marked


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_a_mutant_is_refused_in_words(mutant: Mutant) -> None:
    found = validate(mutant.trig.encode(), "trig")
    at = [x for x in found if x.focus == v.ID + mutant.focus and mutant.says in x.message]
    assert at, "\n".join(map(str, found))
    assert all(x.severity == "Violation" for x in found)


def test_every_shape_is_broken_by_a_mutant() -> None:
    shapes = set(re.findall(r"^s:(\w+) a sh:NodeShape", SHAPES, re.MULTILINE))
    lists = {f"{scheme}Concept" for scheme in v.SCHEMES}  # never a target; other shapes refer to them
    broken = {x.shape for mutant in MUTANTS for x in validate(mutant.trig.encode(), "trig")}
    assert shapes - lists <= broken


def reference(ntriples: str) -> Iterator[tuple[str, str, str]]:
    """What pyshacl finds: record, message of the rule, value."""
    data = rdflib.Graph().parse(data=ntriples + background().decode(), format="nt")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pyshacl uses what rdflib has deprecated
        _, report, _ = pyshacl.validate(
            data, shacl_graph=SHAPES, shacl_graph_format="turtle", inference="none"
        )
    assert isinstance(report, rdflib.Graph)
    for result in report.objects(None, SH.result):
        messages = report.objects(result, SH.resultMessage)
        message = next(str(m) for m in messages if isinstance(m, Literal) and m.language == "en")
        value = report.value(result, SH.value)
        yield str(report.value(result, SH.focusNode)), message, "" if value is None else str(value)


def found(violations: tuple[Violation, ...]) -> set[tuple[str, str, str]]:
    return {(x.focus, x.message.partition(" Found: ")[0], x.value) for x in violations}


def test_the_reference_implementation_finds_the_same() -> None:
    """All mutants beside each other in one graph, each under names of its own."""
    texts = [union(EXAMPLE), *(union(mutant.trig) for mutant in MUTANTS)]
    data = "".join(text.replace(f"<{v.ID}", f"<{v.ID}{n}/") for n, text in enumerate(texts))
    ours = found(validate(data.encode()))
    assert len(ours) >= len(MUTANTS) - 2  # two mutants break rules that SHACL Core cannot say
    assert ours == set(reference(data))


def test_the_shapes_are_well_formed() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pyshacl uses what rdflib has deprecated
        conforms, _, text = pyshacl.validate(
            rdflib.Graph(), shacl_graph=SHAPES, shacl_graph_format="turtle", meta_shacl=True
        )
    assert conforms, text


def test_every_property_shape_has_a_message() -> None:
    graph = rdflib.Graph().parse(data=SHAPES, format="turtle")
    inside = set(graph.objects(None, SH["not"])) | set(graph.objects(None, rdflib.RDF.first))
    for shape in graph.objects(None, SH.property):
        owners = set(graph.subjects(SH.property, shape))
        assert graph.value(shape, SH.message) or owners <= inside, graph.value(shape, SH.path)


def test_the_shapes_know_the_roles_of_each_relation() -> None:
    graph = rdflib.Graph().parse(data=SHAPES, format="turtle")
    for iri, relation in v.RELATIONS.items():
        node = rdflib.URIRef("https://w3id.org/respondeat/shapes#" + relation.name)
        assert (node, SH.targetClass, rdflib.URIRef(iri)) in graph
        shapes = list(graph.objects(node, SH.property))
        needed = {str(graph.value(s, SH.path)) for s in shapes if graph.value(s, SH.minCount)}
        single = {str(graph.value(s, SH.path)) for s in shapes if graph.value(s, SH.maxCount) == Literal(1)}
        assert {role for role in relation.roles if role in needed} == {v.R + role for role in relation.needed}
        assert single == relation.roles
        for shape in shapes:
            kind = v.RANGES.get(str(graph.value(shape, SH.path)), "")
            if kind.startswith("concept:") and graph.value(shape, SH.maxCount):
                scheme = v.role_range(str(graph.value(shape, SH.path)), iri).removeprefix("concept:")
                assert str(graph.value(shape, SH.node)).endswith(f"#{scheme}Concept")


def test_the_union_of_graphs_is_validated() -> None:
    quads = "".join(f"{q} .\n" for q in ox.parse(EXAMPLE.encode(), format=ox.RdfFormat.TRIG))
    assert validate(quads.encode(), "nquads") == ()
    (line,) = [x for x in quads.splitlines() if "s-oda>" in x and "#holder>" in x]
    (violation,) = validate(quads.replace(line, "").encode(), "nquads")
    assert violation.focus == v.ID + "s-oda"
    assert violation.path == v.R + "holder"
    assert violation.shape == "Posting"


def test_withheld_below_and_shown_above_is_legal() -> None:
    assert EXAMPLE.count("d:a-held a r:Attestation") == 2  # a stub in public, the passage above
    assert validate(EXAMPLE.encode(), "trig") == ()


@pytest.mark.parametrize("scheme", [s for s in v.SCHEMES if s not in ("crimeElement", "liabilityMode")])
def test_every_concept_of_a_list_is_accepted(scheme: str) -> None:
    graph = rdflib.Graph().parse(data=SHAPES, format="turtle")
    node = rdflib.URIRef(f"https://w3id.org/respondeat/shapes#{scheme}Concept")
    (shape,) = graph.objects(node, SH.property)
    listed = str(graph.value(shape, SH.hasValue))
    known = background().decode()
    for iri in concepts(scheme):
        assert f"<{iri}> <{v.SKOS}inScheme> <{listed}> .\n" in known


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"<a:b> <a:c> .", "ntriples"),
        (b"<a:b> <a:c> <a:d> <a:e> <a:f> .", "nquads"),
        (b"@prefix : ", "turtle"),
        (b"<a:b> { <a:c> }", "trig"),
        (b'<a:b> <a:c> "\xff" .', "ntriples"),
        (b'<a:b> <a:c> "\xff" .', "nquads"),
    ],
)
def test_data_that_are_not_well_formed_are_refused(data: bytes, format: str) -> None:
    with pytest.raises(InputError, match="not well-formed"):
        validate(data, format)


def test_nothing_breaks_no_rule() -> None:
    assert validate(b"") == ()
    assert validate(b"", "trig") == ()


@pytest.mark.parametrize(
    "edtf", ["2020-08-09T10:00:00Z", "2020-08-09T10:00:00+03:00", "Y-17E7", "-0400", "156X-12-25",
             "{1960,1961-12}", "[..1760-12-03]", "2004-06~-11/%2005", "2001-21", "1950S2", "/2004", "../.."],
)  # fmt: skip
def test_every_kind_of_edtf_text_is_a_valid_time(edtf: str) -> None:
    assert validate(EXAMPLE.replace('r:validTime "2020-05"', f'r:validTime "{edtf}"').encode(), "trig") == ()

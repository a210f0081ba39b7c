"""respondeat.ttl and concepts.ttl say the same as the constants that code uses, in three languages."""

import warnings

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from respondeat.ontology import concepts as c
from respondeat.ontology import vocabulary as v

TTL = ("respondeat.ttl", "concepts.ttl", "shapes.ttl")
LANGUAGES = {"en", "be", "ru"}
ALIGNED = (v.ORG, v.PROV, v.OA, v.DCTERMS, v.ELI, v.SEM, v.SKOSXL, v.SKOS)
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LITERAL_RANGES = {
    "text": RDFS.Literal,
    "integer": rdflib.XSD.integer,
    "boolean": rdflib.XSD.boolean,
    "edtf": rdflib.XSD.string,
}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=c.resource("respondeat.ttl"), format="turtle")


@pytest.fixture(scope="module")
def lists() -> rdflib.Graph:
    return rdflib.Graph().parse(data=c.resource("concepts.ttl"), format="turtle")


def words(graph: rdflib.Graph, *types: rdflib.term.Node) -> list[str]:
    return sorted(str(s) for t in types for s in graph.subjects(RDF.type, t) if str(s).startswith(v.R))


def languages(graph: rdflib.Graph, subject: str, prop: URIRef) -> list[str]:
    found = [o for o in graph.objects(URIRef(subject), prop) if isinstance(o, rdflib.Literal) and o.strip()]
    return sorted(str(o.language) for o in found)


@pytest.mark.parametrize("name", TTL)
def test_loads_without_a_warning(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = rdflib.Graph().parse(data=c.resource(name), format="turtle")
        triples = set(ox.parse(c.resource(name), format=ox.RdfFormat.TURTLE))
    assert len(graph) == len(triples) > 200


@pytest.mark.parametrize("name", TTL)
def test_has_a_version(name: str) -> None:
    graph = rdflib.Graph().parse(data=c.resource(name), format="turtle")
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    info = graph.value(ontology, OWL.versionInfo)
    assert str(graph.value(ontology, OWL.versionIRI)) == f"{ontology}/{info}"


def test_classes_are_those_of_the_vocabulary(ontology: rdflib.Graph) -> None:
    assert words(ontology, OWL.Class) == sorted(v.CLASSES)


def test_properties_are_those_of_the_vocabulary(ontology: rdflib.Graph) -> None:
    assert words(ontology, *KINDS) == sorted(v.PROPERTIES)


def test_constants_are_words_of_the_model() -> None:
    known = {*v.CLASSES, *v.PROPERTIES}
    for name, value in vars(v).items():
        if name.isupper() and isinstance(value, str) and value.startswith(v.R) and value != v.R:
            assert value in known or c.scheme_of(value), name


def test_every_word_has_a_label_and_a_comment_in_three_languages(ontology: rdflib.Graph) -> None:
    for iri in (*v.CLASSES, *v.PROPERTIES):
        assert languages(ontology, iri, RDFS.label) == sorted(LANGUAGES), iri
        assert languages(ontology, iri, RDFS.comment) == sorted(LANGUAGES), iri


def test_every_list_and_concept_has_a_label_and_a_definition_in_three_languages(lists: rdflib.Graph) -> None:
    for iri in words(lists, SKOS.Concept, SKOS.ConceptScheme):
        assert languages(lists, iri, SKOS.prefLabel) == sorted(LANGUAGES), iri
        assert languages(lists, iri, SKOS.definition) == sorted(LANGUAGES), iri


def test_belarusian_and_russian_keep_to_their_letters(ontology: rdflib.Graph, lists: rdflib.Graph) -> None:
    foreign = {"be": "ищъ", "ru": "іўґ"}  # what the other language has and this one has not
    for graph in (ontology, lists):
        for text in graph.objects():
            if isinstance(text, rdflib.Literal) and text.language in foreign:
                assert not set(text.lower()) & set(foreign[text.language]), text


def test_relations_are_statements_with_declared_roles(ontology: rdflib.Graph) -> None:
    for iri, relation in v.RELATIONS.items():
        assert (URIRef(iri), RDFS.subClassOf, URIRef(v.R + "Statement")) in ontology
        assert relation.roles <= set(v.PROPERTIES)
        for role in relation.roles:
            domain = ontology.value(URIRef(role), RDFS.domain)
            assert domain is None or str(domain) == iri, role


def test_a_role_shared_by_relations_has_no_domain(ontology: rdflib.Graph) -> None:
    for role in {role for relation in v.RELATIONS.values() for role in relation.roles}:
        of = [iri for iri, relation in v.RELATIONS.items() if role in relation.roles]
        domain = ontology.value(URIRef(role), RDFS.domain)
        assert (domain is None) == (len(of) > 1), role


def test_entity_classes_are_entities(ontology: rdflib.Graph) -> None:
    for iri in v.ENTITY_CLASSES:
        assert URIRef(v.R + "Entity") in ontology.transitive_objects(URIRef(iri), RDFS.subClassOf), iri


def test_ranges_are_those_of_the_vocabulary(ontology: rdflib.Graph) -> None:
    for prop, kind in v.RANGES.items():
        declared = ontology.value(URIRef(prop), RDFS.range)
        schemes = {str(o) for o in ontology.objects(URIRef(prop), URIRef(v.RANGE_SCHEME))}
        if kind == "entity":
            assert str(declared) in v.CLASSES, prop
        elif kind.startswith("concept:"):
            assert declared == SKOS.Concept
            assert f"{v.R}{kind.removeprefix('concept:')}Scheme" in schemes, prop
        else:
            assert declared == LITERAL_RANGES[kind], prop
        assert bool(schemes) == kind.startswith("concept:"), prop


def test_a_role_with_several_lists_has_one_for_each_relation(ontology: rdflib.Graph) -> None:
    schemes = {str(o) for o in ontology.objects(URIRef(v.R + "role"), URIRef(v.RANGE_SCHEME))}
    ranges = {v.role_range(v.R + "role", iri) for iri, r in v.RELATIONS.items() if v.R + "role" in r.roles}
    assert {f"concept:{s.removeprefix(v.R).removesuffix('Scheme')}" for s in schemes} == ranges


def test_every_role_and_attribute_has_a_range() -> None:
    roles = {role for relation in v.RELATIONS.values() for role in relation.roles}
    assert roles | set(v.ATTRIBUTES) == set(v.RANGES)
    with pytest.raises(KeyError):
        v.role_range(v.R + "supports")


@pytest.mark.parametrize("namespace", [n for n in ALIGNED if n not in (v.SKOSXL, v.SKOS)])
def test_is_aligned_with(ontology: rdflib.Graph, namespace: str) -> None:
    by = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
    linked = [s for p in by for s, o in ontology.subject_objects(p) if str(o).startswith(namespace)]
    assert any(str(s).startswith(v.R) for s in linked)

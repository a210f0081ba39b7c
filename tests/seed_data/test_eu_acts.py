"""What the EU's lists say of acts: bodies that act, persons held responsible, rulings, one instruction."""

from respondeat.graph.analyses.chains import chains
from respondeat.graph.command import When
from respondeat.graph.dates import day
from respondeat.graph.importers.curated_scope import entity_id
from respondeat.graph.statement import Attestation, Statement
from respondeat.ontology import vocabulary as v
from tests.seed_data.eu_lists import body, lists, person

SHARED = ("crackdown-2020", "detentions-2020", "torture-2020")


def event(key: str) -> str:
    return entity_id("Event", key)


def attestations(statement: str) -> list[Attestation]:
    return [r for r in lists().own if isinstance(r, Attestation) and statement in r.supports]


def parts(role: str) -> list[Statement]:
    return [s for s in lists().statements("Participation") if s.iri("role") == v.R + role]


def test_all_statements_are_the_councils_or_passed_on_by_it() -> None:
    council = entity_id("InternationalBody", "council-eu")
    found = [r for r in lists().own if isinstance(r, Attestation)]
    assert found and all(council in (r.origin, r.reported_by) for r in found)
    assert {r.origin for r in found if r.reported_by} == {
        entity_id("Body", "viasna"),
        entity_id("Body", "her-rights"),
        entity_id("BodyGroup", "human-rights-organisations"),
    }


def test_nothing_is_characterised_by_law_and_nothing_known_from_rank() -> None:
    assert not list(lists().statements("LegalCharacterisation"))
    assert not list(lists().statements("Knowledge"))


def test_a_person_is_a_perpetrator_only_where_seen_to_act() -> None:
    listed = {s.iri("listed") for s in lists().statements("Listing")}
    acted = [s for s in parts("perpetrator") if s.iri("actor") in listed]
    assert {s.iri("actor") for s in acted} == {
        person(key) for key in ("shumilin", "kalinnik", "urubleuski", "karpiankau")
    }
    assert all(a.modality == v.R + "reported" for s in acted for a in attestations(s.id))


def test_acts_are_tied_to_the_events_that_the_reports_speak_of() -> None:
    for key in SHARED:
        actors = {s.iri("actor") for s in parts("perpetrator") if s.iri("event") == event(key)}
        assert {body("mvd"), body("interior-troops")} <= actors
    responsible = {
        s.iri("actor") for s in parts("heldResponsible") if s.iri("event") == event("crackdown-2020")
    }
    assert {
        person(key) for key in ("karaeu", "nazaranka", "balaba", "vakulchyk", "lukashenka")
    } <= responsible


def test_what_was_done_in_the_centre_leads_to_its_head_and_above() -> None:
    graph = lists().graph
    key = event("treatment-akrestina-temporary-2020")
    node = graph.node(key)
    assert node is not None
    found = chains(graph, key, graph.time_of(node)).chains
    centre = body("akrestina-temporary-detention-centre")
    ends = {c.nodes[-1] for c in found if c.nodes[1] == centre}
    assert {person("keniukh"), person("matkin"), person("karaeu")} <= ends


def test_rulings_name_judge_court_and_convicted_and_no_day() -> None:
    found = list(lists().statements("Conviction"))
    assert len(found) == 32
    judges = {(s.iri("holder"), s.iri("body")) for s in lists().statements("Posting")}
    for s in found:
        assert (s.iri("judge"), s.iri("court")) in judges
        assert s.time is not None and s.time.bounds.es is None and s.time.bounds.ee is None


def test_an_instruction_of_the_president_is_one_hop_above_the_air_force() -> None:
    found = chains(lists().graph, body("air-force"), When.day(day("2021-05-23"))).chains
    assert (body("air-force"), person("lukashenka")) in [c.nodes for c in found]
    later = chains(lists().graph, body("air-force"), When.day(day("2021-05-24"))).chains
    assert not any(person("lukashenka") in c.nodes for c in later)

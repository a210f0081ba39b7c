"""What Security Force Monitor's sheets say, on sheets of an invented country."""

import pytest

from respondeat.graph import quads as rdf
from respondeat.graph.analyses.superiors import subordinates
from respondeat.graph.command import Kind, When
from respondeat.graph.dates import Bounds, day
from respondeat.graph.statement import Document, Entity, Statement, Text
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate
from tests.graph.importers.sfm_sheets import Said, certain, imported, said

NORTH, HQ, HARBOUR = "Northern Guard Command", "Realm Guard Headquarters", "Harbour Guard Post"


@pytest.fixture(scope="module")
def realm() -> Said:
    return said(imported())


def posting(realm: Said, person: str, unit: str) -> Statement:
    (found,) = realm.about("Posting", holder=realm.id(person), body=realm.id(unit))
    return found


def bounds(statement: Statement) -> Bounds:
    assert statement.time is not None
    return statement.time.bounds


def test_every_row_of_the_three_sheets_is_counted() -> None:
    found = imported()
    assert (found.rows, found.imported, found.faults) == (9 + 12 + 6, 27, ())


def test_the_records_keep_the_rules_of_the_model(realm: Said) -> None:
    assert validate(rdf.lines(realm.records)) == ()


def test_every_record_that_is_referred_to_is_there(realm: Said) -> None:
    ids = {r.id for r in realm.records}
    for statement in realm.statements:
        ours = [value for _, value in statement.roles if isinstance(value, str) and value.startswith(v.ID)]
        assert ids.issuperset(ours)
        for attestation in realm.attestations(statement):
            assert ids.issuperset(attestation.passages)
            assert ids.issuperset(p.document for p in realm.passages(attestation))
            assert not attestation.origin or attestation.origin in ids
    assert len(ids) == len(realm.records)


# --- units and their names ---


def test_rows_of_one_unit_are_one_body(realm: Said) -> None:
    assert len(realm.ids(NORTH)) == 1
    assert realm.entity(NORTH).get(v.SOURCE_KEY) == Text("u-north")
    assert realm.entity(NORTH).get(v.BODY_KIND) == v.R + "policeUnit"


def test_several_names_in_a_cell_are_names_of_their_own(realm: Said) -> None:
    forms = {n.form: n for n in realm.names if n.entity == realm.id(HQ)}
    assert set(forms) == {HQ, "Guard HQ", "HQ of the Guard"}
    assert [form for form, name in forms.items() if name.preferred] == [HQ]
    assert [realm.document(d).title for d in forms["Guard HQ"].documents] == ["New commander in the north"]


def test_brackets_that_tell_namesakes_apart_are_left_out_of_a_second_name(realm: Said) -> None:
    harbour, north = realm.id("Tamra Quill (Harbour Guard Post)"), realm.id("Tamra Quill")
    assert harbour != north
    assert realm.ids("Tamra Quill") == {harbour, north}


def test_one_name_is_one_person_within_the_sheet(realm: Said) -> None:
    bodies = {s.iri("body") for s in realm.about("Posting", holder=realm.id("Orso Velk"))}
    assert bodies == {realm.id(NORTH), realm.id(HQ)}


def test_trap_17_the_same_name_with_another_date_of_birth_is_never_merged(realm: Said) -> None:
    assert len(realm.ids("Sela Marn")) == 2
    warned = [w for w in imported().warnings if w.column == "Date of Birth"]
    assert [(w.row, w.value) for w in warned] == [(8, "1960"), (9, "4/1/1971")]


# --- superiors ---


def test_trap_11_the_parent_is_the_superior(realm: Said) -> None:
    # units row 7 is about the harbour post and names the northern command as its parent
    (link,) = realm.about("Subordination", subordinate=realm.id(HARBOUR), linkKind=v.DE_JURE_COMMAND)
    assert link.iri("superior") == realm.id(NORTH)
    assert realm.graded(realm.superiors(HARBOUR, "2011-03-01")) == certain([NORTH])
    lower = subordinates(realm.graph, realm.id(NORTH), When.day(day("2011-03-01")))
    assert realm.graded(lower) == certain([HARBOUR])


def test_a_superior_that_changes(realm: Said) -> None:
    assert realm.graded(realm.superiors(NORTH, "2012-12-31")) == certain([HQ])
    assert realm.graded(realm.superiors(NORTH, "2013-01-01")) == certain(["Unknown Zonal Command"])


def test_trap_6_an_administrative_parent_is_never_climbed(realm: Said) -> None:
    school = realm.id("Realm Training School")
    (link,) = realm.about("Subordination", subordinate=realm.id(NORTH), superior=school)
    assert link.iri("linkKind") == v.ADMINISTRATIVE
    assert "Realm Training School" not in realm.graded(realm.superiors(NORTH, "2010-06-01"))


def test_an_informal_parent_is_kept_and_not_climbed(realm: Said) -> None:
    (link,) = realm.about("Subordination", subordinate=realm.id("Realm Training School"))
    assert link.iri("linkKind") == v.R + "informal"
    assert realm.graded(realm.superiors("Realm Training School", "2014-12-31")) == {}


def test_a_member_of_another_unit_is_part_of_it_and_not_under_its_command(realm: Said) -> None:
    (link,) = realm.about("Subordination", superior=realm.id("Joint Harbour Force"))
    assert (link.iri("subordinate"), link.iri("linkKind")) == (realm.id(HARBOUR), v.R + "partOf")
    assert bounds(link) == Bounds(None, day("2013-04-01"), day("2013-04-11"), day("2013-04-11"))
    assert "Joint Harbour Force" not in realm.graded(realm.superiors(HARBOUR, "2013-04-05"))


def test_trap_12_an_unknown_unit_is_a_placeholder_on_the_way_up(realm: Said) -> None:
    assert realm.entity("Unknown Zonal Command").get(v.PLACEHOLDER) is True
    assert realm.entity(HQ).get(v.PLACEHOLDER) is None
    assert HQ in realm.graded(realm.superiors("Unknown Zonal Command", "2010-05-31"))


def test_a_superior_that_no_row_describes_is_a_placeholder_with_a_warning(realm: Said) -> None:
    warned = {(w.file, w.row, w.value) for w in imported().warnings if "placeholder" in w.message}
    assert warned == {
        ("units.tsv", 7, "Joint Harbour Force"),
        ("units.tsv", 8, "Ministry of the Realm"),
        ("persons.csv", 13, "Undescribed Watch"),
    }
    for _, _, name in warned:
        assert realm.entity(name).get(v.PLACEHOLDER) is True


def test_a_cycle_of_superiors_is_imported_with_a_warning(realm: Said) -> None:
    (warning,) = [w for w in imported().warnings if "above one another" in w.message]
    assert (warning.file, warning.row) == ("units.tsv", 9)
    assert "East Loop Post → West Loop Post → East Loop Post" in warning.message
    assert realm.graded(realm.superiors("East Loop Post", "2014-12-31")) == {"West Loop Post": "possible"}


# --- places ---


def test_where_a_unit_is_and_where_it_acts(realm: Said) -> None:
    def places(unit: str) -> set[tuple[str, str]]:
        found = realm.about("Location", located=realm.id(unit))
        return {(realm.name(s.iri("place")), s.iri("role").removeprefix(v.R)) for s in found}

    assert places(NORTH) == {("Nordhaven", "seat"), ("North Province", "seat")}
    assert places(HARBOUR) == {("The Old Mill", "seat"), ("Harbour Bay", "areaOfOperation")}
    assert realm.entity("Nordhaven").get(v.SOURCE_KEY) == Text("101")


# --- who commanded ---


def test_an_exact_start_and_end(realm: Said) -> None:
    first = day("2010-01-01")
    last = day("2011-03-31")
    assert bounds(posting(realm, "Orso Velk", NORTH)) == Bounds(first, first, last, last)
    assert "Orso Velk" not in realm.graded(realm.heads(NORTH, "2009-12-31"))
    assert realm.graded(realm.heads(NORTH, "2010-01-01")) == certain(["Orso Velk"])


def test_trap_5_a_handover_shows_both(realm: Said) -> None:
    answer = realm.heads(NORTH, "2011-03-31")
    assert realm.graded(answer) == certain(["Orso Velk", "Tamra Quill"])
    assert [c.handover for c in answer.conflicts] == [True]


def test_a_gap_names_the_last_before_and_the_first_after(realm: Said) -> None:
    answer = realm.heads(NORTH, "2012-12-01")
    assert "certain" not in realm.graded(answer).values()
    assert realm.neighbour(answer.board.last_before) == ("Ines Dorrow", day("2012-07-01"))
    assert realm.neighbour(answer.board.first_after) == ("Pavo Lindt", day("2013-05-20"))


def test_an_acting_title_makes_an_acting_head(realm: Said) -> None:
    answer = realm.heads(NORTH, "2012-06-20")
    assert realm.graded(answer) == certain(["Ines Dorrow"])
    assert [realm.graph.kind(k) for s in answer.board.standing for k in s.links] == [Kind.ACTING_HEAD]
    held = posting(realm, "Ines Dorrow", NORTH)
    assert held.get("title") == Text("Acting Chief of the Guard")
    assert "role: Commander" in held.note


def test_traps_1_and_8_an_open_end_stays_possible_until_somebody_follows(realm: Said) -> None:
    # cited in 1998 and never again: shown as long as nobody else is known, not once others have followed
    assert realm.graded(realm.heads(NORTH, "2005-01-01")) == {"Bero Kant": "possible"}
    answer = realm.heads(NORTH, "2011-01-01")
    assert realm.graded(answer) == certain(["Orso Velk"])
    assert "Bero Kant" in realm.left_out(answer)
    assert realm.graded(realm.heads(NORTH, "2016-01-01")) == {"Pavo Lindt": "possible"}


def test_who_speaks_assists_or_serves_is_no_head(realm: Said) -> None:
    capacities = {
        (realm.name(s.iri("holder")), s.iri("capacity").removeprefix(v.R))
        for s in realm.about("Posting")
        if s.iri("capacity") not in (v.HEAD, v.ACTING_HEAD)
    }
    assert capacities == {
        ("Mira Osk", "pressSecretary"),
        ("Sela Marn", "deputyHead"),
        ("Tamra Quill (Harbour Guard Post)", "otherCapacity"),
        ("Dren Holt", "employee"),
    }
    quill = posting(realm, "Tamra Quill (Harbour Guard Post)", HARBOUR)
    assert quill.get("title") == Text("Operations Commander")
    assert bounds(quill) == Bounds(None, day("2013-04-11"), day("2013-04-11"), day("2013-04-11"))


# --- who says so, and how sure ---


def test_each_source_is_one_attestation_and_its_columns_stay_apart(realm: Said) -> None:
    # persons row 2: unit by two sources, role and first date by the first, last date by a third
    held = posting(realm, "Orso Velk", NORTH)
    row = "cited in persons.csv, row 2"
    assert realm.cited(held) == {
        "Guard sworn in": [f"page 7; {row} (Organization, Role, Context for start date, First citation)"],
        "New commander in the north": [f"{row} (Organization)"],
        "Changes in the Guard": [f"{row} (Context for end date, Last citation)"],
    }
    assert held.note == "start: Appointed; end: Transferred"


def test_two_articles_of_one_publication_are_one_origin(realm: Said) -> None:
    held = posting(realm, "Orso Velk", NORTH)
    origins = {realm.name(a.origin) for a in realm.attestations(held)}
    assert origins == {"Lantern (Zubrovia)", "Gazette (Zubrovia)"}
    assert {realm.name(a.reported_by) for a in realm.attestations(held)} == {"Security Force Monitor"}


def test_an_unknown_publication_is_no_origin(realm: Said) -> None:
    (found,) = realm.attestations(posting(realm, "Tamra Quill (Harbour Guard Post)", HARBOUR))
    assert found.origin == ""


def test_a_source_of_the_rank_alone_does_not_attest_the_post(realm: Said) -> None:
    held = posting(realm, "Dren Holt", HARBOUR)
    assert held.get("rank") == Text("Captain")
    assert set(realm.cited(held)) == {"Notes of a harbour pilot"}
    assert held.note == "source of the rank alone: src-5"


def test_the_monitor_is_as_sure_as_of_the_part_it_is_least_sure_of(realm: Said) -> None:
    found = realm.assessment(posting(realm, "Orso Velk", NORTH))
    assert (found.status, found.confidence) == (v.ACCEPTED, v.R + "low")
    assert realm.name(found.by) == "Security Force Monitor"
    assert "Organization: high" in found.reason
    assert "Role: moderate" in found.reason
    sites = {realm.name(s.iri("place")): s for s in realm.about("Location", located=realm.id(NORTH))}
    # the site itself is cited with high confidence, its dates with low
    assert realm.assessment(sites["Nordhaven"]).confidence == v.R + "low"
    assert "Site:geonames_name: high" in realm.assessment(sites["Nordhaven"]).reason


def test_a_row_that_is_not_finished_is_marked_so(realm: Said) -> None:
    (east,) = realm.about("Subordination", subordinate=realm.id("East Loop Post"))
    (west,) = realm.about("Subordination", subordinate=realm.id("West Loop Post"))
    assert realm.assessment(east).status == v.WORK_NEEDED
    assert realm.assessment(west).status == v.ACCEPTED


# --- documents ---


def test_a_document_has_its_window_of_writing(realm: Said) -> None:
    documents = {r.title: r for r in realm.records if isinstance(r, Document)}
    windows = {
        t: d.written and (d.written.edtf, d.written.bounds.es, d.written.bounds.le)
        for t, d in documents.items()
    }
    assert windows == {
        "Guard sworn in": ("2010-05-03", day("2010-05-03"), day("2010-05-03")),
        "New commander in the north": ("2011-09", day("2011-09-01"), day("2011-09-30")),
        "Changes in the Guard": ("2012-09-28", day("2012-09-28"), day("2012-09-28")),
        "Notes of a harbour pilot": ("../2018-01-15", None, day("2018-01-15")),
        "Year book of the Guard": ("2014", day("2014-01-01"), day("2014-12-31")),
    }
    assert documents["Guard sworn in"].publisher == "Lantern"
    assert "https://archive.example/src-1" in documents["Guard sworn in"].note
    assert documents["Notes of a harbour pilot"].url == ""
    assert "Accessed in the reading room" in documents["Notes of a harbour pilot"].note


def test_a_second_import_gives_the_same_records(realm: Said) -> None:
    assert imported().records == realm.records
    assert all(isinstance(r.id, str) for r in realm.records if isinstance(r, Entity))

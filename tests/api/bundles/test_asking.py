"""What answer.json holds beside the answer: contradictions, each with what it is of and the other side."""

from pathlib import Path

from respondeat.api.report import report
from tests.api.bundles.making import made, ready, told
from tests.api.report.conftest import about_of
from tests.api.report.test_build import section

SECOND = ("chain", {"target": "Second Section", "on": "2020-05-03"})
RAID = {"target": "Raid in Mill Lane (invented)"}


def test_the_other_side_of_a_contradiction_is_told_in_full(example: Path, tmp_path: Path) -> None:
    made(example, tmp_path / "bundle", SECOND)
    found = told(tmp_path / "bundle", "answer.json")
    cited = set(found["answer"]["statements"])
    (noted,) = [one for one in found["contradictions"] if one["kind"] == "exclusive"]
    assert noted["of"] and set(noted["of"]) <= cited
    other = noted["other"]
    assert (other["id"], other["id"] in cited) == (noted["with"], False)
    assert other["roles"]["holder"]["name"] == "Yara Deskperson"
    (source,) = other["sources"]
    assert source["statement"] == other["id"]
    assert f"<{other['id']}> <" in (tmp_path / "bundle/data/graph.trig").read_text("utf-8")

    against = section(report(found, about_of(found["answer"])), "against")
    assert "On: L6" in against
    assert "The other statements, with their sources" in against
    assert "Yara Deskperson was head of the City Police Directorate on 20 September 2020" in against


def test_what_denies_the_other_side_is_not_counted_against_the_answer(example: Path, tmp_path: Path) -> None:
    made(example, tmp_path / "bundle", SECOND)
    found = told(tmp_path / "bundle", "answer.json")
    brief = section(report(found, about_of(found["answer"])), "brief")
    for one in found["contradictions"]:
        if one["other"]:
            for source in one["other"]["sources"]:
                source["verdict"] = "denies"
    assert section(report(found, about_of(found["answer"])), "brief") == brief


def test_what_an_analyst_did_not_accept_is_told_with_the_reason(seed_store: Path) -> None:
    asked = {"target": "Akrestina detention centre", "on": "2020-08-10"}
    with ready(seed_store, "chain", asked) as found:
        said = found.contents.plan.views[0].told
    assert said is not None
    (one,) = said["assessed"]
    assert one["id"] in said["answer"]["statements"]
    assert one["assessments"][0]["status"] == "contested"
    against = section(report(said, about_of(said["answer"])), "against")
    assert one["assessments"][0]["reason"] in against
    assert one["note"] in against


def test_an_event_is_asked_about_on_its_own_day(example: Path) -> None:
    with ready(example, "chain", RAID) as found:
        chosen = found.contents.plan
        assert chosen.reach != "cited"  # what dates an event need not be cited
        assert all(view.told and view.told["answer"]["on"] == ["2020-09-20"] * 2 for view in chosen.views)

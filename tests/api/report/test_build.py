"""What reports tell: chains with their gaps, what speaks against in a section of its own, cases."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.proof import Json
from respondeat.api.report import Report, report
from respondeat.api.report.blocks import (
    Block,
    Bullets,
    Facts,
    Fold,
    Group,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Table,
)
from respondeat.api.report.drawing import Box, Stroke, Words
from respondeat.api.report.lettering import width
from respondeat.api.report.origins import given_by

from .conftest import HELD, about_of


def text_of(block: Block) -> str:
    match block:
        case Group():
            return "\n".join([block.heading, *map(text_of, block.blocks)])
        case Paragraph():
            return "".join(span.text for span in block.line)
        case Quote():
            return "\n".join(["".join(span.text for span in block.by), *block.texts])
        case Bullets():
            return "\n".join("".join(span.text for span in line) for line in block.items)
        case Notice():
            return "\n".join([block.title, *("".join(s.text for s in line) for line in block.lines)])
        case Facts():
            lines = ((term, "".join(s.text for s in line)) for term, said in block.pairs for line in said)
            return "\n".join(f"{term}: {said}" for term, said in lines)
        case Table():
            cells = ("".join(span.text for span in cell) for row in block.rows for cell in row)
            return "\n".join([block.caption, *block.columns, *cells])
        case Fold():
            return "\n".join(map(text_of, block.blocks))
        case Picture():
            return f"{block.title}\n{block.description}"


def section(made: Report, anchor: str) -> str:
    (found,) = [group for group in made.sections if group.anchor == anchor]
    return text_of(found)


def pictures(block: Block) -> Iterator[Picture]:
    if isinstance(block, Picture):
        yield block
    elif isinstance(block, Group):
        for inner in block.blocks:
            yield from pictures(inner)


def made(told: Json, language: str = "en") -> Report:
    return report(told, about_of(told["answer"], language))


def test_what_denies_a_link_stands_before_the_links(told: Callable[[str], Json]) -> None:
    found = made(told("chain-0"))
    order = [group.anchor for group in found.sections]
    assert order.index("against") < order.index("links") < order.index("limits")
    against = section(found, "against")
    assert "The Ministry does not command the Special Regiment of Sampleton." in against
    assert "The regiment answers to the city directorate alone." in against
    assert "CONTESTED" in against
    assert "entries: 4" in section(found, "brief")


def test_where_nothing_speaks_against_it_says_what_that_means(told: Callable[[str], Json]) -> None:
    answer = told("search-0")
    found = report(answer, replace(about_of(answer["answer"]), question="show"))
    assert "That confirms nothing" in section(found, "against")


@pytest.mark.parametrize("name", ["search-0", "sparql-0", "changesets-0"])
def test_a_list_of_records_does_not_say_that_nothing_speaks_against_it(
    name: str, told: Callable[[str], Json]
) -> None:
    found = made(told(name))
    for anchor in ("brief", "against"):
        assert "was not asked" in section(found, anchor)
    assert "Nothing of the kind" not in section(found, "against")


def test_what_is_contested_and_cited_nowhere_is_told_with_its_records(told: Callable[[str], Json]) -> None:
    answer = told("dossier-0")["answer"]
    row = {"id": "s-of-another", "state": "contested", "node": {"id": "b-1", "name": "A body"}}
    against = section(
        made({"answer": {**answer, "gaps": [], "beside": row}, "contradictions": []}), "against"
    )
    assert "CONTESTED A body s-of-another" in against


def test_the_first_page_names_what_was_asked_about_and_how_much_of_it_is_here(
    told: Callable[[str], Json],
) -> None:
    answer = told("chain-0")
    target = answer["answer"]["target"]
    found = report(answer, replace(about_of(answer["answer"]), parameters={"target": target["id"]}))
    asked, brief = section(found, "asked"), section(found, "brief")
    assert f"Asked of: {target['name']} ({target['id'].rpartition('/')[2]})" in asked
    assert "Documents that the answer cites: " in brief
    assert "originals in this bundle: 0." in brief
    assert "Withheld in this profile (leaves of the tree): 2 / 10" in brief


def test_a_profile_that_may_read_more_than_there_is_reads_all(told: Callable[[str], Json]) -> None:
    answer = told("chain-0")
    about = replace(about_of(answer["answer"]), profile="court", level="restricted")
    assert "court: all that it may read; the highest access level of these data is “restricted”" in section(
        report(answer, about), "asked"
    )
    assert "what may be read at the access level “restricted”" in section(
        report(answer, replace(about, profile="partner")), "asked"
    )


def test_documents_that_no_source_is_in_say_so_and_those_without_hash_are_counted(
    told: Callable[[str], Json],
) -> None:
    answer = told("chain-0")
    found = report(answer, about_of(answer["answer"], "en", HELD))
    assert "no source of the answer is in it" in section(found, "documents")
    cited = len(set(_documents(answer["answer"])))
    assert f"cited, not in the bundle: {cited}" in section(found, "withheld")


def _documents(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("document"), dict):
            yield value["document"]["id"]
        for inner in value.values():
            yield from _documents(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _documents(inner)


def test_contradictions_noted_are_told_with_their_reasons(told: Callable[[str], Json]) -> None:
    noted = {"id": "x-1", "kind": "exclusive", "with": "s-1", "reason": "The gazette has another."}
    seeming = {"id": "x-2", "kind": "notContradictory", "with": "s-2", "reason": "Both can hold."}
    answer = told("dossier-0")["answer"]
    against = section(made({"answer": answer, "contradictions": [noted, seeming]}), "against")
    for text in ("The gazette has another.", "x-1", "s-1", "Both can hold.", "x-2", "s-2"):
        assert text in against


def test_gaps_and_who_is_left_out_are_told(told: Callable[[str], Json]) -> None:
    found = made(told("chain-0"))
    gaps = section(found, "gaps")
    assert "Ivo Seventhperson" in gaps
    assert "31 December 2019 (2019-12-31)" in gaps
    assert "Juno Eighthperson" in gaps
    assert "Gorm Oldperson" in section(found, "left-out")
    assert "attested" in section(found, "left-out")
    assert "L12" in section(found, "possible")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chain_is_drawn_with_all_its_names_within_its_field(
    language: str, told: Callable[[str], Json]
) -> None:
    answer = told("chain-0")
    found = made(answer, language)
    drawn = [picture for group in found.sections for picture in pictures(group)]
    chains = answer["answer"]["chains"]
    assert len(drawn) == len(chains) + 1  # and what the lines mean
    for picture, chain in zip(drawn[1:], chains, strict=True):
        for hop in chain["hops"]:
            assert hop["target"]["name"] in picture.description
        drawing = picture.drawing
        boxes = [part for part in drawing.parts if isinstance(part, Box)]
        assert len([box for box in boxes if box.thick]) == len(chain["hops"]) + 1
        for part in drawing.parts:
            if isinstance(part, Box):
                assert 0 <= part.x <= part.x + part.width <= drawing.width
                assert 0 <= part.y <= part.y + part.height <= drawing.height
            if isinstance(part, Words):
                half = width(part.text, part.size, bold=part.bold) / (2 if part.centred else 1)
                assert part.x + half <= drawing.width
                assert 0 < part.y < drawing.height
        assert not overlapping(boxes)
        dashes = [part.dash for part in drawing.parts if isinstance(part, Stroke) and part.arrow]
        assert len(dashes) == len(chain["hops"])
        assert [not dash for dash in dashes] == [hop["grade"] == "certain" for hop in chain["hops"]]
        contested = any(hop["state"] == "contested" for hop in chain["hops"])
        assert (phrase("state.contested", language) in picture.description) is contested


def overlapping(boxes: list[Box]) -> bool:
    return any(
        a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
    )


def test_a_decision_chain_tells_what_no_statement_names(told: Callable[[str], Json]) -> None:
    case = section(made(told("decisions-1")), "case-1")
    assert "no statement names a prosecutor" in case
    assert "Quin Gavelperson" in case
    assert "District Court of Sampleton sentenced Olla Lessonperson" in case


def test_measures_taken_stand_with_what_speaks_against(told: Callable[[str], Json]) -> None:
    answer = told("dossier-0")
    row = answer["answer"]["parts"][0]["statements"][0]
    taken = {**row, "id": "s-m", "roles": {**row["roles"], "measureKind": "preventiveMeasure"}}
    told_ = {"answer": answer["answer"], "contradictions": [], "measures": [taken]}
    assert "measure to prevent" in section(report(told_, about_of(answer["answer"])), "against")


def test_sources_of_one_origin_are_counted_once(told: Callable[[str], Json]) -> None:
    links = section(made(told("chain-0")), "links")
    assert "Independent origins: 1" in links
    assert "Independent origins: 2" in links


def test_what_was_set_aside_is_said_first(told: Callable[[str], Json]) -> None:
    answer = {**told("chain-0")["answer"]}
    answer["without"] = {"documents": ["doc-1"], "origins": [], "modalities": ["alleged"], "confidence": ""}
    told_less = {"answer": answer, "contradictions": []}
    asked = section(made(told_less), "asked")
    assert "Answered as if some of the data were not there" in asked
    assert "set aside documents: doc-1" in asked
    about = replace(about_of(answer), names={"doc-1": "Report of Nobody"})
    assert "set aside documents: Report of Nobody (doc-1)" in section(report(told_less, about), "asked")


def test_that_nothing_is_said_against_it_is_told_of_what_is_not_set_aside(
    told: Callable[[str], Json],
) -> None:
    answer = told("chain-0")["answer"]
    whole = section(made({"answer": answer, "contradictions": []}), "links")
    assert "no source in these data denies it" in whole
    aside = {"documents": [], "origins": ["b-1"], "modalities": [], "confidence": None}
    less = {"answer": {**answer, "without": aside}, "contradictions": []}
    links = section(made(less), "links")
    assert "in what is not set aside here, no source denies it" in links
    assert "no source in these data denies it" not in links


def test_a_grade_is_told_as_that_of_the_dates(told: Callable[[str], Json]) -> None:
    links = section(made(told("chain-0")), "links")
    grades = re.findall(r"On the days asked for: (\w+ by \w+ \w+)", links)
    assert grades
    assert {grade.partition(" ")[2] for grade in grades} == {"by its dates"}
    under = told("dossier-0")["answer"]["under_command"]["events"]
    assert not under["shown"] or "by their dates" in section(made(told("dossier-0")), "brief")


def test_a_time_is_told_as_given_by_who_gives_it() -> None:
    said, ruled = {"verdict": "supports"}, {"verdict": "derived"}
    assert given_by(["s-1"], [said]) == "edtf"
    assert given_by(["s-1"], [ruled]) == "derived"
    assert given_by(["s-1"], [said, ruled]) == "edtf"
    assert given_by(["s-1", "s-2"], [said, ruled]) == "one_of"
    assert given_by(["s-1"], []) == "edtf"

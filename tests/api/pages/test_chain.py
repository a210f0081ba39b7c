"""The chain page: on each day just what holds on it, each source once, what speaks against it with it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.chain.asking import Found, found
from respondeat.api.pages.chain.changes import changes
from respondeat.api.pages.chain.page import DAY, html
from respondeat.api.pages.chain.shown import View
from respondeat.api.pages.chain.view import view
from respondeat.api.pages.place import Place
from respondeat.api.report.words import Words
from respondeat.errors import UnknownName
from tests.api.markup import Page

from .chain_world import FORMULA, small, tree


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    with Dataset.open(small(tmp_path_factory.mktemp("chain") / "store")) as data:
        yield data


def asked(target: str, on: str | None = "2020-08-10", **more: Any) -> Asked:
    given = {"target": target, **({"on": on} if on else {}), **more}
    return Asked(Place("/chain", "en", {name: (str(value),) for name, value in given.items()}), given)


def answers(data: Dataset, target: str, on: str | None = "2020-08-10", **more: Any) -> Found:
    return found(data, asked(target, on, **more))


def shown(data: Dataset, target: str, on: str | None = "2020-08-10", **more: Any) -> View:
    return view(answers(data, target, on, **more), data.language, more.get("chosen"))


def page(data: Dataset, target: str, on: str | None = "2020-08-10", **more: Any) -> str:
    return html(data, asked(target, on, **more)).decode()


def keys(told: View) -> dict[str, set[str]]:
    """What can be looked at, by kind."""
    entries = [one for box in told.boxes() for one in box.entries()]
    return {
        kind: {one.key for one in entries if one.kind == kind} for kind in ("head", "gap", "link", "post")
    }


# ---- days ----


LINE = {"section~regiment", "regiment~ministry"}


@pytest.mark.parametrize(
    ("on", "links", "heads"),
    [
        ("2019-12-31", set(), {"section~cid"}),
        ("2020-01-01", LINE, {"section~cid", "regiment~ada"}),
        ("2020-03-31", LINE, {"section~cid", "regiment~ada"}),
        ("2020-04-01", LINE, {"regiment~ada"}),
        ("2020-06-30", LINE, {"regiment~ada"}),
        ("2020-07-01", LINE, {"regiment~bob"}),
        ("2020-08-10", LINE, {"regiment~bob"}),
        ("2020-08-11", {"section~staff"}, set()),
        ("2020-12-31", {"section~staff"}, {"section~dee"}),
        ("2021-01-01", set(), set()),
    ],
)
def test_a_day_has_just_the_links_and_heads_that_hold_on_it(
    world: Dataset, on: str, links: set[str], heads: set[str]
) -> None:
    told = keys(shown(world, "Section", on))
    certain = {"section~regiment", "section~staff", "section~ministry", "regiment~ministry"}
    assert told["link"] & certain == links
    assert told["head"] - {"ministry~eve"} == heads


def test_an_event_has_its_own_day_and_other_targets_the_day_of_the_newest_record(world: Dataset) -> None:
    night = answers(world, "Night", None)
    assert (night.structure["on"], night.assumed) == (["2020-08-09", "2020-08-09"], False)
    section = answers(world, "Section", None)
    assert (section.structure["on"], section.assumed) == (["2026-01-01", "2026-01-01"], True)
    assert (section.place.one("on"), section.place.one("assumed")) == ("", "2026-01-01")
    assert 'role="note"' in page(world, "Section", None)


def test_a_day_that_is_assumed_never_becomes_one_that_was_asked_for(world: Dataset) -> None:
    text = page(world, "Section", None)
    copied = re.findall(r'href="(/chain[^"]+)"', text)
    same = [address for address in copied if "format=" in address or "language=be" in address]
    assert same
    assert all("assumed=2026-01-01" in address and "on=" not in address for address in same)
    assert not re.search(r'name="(on|assumed)" value="2026', text)
    again = answers(world, "Section", None, assumed="2020-08-11")
    assert (again.structure["on"], again.assumed) == (["2020-08-11", "2020-08-11"], True)
    assert 'role="note"' in page(world, "Section", None, assumed="2020-08-11")
    (bundle,) = re.findall(r'href="(/bundle/[^"]+)"', text)
    assert "on=2026-01-01" in bundle
    assert "assumed=2026-01-01" in bundle
    assert "newest" not in page(world, "Section", None, assumed="1999-01-01")  # anybody writes an address
    asked_for = answers(world, "Section", "2020-08-10", assumed="2020-08-11")
    assert (asked_for.structure["on"][0], asked_for.assumed) == ("2020-08-10", False)
    assert "assumed" not in asked_for.place.given
    following = changes(again.structure, Words("en"), again.place).next
    assert following is not None
    assert "assumed" not in following.href


def test_the_changes_before_and_after_are_those_next_to_the_day(world: Dataset) -> None:
    found = answers(world, "Section", "2020-08-10")
    told = changes(found.structure, Words("en"), found.place)
    assert list(told.days) == sorted(set(told.days))
    before = [day for day in told.days if day < "2020-08-10"]
    after = [day for day in told.days if day > "2020-08-10"]
    assert told.previous is not None
    assert told.next is not None
    assert (told.previous.day, told.next.day) == (before[-1], after[0])
    assert "on=" + after[0] in told.next.href
    assert [one.day for one in told.near if one.here] == [day for day in told.days if day == "2020-08-10"]


def test_the_pattern_of_the_day_takes_days_and_spans() -> None:
    taken = ["2020-08-10", "2020-08", "2020", "2020-08-10/2020-08-12"]
    assert [text for text in [*taken, "10.08.2020", "2020-8-1", ""] if re.fullmatch(DAY, text)] == taken


# ---- what stands in boxes ----


def test_a_gap_tells_who_is_attested_before_and_after(world: Dataset) -> None:
    section = next(box for box in shown(world, "Section").boxes() if box.target)
    (gap,) = section.gaps
    assert gap.line == "gap"
    assert [(one.name, one.day) for one in gap.near] == [("Cid", "2020-03-31"), ("Dee", "2020-09-01")]
    assert all(one.refs for one in gap.near)


def test_other_posts_stand_together_and_are_no_heads(world: Dataset) -> None:
    regiment = next(box for box in shown(world, "Section").boxes() if box.name == "Regiment")
    (posts,) = regiment.posts
    assert [one.key for one in posts.within] == ["regiment~fay~post"]
    assert {one.name for one in regiment.heads} == {"Bob"}


def test_what_speaks_against_a_link_stands_with_its_sources(world: Dataset) -> None:
    told = shown(world, "Regiment", "2020-02-01")
    links = {one.key: one for box in told.boxes() for one in box.links}
    contested = links["regiment~staff"]
    assert contested.state == "contested"
    assert [(ref.who, ref.against) for ref in contested.refs] == [("Paper", False), ("Office", True)]
    certain = links["regiment~ministry"]
    assert (certain.line, certain.state) == ("certain", "supported")
    assert [(ref.who, ref.against) for ref in certain.refs] == [("Paper", False)]


def test_a_denied_link_is_told_as_denied(world: Dataset) -> None:
    links = {one.key: one for box in shown(world, "Section").boxes() for one in box.links}
    denied = next(one for key, one in links.items() if key.startswith("section~ministry"))
    assert denied.state == "denied"
    assert "DENIED" in denied.verdict
    assert [ref.against for ref in denied.refs] == [True]


def test_the_legend_names_what_is_crossed_out_and_nothing_that_is_not_there(world: Dataset) -> None:
    text = page(world, "Section")
    assert "rejected by an analyst, or withdrawn" in text
    assert "set aside" not in text


def test_links_and_heads_against_which_something_speaks_are_both_counted(world: Dataset) -> None:
    told = shown(world, "Regiment", "2020-02-01")
    assert "1 link against which something speaks" in told.summary
    disputed = shown(world, "Cohort", "2020-02-01")
    states = {head.name: head.state for box in disputed.boxes() for head in box.heads}
    assert states == {"Gus": "contested", "Hal": "denied"}
    assert "2 posts of heads against which something speaks" in disputed.summary


def test_how_sure_it_is_is_said_of_the_dates_and_after_what_it_is(world: Dataset) -> None:
    text = re.sub(r"<[^>]+>", " ", page(world, "Section"))
    told = " ".join(text.split())
    assert "head : " not in told
    assert re.search(r"head: Bob certain by its dates from", told)
    assert not re.search(r"(?i)\bcertain (?!by (?:its|their|the) dates|and possible|as head)", told)


def test_bodies_of_other_days_stand_apart(world: Dataset) -> None:
    told = shown(world, "Section", "2020-08-11")
    assert "Regiment" in {box.name for box in told.tray}
    assert "Regiment" not in {box.name for box in told.boxes()}
    assert all(box.chain for box in told.tray)


def test_what_has_no_room_in_the_tray_is_counted(world: Dataset) -> None:
    told = shown(world, "Section", "2021-05-01", limit=1)
    assert (len(told.tray), told.apart) == (1, 2)
    assert "2 bodies without a link on this day" in told.summary
    assert '<p class="loud">1 more</p>' in page(world, "Section", "2021-05-01", limit=1)
    assert "more</p>" not in page(world, "Section", "2021-05-01")


def test_each_source_is_written_once_and_every_reference_leads_to_one(world: Dataset) -> None:
    text = page(world, "Section")
    ids = re.findall(r'<li id="(s\d+)">', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(s\d+)"', text)) == set(ids)
    assert len(re.findall(r' id="([^"]+)"', text)) == len(set(re.findall(r' id="([^"]+)"', text)))


def test_what_is_selected_is_open_and_nothing_else(world: Dataset) -> None:
    text = page(world, "Section", selected="section~regiment")
    (opened,) = re.findall(r'<details class="told[^>]* open>', text)
    assert 'data-key="section~regiment"' in opened
    assert "open>" not in page(world, "Section", selected="no~such")


def test_chains_are_listed_with_their_weakest_link(world: Dataset) -> None:
    told = shown(world, "Section", chosen=2)
    assert [line.number for line in told.lines if line.chosen] == [2]
    names = {one.key for box in told.boxes() for one in box.entries()}
    assert all(key in names for line in told.lines for key in line.keys)
    assert not [line for line in told.lines if "section~ministry" in line.keys]  # only denied
    loose = [line for line in shown(world, "Regiment", "2020-02-01").lines if "regiment~staff" in line.keys]
    assert loose
    assert all("CONTESTED" in line.weakest for line in loose)


def test_boxes_beyond_the_limit_are_counted_in_groups(tmp_path: Path) -> None:
    with Dataset.open(tree(tmp_path / "store", 40)) as data:
        told = shown(data, "Body 0", "2020-05-05", down=5, limit=12)
        assert (len(told.boxes()), sum(len(group.names) for group in told.groups())) == (12, 28)
        text = page(data, "Body 0", "2020-05-05", down=5, limit=12)
        assert all(f'href="{group.all.href.replace("&", "&amp;")}"' in text for group in told.groups())
        whole = shown(data, "Body 0", "2020-05-05", down=5)
        assert (len(whole.boxes()), whole.groups()) == (40, ())


# ---- the page ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_titles_are_text_and_never_markup(world: Dataset, language: str) -> None:
    text = page(world.speaking(language), "Section")
    told = Page(text)
    assert told.of("img") == told.of("b") == []
    assert '<img src=x onerror="alert(1)">' in told.text
    assert "\u202e" not in text
    assert FORMULA in told.text


def test_without_a_target_the_page_says_what_it_is_for(world: Dataset) -> None:
    text = html(world, Asked(Place("/chain", "be"), {})).decode()
    assert 'name="target"' in text
    assert "chain-data" not in text


def test_a_name_that_nobody_bears_is_told(world: Dataset) -> None:
    with pytest.raises(UnknownName):
        page(world, "Nobody of this name")


def test_links_keep_what_the_reader_asked_for(world: Dataset) -> None:
    text = page(world, "Section", min_confidence="low", down=1)
    (following,) = re.findall(r'rel="next" href="([^"]+)"', text)
    assert "min_confidence=low" in following
    assert "down=1" in following


def test_what_is_only_alleged_says_so_at_its_line(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        told = shown(data, "Raid in Mill Lane (invented)", None)
    leads = {one.lead for box in told.boxes() for one in box.links}
    assert {"ordered it (alleged)", "giving of orders (alleged)", "perpetrator"} <= leads

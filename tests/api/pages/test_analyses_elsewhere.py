"""The same question elsewhere: commands that the terminal takes, with the same meaning."""

import shlex
from typing import Any

import click
import pytest

from respondeat.api.cli.root import cli
from respondeat.api.pages.analyses.elsewhere import bundled, elsewhere, previewed
from respondeat.api.pages.place import Place
from tests.api.histories import ASKED

CASES = [(name, asked) for name, all_of_it in sorted(ASKED.items()) for asked in all_of_it]
WITHOUT = {"without_origin": ("Invented Observers",), "recorded_at": ("2026-10-01",)}


def parsed(command: str, *path: str) -> dict[str, Any]:
    """What the terminal makes of a command."""
    program, *words = shlex.split(command)
    assert program == "respondeat"
    group: click.Command = cli
    context = click.Context(cli, info_name="respondeat", **cli.context_settings)  # help is made once
    for name in path:
        assert words.pop(0) == name
        assert isinstance(group, click.Group)
        found = group.get_command(context, name)
        assert found is not None, name
        group = found
        context = click.Context(group, parent=context, info_name=name)
    return group.make_context(path[-1], words, parent=context.parent).params


@pytest.mark.parametrize(("name", "asked"), CASES)
def test_the_command_means_what_the_page_was_asked(name: str, asked: dict[str, Any]) -> None:
    place = Place(f"/analyses/{name}", "en", {} if name in ("graph",) else WITHOUT)
    told = elsewhere(name, asked, place)
    if not told.command:
        assert (name, "kinds" in asked) == ("search", True)
        return
    command = "detention" if name == "figures" else name
    found = parsed(told.command, command)
    values = [one for value in found.values() for one in (value if isinstance(value, tuple) else [value])]
    for key, value in asked.items():
        joined = [",".join(value)] if name == "patterns" and key == "by" else value
        for one in joined if isinstance(joined, list) else [joined]:
            assert one in values, key
    if name != "graph":
        assert found["without_origin"] == ("Invented Observers",)
        assert found["recorded_at"] == "2026-10-01"
    bundle = bundled(name, asked, place, "restricted", "--sign")
    assert bool(bundle) == (name != "graph")
    if bundle:
        how = parsed(bundle, "bundle", "create", command)
        assert (str(how["out"]), how["profile"], how["sign"]) == ("bundle.zip", "partner", True)
        assert parsed(previewed(name, asked, place), "bundle", "preview", command)


@pytest.mark.parametrize(("level", "profile"), [("public", "public"), ("sealed", "court")])
def test_a_bundle_is_made_for_the_level_of_the_view_in_its_language(level: str, profile: str) -> None:
    place = Place("/chain", "ru", {"level": (level,)})
    how = parsed(
        bundled("structure", {"target": "--x", "down": 1}, place, level), "bundle", "create", "structure"
    )
    assert (how["profile"], how["language"], how["target"], how["down"]) == (profile, "ru", "--x", 1)


def test_what_begins_with_a_hyphen_is_no_option() -> None:
    told = elsewhere("show", {"entity": "--level"}, Place("/analyses/show", "en"))
    assert told.command == "respondeat show -- --level"
    assert parsed(told.command, "show")["entity"] == "--level"


def test_the_address_for_programs_keeps_what_is_set_aside() -> None:
    told = elsewhere("gaps", {"kinds": ["no-head", "undated"]}, Place("/analyses/gaps", "be", WITHOUT))
    assert told.address == (
        "/v1/gaps?kinds=no-head&kinds=undated&recorded_at=2026-10-01&without_origin=Invented+Observers"
        "&language=be"
    )

"""Nothing is undocumented: commands, options, exit codes, keys; the pages show what is printed."""

from functools import cache
from pathlib import Path

import click
import pytest

from respondeat.api.cli.root import INTERRUPTED, cli
from respondeat.errors import RespondeatError
from respondeat.ontology import vocabulary as v
from scripts import examples, reference
from scripts.reference_json import schemas

ROOT = Path(__file__).resolve().parent.parent
CONTEXTS = {context.command_path: context for context in reference.walk(cli, "respondeat")}


@cache
def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_the_commands_of_the_design_are_there() -> None:
    wanted = {
        *("load-seed", "load-example", "import table", "import career", "import sfm", "validate"),
        *("documents add", "documents list", "documents check", "search", "show", "chain", "commanders"),
        *("superiors", "subordinates", "events-under", "sparql", "export", "backup", "restore", "doctor"),
    }
    assert {f"respondeat {name}" for name in wanted} <= set(CONTEXTS)


@pytest.mark.parametrize("path", sorted(CONTEXTS))
def test_every_command_and_option_is_on_the_page(path: str) -> None:
    told = section(page("docs/reference/terminal.md"), path)
    assert told, f"{path} has no section"
    command = CONTEXTS[path].command
    assert command.help, f"{path} says nothing of itself"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.opts[0]} says nothing of itself"
            assert all(option in told for option in parameter.opts), parameter.opts
        else:
            assert parameter.make_metavar(CONTEXTS[path]) in told


def test_every_command_that_reads_or_writes_a_store_takes_it_after_itself() -> None:
    leaves = {p: c for p, c in CONTEXTS.items() if not isinstance(c.command, click.Group)}
    assert {
        p for p, c in leaves.items() if "--store" not in [o for x in c.command.params for o in x.opts]
    } == {"respondeat bundle verify", "respondeat bundle replay", "respondeat keys fingerprint"}


def test_every_exit_code_is_told() -> None:
    codes = {0, 1, 2, INTERRUPTED, *(e.exit_code for e in reference.tree(RespondeatError))}
    assert codes == {0, 1, 2, 3, 4, 5, 6, 7, 8, 130}
    for text in (cli.epilog or "", page("README.md").partition("Exit codes:")[2]):
        assert [code for code in codes if f" {code} " not in f" {text}"] == []
    assert "130" in page("docs/reference/errors.md")


def test_every_key_of_every_answer_is_told() -> None:
    text = page("docs/reference/json.md")
    for name, schema in schemas().items():
        if name == "common":
            assert [d for d in schema["$defs"] if f"\n### {d}\n" not in text] == []
        else:
            told = section(text, name)
            assert [key for key in schema["properties"] if f"| `{key}` |" not in told] == []


def test_every_relation_role_and_list_is_told() -> None:
    text = page("docs/reference/model.md")
    for iri, relation in v.RELATIONS.items():
        told = text.partition(f"\n### {relation.name}\n")[2].partition("\n### ")[0]
        roles = [role.removeprefix(v.R) for role in v.RELATIONS[iri].roles]
        assert [role for role in roles if f"| `{role}` |" not in told] == []
    assert [scheme for scheme in v.SCHEMES if f"\n### {scheme}\n" not in text] == []


def test_generated_pages_are_what_the_code_says() -> None:
    for name, content in reference.pages().items():
        assert (ROOT / name).read_bytes() == content, f"{name}: run `make regenerate`"


def test_examples_are_what_the_commands_print() -> None:
    found = examples.pages()
    assert len(found) > 3
    for name, content in found.items():
        assert (ROOT / name).read_bytes() == content, f"{name}: run `make regenerate`"


def test_an_example_shows_its_exit_code_and_several_commands(tmp_path: Path) -> None:
    text = f"a\n{examples.MARK}\n```console\n$ respondeat x 'y z'\nold\n\n$ respondeat w\n```\nb\n"
    asked: list[list[str]] = []

    def ask(arguments: list[str]) -> str:
        asked.append(arguments)
        return f"said {len(asked)}"

    wanted = text.replace("old", "said 1").replace("w\n", "w\nsaid 2\n")
    assert examples.renewed(text, ask) == wanted
    assert asked == [["x", "y z"], ["w"]]
    with examples.plain(tmp_path / "none"):
        assert examples.answer(["show", "x"]).endswith("(exit code 5)")


def test_pages_name_no_path_of_this_machine() -> None:
    for name in examples.sources():
        assert str(ROOT) not in page(str(name))
        assert "/tmp/" not in page(str(name))

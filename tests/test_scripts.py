"""The scripts that keep generated files and quoted output honest."""

from pathlib import Path, PurePosixPath

import click

from respondeat.errors import InputError, RespondeatError
from scripts import readme, reference, regenerate


def test_a_generated_file_that_differs_is_named_with_its_line(tmp_path: Path) -> None:
    files = {PurePosixPath("a/b.txt"): b"one\ntwo\nthree\n", PurePosixPath("c.txt"): b"same\n"}
    assert regenerate.differences(files, tmp_path) == ["a/b.txt: missing", "c.txt: missing"]
    regenerate.write(files, tmp_path)
    assert regenerate.differences(files, tmp_path) == []
    (tmp_path / "a" / "b.txt").write_bytes(b"one\nTWO\nthree\n")
    assert regenerate.differences(files, tmp_path) == ["a/b.txt: line 2 differs"]
    (tmp_path / "a" / "b.txt").write_bytes(b"one\ntwo\n")
    assert regenerate.differences(files, tmp_path) == ["a/b.txt: line 3 differs"]
    (tmp_path / "a" / "b.txt").write_bytes(b"one\ntwo\nthree")
    assert regenerate.differences(files, tmp_path) == ["a/b.txt: line 4 differs"]


def test_quoted_output_is_renewed_and_the_rest_is_kept() -> None:
    text = "before\n<!-- generated: say hello -->\nold\n<!-- end -->\nafter\n"
    quote = "```text\n$ say hello\nhello\n\n  world\n```"
    wanted = f"before\n<!-- generated: say hello -->\n{quote}\n<!-- end -->\nafter\n"
    asked: list[str] = []

    def say(command: str) -> str:
        asked.append(command)
        return "hello  \n\n  world\n\n"

    assert readme.renewed(text, say) == wanted
    assert readme.renewed(wanted, say) == wanted
    assert asked == ["say hello", "say hello"]


def test_output_is_plain() -> None:
    assert readme.output("echo $NO_COLOR $COLUMNS $MAKELEVEL") == "1 100\n"


def test_every_command_has_its_help_on_the_page_but_hidden_ones() -> None:
    @click.group()
    def root() -> None:
        """Say things."""

    @root.group()
    def say() -> None:
        """Say one thing."""

    @say.command()
    @click.option("--loud", is_flag=True, help="In capitals.")
    def hello(loud: bool) -> None:
        """Say hello."""

    @root.command(hidden=True)
    def whisper() -> None:
        """Say it to nobody."""

    page = reference.commands_page(root, "tool")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["## tool", "## tool say", "## tool say hello"]
    assert "Usage: tool say hello [OPTIONS]" in page
    assert "--loud  In capitals." in page
    assert "nobody" not in page


def test_every_error_of_the_package_is_on_its_page() -> None:
    page = reference.errors_page()
    found = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert found == {e.type for e in reference.tree(RespondeatError)}
    assert "| `input` | 2 | A file, row, value or argument that cannot be read |" in page

    class OfSomebodyElse(InputError):
        """Not of this package."""

        type = "of-somebody-else"

    assert reference.errors_page() == page

"""Examples that ask a server are run as they stand, at another port."""

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest

from scripts import served

ROOT = Path(__file__).resolve().parent.parent
MARK, SEED = served.MARKS
PAGE = PurePosixPath("a.md")


def test_blocks_of_a_mark_are_written_again_and_others_kept() -> None:
    text = (
        f"a\n{MARK}\n```console\n$ one \\\n    --more\nold\n\n$ two\n```\n"
        f"{MARK}\n```python\nthree()\n```\n\n```text\nold\n```\nb\n{SEED}\n```console\n$ four\nold\n```\n"
    )
    asked: list[tuple[str, str]] = []

    def run(kind: str, program: str) -> str:
        asked.append((kind, program))
        return f"said {len(asked)}"

    found = served.renewed(text, MARK, run)
    assert asked == [("console", "one \\\n    --more"), ("console", "two"), ("python", "three()\n")]
    assert found == text.replace("more\nold", "more\nsaid 1").replace("two\n", "two\nsaid 2\n").replace(
        "```text\nold", "```text\nsaid 3"
    )
    assert served.renewed(found, SEED, lambda kind, program: "new") == found.replace("four\nold", "four\nnew")


def test_pages_without_examples_start_no_server() -> None:
    assert served.pages({PAGE: "nothing"}, MARK, Path("none")) == {PAGE: "nothing"}


@pytest.mark.slow
def test_what_a_program_prints_bears_the_address_of_the_page(tmp_path: Path) -> None:
    said = "Respondeat answers at http://127.0.0.1:1/ from /somewhere/else. Stop it with Ctrl-C."
    printed = served.printed("console", "respondeat serve --store .demo/store &", said, tmp_path)
    assert printed == f"Respondeat answers at {served.URL}/ from .demo/store. Stop it with Ctrl-C."
    assert served.printed("python", f"print('{served.URL}/x')\n", said, tmp_path) == f"{served.URL}/x"
    with pytest.raises(SystemExit, match="exit code 3"):
        served.printed("python", "raise SystemExit(3)", said, tmp_path)
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    assert served.printed("console", f"echo {served.URL}/x", said, tmp_path) == f"{served.URL}/x"
    with pytest.raises(SystemExit, match="exit code 1"):
        served.printed("console", "false | true", said, tmp_path)


def test_the_usual_clients_are_among_what_is_run() -> None:
    """`test_documented.py` holds what they print against the page."""
    if missing := served.lacking():
        pytest.skip(f"examples that ask a server are not run for want of {', '.join(missing)}")
    page = (ROOT / "docs" / "how-to" / "ask-over-http.md").read_text("utf-8")
    run = "\n".join(match[0] for match in served.BLOCK.finditer(page))
    for client in ("curl", "respondeat.connect", "SPARQLWrapper", "SPARQLStore"):
        assert client in run
    told = re.sub(served.BLOCK, "", page)
    assert "curl -s" not in told
    assert "```python" not in told

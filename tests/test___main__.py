"""`python -m respondeat` is the command."""

import respondeat
from tests.api.terminal import process


def test_the_module_runs_as_the_command() -> None:
    done = process("--version")
    assert (done.code, done.out) == (0, f"respondeat, version {respondeat.__version__}\n")
    assert process("--help").out.startswith("Usage: respondeat ")

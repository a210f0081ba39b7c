"""Findings are told on one line each, broken rules before anything else."""

import pytest

from respondeat.errors import InputError, IntegrityError
from respondeat.graph.evidence.received.findings import error, refuse, shown, warning


def test_only_broken_rules_refuse() -> None:
    refuse("It", [warning("rule", "a", "odd")])
    with pytest.raises(InputError, match=r"(?s)rules are broken \(1\).*a: wrong") as caught:
        refuse("It", [warning("rule", "b", "odd"), error("rule", "a", "wrong")])
    assert "odd" not in caught.value.detail


def test_what_is_not_what_it_was_is_another_error() -> None:
    with pytest.raises(IntegrityError):
        refuse("It", [error("hash", "a", "wrong")])


def test_a_long_list_is_cut() -> None:
    with pytest.raises(InputError, match="and 60 more"):
        refuse("It", [error("rule", str(n), "wrong") for n in range(100)])


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    assert shown("a\x1b[2Jb\nc") == "a\ufffd[2Jb\ufffdc"
    assert len(shown("x" * 999)) == 200

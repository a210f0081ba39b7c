"""What a process keeps is told from what it only held for a moment."""

import sys
from mmap import mmap

import pytest

from respondeat.api.workers.protocol import Limits
from respondeat.api.workers.usage import Usage

MB = 2**20

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")


def test_what_is_kept_makes_a_process_one_to_replace() -> None:
    usage, limits = Usage(), Limits(memory=200 * MB)
    usage.opened()
    with mmap(-1, 90 * MB):
        assert not usage.grown(limits)
    with mmap(-1, 110 * MB):
        assert usage.grown(limits)
    assert not usage.grown(limits)


def test_what_was_held_for_a_moment_while_opening_hides_no_growth() -> None:
    usage, limits = Usage(), Limits(memory=200 * MB)
    with mmap(-1, 64 * MB):
        usage.opened()
    assert not usage.grown(limits)
    with mmap(-1, 110 * MB):
        assert usage.grown(limits)

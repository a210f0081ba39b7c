"""What a process keeps is seen, wherever its allocator puts it."""

import sys
from mmap import MAP_PRIVATE, mmap

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


def test_what_is_kept_in_addresses_reserved_before_counts_too() -> None:
    usage, limits = Usage(), Limits(memory=200 * MB)
    with mmap(-1, 120 * MB, flags=MAP_PRIVATE) as reserved:
        usage.opened()
        reserved[: 90 * MB] = bytes(90 * MB)
        assert not usage.grown(limits)
        reserved[:] = bytes(120 * MB)
        assert usage.grown(limits)

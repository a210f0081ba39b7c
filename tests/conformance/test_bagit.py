"""The BagIt conformance suite: every bag judged as the folder that it is in says, and by the bagit library.

Folders: `valid` and `warning` (valid, with something to know) are accepted, `invalid` is refused; so are
`linux-only` and `windows-only`, paths that lead out on that system: a bag that leads out anywhere is refused
everywhere, for it goes from hand to hand.
"""

import logging
from collections.abc import Callable
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from respondeat.graph.evidence.verifier import Unreadable, open_source
from respondeat.graph.evidence.verifier.bag import INVALID, VALID, WARNINGS, examine

ACCEPTED = {"valid": {VALID, WARNINGS}, "warning": {WARNINGS}}
REFUSED = {"invalid", "linux-only", "windows-only"}

# Bags in `valid` that are told with a warning, and why.
WARNED = {
    "v0.96/valid/bag-with-leading-dot-slash-in-manifest": "the suite has the same in warning/relative-path",
    "v0.97/valid/bag-with-leading-dot-slash-in-manifest": "the suite has the same in warning/relative-path",
}

# Where the bagit library (1.9) says otherwise on Linux: whether it accepts the bag, and the reason.
_HERE = "it refuses what leads out on the system that it runs on, and we what leads out on any"
_ONE_FILE = (
    "it wants a file for each spelling, where the suite has the one file that they are on many systems"
)
OTHERWISE = {
    "v0.97/warning/duplicate-file-with-different-case": (False, _ONE_FILE),
    "v0.97/warning/same-filename-listed-twice-with-different-normalization": (False, _ONE_FILE),
    "v0.97/warning/special-system-files": (False, "it misses .DS_Store, whose loss the suite wants forgiven"),
    "v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch": (True, _HERE),
    "v0.97/windows-only/out-of-scope-file-paths-using-shortcut-for-fetch": (True, _HERE),
    "v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch": (True, _HERE),
    "v1.0/invalid/bagit-with-invalid-whitespace": (
        True,
        "it takes spaces in bagit.txt that RFC 8493 forbids",
    ),
}


@pytest.fixture(scope="module")
def bags(test_data: Callable[[str], Path]) -> dict[str, Path]:
    top = test_data("bagit-conformance")
    return {str(path.relative_to(top)): path for path in sorted(top.glob("v*/*/*")) if path.is_dir()}


def ours(path: Path) -> str:
    try:
        return examine(open_source(path)).verdict
    except Unreadable:
        return INVALID


def theirs(path: Path) -> bool:
    logging.disable(logging.CRITICAL)
    try:
        return bool(bagit.Bag(str(path)).validate())
    except (bagit.BagError, UnicodeError):
        return False
    finally:
        logging.disable(logging.NOTSET)


def test_every_bag_is_judged_as_its_folder_says(bags: dict[str, Path]) -> None:
    assert len(bags) == 60
    wrong = {}
    for name, path in bags.items():
        kind, found = name.split("/")[1], ours(path)
        assert kind in ACCEPTED or kind in REFUSED
        if found not in ACCEPTED.get(kind, {INVALID}):
            wrong[name] = found
    assert wrong == {}


def test_valid_bags_without_a_warning_but_for_a_reason(bags: dict[str, Path]) -> None:
    warned = {n for n, path in bags.items() if n.split("/")[1] == "valid" and ours(path) == WARNINGS}
    assert warned == set(WARNED)


def test_where_the_library_says_otherwise(bags: dict[str, Path]) -> None:
    found = {n: theirs(path) for n, path in bags.items() if theirs(path) != (ours(path) != INVALID)}
    assert found == {name: told for name, (told, _) in OTHERWISE.items()}

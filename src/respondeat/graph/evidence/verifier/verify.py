"""A bundle verified: every check, one verdict. Nothing but the bundle is read, nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .bag import examine
from .canonical import read_json
from .contents import Leaves, check_answer, check_documents, check_records, check_root, read_leaves
from .form import check_files, check_sums, check_tags
from .hashing import Progress
from .layout import (
    ANSWER,
    BUNDLE,
    CUSTODY,
    EXPORT,
    EXPORT_SIGNATURE,
    FORMAT,
    GRAPH,
    INDEX,
    LEAVES,
    ROOT,
    SUMS,
)
from .opened import Opened
from .signed import check_signatures, check_stamps
from .source import Source, ZipSource, open_source
from .told import check_custody, check_dataset, check_export, check_index, check_question
from .verdict import FAILED, NOTE, OK, Check, Unreadable, Verdict, read_fingerprint
from .zip_form import check_zip

_OURS: Final = frozenset({ROOT, BUNDLE, LEAVES})


def verify(path: Path, fingerprint: str = "", progress: Progress | None = None) -> Verdict:
    """The verdict on the bundle in a folder or zip; `fingerprint` is that of the key that has to have signed.

    Each file is read once to be hashed, in pieces. Raises Unreadable for what is no bundle, cannot be read,
    or holds what no bundle may hold, and for a text that is no fingerprint.
    """
    source = open_source(path)
    try:
        return verify_source(source, fingerprint, progress)
    finally:
        source.close()


def verify_source(source: Source, fingerprint: str = "", progress: Progress | None = None) -> Verdict:
    """The verdict on a bundle whose files are at hand; see `verify`."""
    try:
        return _judged(source, fingerprint, progress)
    except MemoryError:
        raise Unreadable("It needs more memory than there is here. It was not verified.") from None


def _judged(source: Source, fingerprint: str, progress: Progress | None) -> Verdict:
    expected = read_fingerprint(fingerprint) if fingerprint else ""
    if not _OURS.intersection(source.names()):
        raise Unreadable("This is no bundle of Respondeat: it has no data/root.json. It was not verified.")
    try:
        opened = Opened(source, examine(source, progress))
    except Unreadable as error:
        return Verdict((Check("bag", FAILED, str(error)),))
    _refuse_newer(opened)
    checks = [_bag(opened), _zip(source), _checked("files", lambda: check_files(opened))]
    checks += [
        _checked("tag files", lambda: check_tags(opened)),
        _checked(SUMS, lambda: check_sums(opened)),
        *_contents(opened),
        _checked("data set", lambda: check_dataset(opened)),
        _checked("question", lambda: check_question(opened)),
        _checked(CUSTODY, lambda: check_custody(opened)),
        (_checked if opened.has(EXPORT_SIGNATURE) else _noted)(EXPORT, lambda: check_export(opened)),
        *_to_fetch(opened),
    ]
    signatures, signer = check_signatures(opened, expected)
    told = (*checks, *signatures, *check_stamps(opened))
    return Verdict(told, signer, bool(signer) and signer == expected)


def _refuse_newer(opened: Opened) -> None:
    """Raises Unreadable for a whole bundle of a format that is not known here: it cannot be judged."""
    if opened.bag.faults or not opened.has(ROOT):
        return
    try:
        told = read_json(opened.read(ROOT), ROOT)
    except Unreadable:
        return
    format = told.get("format") if isinstance(told, dict) else None
    if isinstance(format, str) and re.fullmatch(r"respondeat-bundle-[0-9]{1,4}", format) and format != FORMAT:
        raise Unreadable(f"It is of the format {format}, and {FORMAT} is known here. Take a newer verifier.")


def _bag(opened: Opened) -> Check:
    bag = opened.bag
    if bag.faults:
        more = f" And {len(bag.faults) - 5} more." if len(bag.faults) > 5 else ""
        return Check("bag", FAILED, " ".join(bag.faults[:5]) + more)
    size = sum(map(opened.source.size, opened.source.names()))
    return Check("bag", OK, f"{len(bag.hashes)} files, {size} bytes, each with the hash that is listed.")


def _zip(source: Source) -> Check:
    if not isinstance(source, ZipSource):
        return Check("container", OK, "A folder with files alone: no links, no names that lead out.")
    found = _checked("container", lambda: check_zip(source.file, source.entries, source.top))
    if found.verdict == OK:
        return found
    return Check(found.name, FAILED, f"{found.detail} Unpacked, its folder can be verified without the zip.")


def _contents(opened: Opened) -> list[Check]:
    try:
        leaves = read_leaves(opened)
    except Unreadable as error:
        return [Check(ROOT, FAILED, str(error))]
    except KeyError:
        return [Check(ROOT, FAILED, f"{LEAVES} is missing.")]
    named: tuple[tuple[str, Callable[[Opened, Leaves], str]], ...] = (
        (ROOT, check_root),
        (GRAPH, check_records),
        ("documents", check_documents),
        (ANSWER, check_answer),
        (INDEX, check_index),
    )

    def one(name: str, check: Callable[[Opened, Leaves], str]) -> Check:
        return _checked(name, lambda: check(opened, leaves))

    return [one(name, check) for name, check in named]


def _noted(name: str, check: Callable[[], str]) -> Check:
    """A check of what agrees with the bundle, and could have been written anew by anybody."""
    found = _checked(name, check)
    return Check(name, NOTE, found.detail) if found.verdict == OK else found


def _to_fetch(opened: Opened) -> list[Check]:
    absent = opened.bag.fetch
    if not absent:
        return []
    text = f"{len(absent)} documents are listed by hash and address, and not held."
    return [Check("fetch.txt", NOTE, text)]


def _checked(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, OK, check())
    except Unreadable as error:
        return Check(name, FAILED, str(error))
    except KeyError as error:
        return Check(name, FAILED, f"{error.args[0]} is missing.")
    except RecursionError:
        return Check(name, FAILED, "Something is nested more deeply than can be read.")

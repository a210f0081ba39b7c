"""What a bundle says of its question, its data, its items and its custody, held against itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .canonical import canonical, read_canonical, read_json
from .contents import Leaves
from .layout import (
    ANSWER,
    BUNDLE,
    COLUMNS,
    CUSTODY,
    EXPORT,
    EXPORT_SIGNATURE,
    FORMAT,
    INDEX,
    LEVELS,
    TAG_MANIFEST,
)
from .opened import Opened, digits, number, only, text
from .source import lines_of
from .verdict import Unreadable

START: Final = "0" * 64
"""What the first entry of a custody log follows."""

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run; such a cell gets an apostrophe in front."""

_ENTRY: Final = ("action", "actor", "at", "details", "hash", "n", "object", "previous")
_WITHHELD: Final = ("hash", "n", "previous", "withheld")
_ANSWER_MOST: Final = 1 << 28
_PROFILES: Final = {"public": 1, "partner": 2, "court": 3}
"""How many of the access levels each profile sees, from the lowest."""

_EXTENTS: Final = ("cited", "neighbours", "whole")
_STATES: Final = {"document": "included", "working": "included", "answer": "included", "listed": "not-held"}


def dataset_hash(changesets: Iterable[str]) -> str:
    """The hash of a history: a chain over the ids of its changesets.

    >>> dataset_hash([])[:16]
    '959ced96d6bacb5c'
    """
    made = hashlib.sha256(b"respondeat")
    for id in changesets:
        made = hashlib.sha256(made.digest() + id.encode())
    return made.hexdigest()


def check_dataset(opened: Opened) -> str:
    """The hash of the data set is that of its changesets, here and in the answer. Raises Unreadable."""
    told = opened.bundle()
    if told["format"] != FORMAT:
        raise Unreadable(f"{BUNDLE} says another format than {FORMAT}.")
    changesets = opened.changesets()
    if dataset_hash(changesets) != told["dataset_hash"]:
        raise Unreadable("The hash of the data set is not that of the changesets that the bundle says.")
    for key in ("engine", "language", "level", "profile", "extent", "recorded_at", "dataset_hash"):
        text(told, key, BUNDLE)
    if told["profile"] not in _PROFILES or told["extent"] not in _EXTENTS:
        raise Unreadable(f"{BUNDLE} says a profile or an extent that there is not.")
    if told["level"] not in LEVELS[: _PROFILES[told["profile"]]]:
        raise Unreadable(f"{BUNDLE} says a level that the profile {told['profile']} does not see.")
    if told["profile"] == "court" and told["withheld"]:
        raise Unreadable(f"{BUNDLE} says the profile court, from which nothing is withheld, and here is.")
    if told["custody_head"] != opened.root().custody_head:
        raise Unreadable(f"{BUNDLE} says another end of the custody log than data/root.json.")
    return f"{len(changesets)} changesets make the hash {told['dataset_hash']}."


def check_question(opened: Opened) -> str:
    """The answer is to the question that the bundle says, of the same data. Raises Unreadable."""
    told = read_json(opened.read(ANSWER, _ANSWER_MOST), ANSWER)
    answer = told.get("answer") if isinstance(told, dict) else None
    bundle = opened.bundle()
    question = bundle["question"]
    if not isinstance(answer, dict) or not isinstance(question, dict):
        raise Unreadable(f"{ANSWER} holds no answer, or {BUNDLE} no question.")
    only(question, ("name", "parameters"), BUNDLE)
    asked = answer.get("question")
    asked = asked if isinstance(asked, dict) else {}
    parameters = read_json(text(question, "parameters", BUNDLE).encode(), "The question's parameters")
    for what, one, other in (
        ("name of the question", asked.get("name"), question["name"]),
        ("parameters", _plain(asked.get("parameters")), _plain(parameters)),
        ("access level", answer.get("level"), bundle["level"]),
        ("hash of the data set", answer.get("dataset_hash"), bundle["dataset_hash"]),
        ("record time", answer.get("recorded_at") or "", bundle["recorded_at"]),
    ):
        if one != other:
            raise Unreadable(f"The {what} in {ANSWER} is not the one in {BUNDLE}.")
    return f"It answers the question {question['name']!r} at the level {bundle['level']}, of these data."


def check_index(opened: Opened, leaves: Leaves) -> str:
    """The index has a row for each item, which agrees with its leaf. Raises Unreadable."""
    titles = read_json(opened.read(COLUMNS), COLUMNS)
    if not isinstance(titles, dict) or not all(isinstance(title, str) for title in titles.values()):
        raise Unreadable(f"{COLUMNS} is no list of columns.")
    keys = list(titles)
    left = dict(leaves.items)
    withheld = set(leaves.withheld)
    prefix = text(opened.bundle(), "item_prefix", BUNDLE)
    count, before = 0, ""
    rows = _rows(opened)
    if next(rows, None) != [_cell(title) for title in titles.values()]:
        raise Unreadable(f"{INDEX} has other columns than {COLUMNS} says.")
    for cells in rows:
        count += 1
        if len(cells) != len(keys):
            raise Unreadable(f"Row {count} of {INDEX} has another number of cells than there are columns.")
        row = dict(zip(keys, cells))  # noqa: B905  # Python 3.8 does not know "strict"; the lengths are equal
        if "item" in row and row["item"] != _cell(f"{prefix}{count:08}"):
            raise Unreadable(f"Row {count} of {INDEX} does not have the number of its item.")
        if "leaf" in row:
            if row["leaf"] <= before:
                raise Unreadable(f"{INDEX} is not in the order of the leaves.")
            before = row["leaf"]
            _row(row, left, withheld, count)
    if "leaf" in keys:
        _complete(opened, left, len(leaves.withheld) - len(withheld))
    return f"{count} items, as the leaves have them."


def _complete(opened: Opened, left: Mapping[bytes, Any], withheld: int) -> None:
    if left:
        raise Unreadable(f"{len(left)} items are leaves that are shown, and not in {INDEX}.")
    told = opened.bundle()["documents"]
    if not isinstance(told, dict) or number(told, "withheld", BUNDLE) > withheld:
        raise Unreadable(f"More documents are withheld than {INDEX} has rows for.")


def check_custody(opened: Opened) -> str:
    """The custody log holds, entry by entry, up to the end that the root pins. Raises Unreadable."""
    n, before, withheld = 0, START, 0
    with opened.source.open(CUSTODY) as file:
        for line in lines_of(file, CUSTODY, 1 << 20):
            n += 1
            told = read_canonical(line, f"Entry {n} of {CUSTODY}")
            if told.get("withheld") is True:
                only(told, _WITHHELD, CUSTODY)
                withheld += 1
            else:
                _entry_of_log(told, CUSTODY)
            if number(told, "n", CUSTODY) != n or told["previous"] != before:
                raise Unreadable(f"Entry {n} of {CUSTODY} does not follow the one before it.")
            before = digits(told, "hash", CUSTODY)
    if f"{n}:{before}" != opened.root().custody_head:
        raise Unreadable(f"{CUSTODY} does not end where data/root.json says: entries were cut off or added.")
    return f"{n} entries, each bound to the one before it; {withheld} of them are withheld."


def check_export(opened: Opened) -> str:
    """The entry of this export is whole, and of this very bundle. Raises Unreadable."""
    told = read_canonical(opened.read(EXPORT), EXPORT)
    _entry_of_log(told, EXPORT)
    if told["object"] != f"sha256:{opened.sha256(TAG_MANIFEST)}":
        raise Unreadable(f"{EXPORT} is of another bundle than this one.")
    n, _, head = opened.root().custody_head.partition(":")
    follows = number(told, "n", EXPORT) - int(n) if n.isdigit() and len(n) < 16 else 0
    if follows < 1 or (follows == 1 and told["previous"] != head):
        raise Unreadable(f"{EXPORT} does not come after the custody log of the bundle.")
    said = f"It says that it is entry {told['n']} of the custody log, on {told['at']}."
    if opened.has(EXPORT_SIGNATURE):
        return f"{said} Whoever signed the bundle signed that too."
    return f"{said} No signature covers it: ask whoever made the bundle for the same entry of their log."


def _entry_of_log(told: Mapping[str, Any], where: str) -> None:
    only(told, _ENTRY, where)
    number(told, "n", where)
    for key in ("action", "actor", "at", "object"):
        text(told, key, where)
    rest = {key: value for key, value in told.items() if key != "hash"}
    if hashlib.sha256(canonical(rest)).hexdigest() != told["hash"]:
        raise Unreadable(f"Entry {told['n']} in {where} does not agree with its hash.")


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _rows(opened: Opened) -> Iterator[list[str]]:
    with opened.source.open(INDEX) as raw:
        lines = (_line(line) for line in lines_of(raw, INDEX, 1 << 20))
        try:
            for line in lines:
                (cells,) = csv.reader(io.StringIO(line, newline=""), strict=True)
                if _written(cells) != line:
                    raise Unreadable(f"{INDEX} is not written in the one form that it has.")
                yield cells
        except (csv.Error, ValueError) as error:
            told = str(error) if isinstance(error, Unreadable) else f"{INDEX} is no table that can be read."
            raise Unreadable(told) from None


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(f"{INDEX} is not UTF-8.") from None


def _written(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: str) -> str:
    """A cell as it is written: one that a spreadsheet would run as a formula gets an apostrophe."""
    formula = value.lstrip().startswith(FORMULA)
    return f"'{value}" if formula else value


def _row(row: dict[str, str], left: dict[bytes, dict[str, Any]], withheld: set[bytes], count: int) -> None:
    """Take the leaf of a row from those that are left. Raises Unreadable when it is none, or says other."""
    try:
        leaf = bytes.fromhex(row["leaf"])
    except ValueError:
        leaf = b""
    if leaf.hex() != row["leaf"]:
        raise Unreadable(f"Row {count} of {INDEX} does not name its leaf.")
    if leaf in withheld:
        withheld.remove(leaf)
        others = [value for key, value in row.items() if key not in ("item", "leaf", "state") and value]
        if others or row.get("state", "withheld") != "withheld":
            raise Unreadable(f"Row {count} of {INDEX} tells of an item that is withheld.")
        return
    content = left.pop(leaf, None)
    if content is None:
        raise Unreadable(f"Row {count} of {INDEX} is of no leaf of the bundle.")
    kind = content["kind"]
    expected = {
        "state": _STATES[kind],
        "kind": "document" if kind == "listed" else kind,
        "sha256": content["sha256"],
        "size": str(content.get("size", "")),
        "made_from": content.get("document", ""),
    }
    for key, value in expected.items():
        if row.get(key, value) != value:
            raise Unreadable(f"Row {count} of {INDEX} says another {key} than its leaf.")

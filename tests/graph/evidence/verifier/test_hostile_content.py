"""Bundles whose every hash fits, and whose files say what nobody would: a verdict, never a traceback."""

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.evidence.verifier import Unreadable, layout, verify_source
from respondeat.graph.evidence.verifier.canonical import canonical, read_canonical, read_json
from respondeat.graph.evidence.verifier.source import ZipSource
from respondeat.graph.evidence.verifier.verdict import NOT_INTACT
from tests.examples import examples
from tests.graph.evidence import bundles
from tests.graph.evidence.bundles import MemorySource, made

LEAF: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        1,
        -1,
        10**15,
        10**19,
        0.5,
        "",
        "0" * 64,
        "g" * 64,
        "\u0660" * 64,
        "a\n",
        [],
        {},
        "1:x",
    ]
)
VALUES = st.recursive(
    LEAF, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from("abn"), v), max_leaves=4
)
JSON = (layout.ROOT, layout.BUNDLE, layout.ANSWER, layout.COLUMNS, layout.EXPORT)
LINES = (layout.LEAVES, layout.CUSTODY)


def places(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def changed(told: Any, path: tuple[Any, ...], value: Any) -> Any:
    at = told
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return told


def written(told: Any) -> bytes:
    try:
        return canonical(told) + b"\n"
    except ValueError:
        return json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@given(st.sampled_from(JSON + LINES), st.data(), VALUES)
@settings(max_examples=examples(150))
def test_values_of_any_kind_anywhere(name: str, data: st.DataObject, value: Any) -> None:
    files = made("public", key=None)
    lines = files[name].splitlines(keepends=True) if name in LINES else [files[name]]
    at = data.draw(st.integers(0, len(lines) - 1))
    told = json.loads(lines[at])
    path = data.draw(st.sampled_from(list(places(told))))
    before = json.dumps(told)
    again = changed(told, path, value)
    if json.dumps(again) == before:
        return
    lines[at] = written(again) if name != layout.ANSWER else (json.dumps(again, indent=2) + "\n").encode()
    files[name] = b"".join(lines)
    forged = bundles.with_sums(files) if name == layout.EXPORT else bundles.with_tags(files)
    try:
        found = verify_source(MemorySource(forged))
    except Unreadable:
        assert name == layout.ROOT  # a format that is not known
    else:
        free = name == layout.BUNDLE and path[0] in ("engine", "language") and isinstance(value, str)
        assert free or found.verdict == NOT_INTACT


@given(st.sampled_from(sorted(made("public", key=None))), st.binary(max_size=80), st.integers(0, 2000))
@settings(max_examples=examples(100))
def test_bytes_of_any_kind_anywhere(name: str, content: bytes, at: int) -> None:
    files = made("public", key=None)
    whole = files[name]
    at %= len(whole) + 1
    files[name] = whole[:at] + content + whole[at + len(content) // 2 :]
    if files[name] == whole:
        return
    with suppress(Unreadable):
        assert verify_source(MemorySource(files)).verdict == NOT_INTACT
    if name.startswith(layout.DATA):
        verify_source(MemorySource(bundles.with_tags(files)))


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    files = made("public") | {layout.VERIFIER: b"short"}
    return bundles.put(files, tmp_path_factory.mktemp("zip") / "a.zip").read_bytes()


@given(at=st.integers(0), content=st.binary(min_size=1, max_size=12), from_end=st.booleans())
@settings(max_examples=examples(150))
def test_zips_with_bytes_of_any_kind(zipped: bytes, at: int, content: bytes, from_end: bool) -> None:
    at %= 6000
    at = max(0, len(zipped) - at) if from_end else at
    changed = zipped[:at] + content + zipped[at + len(content) :]
    if changed == zipped:
        return
    with suppress(Unreadable):
        assert verify_source(ZipSource(io.BytesIO(changed))).verdict == NOT_INTACT


def test_sizes_beyond_the_zip_are_refused(zipped: bytes) -> None:
    """A packed size of 2^63 in the field for large files, for the last file of the zip."""
    import struct
    import zipfile

    into = io.BytesIO()
    info = zipfile.ZipInfo("bagit.txt")
    info.extra = struct.pack("<HHQQ", 1, 16, 1 << 63, 1 << 63)
    with zipfile.ZipFile(into, "w") as one:
        one.writestr(info, b"x")
    content = bytearray(into.getvalue())
    at = content.rindex(b"PK\1\2")
    content[at + 20 : at + 28] = b"\xff" * 8
    with pytest.raises(Unreadable, match=r"larger than|belong to no file|swell"):
        ZipSource(io.BytesIO(bytes(content)))


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a":1,"a":1}',
        b"NaN",
        b"1" * 5000,
        b"\xff",
        b"",
        b'{"a":"\\ud800"}',
    ],
)
def test_json_that_is_none(text: bytes) -> None:
    with pytest.raises(Unreadable):
        read_canonical(text + b"\n", "x")
    if text != b'{"a":"\\ud800"}':
        with pytest.raises(Unreadable):
            read_json(text, "x")


def test_nesting_in_a_log_makes_no_traceback() -> None:
    files = made("public", key=None)
    for depth in (900, 980, 990, 1000, 5000):
        nested = b'{"a":' * depth + b"1" + b"}" * depth
        line = b'{"action":"a","actor":"a","at":"a","details":' + nested + b',"hash":"' + b"0" * 64
        line += b'","n":1,"object":"","previous":"' + b"0" * 64 + b'"}\n'
        assert not verify_source(MemorySource(bundles.with_tags(files | {layout.CUSTODY: line}))).ok


def test_a_newer_format_is_not_judged() -> None:
    files = made("public", key=None)
    files[layout.ROOT] = files[layout.ROOT].replace(b"bundle-1", b"bundle-2")
    with pytest.raises(Unreadable, match="Take a newer verifier"):
        verify_source(MemorySource(bundles.with_tags(files)))
    assert verify_source(MemorySource(files)).verdict == NOT_INTACT

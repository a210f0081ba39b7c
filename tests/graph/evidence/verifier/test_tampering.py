"""Whatever is changed in a bundle is detected: each byte of each file, and what a forger would try."""

import io
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from respondeat.graph.evidence.bundle import leaves_file
from respondeat.graph.evidence.verifier import Unreadable, layout, verify, verify_source
from respondeat.graph.evidence.verifier.canonical import canonical, read_canonical
from respondeat.graph.evidence.verifier.source import ZipSource
from respondeat.graph.evidence.verifier.verdict import (
    ANOTHER_KEY,
    NOT_INTACT,
    NOT_SIGNED,
    NOT_VERIFIED,
    NOTE,
    Verdict,
)
from respondeat.graph.evidence.verifier.zip_form import check_zip
from respondeat.graph.evidence.verifier.zipped import ZipEntry
from tests.examples import FUZZED
from tests.graph.evidence import bundles
from tests.graph.evidence.bundles import Files, MemorySource, made

_SMALL = 400
"""Of a larger file so many bytes are flipped, spread over it, where not all are asked for."""


def judged(files: Files, key: str = "") -> Verdict:
    return verify_source(MemorySource(files), key)


def detected(files: Files) -> bool:
    try:
        return judged(files).verdict == NOT_INTACT
    except Unreadable:
        return True


def spread(content: bytes) -> list[int]:
    if FUZZED or len(content) <= _SMALL:
        return list(range(len(content)))
    return sorted({*range(0, len(content), len(content) // 40), 0, len(content) - 1})


def flips(content: bytes) -> list[bytes]:
    masks = [1 << bit for bit in range(8)] if FUZZED else [0]
    made = []
    for at in spread(content):
        for mask in masks:
            changed = bytearray(content)
            changed[at] ^= mask or 1 << at % 8
            made.append(bytes(changed))
    return made


@pytest.mark.parametrize("level", bundles.LEVELS)
def test_untouched_bundles_are_intact(level: str) -> None:
    assert judged(made(level)).verdict == NOT_VERIFIED
    assert judged(made(level), bundles.fingerprint()).verdict == f"intact, signed by {bundles.fingerprint()}"
    assert judged(made(level, key=None)).verdict == NOT_SIGNED


def test_the_full_and_the_redacted_bundle_have_one_signed_root() -> None:
    full, redacted = made("sealed"), made("public")
    assert full[layout.ROOT] == redacted[layout.ROOT]
    assert full[layout.ROOT_SIGNATURE] == redacted[layout.ROOT_SIGNATURE]


def light(key: Ed25519PrivateKey | None) -> Files:
    """A bundle with a short text in the place of the verifier, which the flips would take long over."""
    return bundles.with_tags(made("public") | {layout.VERIFIER: b"stands for the verifier"}, key)


@pytest.mark.parametrize("name", sorted(made("public", key=None)))
def test_a_flipped_bit_anywhere_is_detected(name: str) -> None:
    files = light(None)
    for content in flips(files[name]):
        assert detected(files | {name: content})


@pytest.mark.parametrize("name", [layout.KEY, layout.ROOT_SIGNATURE, layout.TAG_SIGNATURE])
def test_a_flipped_bit_in_a_signature_is_detected(name: str) -> None:
    """Even when the list of hashes is made to fit."""
    files = light(bundles.KEY)
    for content in flips(files[name]):
        assert detected(files | {name: content})
        assert detected(bundles.with_sums(files | {name: content}))


def test_a_flipped_bit_anywhere_in_the_zip_is_detected(tmp_path: Path) -> None:
    """Headers, directory and end too, which are no file's content."""
    whole = bundles.put(light(None), tmp_path / "a.zip").read_bytes()
    assert not zip_detected(whole)
    inner = {at for e in entries(whole) for at in range(e.start + 2, e.start + e.packed)}
    places = [at for at in range(len(whole)) if FUZZED or at not in inner]
    assert len(places) > 3000
    for at in places:
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        assert zip_detected(bytes(changed)), at


def entries(whole: bytes) -> Sequence[ZipEntry]:
    return ZipSource(io.BytesIO(whole)).entries


def zip_detected(content: bytes) -> bool:
    try:
        source = ZipSource(io.BytesIO(content))
        check_zip(source.file, source.entries, source.top)
    except Unreadable:
        return True
    return not verify_source(source).ok


@pytest.mark.parametrize("name", sorted(made("sealed")))
def test_a_removed_file_is_detected(name: str) -> None:
    files = made("sealed")
    del files[name]
    assert detected(files)


@pytest.mark.parametrize("name", sorted(made("sealed", key=None)))
@pytest.mark.parametrize(
    "change", [lambda c: b"", lambda c: c[:-1], lambda c: c + b"\n", lambda c: c + b"\0"]
)
def test_a_file_that_is_emptied_cut_or_made_longer_is_detected(
    name: str, change: Callable[[bytes], bytes]
) -> None:
    files = made("sealed", key=None)
    files[name] = change(files[name])
    assert detected(files)


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "data/a.txt",
        "data/documents/a.txt",
        f"data/documents/{'0' * 64}.txt",
        f"data/documents/{sha256(b'').hexdigest()}.txt",
        f"data/working/{'0' * 64}.x.txt",
        "signature/a",
        "manifest-md5.txt",
        "manifest-sha512.txt",
        "tagmanifest-md5.txt",
        "package-info.txt",
        "data/.DS_Store",
        "Thumbs.db",
        "bundle/bagit.txt",
    ],
)
def test_an_added_file_is_detected(name: str) -> None:
    files = made()
    assert detected(files | {name: b""})
    if name.startswith("data/"):
        assert detected(bundles.with_tags(files | {name: b""}, bundles.KEY))


def test_an_added_folder_is_detected(tmp_path: Path) -> None:
    folder = bundles.put(made(), tmp_path / "a")
    assert verify(folder).ok
    (folder / "data" / "documents" / "told in a name").mkdir()
    assert verify(folder).verdict == NOT_INTACT


def test_swapped_files_are_detected() -> None:
    files = made()
    one, other = sorted(name for name in files if name.startswith(layout.DOCUMENTS))[:2]
    swapped = files | {one: files[other], other: files[one]}
    assert detected(swapped)
    assert detected(bundles.with_tags(swapped, bundles.KEY))


def test_a_renamed_document_is_detected() -> None:
    files = made()
    name = next(name for name in files if name.startswith(layout.DOCUMENTS))
    files[name.rpartition(".")[0] + ".bin"] = files.pop(name)
    assert detected(files)


def reordered(content: bytes) -> bytes:
    first, second, *rest = content.splitlines(keepends=True)
    return b"".join([second, first, *rest])


@pytest.mark.parametrize(
    "name",
    [
        layout.MANIFEST,
        layout.TAG_MANIFEST,
        layout.LEAVES,
        layout.GRAPH,
        layout.CUSTODY,
        layout.INDEX,
        layout.BAG_INFO,
        layout.BAGIT,
    ],
)
def test_lines_in_another_order_are_detected(name: str) -> None:
    files = made(key=None)
    files[name] = reordered(files[name])
    assert detected(files)
    if name.startswith(layout.DATA):
        assert detected(bundles.with_tags(files))


def test_a_manifest_with_lines_in_another_order_is_detected_even_when_all_else_fits() -> None:
    files = made(key=None)
    old = sha256(files[layout.MANIFEST]).hexdigest()
    files[layout.MANIFEST] = reordered(files[layout.MANIFEST])
    new = sha256(files[layout.MANIFEST]).hexdigest()
    files[layout.TAG_MANIFEST] = files[layout.TAG_MANIFEST].replace(old.encode(), new.encode())
    found = judged(bundles.beside(files, None))
    assert [check.name for check in found.checks if check.verdict == "failed"] == ["tag files"]


def failed(files: Files) -> set[str]:
    return {check.name for check in judged(files).checks if check.verdict == "failed"}


def forged(name: str, content: bytes, files: Files | None = None) -> set[str]:
    """What fails when a file is another, and every hash, manifest and export is made to fit it."""
    return failed(bundles.with_tags((files or made(key=None)) | {name: content}))


def test_the_forger_below_changes_nothing_by_himself() -> None:
    assert failed(bundles.with_tags(made(key=None))) == set()
    assert failed(bundles.with_tags(made(), bundles.KEY)) == set()


def test_a_log_that_was_cut_short_is_detected() -> None:
    lines = made()[layout.CUSTODY].splitlines(keepends=True)
    assert forged(layout.CUSTODY, b"".join(lines[:-1])) == {layout.CUSTODY}
    assert forged(layout.CUSTODY, b"".join(lines[1:])) == {layout.CUSTODY}
    assert forged(layout.CUSTODY, b"") == {layout.CUSTODY}
    assert forged(layout.CUSTODY, b"".join([*lines, lines[-1]])) == {layout.CUSTODY}


def test_an_entry_of_the_log_that_was_changed_is_detected() -> None:
    log = made()[layout.CUSTODY]
    assert forged(layout.CUSTODY, log.replace(b"user-1", b"user-2", 1)) == {layout.CUSTODY}


def test_a_fact_that_was_changed_added_or_left_out_is_detected() -> None:
    graph = made()[layout.GRAPH]
    assert forged(layout.GRAPH, graph.replace(b'"head"', b'"hand"')) == {layout.GRAPH}
    more = b'<urn:x:s-1> <urn:x:says> "Ada Firstperson" .\n'
    assert forged(layout.GRAPH, graph.replace(more, more + more[:-3] + b"2 .\n")) == {layout.GRAPH}
    assert forged(layout.GRAPH, graph.replace(more, b"", 1)) == {layout.GRAPH}


def test_an_answer_that_was_changed_is_detected() -> None:
    changed = made()[layout.ANSWER].replace(b"Ada Firstperson", b"Cy Thirdperson")
    assert forged(layout.ANSWER, changed) == {layout.ANSWER}


def test_a_row_of_the_index_that_was_changed_is_detected() -> None:
    index = made("public")[layout.INDEX]
    changed = [
        index.replace(b"R-00000003", b"R-00000009"),
        index.replace(b"included", b"not-held", 1),
        index.replace(b",answer,", b",document,", 1),
        b"".join(line for line in index.splitlines(keepends=True) if b",answer," not in line),
        b"".join(index.splitlines(keepends=True)[:2]),
        index.replace(b"\r\n", b"\n"),
        index.replace(b"State", b"Stage"),
    ]
    for content in changed:
        assert content != index
        assert forged(layout.INDEX, content, made("public", key=None)) == {layout.INDEX}


def test_a_document_that_is_withheld_keeps_its_row() -> None:
    files = made("public", key=None)
    told = files[layout.BUNDLE].replace(b'"withheld":1}', b'"withheld":5}')
    assert told != files[layout.BUNDLE]
    assert forged(layout.BUNDLE, told, files) == {layout.INDEX}


def test_a_document_that_was_fetched_completes_the_bundle() -> None:
    files = made("public")
    name = f"{layout.DOCUMENTS}{bundles.AWAY}.html"
    found = judged(files | {name: bundles.AWAY_CONTENT})
    assert found.verdict == NOT_VERIFIED
    assert "fetch.txt" in {check.name for check in judged(files).checks}
    assert "fetch.txt" not in {check.name for check in found.checks}
    assert detected(files | {name: b"something else"})


def test_a_bundle_that_says_other_data_is_detected() -> None:
    told = made(key=None)[layout.BUNDLE]
    assert forged(layout.BUNDLE, told.replace(b'"urn:x:c-2"', b'"urn:x:c-9"')) >= {"data set", layout.GRAPH}
    assert forged(layout.BUNDLE, told.replace(b'"level":"sealed"', b'"level":"public"')) >= {"question"}
    withheld = told.replace(b'"withheld":0}\n', b'"withheld":1}\n')
    assert forged(layout.BUNDLE, withheld) == {layout.ROOT, "data set"}  # from a court nothing is withheld
    for profile in (b"public", b"partner"):  # neither sees what is sealed
        assert forged(layout.BUNDLE, told.replace(b'"court"', b'"%s"' % profile)) == {"data set"}
    assert forged(layout.BUNDLE, told.replace(b'"held":3', b'"held":2')) == {"documents"}
    assert forged(layout.BUNDLE, told.replace(b"commanders", b"chokepoint")) == {"question"}


def test_a_leaf_that_an_opponent_withholds_is_told_by_the_signature() -> None:
    """Hashes alone cannot tell who withheld it: the signed tag manifest does."""
    files = made("sealed")
    less = made("public")
    lines = [
        plain if b'"record"' in full and b'"content"' not in plain else full
        for full, plain in zip(
            files[layout.LEAVES].splitlines(keepends=True),
            less[layout.LEAVES].splitlines(keepends=True),
            strict=True,
        )
    ]
    files[layout.LEAVES] = b"".join(lines)
    shown = [one for one, level in bundles.BLOCKS if level == "public" or one.subject == "urn:x:c-3"]
    assert detected(files)
    assert len(shown) < len(bundles.BLOCKS)
    opponents = bundles.with_tags(files, None)
    assert layout.TAG_SIGNATURE not in opponents
    keys = {name: made("sealed")[name] for name in (layout.KEY, layout.ROOT_SIGNATURE, layout.TAG_SIGNATURE)}
    assert layout.TAG_SIGNATURE in failed(bundles.with_sums(opponents | keys))


def test_a_redacted_copy_under_the_signatures_of_the_full_one_is_detected() -> None:
    full, redacted = made("sealed"), made("public")
    mixed = bundles.with_sums(redacted | {layout.TAG_SIGNATURE: full[layout.TAG_SIGNATURE]})
    assert failed(mixed) == {layout.TAG_SIGNATURE}
    assert layout.EXPORT in failed(bundles.with_sums(redacted | {layout.EXPORT: full[layout.EXPORT]}))


def test_a_leaf_that_is_withheld_and_shown_elsewhere_is_detected() -> None:
    files = made("public", key=None)
    files[layout.GRAPH] = made("sealed")[layout.GRAPH]
    assert layout.GRAPH in failed(bundles.with_tags(files))
    files = made("sealed", key=None)
    files[layout.LEAVES] = b"".join(leaves_file(bundles.tree(), "public"))
    assert {layout.ROOT, layout.GRAPH, "documents"} <= failed(bundles.with_tags(files))


def test_a_replaced_key_is_told_by_its_fingerprint() -> None:
    forged_files = bundles.beside(made(), bundles.OTHER_KEY)
    found = judged(forged_files)
    assert found.verdict == NOT_VERIFIED
    assert found.signer == bundles.fingerprint(bundles.OTHER_KEY)
    told = judged(forged_files, bundles.fingerprint())
    assert (told.verdict, told.ok) == (ANOTHER_KEY, False)
    only_key = bundles.with_sums(made() | {layout.KEY: bundles.pem(bundles.OTHER_KEY)})
    assert failed(only_key) == {layout.ROOT_SIGNATURE, layout.TAG_SIGNATURE, layout.EXPORT_SIGNATURE}


@pytest.mark.parametrize(
    "name", [layout.KEY, layout.ROOT_SIGNATURE, layout.TAG_SIGNATURE, layout.EXPORT_SIGNATURE]
)
def test_a_signature_that_is_half_there_is_detected(name: str) -> None:
    files = made()
    del files[name]
    assert detected(bundles.with_sums(files))


def test_a_signature_that_was_taken_away_is_told() -> None:
    files = bundles.beside(made(), None)
    assert judged(files).verdict == NOT_SIGNED
    told = judged(files, bundles.fingerprint())
    assert (told.verdict, told.ok) == (ANOTHER_KEY, False)


def test_an_export_of_an_earlier_time_is_detected() -> None:
    first = bundles.log()[0][0].head
    assert failed(bundles.beside(made(), bundles.KEY, before=first)) == {layout.EXPORT}
    other = bundles.log()[1][0].head
    late = type(other)(bundles.log()[-1][0].n, other.hash)
    assert failed(bundles.beside(made(), bundles.KEY, before=late)) == {layout.EXPORT}


def test_what_an_export_says_and_no_signature_covers_is_not_told_as_checked() -> None:
    for key in (None, bundles.KEY):
        files = made(key=key)
        told = read_canonical(files[layout.EXPORT], layout.EXPORT)
        told |= {"at": "1999-01-01T00:00:00Z", "n": told["n"] + 1000, "actor": "somebody-else"}
        told["hash"] = sha256(canonical({k: v for k, v in told.items() if k != "hash"})).hexdigest()
        changed = bundles.with_sums({**files, layout.EXPORT: canonical(told) + b"\n"})
        (check,) = (check for check in judged(changed).checks if check.name == layout.EXPORT)
        if key is None:
            assert check.verdict == NOTE
            assert "No signature covers it" in check.detail
        else:
            assert failed(changed) == {layout.EXPORT_SIGNATURE}


def test_a_bundle_that_takes_more_memory_than_there_is_gets_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_much(_: object) -> str:
        raise MemoryError

    monkeypatch.setattr(sys.modules[verify.__module__], "check_question", too_much)
    with pytest.raises(Unreadable, match="more memory than there is"):
        judged(made())

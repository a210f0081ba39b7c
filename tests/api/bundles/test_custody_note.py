"""Handing a bundle over is logged, or it is not handed over."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from respondeat.api.access.audit import Audit
from respondeat.api.bundles.custody_note import Export, exported
from respondeat.errors import StoreError
from respondeat.graph import evidence
from respondeat.graph.evidence import Head
from respondeat.graph.evidence.custody_entry import read_line

MANIFEST = b"ab  bag-info.txt\n"
HEAD = Head(7, "cd" * 32)
EXPORT = Export("events-under", "public", "public", "publication", "ef" * 32, "01" * 32, HEAD, 90)


def test_an_export_is_logged_by_the_hash_of_the_tag_manifest(tmp_path: Path) -> None:
    entry = exported(Audit(tmp_path), MANIFEST, EXPORT)
    assert list(evidence.entries(tmp_path / "custody")) == [entry]
    assert (entry.actor, entry.action) == ("terminal", "bundle-exported")
    assert entry.object == f"sha256:{hashlib.sha256(MANIFEST).hexdigest()}"
    told = dict(entry.details)
    assert told.pop("salt")
    assert told == {
        "level": "public",
        "profile": "public",
        "purpose": "publication",
        "question": "events-under",
        "dataset": "ef" * 32,
        "merkle_root": "01" * 32,
        "leaves": 90,
        "custody_entries": 7,
        "custody_hash": "cd" * 32,
    }
    assert read_line(entry.line()) == entry


def test_what_is_withheld_is_logged_as_redacted_before(tmp_path: Path) -> None:
    entry = exported(Audit(tmp_path), MANIFEST, replace(EXPORT, withheld=12, documents=2))
    redacted, last = evidence.entries(tmp_path / "custody")
    assert (last, redacted.action, redacted.object) == (entry, "bundle-redacted", entry.object)
    counts = {key: redacted.details[key] for key in ("leaves", "withheld", "documents", "profile", "purpose")}
    assert counts == {
        "leaves": 90,
        "withheld": 12,
        "documents": 2,
        "profile": "public",
        "purpose": "publication",
    }


@pytest.mark.parametrize(
    "wrong",
    [{"purpose": "for-ivan"}, {"profile": "Ivan Ivanov"}, {"question": "who is Ivan"}, {"merkle_root": "x"}],
)
def test_nothing_that_was_typed_is_logged(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="may be a name"):
        exported(Audit(tmp_path), MANIFEST, replace(EXPORT, withheld=1, **wrong))  # type: ignore[arg-type]
    assert evidence.head(tmp_path / "custody").n == 0


def test_what_cannot_be_logged_is_told(tmp_path: Path) -> None:
    exported(Audit(tmp_path), MANIFEST, EXPORT)
    (tmp_path / "custody" / "head.json").unlink()
    with pytest.raises(StoreError, match="custody log"):
        exported(Audit(tmp_path), MANIFEST, EXPORT)

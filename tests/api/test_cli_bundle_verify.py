"""`bundle verify` at the terminal: the table, the verdict, exit codes, and what else it needs."""

from pathlib import Path

import pytest

from respondeat.graph.evidence.signing.certificates import pem_of
from respondeat.graph.evidence.signing.token_form import put_together, taken_apart
from respondeat.graph.evidence.verifier import layout
from tests.api.terminal import here
from tests.api.test_schemas import fits
from tests.graph.evidence import bundles
from tests.graph.evidence.signing.time_authority import Forger, authority, issue

ROOT = issue("Invented Root")
SIGNER = authority("Invented Time", ROOT)
FORGER = Forger(SIGNER, certificates=(SIGNER.certificate,))
CHAIN = (SIGNER.certificate, ROOT.certificate)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    return bundles.put(bundles.made(), tmp_path / "signed")


def test_an_intact_bundle(signed: Path) -> None:
    told = here("bundle", "verify", signed)
    assert told.code == 0
    assert told.out.endswith("\nVerdict: intact, signer not verified\n")
    for name in ("bag", "data/root.json", "data/graph.trig", layout.TAG_SIGNATURE, "signer", "time stamp"):
        assert name in told.out
    told = here("bundle", "verify", signed, "--key", bundles.fingerprint().upper())
    assert told.code == 0
    assert f"Verdict: intact, signed by {bundles.fingerprint()}\n" in told.out


def test_a_zip_that_is_not_signed(tmp_path: Path) -> None:
    path = bundles.put(bundles.made("public", None), tmp_path / "a.zip")
    assert here("bundle", "verify", path).out.endswith("\nVerdict: intact, not signed\n")
    told = here("bundle", "verify", path, "--key", bundles.fingerprint())
    assert told.code == 4
    assert told.out.endswith("\nVerdict: intact, not signed by the key that was given\n")


def test_json_is_what_its_schema_says(signed: Path) -> None:
    fits("bundle-verify", here("bundle", "verify", signed, "--json").json)
    fits("bundle-verify", here("bundle", "verify", signed, "--key", bundles.fingerprint(), "--json").json)
    (signed / layout.ANSWER).write_bytes(b"{}")
    told = here("bundle", "verify", signed, "--json")
    assert told.code == 4
    assert told.json["verdict"] == "NOT INTACT"
    fits("bundle-verify", told.json)


def test_what_cannot_be_read(tmp_path: Path, signed: Path) -> None:
    for arguments, words in (
        ((tmp_path / "none",), "There is nothing at"),
        ((tmp_path,), "cannot be verified"),
        ((signed, "--key", "12"), "no fingerprint"),
        ((signed, "--key", ""), "no fingerprint"),
        ((signed, "--authority-ca", tmp_path / "none"), "cannot be read"),
        ((signed, "--authority-ca", signed / layout.ANSWER), "holds no certificates"),
    ):
        told = here("bundle", "verify", *arguments)
        assert told.code == 2, told.out
        assert words in told.err.replace("\n", " "), told.err
    (signed / "data" / "link").symlink_to("/etc/hostname")
    told = here("bundle", "verify", signed, "--json")
    assert told.code == 2
    assert "is a link" in told.json["error"]["detail"]


def test_time_stamps_are_checked_with_the_roots_that_are_trusted(tmp_path: Path) -> None:
    files = bundles.made()
    for token, signature in (
        (layout.ROOT_TOKEN, layout.ROOT_SIGNATURE),
        (layout.TAG_TOKEN, layout.TAG_SIGNATURE),
    ):
        files[token] = put_together(taken_apart(FORGER.token(files[signature])), CHAIN)
    files[layout.AUTHORITY] = pem_of(CHAIN)
    path = bundles.put(bundles.with_sums(files), tmp_path / "stamped")
    (tmp_path / "root.pem").write_bytes(pem_of([ROOT.certificate]))
    (tmp_path / "other.pem").write_bytes(pem_of([issue("Another Root").certificate]))
    for arguments, code, verdict in (
        ((), 0, "not-checked"),
        (("--authority-ca", tmp_path / "root.pem"), 0, "ok"),
        (("--authority-ca", tmp_path / "other.pem"), 4, "failed"),
    ):
        told = here("bundle", "verify", path, *arguments, "--json")
        assert told.code == code, told.out
        found = {check["check"]: check["verdict"] for check in told.json["checks"]}
        assert found[layout.AUTHORITY] == verdict
        assert found[layout.ROOT_TOKEN] == "ok"

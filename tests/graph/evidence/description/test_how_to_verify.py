"""VERIFY.txt: the same in three languages, with commands that stand in it as they are typed."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from respondeat.graph.evidence.description import how_to_verify
from respondeat.graph.evidence.description.how_to_verify import LANGUAGES, WIDTH
from respondeat.graph.evidence.signing.commands import (
    FINGERPRINT,
    proof_commands,
    signature_commands,
    token_commands,
    token_text_commands,
)
from respondeat.graph.evidence.verifier import layout
from tests.graph.evidence.bundles import AWAY, fingerprint, made, put
from tests.graph.evidence.description.sample import TOLD


def text(language: str) -> str:
    return how_to_verify(replace(TOLD.about, language=language)).decode()


def commands(language: str) -> list[str]:
    """The commands, each on one line."""
    lines = [line[4:] for line in text(language).splitlines() if line.startswith("    ")]
    return [c for c in re.sub(r" \\\n +", " ", "\n".join(lines)).splitlines() if " " in c]


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    typed = command.replace("python3", f"'{sys.executable}'").replace("FINGERPRINT", fingerprint())
    return subprocess.run(["sh", "-c", typed], cwd=folder, capture_output=True, text=True, check=False)


def named(word: str) -> str:
    (found,) = (c for c in commands("en") if word in c)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_fit_and_nothing_is_left_to_fill_in(language: str) -> None:
    told = text(language)
    assert max(map(len, told.splitlines())) <= WIDTH
    assert "$" not in told
    assert told.endswith("\n") and not told.endswith("\n\n")
    assert TOLD.about.merkle_root in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_as_much(language: str) -> None:
    assert commands(language) == commands("en")
    for form in (r"^- ", r"^\d\. ", r"^[^a-zа-яёўі]{8,}$", r"\n\n"):
        assert len(re.findall(form, text(language), re.MULTILINE)) == len(
            re.findall(form, text("en"), re.MULTILINE)
        )
    names = r"[\w/.-]+\.(?:txt|json|jsonl|csv|trig|html|pdf|py|pem|sig|tsr|ots)\b"
    assert sorted(re.findall(names, text(language))) == sorted(re.findall(names, text("en")))


def test_numbers_are_those_of_the_bundle() -> None:
    told = " ".join(text("en").split())
    assert "11 of 40 leaves are withheld" in told
    assert "Documents withheld: 1. Known by their hash and not held: 2;" in told
    assert "2026-10-01" in told


def test_another_language_is_english_and_the_bytes_are_the_same() -> None:
    assert text("de") == text("en")
    assert how_to_verify(TOLD.about) == how_to_verify(TOLD.about)


def test_openssl_is_called_as_it_was_tried_out() -> None:
    told = commands("en")
    wanted = (
        FINGERPRINT, *signature_commands(), *token_commands(signed=True), *token_text_commands(),
        *proof_commands(signed=True),
    )  # fmt: skip
    assert [c for c in told if c.startswith(("openssl", "ots"))] == list(wanted)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(made("public"), tmp_path_factory.mktemp("bundle") / "b")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
def test_the_hashes_agree_and_only_what_is_to_be_fetched_is_named(folder: Path) -> None:
    away = f"{layout.DOCUMENTS}{AWAY}.html"
    for command in ("tagmanifest-sha256.txt", "sha256sums.txt"):
        (typed,) = (c for c in commands("en") if command in c and "sha256sum -c" in c)
        done = run(folder, typed)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run(folder, named("--quiet manifest-sha256.txt"))
    assert done.returncode == 1
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {away}
    assert run(folder, named("find data")).stdout.split() == [away]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
def test_what_was_changed_or_added_is_named(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    (copy / layout.GRAPH).write_bytes((copy / layout.GRAPH).read_bytes() + b" ")
    (copy / "data/added.txt").write_text("x")
    assert layout.GRAPH in run(copy, named("--quiet manifest-sha256.txt")).stdout
    assert "data/added.txt" in run(copy, named("find data")).stdout


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_openssl_verifies_the_signatures_and_names_the_key(folder: Path, tmp_path: Path) -> None:
    assert run(folder, FINGERPRINT).stdout.split()[-1] == fingerprint()
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    files = (layout.ROOT, layout.TAG_MANIFEST, layout.EXPORT)
    for command, signed in zip(signature_commands(), files, strict=True):
        assert command in commands("en")
        assert "Signature Verified Successfully" in run(folder, command).stdout
        (copy / signed).write_bytes((copy / signed).read_bytes() + b"\n")
        assert run(copy, command).returncode != 0


def test_the_verifier_in_the_folder_says_what_the_text_says(folder: Path) -> None:
    plain, with_key = (c for c in commands("en") if c.startswith("python3"))
    done = run(folder, plain)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "intact, signer not verified" in done.stdout
    assert f"intact, signed by {fingerprint()}" in run(folder, with_key).stdout


def test_the_merkle_check_in_words_is_the_one_that_is_done(folder: Path) -> None:
    """Done again from the words alone, by somebody who has never seen our code."""

    def root(hashes: list[bytes]) -> bytes:
        if len(hashes) < 2:
            return hashes[0] if hashes else hashlib.sha256(b"").digest()
        half = 1 << (len(hashes) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + root(hashes[:half]) + root(hashes[half:])).digest()

    lines = (folder / layout.LEAVES).read_bytes().splitlines()
    for line in lines:
        told = json.loads(line)
        if "salt" in told:
            content = re.search(rb'"content":(\{.*?\}),"hash"', line)
            assert content is not None
            salted = b"\0" + bytes.fromhex(told["salt"]) + content[1]
            assert hashlib.sha256(salted).hexdigest() == told["hash"]
    hashes = [bytes.fromhex(json.loads(line)["hash"]) for line in lines]
    assert hashes == sorted(hashes)
    assert root(hashes).hex() == json.loads((folder / layout.ROOT).read_bytes())["merkle_root"]

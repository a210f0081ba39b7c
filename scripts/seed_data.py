"""The curated data sets: RDF generated from them, and aids for whoever writes one.

`python -m scripts.seed_data check` says what is wrong with the rows of every data set; with `--texts FOLDER`
also whether each passage has the hash in its row. `python -m scripts.seed_data fill FILE --texts FOLDER`
gives every row of a passages.yaml that says `find: "first words … last words"` its start, end and sha256.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import yaml

from respondeat.errors import InputError, RespondeatError
from respondeat.graph.importers.curated import DATASETS, read_curated
from respondeat.graph.importers.curated_scope import Scope
from respondeat.graph.importers.curated_trig import trig
from respondeat.graph.statement import Changeset, Document, Passage
from respondeat.ontology import vocabulary as v

ROOT = Path(__file__).resolve().parent.parent
SEED_DATA = PurePosixPath("src/respondeat/seed_data")
INVENTED = "example"  # stands alone
_ROW = re.compile(r"\bdoc: *\"?([\w.-]+)\"?")
_FIND = re.compile(r'find: "([^"]+)"')


def data_sets(root: Path = ROOT) -> Iterator[tuple[str, list[Changeset]]]:
    """Name and changesets of each data set that is there, in the order in which they are loaded."""
    scope = Scope()
    for name in (*DATASETS, INVENTED):
        folder = root / SEED_DATA / name
        if (folder / "dataset.yaml").is_file():
            yield name, read_curated(folder, Scope() if name == INVENTED else scope)


def rdf() -> Mapping[PurePosixPath, bytes]:
    """The RDF of every data set, one file for each access level (a generator of scripts/regenerate.py)."""
    files = {}
    for name, changesets in data_sets():
        for level in v.LEVELS:
            if found := [c for c in changesets if c.level == level]:
                files[SEED_DATA / name / "generated" / f"{level}.trig"] = trig(found)
    return files


def misplaced(changesets: list[Changeset], texts: Path) -> list[str]:
    """Passages whose text in the folder `texts` has another hash; documents not there are left out."""
    records = [record for changeset in changesets for record in changeset.records]
    documents = {r.id: r for r in records if isinstance(r, Document) and r.file_name}
    found = []
    for p in records:
        if not isinstance(p, Passage) or p.start is None or p.document not in documents:
            continue
        path = texts / documents[p.document].file_name
        if path.is_file():
            said = path.read_bytes().decode("utf-8")[p.start : p.end]
            if hashlib.sha256(said.encode()).hexdigest() != p.sha256:
                found.append(f"{path.name}: {p.start} to {p.end} has another hash than its row")
    return found


def filled(rows: str, texts: Mapping[str, str]) -> str:
    """The text of a passages.yaml with every `find` replaced; `texts` are texts by the keys of documents.

    Raises InputError when the words are not in the text, or there more than once.
    """
    doc = ""
    out = []
    for number, line in enumerate(rows.splitlines(keepends=True), 1):
        if match := _ROW.search(line):
            doc = match[1]
        out.append(_FIND.sub(lambda m, n=number, d=doc: _place(m[1], texts, d, n), line))  # type: ignore[misc]
    return "".join(out)


def _place(words: str, texts: Mapping[str, str], doc: str, line: int) -> str:
    text = texts.get(doc)
    if text is None:
        raise InputError(f"line {line}: there is no text of {doc!r}")
    first, dots, last = (part.strip() for part in words.partition("…"))
    if text.count(first) != 1:
        raise InputError(f"line {line}: {first!r} stands {text.count(first)} times in {doc}, not once")
    start = text.index(first)
    found = text.find(last, start) if dots else start
    if found < 0:
        raise InputError(f"line {line}: {last!r} does not follow {first!r} in {doc}")
    end = found + len(last or first)
    digest = hashlib.sha256(text[start:end].encode()).hexdigest()
    return f"start: {start}, end: {end}, sha256: {digest}"


def _texts(folder: Path, texts: Path) -> dict[str, str]:
    rows = yaml.safe_load((folder / "documents.yaml").read_text("utf-8"))
    paths = {row["key"]: texts / row["file_name"] for row in rows if row.get("file_name")}
    return {key: path.read_bytes().decode("utf-8") for key, path in paths.items() if path.is_file()}


def main(arguments: list[str]) -> int:
    """Exit code: 1 when something is wrong, else 0."""
    parser = argparse.ArgumentParser(description="Aids for whoever writes a curated data set.")
    parser.add_argument("command", choices=("check", "fill"))
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--texts", type=Path, help="folder of the documents' texts")
    given = parser.parse_args(arguments)
    try:
        if given.command == "check":
            return _check(given.texts)
        if given.file is None or given.texts is None:
            parser.error("fill needs a file and --texts")
        done = filled(given.file.read_text("utf-8"), _texts(given.file.parent, given.texts))
    except RespondeatError as error:
        print(error.detail, file=sys.stderr)
        return 1
    given.file.write_text(done, "utf-8")
    return 0


def _check(texts: Path | None) -> int:
    wrong = []
    for name, changesets in data_sets():
        faults = misplaced(changesets, texts) if texts else []
        wrong += faults
        count = sum(len(c.records) for c in changesets)
        print(f"{name}: {count} records in {len(changesets)} changesets, {len(faults)} misplaced passages")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

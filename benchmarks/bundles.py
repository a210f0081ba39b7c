"""Bundles: what it costs to make and to verify one, against `sha256sum` over its documents in the same run.

The documents are what fills bundles in practice: clips of a hundred megabytes of which a statement says the
minute, and reports of which it quotes a passage. Each command runs in a process of its own, as users run it.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from respondeat.api.dataset import INDEXES
from respondeat.graph.dates import ValidTime, iso, parse
from respondeat.graph.documents import DocumentStore, passage_of
from respondeat.graph.evidence.verifier.layout import VERIFIER
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .measure import Figure, at_most
from .stores import AUTHOR, LAST_MOMENT, MOMENT

SIZE: Final = 1_000_000_000
FULL: Final = 10_000_000_000
CLIP: Final = 100_000_000
REPORT: Final = 1_000_000
UNIT: Final = "Sample Unit"
TIMES: Final = 2.0
MEMORY: Final = 300.0
_BEGINNING: Final = b"\0\0\0\x18ftypisom\0\0\2\0isommp41"  # as a film in MP4 begins
_HASH: Final = 64  # digits: what else lies beside a document has a longer name
_PIECE: Final = 1 << 20
_APART: Final = (  # started from a small process, for the peak of the one before counts until a program runs
    "import os, sys\n"
    "started = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)\n"
    "_, status, used = os.wait4(started, 0)\n"
    "print()\n"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    "sys.exit(os.waitstatus_to_exitcode(status) != 0)\n"
)
_HASHLIB: Final = (
    "import hashlib, sys\n"
    "for name in sys.argv[1:]:\n"
    "    with open(name, 'rb') as file:\n"
    "        print(hashlib.file_digest(file, 'sha256').hexdigest())\n"
)


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds of a process and its children, and its megabytes at the peak."""

    cpu: float
    peak: float


def measure(size: int = SIZE, clip: int = CLIP) -> Iterator[Figure]:
    """Making and verifying a folder and a zip, each as times of sha256sum, and the memory that it takes."""
    with TemporaryDirectory(prefix="respondeat-bench-") as name:
        folder = Path(name)
        yield from _small(folder)
        store = folder / "store"
        make(store, size, clip)
        documents = sorted(str(p) for p in (store / "documents").glob("*/*") if len(p.name) == _HASH)
        held = sum(Path(p).stat().st_size for p in documents) / 1e6
        yield Figure(f"{len(documents)} documents", held, "MB")
        bar = spent(["sha256sum", *documents]).cpu
        yield Figure("sha256sum", bar, "CPU s")
        library = spent([sys.executable, "-c", _HASHLIB, *documents]).cpu
        yield Figure("Python's hashlib, for comparison", library / bar, "times sha256sum")
        for what, place in (("folder", folder / "bundle"), ("zip", folder / "bundle.zip")):
            for step, found in _bundle(place, store):
                yield at_most(f"{what}: {step}", found.cpu / bar, TIMES, "times sha256sum")
                yield at_most(f"{what}: {step}, memory at the peak", found.peak, MEMORY, "MB")
        protect(store)
        step, found = next(_bundle(folder / "guarded", store, "--profile", "court"))
        yield Figure(f"with somebody to protect: {step}", found.cpu / bar, "times sha256sum")
        yield at_most("with somebody to protect: memory at the peak", found.peak, MEMORY, "MB")


def _small(folder: Path) -> Iterator[Figure]:
    """What every bundle costs; and what Python compiles once is compiled."""
    store = folder / "small"
    make(store, 1, _PIECE)
    for _ in _bundle(folder / "first", store):
        pass
    for step, found in _bundle(folder / "second", store):
        yield Figure(f"a bundle of two documents: {step}", found.cpu, "CPU s")


def make(store: Path, size: int, clip: int = CLIP) -> None:
    """A store with a unit, and an event for every document; a hundredth of the bytes are reports."""
    rng = random.Random(0)
    unit = v.ID + "b-bundled"
    records: list[Record] = [Entity.of(unit, "Body"), Name.of(unit, UNIT, "en", preferred=True)]
    origin = v.ID + "g-bundled"
    records += [Entity.of(origin, "PersonGroup"), Name.of(origin, "Sample Monitors", "en", preferred=True)]
    store.mkdir(parents=True)
    kept = DocumentStore(store / "documents")
    clips = max(1, size // clip)
    for number in range(clips + max(1, size // 100 // REPORT)):
        kind = "mp4" if number < clips else "txt"
        file = store.with_name(f"document-{number}.{kind}")
        _write(file, clip if kind == "mp4" else min(REPORT, clip), rng)
        with kept.taking() as taking:
            taken = taking.take(file, file.name)
        document = Document(
            f"{v.ID}doc-bundled{number}",
            file.stem,
            taken.sha256,
            file_name=file.name,
            media_type=taken.media_type,
        )
        passage = (
            Passage.of(document.id, locator=f"minute {number}")
            if kind == "mp4"
            else passage_of(document, file.read_text(), 1000, 1090)
        )
        file.unlink()
        records += [document, passage, *_event(number, unit, origin, passage)]
    with EmbeddedStore.create(store, INDEXES) as target:
        target.write([Changeset.of(tuple(records), recorded_at=MOMENT, author=AUTHOR)])


def _event(number: int, unit: str, origin: str, passage: Passage) -> Iterator[Record]:
    event, day = f"{v.ID}e-bundled{number}", iso(16_000 + number)
    said = (
        Statement.of("Existence", ValidTime(day, parse(day)), entity=event),
        Statement.of("Participation", actor=unit, event=event, role=v.PERPETRATOR),
    )
    yield Entity.of(event, "Event")
    yield Name.of(event, f"Sample event {number}", "en", preferred=True)
    for statement in said:
        yield statement
        yield Attestation.of(supports=[statement.id], passages=[passage.id], origin=origin)


def _write(file: Path, size: int, rng: random.Random) -> None:
    """A clip: what begins as one, then bytes that no packing makes smaller. Or a report: words in lines."""
    block = rng.randbytes(_PIECE)
    words = [rng.randbytes(4).hex() for _ in range(1000)]
    with file.open("wb") as out:
        out.write(_BEGINNING if file.suffix == ".mp4" else b"")
        while left := size - out.tell():
            if file.suffix == ".mp4":
                piece = block
                block = block[1:] + block[:1]
            else:
                piece = (" ".join(rng.choices(words, k=12)) + ".\n").encode()
            out.write(piece[:left])


def protect(store: Path) -> None:
    """Add a person whom only the highest level may know."""
    person, name = v.ID + "p-guarded", "Hidden Sampleperson"
    time = ValidTime("2020-05-03", parse("2020-05-03"))
    posting = Statement.of("Posting", time, holder=person, body=v.ID + "b-bundled", capacity=v.HEAD)
    told = (Entity.of(person, "Person"), Name.of(person, name, "en", preferred=True), posting)
    with EmbeddedStore.open(store, INDEXES) as target:
        target.write([Changeset.of(told, recorded_at=LAST_MOMENT, author=AUTHOR, level=v.LEVELS[-1])])


def _bundle(place: Path, store: Path, *options: str) -> Iterator[tuple[str, Spent]]:
    """What each step takes; the bundle is removed after the last, or when no more are wanted."""
    ours = [sys.executable, "-m", "respondeat"]
    create = [*ours, "--store", str(store), "bundle", "create", "dossier", UNIT, "--out", str(place)]
    try:
        yield "made", spent([*create, "--secret", str(store.with_name("secret")), *options])
        yield "verified", spent([*ours, "bundle", "verify", str(place)])
        if place.is_dir():
            yield "verified by verify_bundle.py", spent([sys.executable, str(place / VERIFIER)])
    finally:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def spent(command: Sequence[str]) -> Spent:
    """What a command takes. Raises CalledProcessError with what it said when it fails."""
    program = shutil.which(command[0]) or command[0]
    apart = [sys.executable, "-I", "-S", "-c", _APART, program, *command[1:]]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(apart, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
        error.add_note(done.stdout + done.stderr)
        raise error
    cpu, peak = done.stdout.splitlines()[-1].split()
    return Spent(float(cpu), float(peak) / 1000)

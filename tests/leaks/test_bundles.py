"""No word of a protected person stands in any byte of a public bundle; the root is that of the full one.

Random data sets, real bundles. The oracle knows the words that it wrote, and looks for them in the bytes of
every file, packed ones unpacked; it knows nothing of how the leak check looks.
"""

import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings

from respondeat.api.bundles.ordered import Order, hand_over
from respondeat.api.dataset import INDEXES
from respondeat.errors import LeakError
from respondeat.graph.evidence.verifier.verify import verify
from respondeat.graph.statement import Changeset, Entity
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.bundles.making import SECRET, made
from tests.examples import examples
from tests.leaks.secret_worlds import AUTHOR, BODY_NAME, Paper, Person, World, worlds, written

_ASKED: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("changesets", {}),
    ("dossier", {"entity": BODY_NAME}),
)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def files(place: Path) -> dict[str, bytes]:
    """The files of a bundle, and the bytes of the zip as a whole."""
    if place.is_dir():
        return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}
    with zipfile.ZipFile(place) as packed:
        return {"": place.read_bytes()} | {i.filename: packed.read(i) for i in packed.infolist()}


def readings(content: bytes) -> Iterator[str]:
    """What a reader can make of a file."""
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16-le", "replace")
    yield content.decode("utf-16-be", "replace")
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        yield "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
        for found in _STREAM.finditer(content):
            try:
                yield zlib.decompress(found[1].rstrip()).decode("utf-8", "replace")
            except zlib.error:
                continue


def leaked(place: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words that stand in a bundle, and in which file."""
    sought = re.compile("|".join(re.escape(word.casefold()) for word in sorted(set(words))))
    return [
        (name, found[0])
        for name, content in files(place).items()
        for text in (name, *readings(content))
        for found in [sought.search(text.casefold())]
        if found
    ]


def order(asked: tuple[str, dict[str, str]], folder: Path) -> Order:
    """The same from a server, by somebody who sees everything, for whoever sees what is public."""
    (folder / "secret").write_text(SECRET.hex())
    (folder / "secret").chmod(0o600)
    return Order(
        *asked,
        level="sealed",
        profile="public",
        purpose="review",
        who="u-" + "1" * 32,
        allowed="sealed",
        secret=str(folder / "secret"),
    )


def root(place: Path) -> bytes:
    found = files(place)
    return next(content for name, content in found.items() if name.endswith("data/root.json"))


@settings(max_examples=examples(3), suppress_health_check=list(HealthCheck))
@given(worlds())
def test_nothing_protected_is_in_a_public_bundle_and_the_root_is_that_of_the_full_one(world: World) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = written(world, folder)
        asked = _ASKED[world.asked]
        suffix = ".zip" if world.zipped else ""
        places = {profile: folder / f"{profile}{suffix}" for profile in ("public", "court")}
        for profile, place in places.items():
            made(data.store, place, asked, profile)
        places["served"] = folder / "served.zip"
        hand_over(data.store, order(asked, folder), places["served"])
        assert leaked(places["served"], data.secret) == []
        assert leaked(places["public"], data.secret) == []
        assert leaked(places["court"], data.secret) != []  # the oracle does see
        held = {Path(n).name.partition(".")[0] for n in files(places["public"]) if "/documents/" in n}
        assert not held & data.telling
        assert root(places["public"]) == root(places["court"])
        assert [verify(place).verdict for place in places.values()] == ["intact, not signed"] * 3


@pytest.mark.parametrize("name", ["public", "public.zip"])
def test_a_bundle_that_would_tell_is_not_written(name: str, tmp_path: Path) -> None:
    """A public note names a protected person: that is refused, and nothing of the bundle is left."""
    person = Person((0, 4, 8), 0, 1, 0)
    data = written(World((person,), (Paper(0, "nothing", 0, 0, 0, "text"),), 7, False, 0), tmp_path)
    with EmbeddedStore.open(data.store, INDEXES) as store:
        note = f"Entered for {person.named(3, 2)}"
        records = [Entity.of(v.ID + "e-told", "Event")]
        told = Changeset.of(records, recorded_at="2026-05-01T00:00:00Z", author=AUTHOR, note=note)
        store.write([told])
    (tmp_path / "out").mkdir()
    with pytest.raises(LeakError) as refused:
        made(data.store, tmp_path / "out" / name, _ASKED[0])
    told_of = refused.value.as_json()["error"]
    assert {hit["kind"] for hit in told_of["hits"]} == {"name"}
    assert "data/graph.trig" in {hit["file"] for hit in told_of["hits"]}
    assert person.surname(3) not in str(told_of) and person.surname(0) not in str(told_of)
    assert list((tmp_path / "out").iterdir()) == []

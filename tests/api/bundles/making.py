"""Bundles of the invented country, made in this process with a secret of the tests."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from respondeat.api.answers.asked import ask
from respondeat.api.bundles.handing_over import HandedOver
from respondeat.api.bundles.making import Options
from respondeat.api.bundles.preparing import Prepared, prepared
from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.bundles.sealing import Seal
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.graph.evidence.bundle import Salts

SECRET: Final = bytes(range(32))
DOSSIER: Final = ("dossier", {"entity": "Bera Secondperson"})
SQUARE: Final = ("chain", {"target": "SRS", "on": "2020-05", "limit": 3})


@contextmanager
def ready(
    store: Path,
    name: str,
    parameters: Mapping[str, Any],
    *,
    language: str = "en",
    recorded_at: str | None = None,
    secret: bytes = SECRET,
) -> Iterator[Prepared]:
    """The contents of the bundle that answers a question."""

    def put(data: Dataset, quotes: Quotes | None) -> Json:
        return ask(QUESTIONS, data, name, parameters, quotes)

    with (
        Dataset.open(store, recorded_at=recorded_at) as data,
        prepared(store, data, put, Salts(secret), language=language, recorded_at=recorded_at) as found,
    ):
        yield found


def made(
    store: Path,
    place: Path,
    asked: tuple[str, Mapping[str, Any]] = DOSSIER,
    profile: str = "public",
    seal: Seal | None = None,
    **how: Any,
) -> HandedOver:
    """A bundle at a place."""
    with ready(store, *asked, **how) as found:
        bundle = found.bundle(Options(profile))
        return found.door(bundle, seal or Seal(), "review").hand_over(bundle, place)


def files(place: Path) -> dict[str, bytes]:
    """The files of a bundle in a folder, by their names."""
    return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}


def told(place: Path, name: str) -> Any:
    """A JSON file of a bundle in a folder."""
    return json.loads((place / "data" / name).read_text("utf-8"))

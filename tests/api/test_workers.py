"""Whoever does the work, what is asked of it comes back the same; and however its processes are started."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from respondeat import errors
from respondeat.api.settings import Settings
from respondeat.api.workers import Asker, Limits, Request, nursery
from respondeat.api.workers.here import Here
from respondeat.api.workers.pool import Pool
from respondeat.ontology import vocabulary as v


def few(store: Path) -> Settings:
    return Settings.model_validate({"store": store, "limits": {"workers": 1, "spares": 0}})


def pool(store: Path) -> Asker:
    return Pool(store, few(store))


def alone(store: Path) -> Asker:
    """As where there is no fork: each process loads the program itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nursery, "available", lambda: False)
        return Pool(store, few(store))


@pytest.mark.parametrize("made", [Here, pool, alone])
def test_every_asker_answers_alike(made: Callable[[Path], Asker], example: Path) -> None:
    async def doing() -> None:
        asker = made(example)
        try:
            for level in v.LEVELS:
                await conforms(asker, level)
            await asker.refresh()
            await conforms(asker, v.LEVELS[0])
        finally:
            await asker.close()

    asyncio.run(doing())


async def conforms(asker: Asker, level: str) -> None:
    """What an asker promises."""
    found = await asker.ask(level, Request("question", {"name": "search", "parameters": {"text": "unit"}}))
    assert found.media_type == "application/json"
    assert found.dataset_hash == await asker.dataset_hash(level)
    assert found.body.read().startswith(b'{"query": "unit"')
    with pytest.raises(errors.UnknownName):
        await asker.ask(level, Request("question", {"name": "show", "parameters": {"entity": "b-nobody"}}))
    with pytest.raises(errors.InputError, match="no task"):
        await asker.ask(level, Request("unheard of"))
    with pytest.raises(errors.Stopped) as told:
        limits = Limits(bytes=10)
        await asker.ask(
            level, Request("question", {"name": "search", "parameters": {"text": "unit"}}, limits)
        )
    assert told.value.limit == "bytes"
    with pytest.raises(errors.StoreError):
        await asker.dataset_hash("of the moon")

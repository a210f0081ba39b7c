"""A bundle's question asked again of the bundle's own graph, by whoever received it."""

import json
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from respondeat.api.answers.replay import MOST, Saved, saved
from respondeat.api.answers.replay_differences import cited
from respondeat.api.answers.rows import frame
from respondeat.api.language import LANGUAGES
from respondeat.api.proof import Json
from respondeat.errors import InputError, IntegrityError
from respondeat.graph.evidence.verifier.blocks import read_blocks
from respondeat.graph.evidence.verifier.layout import ANSWER, BUNDLE, GRAPH
from respondeat.graph.evidence.verifier.source import Source, open_source, read_whole
from respondeat.graph.evidence.verifier.verdict import FAILED, Unreadable
from respondeat.graph.evidence.verifier.verify import verify

from .asking import Asked
from .plan import unlike
from .received import received

_LARGEST: Final = 1 << 30  # bytes of an answer


def again(path: Path) -> Json:
    """Whether the question of a bundle has the same answer when it is asked of its own graph.

    Schema `replay.json`. Compared is all but quotes and the version of the program, which is told apart.
    Raises IntegrityError for a bundle that is not intact, InputError for what is no bundle.
    """
    try:
        _refuse_broken(path)
        with closing(open_source(path)) as source:
            told, bundle = _json(source, ANSWER), _json(source, BUNDLE)
            known = saved(json.dumps(told.get("answer")), ANSWER)
            with source.open(GRAPH) as file:
                blocks = list(read_blocks(file))
    except Unreadable as error:
        raise InputError(f"{path} cannot be read as a bundle: {error}") from None
    with received(known.level, bundle["changesets"], blocks) as data:
        now = _asked(known, bundle).put(data)
        found = unlike(told, now)
        return {
            "kind": "answer",
            "same": not found,
            "saved_engine": known.engine,
            "same_engine": known.engine == now["answer"]["engine"],
            "differences": found[:MOST],
            "differences_count": len(found),
            "statements": cited(now["answer"]),
            "question": now["answer"]["question"],
            **frame(data),
        }


def _refuse_broken(path: Path) -> None:
    broken = [check for check in verify(path).checks if check.verdict == FAILED]
    if broken:
        raise IntegrityError(
            f"{path} is not intact ({broken[0].name}: {broken[0].detail}). Nothing was asked of it; "
            "`respondeat bundle verify` lists what is wrong."
        )


def _json(source: Source, name: str) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        told = json.loads(read_whole(source, name, _LARGEST))
        if isinstance(told, dict):
            return told
    raise InputError(f"{name} of the bundle is no JSON object.")


def _asked(known: Saved, bundle: dict[str, Any]) -> Asked:
    language = bundle["language"]
    if language not in LANGUAGES:
        raise InputError(f"The bundle is in a language that there is not here: {language!r}.")
    return Asked(known.question, known.parameters, known.without, language)

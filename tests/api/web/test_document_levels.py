"""What a reader may have of a document: by the level that recorded it first, and nothing for no hash."""

import asyncio

from respondeat.api.settings import LimitSettings
from respondeat.api.web.document_levels import DocumentLevels, visible
from respondeat.api.workers import Body, Reply, Request
from respondeat.api.workers.passages import Sought

HASH = "ab" * 32
SOUGHT = Sought(HASH, 0, 1, "cd" * 32)


class Answering:
    """Answers with a level, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Request, str]] = []

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        self.asked.append((level, request, client))
        return Reply(Body.of(b""), "text/plain", "", {"level": "restricted"})

    async def dataset_hash(self, level: str) -> str:
        return ""

    async def refresh(self) -> None:
        pass

    async def close(self) -> None:
        pass


def test_the_highest_level_is_asked_for_the_level_alone() -> None:
    asker = Answering()
    assert asyncio.run(DocumentLevels(asker, LimitSettings()).of(HASH, "somebody")) == "restricted"
    ((level, request, client),) = asker.asked
    assert (level, request.task, request.parameters, client) == (
        "sealed",
        "document_level",
        {"sha256": HASH},
        "somebody",
    )


def test_what_is_no_hash_is_asked_of_nobody() -> None:
    asker = Answering()
    levels = DocumentLevels(asker, LimitSettings())
    for text in ("", "ab", HASH.upper(), HASH + "\n", '" } #' + HASH[:59]):
        assert asyncio.run(levels.of(text)) == ""
    assert asker.asked == []


def test_above_the_reader_and_recorded_by_nobody_is_sought_as_what_is_not_kept() -> None:
    assert visible(SOUGHT, "restricted", "restricted") == SOUGHT
    assert visible(SOUGHT, "public", "sealed") == SOUGHT
    hidden = visible(SOUGHT, "restricted", "public")
    assert (hidden.sha256, hidden.start, hidden.passage) == ("0" * 64, 0, SOUGHT.passage)
    assert visible(SOUGHT, "", "sealed") == hidden
    assert visible(Sought(), "", "public") == Sought()

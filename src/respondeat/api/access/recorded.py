"""Nothing that is not public is read without a note of it: readers are asked through the custody log."""

from typing import Any

from respondeat.api.answers import QUESTIONS
from respondeat.api.pages.registry import PAGES
from respondeat.api.workers import Asker, Reply, Request
from respondeat.errors import RespondeatError
from respondeat.graph.evidence.custody_slice import DOCUMENT, DOCUMENT_READ
from respondeat.ontology import vocabulary as v

from .audit import TERMINAL, UNKNOWN, Audit, opaque

READ = "read"


class Recorded:
    """An `Asker` that logs each reply of a level above public before it hands it on.

    Noted are who (the id, `client`), the level, the task, question and page by their names, the form of a
    page, the hash of the data, how it ended and how many bytes came: never what was asked, for that may hold
    names. An answer that cannot be noted is not given: StoreError.
    """

    def __init__(self, asker: Asker, audit: Audit) -> None:
        self._asker = asker
        self._audit = audit

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        """See `Asker.ask`. Raises StoreError when the reply cannot be noted."""
        if level == v.LEVELS[0]:
            return await self._asker.ask(level, request, client)
        try:
            reply = await self._asker.ask(level, request, client)
        except RespondeatError as error:  # its text may tell of what the level holds
            dataset = await self._asker.dataset_hash(level)
            await noted(self._audit, client, level, request, dataset, error.type)
            raise
        try:
            await noted(self._audit, client, level, request, reply.dataset_hash, "ok", reply.body.size)
        except BaseException:
            reply.body.close()
            raise
        return reply

    async def dataset_hash(self, level: str) -> str:
        """See `Asker.dataset_hash`."""
        return await self._asker.dataset_hash(level)

    async def refresh(self) -> None:
        """See `Asker.refresh`."""
        await self._asker.refresh()

    async def close(self) -> None:
        """See `Asker.close`."""
        await self._asker.close()


async def noted(
    audit: Audit, client: str, level: str, request: Request, dataset: str, outcome: str, size: int = 0
) -> None:
    """Log that a client was answered at a level; nothing at the level public. Raises StoreError."""
    if level == v.LEVELS[0]:
        return
    name = request.parameters.get("name")
    asked: dict[str, Any] = {"question": name} if isinstance(name, str) and name in QUESTIONS else {}
    asked |= _page(request)
    task = request.task.replace("_", "-").replace(".", "-")
    await audit.note(
        actor_of(client), READ, level=level, task=task, dataset=dataset, outcome=outcome, bytes=size, **asked
    )


async def noted_words(audit: Audit, client: str, level: str, sha256: str) -> None:
    """Log that a client is shown words of a document, with the level that it belongs to.

    Nothing at the level public. Raises StoreError: then do not show them.
    """
    if level != v.LEVELS[0]:
        await audit.note(actor_of(client), DOCUMENT_READ, DOCUMENT + sha256, level=level, task="passage")


def actor_of(client: str) -> str:
    """The actor that a client is: a job's client is its own id and that of whoever started it."""
    who = client.rpartition(" ")[2]
    return who if who == TERMINAL or opaque(who) else UNKNOWN


def _page(request: Request) -> dict[str, str]:
    """Which page was read, in which form, and the question of one that asks any; {} for no page."""
    page, form = (str(request.parameters.get(key)) for key in ("page", "format"))
    if request.task != "page" or page not in PAGES or form not in PAGES[page].forms:
        return {}
    name = str(dict(request.parameters.get("given", {})).get("name"))
    return {"kind": page, "form": form} | ({"question": name} if name in QUESTIONS else {})

"""Which level a kept document belongs to, whatever a reader's own level says of it."""

import re
from dataclasses import replace
from typing import Final

from respondeat.api.settings import LimitSettings
from respondeat.api.workers import Asker, Request
from respondeat.api.workers.passages import Sought
from respondeat.graph.stores import sees
from respondeat.ontology import vocabulary as v

_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NOBODYS: Final = "0" * 64
"""No document has this hash: it is sought for as long as one that is not kept."""


class DocumentLevels:
    """Says what of a document a reader may have, for a hash is no proof of knowing the document.

    Anybody who writes may record any hash at their own level. Documents are kept beside all levels: were the
    reader's level asked alone, who guesses a hash would be told that a higher level knows the document, and
    its words. So the highest level is asked who recorded it first (see `quotes.first_level`). `asker` is
    asked without a note in the custody log: nobody reads anything of that level.
    """

    def __init__(self, asker: Asker, limits: LimitSettings) -> None:
        self._asker = asker
        self._limits = limits

    async def of(self, sha256: str, client: str = "") -> str:
        """The level of the document with this hash; "" where nobody recorded it. Raises as `ask`."""
        if not _SHA256.fullmatch(sha256):
            return ""
        request = Request("document_level", {"sha256": sha256}, self._limits.of_one())
        reply = await self._asker.ask(v.LEVELS[-1], request, client)
        reply.body.close()
        return str(reply.meta["level"])


def visible(sought: Sought, level: str, reader: str) -> Sought:
    """What is sought of a document of a level, for a reader of one; of one above it what nobody keeps."""
    if not sought.sha256 or (level and sees(reader, level)):
        return sought
    return replace(sought, sha256=_NOBODYS)

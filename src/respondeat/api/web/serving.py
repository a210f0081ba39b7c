"""What a server serves with: made once, handed to the application, found again from a request."""

from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from respondeat.api.access import Caller
from respondeat.api.access.audit import Audit
from respondeat.api.access.entrance import Entrance
from respondeat.api.jobs import Jobs
from respondeat.api.settings import Settings
from respondeat.api.workers import Asker
from respondeat.api.workers.bundling import Bundler
from respondeat.api.workers.passages import Cutting
from respondeat.api.workers.writing import Writer

from .document_levels import DocumentLevels
from .metrics import Metrics
from .readiness import Readiness


@dataclass(frozen=True, slots=True)
class Serving:
    """The settings, who does the work, the custody log, and what tells who asks.

    With an `owner` it is them who asks, whatever a request shows: at the terminal, without a server.
    """

    settings: Settings
    asker: Asker
    jobs: Jobs
    audit: Audit
    entrance: Entrance
    writer: Writer
    cutting: Cutting
    bundler: Bundler
    document_levels: DocumentLevels
    metrics: Metrics = field(default_factory=Metrics)
    readiness: Readiness = field(default_factory=Readiness)
    owner: Caller | None = None


def serving(request: HTTPConnection) -> Serving:
    """What the application of a request serves with."""
    found = request.app.state.serving
    assert isinstance(found, Serving)
    return found

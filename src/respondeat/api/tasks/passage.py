"""Where a passage stands, for whoever cuts its words out of the document: no reader's process can."""

from respondeat.api.dataset import Dataset
from respondeat.api.pages.passage.found import found, sought

from .as_asked import as_asked
from .base import Answered, Work


def passage(data: Dataset, work: Work) -> Answered:
    """The place of the passage of an `id`, as meta: what is `sought`.

    Raises NotFound in the same words for what does not exist and for what stands above the level.
    """
    given = work.parameters
    with as_asked(data, given) as then:
        return Answered(b"", "text/plain", {"sought": sought(then, *found(then, str(given["id"])))})

"""Whether an answer given before may still be shown: whether the level's history has the data of its hash."""

from respondeat.api.dataset import Dataset, meant
from respondeat.errors import InputError, Stale

from .base import Answered, Work


def held(data: Dataset, work: Work) -> Answered:
    """Nothing. Parameters: `dataset_hash`. Raises Stale when no part of the history has this hash."""
    try:
        meant(data.recorded, str(work.parameters["dataset_hash"]))
    except InputError:
        raise Stale(
            "The answer was dropped: something was withdrawn from the data since. Ask again."
        ) from None
    return Answered(b"{}")

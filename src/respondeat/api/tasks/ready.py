"""Whether a reader's process answers at all."""

from respondeat.api.dataset import Dataset

from .base import Answered, Work


def ready(data: Dataset, work: Work) -> Answered:
    """One word; it takes no parameters."""
    return Answered(b"ready\n", "text/plain")

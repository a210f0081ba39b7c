"""A question of `answers`, as JSON."""

import json

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset

from .base import Answered, Work


def question(data: Dataset, work: Work) -> Answered:
    """Parameters: `name` of the question, and its own `parameters`. Raises what the question raises."""
    given = work.parameters
    answer = ask(QUESTIONS, data, str(given["name"]), given.get("parameters", {}))
    return Answered(json.dumps(answer, ensure_ascii=False).encode())

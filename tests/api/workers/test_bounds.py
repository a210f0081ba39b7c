"""The stated bound of memory: each of its parts counts as it says."""

from respondeat.api.settings import LimitSettings
from respondeat.api.workers.bounds import SERVER, most_memory

MB = 2**20


def test_the_bound_is_what_the_documentation_says() -> None:
    """Three processes of 200 MB with 512 MB each, one without data, no job to speak of."""
    limits = LimitSettings(workers=2, spares=1, memory_mb=512, jobs=1, job_memory_mb=64)
    assert most_memory(limits, 200 * MB) == 3 * (200 + 512) * MB + 200 * MB + SERVER + (64 + 200) * MB


def test_each_level_process_job_and_answer_counts() -> None:
    limits, opening = LimitSettings(), 100 * MB
    one = most_memory(limits, opening)
    a_level = 3 * (100 + limits.memory_mb) * MB + 100 * MB
    assert most_memory(limits, opening, levels=2) - one == a_level
    more = limits.model_copy(update={"spares": 2})
    assert most_memory(more, opening) - one == (100 + limits.memory_mb) * MB
    more = limits.model_copy(update={"jobs": 2})
    assert most_memory(more, opening) - one == (100 + limits.job_memory_mb) * MB
    assert most_memory(limits, opening, answers=8) - one == 10 * MB

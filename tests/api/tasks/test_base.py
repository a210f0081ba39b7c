"""The table of tasks: each is there, takes data and work, and says what it gives."""

from inspect import getdoc, signature

import pytest

from respondeat.api.tasks import TASKS, task
from respondeat.errors import InputError


@pytest.mark.parametrize("name", sorted(TASKS))
def test_each_task_is_a_function_of_data_and_work(name: str) -> None:
    found = task(name)
    assert list(signature(found).parameters)[:2] == ["data", "work"]
    assert getdoc(found)


@pytest.mark.parametrize("name", ["", "nothing", "os:system", "question:question"])
def test_there_is_no_other_task(name: str) -> None:
    with pytest.raises(InputError, match="no task"):
        task(name)

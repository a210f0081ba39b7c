"""What a reader's process does: each task is a function of the data of one level, and answers with bytes.

A reader's process opens one level and nothing else, so no task can tell what is above it.
"""

from .base import TASKS, Answered, Task, Work, task

__all__ = ["TASKS", "Answered", "Task", "Work", "task"]

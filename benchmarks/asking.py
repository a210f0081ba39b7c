"""One question in a process of its own: `python -m benchmarks.asking STORE NAME PARAMETERS`; prints JSON.

`replay` opens what was known before the last changeset beside what is known now, and asks both for the chain
of an event. CPU seconds are those of the answer, for `replay` of both openings too.
"""

import gc
import json
import re
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from respondeat.api.answers import QUESTIONS
from respondeat.api.dataset import Dataset

from .stores import BEFORE_THE_LAST


def main(arguments: Sequence[str]) -> None:
    """Print CPU seconds, MB at the peak and the size of the answer; {} where there is no such question."""
    store, name, parameters = Path(arguments[0]), arguments[1], json.loads(arguments[2])
    if name == "replay":
        start = process_time()
        answer = _replayed(store, parameters)
    elif name in QUESTIONS:
        with Dataset.open(store) as data:
            gc.collect()
            start = process_time()
            answer = QUESTIONS[name](data, **parameters)
    else:
        print("{}")
        return
    took = process_time() - start
    size = len(json.dumps(answer, ensure_ascii=False))
    print(json.dumps({"cpu": took, "mb": _peak(), "size": size}))


def _replayed(store: Path, parameters: dict[str, Any]) -> object:
    from respondeat.api.answers.replay import then_and_now

    with Dataset.open(store) as now, Dataset.open(store, recorded_at=BEFORE_THE_LAST) as then:
        return then_and_now(then, now, lambda data: QUESTIONS["chain"](data, **parameters))


def _peak() -> float:
    """MB. What getrusage tells may be the peak of the parent, from before exec()."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s*([0-9]+)", status.read_text()) if status.exists() else None
    return (int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


if __name__ == "__main__":
    main(sys.argv[1:])

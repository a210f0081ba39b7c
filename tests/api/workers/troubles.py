"""Tasks that misbehave, each in its way, for the tests of what bounds them."""

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Answered, Work
from respondeat.errors import AmbiguousName, ValidationError
from respondeat.graph.stores import open_reader

SECRET: Final = "Zyxwvut Secretname"
_KEPT: list[bytearray] = []


def trouble(data: Dataset, work: Work) -> Answered:
    """Does what the parameter `what` says, with `with` as its argument."""
    given = work.parameters
    done = TROUBLES[given["what"]](data, given.get("with"))
    return Answered(done if isinstance(done, bytes) else str(done).encode(), "text/plain", {"done": True})


def _echo(data: Dataset, argument: Any) -> Any:
    return argument


def _pid(data: Dataset, argument: Any) -> int:
    return os.getpid()


def _nap(data: Dataset, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def _burn(data: Dataset, seconds: float) -> int:
    """Processor time in the interpreter."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return os.getpid()


def _stuck(data: Dataset, argument: Any) -> None:
    """Where Python cannot be interrupted: a query of the engine that never ends."""
    values = " ".join(str(i) for i in range(30))
    patterns = " ".join(f"VALUES ?v{i} {{ {values} }}" for i in range(8))
    for _ in data.reader.query(f"SELECT (COUNT(*) AS ?n) {{ {patterns} }}"):  # type: ignore[union-attr]
        pass


def _eat(data: Dataset, megabytes: int) -> int:
    eaten = [bytearray(2**20) for _ in range(megabytes)]
    return len(eaten)


def _keep(data: Dataset, megabytes: int) -> int:
    """A leak: what is not let go of after the answer."""
    _KEPT.extend(bytearray(os.urandom(1) * 2**20) for _ in range(megabytes))
    return os.getpid()


def _double(data: Dataset, argument: Any) -> None:
    """Memory of the engine: a string doubled until there is no room."""
    doubled = " ".join(f"BIND(CONCAT(?s{i}, ?s{i}) AS ?s{i + 1})" for i in range(40))
    list(data.reader.query(f'SELECT ?s40 {{ BIND("12345678" AS ?s0) {doubled} }}'))  # type: ignore[arg-type]


def _nest(data: Dataset, depth: int) -> None:
    data.reader.query("SELECT * {" + "{" * depth + "}" * depth + "}")


def _recurse(data: Dataset, argument: Any) -> None:
    _recurse(data, argument)


def _segfault(data: Dataset, argument: Any) -> None:
    ctypes.string_at(0)


def _exit(data: Dataset, code: int) -> None:
    os._exit(code)


def _print(data: Dataset, text: str) -> str:
    os.write(1, text.encode() * 1000)
    os.write(2, text.encode() * 1000)
    print(text)  # noqa: T201 - a library that prints
    return "printed"


def _fault(data: Dataset, text: str) -> None:
    raise ZeroDivisionError(text)


def _ambiguous(data: Dataset, argument: Any) -> None:
    raise AmbiguousName("two \ud800 persons", candidates=[{"id": "p1", "name": "Ї"}])


def _violations(data: Dataset, argument: Any) -> None:
    raise ValidationError("broken", violations=[{"path": "r:start"}])


def _bytes(data: Dataset, size: int) -> bytes:
    return bytes(range(256)) * (size // 256)


def _read(data: Dataset, path: str) -> bytes:
    return Path(path).read_bytes()


def _write(data: Dataset, path: str) -> str:
    Path(path).write_bytes(b"x")
    return "written"


def _temporary(data: Dataset, argument: Any) -> str:
    folder = Path(os.environ["TMPDIR"])
    (folder / "remains").write_text("x")
    return str(folder)


def _fill_disk(data: Dataset, argument: Any) -> None:
    with (Path(os.environ["TMPDIR"]) / "large").open("wb") as file:
        for _ in range(1024):
            file.write(bytes(2**20))


def _connect(data: Dataset, port: int) -> str:
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    return "connected"


def _run(data: Dataset, argument: Any) -> str:
    subprocess.run(["/bin/true"], check=True)
    return "ran"


def _environment(data: Dataset, argument: Any) -> str:
    return " ".join(sorted(os.environ))


def _query(data: Dataset, text: str) -> str:
    return str(len(list(data.reader.query(text))))  # type: ignore[arg-type]


def _other_level(data: Dataset, level: str) -> str:
    with open_reader(data.store, level) as reader:
        return reader.dataset_hash


TROUBLES: Final[dict[str, Callable[[Dataset, Any], Any]]] = {
    "echo": _echo,
    "pid": _pid,
    "nap": _nap,
    "burn": _burn,
    "stuck": _stuck,
    "eat": _eat,
    "keep": _keep,
    "double": _double,
    "nest": _nest,
    "recurse": _recurse,
    "segfault": _segfault,
    "exit": _exit,
    "print": _print,
    "fault": _fault,
    "ambiguous": _ambiguous,
    "violations": _violations,
    "bytes": _bytes,
    "read": _read,
    "write": _write,
    "temporary": _temporary,
    "fill disk": _fill_disk,
    "connect": _connect,
    "run": _run,
    "environment": _environment,
    "query": _query,
    "other level": _other_level,
}

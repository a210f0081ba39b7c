"""A YAML file that a user wrote, of which JSON is a part: read with its places, never run."""

from pathlib import Path

import yaml

from respondeat.errors import MappingError


def read_node(path: Path, most: int, what: str, refused: str = "not YAML") -> yaml.Node | None:
    """What a file holds, None when that is nothing; every scalar stays the text that was written.

    Raises MappingError, with file and line, for a file that cannot be read, is larger than `most` bytes
    (`what` it is then not), is not UTF-8, or is `refused`.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        raise MappingError(f"{path} cannot be read: {error.strerror or error}. Check the path.") from error
    if len(raw) > most:
        size = f"{most >> 20} MiB" if most >= 1 << 20 else f"{most >> 10} KiB"
        raise MappingError(f"{path} is larger than {size}: that is more than {what} can be.")
    try:
        return yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise MappingError(f"{path}, line {line}: this is not UTF-8. Save it in UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).replace("\n", " ")
        raise MappingError(f"{path}{where}: this is {refused} ({problem}).") from error
    except RecursionError as error:
        raise MappingError(f"{path}: brackets are nested too deeply for {what}.") from error

"""Where settings come from: the call, the environment, a file, in this order; and what is wrong with them.

The file is TOML 1.0: that of `--config` or RESPONDEAT_CONFIG, else `respondeat.toml` in the user's folder of
configurations, where there is one.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import platformdirs
from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource, SettingsError

from respondeat.errors import ConfigurationError

from .settings import Settings
from .settings_told import allowed, near, single

PREFIX: Final = "RESPONDEAT_"
CONFIG_VARIABLE: Final = f"{PREFIX}CONFIG"
FILE: Final = "respondeat.toml"
_DEFAULT: Final = "default"
# read elsewhere: by the terminal, by the tests
_NO_SETTINGS: Final = frozenset(
    {CONFIG_VARIABLE, *(PREFIX + name for name in ("LEVEL", "TEST_DATA", "EXAMPLES"))}
)


@dataclass(frozen=True, slots=True)
class Effective:
    """The settings that hold, and where each that is not the default comes from, by its name with dots."""

    settings: Settings
    origins: Mapping[str, str]
    file: Path | None

    def origin(self, key: str) -> str:
        """Where the setting with this name comes from."""
        return self.origins.get(key, _DEFAULT)


def effective(config: Path | None = None, given: Mapping[str, Any] | None = None) -> Effective:
    """The settings that hold; `given` are those of the call, by name, None for those left out.

    Raises ConfigurationError for a file that cannot be read, for a setting that is unknown or cannot be.
    """
    file, values = _file(config)
    sources = (
        (values, lambda key: f"{file}"),
        (_environment(), variable),
        ({k: x for k, x in (given or {}).items() if x is not None}, lambda key: f"--{key}"),
    )
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for source, place in sources:
        _merge(merged, source)
        origins |= {key: place(key) for key in _keys(source)}
    try:
        return Effective(Settings(**merged), origins, file)
    except ValidationError as error:
        raise ConfigurationError(_faults(error, origins)) from None


def _file(config: Path | None) -> tuple[Path | None, dict[str, Any]]:
    named = config or (Path(said) if (said := os.environ.get(CONFIG_VARIABLE)) else None)
    path = named or platformdirs.user_config_path("respondeat") / FILE
    if named is None and not path.is_file():
        return None, {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        raise ConfigurationError(f"The configuration {path} cannot be read: {why}.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"The configuration {path} is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"The configuration {path} is not TOML: {error}.") from None
    for key, field in Settings.model_fields.items():
        if field.annotation is Path and isinstance(values.get(key), str):
            values[key] = str(path.parent / Path(values[key]).expanduser())  # as seen from the file
    return path, values


def _environment() -> dict[str, Any]:
    known = {variable(key) for key in single(Settings)} | _NO_SETTINGS
    said = [name for name in os.environ if name.upper().startswith(PREFIX)]
    for name in sorted(said):
        if name.upper() not in known:
            hint = near(name.upper(), known)
            raise ConfigurationError(f"The environment sets {name}, which is no setting. {hint}")
    try:
        return dict(EnvSettingsSource(Settings)())
    except SettingsError as error:
        raise ConfigurationError(f"The environment cannot be read: {error}.") from None


def variable(key: str) -> str:
    """The variable of the environment that has the setting of this name."""
    return PREFIX + key.upper().replace(".", "__")


def _merge(into: dict[str, Any], source: Mapping[str, Any]) -> None:
    for key, value in source.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = dict(value) if isinstance(value, Mapping) else value


def _keys(source: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for key, value in source.items():
        yield before + key
        if isinstance(value, Mapping):
            yield from _keys(value, f"{before}{key}.")


def _faults(error: ValidationError, origins: Mapping[str, str]) -> str:
    told = []
    for fault in error.errors(include_url=False, include_input=False):
        parts = [part for part in fault["loc"] if isinstance(part, str)]
        key = ".".join(parts)
        place = next((origins[k] for k in _upwards(parts) if k in origins), "the configuration")
        if fault["type"] == "extra_forbidden":
            told.append(f"{place}: there is no setting {key}. {near(key, single(Settings))}")
        else:
            told.append(f"{place}: {key} takes {allowed(key)}.")
    return " ".join(dict.fromkeys(told))


def _upwards(parts: list[str]) -> Iterator[str]:
    for count in range(len(parts), 0, -1):
        yield ".".join(parts[:count])

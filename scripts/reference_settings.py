"""The page on settings, written from their descriptions."""

from collections.abc import Mapping
from inspect import getdoc
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from respondeat.api.settings import Settings
from respondeat.api.settings_sources import CONFIG_VARIABLE, FILE, variable
from respondeat.api.settings_told import allowed, single

_OF_THE_USER = {  # another on each machine
    "store": "`store` in the user's folder of data",
    "bundle_secret": "`bundle-secret` in the user's folder of configurations",
}

_PLACES = f"""\
`respondeat serve` goes by settings of four places; of these the first holds that says anything: the call
(`--port`), the environment (`{variable("port")}`), the file, the default. `respondeat config` shows those
that hold and where each comes from; `respondeat doctor` whether they can.

The file is TOML, that of `--config`, else of `{CONFIG_VARIABLE}`, else `{FILE}` in the user's folder of
configurations (on Linux `~/.config/respondeat/`), where there is one. A path in it is seen from its folder. A
setting that there is not, and a value that cannot be, is an error.

```toml
port = 8631
allowed_hosts = ["data.example.org"]

[limits]
rows = 50_000
```

In the environment a setting of a table has two underscores, and a list its commas:
`{variable("limits.rows")}=50000`, `{variable("allowed_hosts")}=a.example.org,b.example.org`."""


def settings_page(mark: str) -> str:
    """Every setting with what it takes, its default and what it is for, as Markdown."""
    fields = single(Settings)
    parts = ["# Settings of the server", mark, _PLACES, _table(fields, "")]
    for name, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            parts += [f"## {name}", getdoc(kind) or "", _table(fields, f"{name}.")]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(fields: Mapping[str, FieldInfo], before: str) -> str:
    """The settings whose names are those with this before them, and no more dots."""
    rows = [
        f"| `{key}` | {allowed(key)} | {_default(key, field)} | {field.description} |"
        for key, field in fields.items()
        if key.rpartition(".")[0] == before.rstrip(".")
    ]
    return "\n".join(["| setting | takes | default | |", "|---|---|---|---|", *rows])


def _default(key: str, field: FieldInfo) -> str:
    if key in _OF_THE_USER:
        return _OF_THE_USER[key]
    default: Any = field.get_default(call_default_factory=True)
    if isinstance(default, bool):
        return "true" if default else "false"
    if default is None or default == ():
        return "none"
    return f"`{', '.join(map(str, default)) if isinstance(default, tuple) else default}`"

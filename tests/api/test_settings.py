"""Settings of four places: which holds, what is wrong and where, and that each is documented."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.settings import Settings
from respondeat.api.settings_sources import CONFIG_VARIABLE, FILE, effective, variable
from respondeat.api.settings_told import allowed, plain, single
from respondeat.errors import ConfigurationError
from scripts.reference_settings import settings_page

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "reference" / "settings.md"
Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A file of settings with this text."""

    def made(text: str) -> Path:
        path = tmp_path / "settings" / FILE
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return made


def test_without_any_all_are_as_by_default() -> None:
    found = effective()
    assert found.settings == Settings()
    assert found.file is None
    assert {found.origin(key) for key in single(Settings)} == {"default"}


def test_the_call_holds_before_the_environment_and_that_before_the_file(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written('port = 1\nhost = "::1"\nlog_level = "error"\n[limits]\nrows = 11\nworkers = 12\n')
    monkeypatch.setenv("RESPONDEAT_PORT", "2")
    monkeypatch.setenv("RESPONDEAT_HOST", "127.0.0.2")
    monkeypatch.setenv("RESPONDEAT_LIMITS__ROWS", "22")
    found = effective(file, {"port": 3, "host": None, "network": None})
    assert (found.settings.port, found.settings.host, found.settings.log_level) == (3, "127.0.0.2", "error")
    assert (found.settings.limits.rows, found.settings.limits.workers) == (22, 12)
    assert {
        key: found.origin(key) for key in ("port", "host", "log_level", "limits.rows", "limits.workers")
    } == {
        "port": "--port",
        "host": "RESPONDEAT_HOST",
        "log_level": str(file),
        "limits.rows": "RESPONDEAT_LIMITS__ROWS",
        "limits.workers": str(file),
    }
    assert found.origin("limits.jobs") == "default"


def test_the_file_is_the_one_named_or_that_in_the_users_folder(
    written: Written, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own" / "respondeat" / FILE
    own.parent.mkdir(parents=True)
    own.write_text("port = 1", "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    assert effective().settings.port == 1
    monkeypatch.setenv(CONFIG_VARIABLE, str(written("port = 2")))
    assert effective().settings.port == 2
    other = tmp_path / "other.toml"
    other.write_text("port = 3", "utf-8")
    assert effective(other).settings.port == 3


def test_a_path_in_the_file_is_seen_from_its_folder(written: Written, tmp_path: Path) -> None:
    assert effective(written('store = "data"')).settings.store == tmp_path / "settings" / "data"
    assert effective(written('store = "/srv/data"')).settings.store == Path("/srv/data")
    assert effective(written('store = "~/data"')).settings.store == Path.home() / "data"


def test_a_list_has_commas_in_the_environment(monkeypatch: pytest.MonkeyPatch, written: Written) -> None:
    monkeypatch.setenv("RESPONDEAT_ALLOWED_HOSTS", " a.example.org, b.example.org ,")
    assert effective().settings.allowed_hosts == ("a.example.org", "b.example.org")
    assert effective(written('cors_origins = ["*"]')).settings.cors_origins == ("*",)


FILES = [
    ("prot = 1", ["{file}", "no setting prot", "port"]),
    ("[limits]\nrow = 1", ["{file}", "no setting limits.row", "limits.rows"]),
    ("[server]\nport = 1", ["{file}", "no setting server"]),
    ("port = 70000", ["{file}", "port takes a whole number from 0 to 65535"]),
    ('port = "x"', ["{file}", "port takes a whole number"]),
    ("host = 3", ["{file}", "host takes a text"]),
    ("limits = 3", ["{file}", "limits takes settings of its own"]),
    ("[limits]\nrows = 0", ["{file}", "limits.rows takes a whole number from 1 up"]),
    ("[limits]\nwall_seconds = -1", ["{file}", "limits.wall_seconds takes a number above 0"]),
    ('log_level = "loud"', ["{file}", "log_level takes one of debug, info, warning, error"]),
    ("public_access = 3", ["{file}", "public_access takes true or false"]),
    ("cors_origins = 3", ["{file}", "cors_origins takes a list of texts"]),
    ("port = 1\nport = 2", ["{file}", "not TOML"]),
    ("port = 1\nhost = !", ["{file}", "not TOML", "line 2"]),
    ("port =", ["{file}", "not TOML"]),
    ("port = 70000\nhost = 3", ["port takes", "host takes"]),
]


@pytest.mark.parametrize(("text", "wanted"), FILES, ids=lambda x: x if isinstance(x, str) else "")
def test_what_is_wrong_in_a_file_is_said(written: Written, text: str, wanted: list[str]) -> None:
    file = written(text)
    with pytest.raises(ConfigurationError) as raised:
        effective(file)
    assert [part for part in wanted if part.format(file=file) not in raised.value.detail] == []
    assert "pydantic" not in raised.value.detail


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("RESPONDEAT_PROT", "1", "RESPONDEAT_PORT"),
        ("RESPONDEAT_LIMITS", "{", "RESPONDEAT_LIMITS, which is no setting"),
        ("RESPONDEAT_LIMITS__ROW", "1", "RESPONDEAT_LIMITS__ROWS"),
        ("RESPONDEAT_PORT", "x", "RESPONDEAT_PORT: port takes a whole number from 0 to 65535"),
        (
            "RESPONDEAT_LIMITS__ROWS",
            "",
            "RESPONDEAT_LIMITS__ROWS: limits.rows takes a whole number from 1 up",
        ),
        ("RESPONDEAT_METRICS", "all", "RESPONDEAT_METRICS: metrics takes one of local, admin, off"),
    ],
)
def test_what_is_wrong_in_the_environment_is_said(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, wanted: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as raised:
        effective()
    assert wanted in raised.value.detail


def test_what_other_parts_read_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RESPONDEAT_LEVEL", "RESPONDEAT_TEST_DATA"):
        monkeypatch.setenv(name, "public")
    assert effective().settings == Settings()


@pytest.mark.parametrize("make", ["missing", "folder", "bytes"])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, make: str) -> None:
    path = tmp_path / "a.toml"
    if make == "folder":
        path.mkdir()
    if make == "bytes":
        path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match=r"a\.toml"):
        effective(path)


def test_every_setting_says_what_it_takes_and_what_it_is_for() -> None:
    for key, field in single(Settings).items():
        assert field.description, key
        assert field.description.endswith("."), key
        assert "other values" not in allowed(key), key


def test_every_setting_is_documented() -> None:
    page = PAGE.read_text("utf-8")
    assert [key for key in single(Settings) if f"| `{key}` |" not in page] == []
    assert [key for key in single(Settings) if f"| `{key}` |" not in settings_page("")] == []


def test_every_value_has_its_name() -> None:
    found: Any = plain(Settings())
    assert set(found) == set(single(Settings))
    assert found["limits.rows"] == Settings().limits.rows
    assert variable("limits.rows") == "RESPONDEAT_LIMITS__ROWS"

"""Keys, users and the custody log at the terminal."""

from pathlib import Path

import pyotp
import pytest

from respondeat.api.access import OWNER
from respondeat.api.access.entrance import Entrance
from respondeat.graph import evidence
from tests.api.access.people import PASSWORD
from tests.api.terminal import Ran, here


@pytest.fixture
def store(copy: Path) -> Path:
    return copy


def ask(store: Path, *arguments: str | Path, stdin: str = "") -> Ran:
    return here(arguments[0], arguments[1], "--store", store, *arguments[2:], stdin=stdin)


def test_a_key_is_printed_once_and_listed_without_what_opens(store: Path) -> None:
    made = ask(store, "keys", "add", "Table of a team", "--level", "restricted", "--days", "10")
    assert made.code == 0
    text = made.out.strip()
    id = f"k-{text[4:20]}"
    assert "shown this once" in made.err
    assert text not in made.err
    listed = ask(store, "keys", "list")
    assert id in listed.out
    assert text[21:40] not in listed.out + ask(store, "keys", "list", "--json").out
    assert ask(store, "keys", "revoke", id).code == 0
    (key,) = ask(store, "keys", "list", "--json").json["keys"]
    assert (key["valid"], key["level"], key["scopes"]) == (False, "restricted", ["read"])
    assert "revoked" in ask(store, "keys", "list").out


def test_a_key_may_never_end(store: Path) -> None:
    key = ask(store, "keys", "add", "x", "--never-ends", "--scope", "read", "--scope", "admin", "--json").json
    assert key["key"]["expires"] is None
    assert key["key"]["scopes"] == ["read", "admin"]


def test_a_password_comes_by_standard_input_and_is_never_printed(store: Path) -> None:
    made = ask(store, "users", "add", "Reader", "--level", "sealed", stdin=f"{PASSWORD}\n")
    assert made.code == 0
    assert PASSWORD not in made.out + made.err
    entrance = Entrance.over(store)
    user = entrance.users.existing(OWNER, "reader")
    assert user.level == "sealed"
    assert made.out == ""
    entrance.close()


@pytest.mark.parametrize("stdin", ["", "\n", "short\n", "password12345\n"])
def test_no_password_or_a_weak_one_makes_nobody(store: Path, stdin: str) -> None:
    told = ask(store, "users", "add", "reader", stdin=stdin)
    assert told.code == 2
    assert ask(store, "users", "list", "--json").json == {"users": []}


def test_no_option_takes_a_password(store: Path) -> None:
    for command in ("add", "password"):
        help = here("users", command, "--help").out
        assert "--password" not in help
        assert ask(store, "users", command, "reader", PASSWORD).code == 2


def test_a_user_from_the_first_day_to_the_last(store: Path) -> None:
    made = ask(store, "users", "add", "reader", "--generate", "--json").json
    assert len(made["password"]) == 23
    assert ask(store, "users", "add", "READER", "--generate").code == 2
    changed = ask(store, "users", "change", "reader", "--level", "restricted", "--scope", "review", "--json")
    assert (changed.json["user"]["level"], changed.json["user"]["scopes"]) == ("restricted", ["review"])
    assert ask(store, "users", "change", "reader").code == 2
    again = ask(store, "users", "password", "reader", "--generate", "--json").json
    assert again["password"] != made["password"]
    assert ask(store, "users", "disable", "reader", "--json").json["user"]["disabled"]
    assert "disabled" in ask(store, "users", "list").out
    assert ask(store, "users", "disable", "reader", "--undo", "--json").json["user"]["disabled"] is None
    assert ask(store, "users", "disable", "nobody").code == 2


def test_one_time_passwords(store: Path) -> None:
    ask(store, "users", "add", "reader", "--generate")
    offered = ask(store, "users", "totp", "reader", "--json").json
    assert offered["address"] in ask(store, "users", "totp", "reader").out or offered["secret"]
    offered = ask(store, "users", "totp", "reader", "--json").json
    assert ask(store, "users", "totp", "reader", "--confirm", "000000").code == 6
    code = pyotp.TOTP(offered["secret"]).now()
    assert ask(store, "users", "totp", "reader", "--confirm", code, "--off").code == 2
    confirmed = ask(store, "users", "totp", "reader", "--confirm", code)
    assert len(confirmed.out.split()) == 10
    assert ask(store, "users", "list", "--json").json["users"][0]["totp"]
    assert ask(store, "users", "totp", "reader", "--off").code == 0
    assert not ask(store, "users", "list", "--json").json["users"][0]["totp"]


def test_all_of_it_is_in_the_log_by_ids_alone(store: Path) -> None:
    key = ask(store, "keys", "add", "Ivan's laptop", "--json").json["key"]["id"]
    ask(store, "keys", "revoke", key)
    user = ask(store, "users", "add", "ivan", "--generate", "--json").json["user"]["id"]
    ask(store, "users", "disable", "ivan")
    told = [(e.actor, e.action, e.object) for e in evidence.entries(store / "custody")]
    assert told == [
        ("terminal", "key-added", key),
        ("terminal", "key-revoked", key),
        ("terminal", "user-added", user),
        ("terminal", "user-disabled", user),
    ]
    assert b"van" not in (store / "custody" / "log.jsonl").read_bytes()


def test_the_log_is_verified_exported_and_its_head_noted(store: Path, tmp_path: Path) -> None:
    for label in ("a", "b", "c"):
        ask(store, "keys", "add", label)
    head = ask(store, "custody", "head").out.strip()
    assert head.startswith("3:")
    assert ask(store, "custody", "verify").code == 0
    assert ask(store, "custody", "export", tmp_path / "exported", "--json").json["head"] == head
    assert ask(store, "custody", "export", tmp_path / "exported").code == 2
    ask(store, "keys", "add", "d")
    assert ask(store, "custody", "verify", "--head", head).code == 0
    copy = tmp_path / "exported"
    assert here("custody", "verify", copy).code == 0
    assert sorted(f.name for f in copy.iterdir()) == ["head.json", "log.jsonl"]
    file = copy / "log.jsonl"
    assert "give --head" in here("custody", "verify", file).out
    file.write_bytes(file.read_bytes()[:-20])
    told = here("custody", "verify", copy)
    assert (told.code, told.out.partition(":")[0]) == (1, "truncated")
    assert here("custody", "verify", copy, "--json").json["fault"]["kind"] == "truncated"


@pytest.mark.parametrize("head", ["", "x", "1", "1:0", "1:" + "g" * 64])
def test_heads_that_are_none(store: Path, head: str) -> None:
    assert ask(store, "custody", "verify", "--head", head).code == 2


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    assert here("custody", "verify", nowhere).code == 2
    for command in (("custody", "verify"), ("custody", "head"), ("custody", "export", tmp_path / "x")):
        assert ask(nowhere, *command).code == 5
    assert ask(nowhere, "keys", "add", "x").code == 5
    assert ask(nowhere, "users", "add", "reader", "--generate").code == 5
    assert ask(nowhere, "keys", "list").code == 5
    assert not nowhere.exists()


def test_labels_that_would_command_a_terminal_are_refused(store: Path) -> None:
    assert ask(store, "keys", "add", "a\x1b[31mb").code == 2


def test_whoever_may_write_and_not_read_is_told_so_with_what_mends_it(store: Path) -> None:
    asked = ("--scope", "write", "--scope", "review", "--generate")
    made = ask(store, "users", "add", "editor", *asked)
    assert made.code == 0
    assert "may not read" in made.err
    (mended,) = (line.split("mend it: ")[1] for line in made.err.splitlines() if "mend it: " in line)
    changed = ask(store, *mended.split()[1:])
    assert "may not read" not in changed.err
    (user,) = ask(store, "users", "list", "--json").json["users"]
    assert user["scopes"] == ["read", "write", "review"]

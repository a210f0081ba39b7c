"""Users of the server: who logs in, with which password, to what."""

import sys
from typing import Any

import click

from respondeat.errors import InputError
from respondeat.ontology import vocabulary as v

from .access import SCOPES, entrance, rights, say, table
from .options import json_option, print_json, store_option


@click.group()
def users() -> None:
    """People who log in to the server: what they may read and do, their passwords."""


_password_option = click.option(
    "--generate", is_flag=True, help="Make a password and print it, this once, instead of asking for one."
)


@users.command(name="add")
@click.argument("name")
@rights
@_password_option
@store_option
@json_option
def add_user(
    name: str, level: str, scopes: tuple[str, ...], generate: bool, store: str | None, as_json: bool
) -> None:
    """Add somebody who may log in. The password is asked for, or read from standard input."""
    from respondeat.api.access import OWNER

    password = _password(generate)
    with entrance(store) as opened:
        user = opened.users.add(OWNER, name, password, level, list(scopes) or ["read"])
    _tell(user.as_json(), password if generate else None, "added", as_json)


@users.command(name="list")
@store_option
@json_option
def list_users(store: str | None, as_json: bool) -> None:
    """Who may log in."""
    from respondeat.api.access import OWNER

    with entrance(store) as opened:
        found = [user.as_json() for user in opened.users.all(OWNER)]
    if as_json:
        print_json({"users": found})
        return
    table(("id", "name", "level", "scopes", "totp", "disabled"), found)


@users.command()
@click.argument("name")
@click.option("--level", type=click.Choice(v.LEVELS), help="Up to which access level is read.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(SCOPES),
    help="What is allowed; may be given again.",
)
@store_option
@json_option
def change(name: str, level: str | None, scopes: tuple[str, ...], store: str | None, as_json: bool) -> None:
    """Give a user another level or other scopes. It holds from their next request on."""
    from respondeat.api.access import OWNER

    if level is None and not scopes:
        raise InputError("Nothing to change was said: give --level or --scope.")
    with entrance(store) as opened:
        user = opened.users.existing(OWNER, name)
        user = opened.users.change(OWNER, user, level=level, scopes=list(scopes) or None)
    _tell(user.as_json(), None, "changed", as_json)


@users.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let them log in again.")
@store_option
@json_option
def disable(name: str, undo: bool, store: str | None, as_json: bool) -> None:
    """Let nobody log in as a user any more, and end their sessions at once."""
    from respondeat.api.access import OWNER

    with entrance(store) as opened:
        user = opened.users.disable(OWNER, opened.users.existing(OWNER, name), disabled=not undo)
    _tell(user.as_json(), None, "may log in again" if undo else "disabled", as_json)


@users.command()
@click.argument("name")
@_password_option
@store_option
@json_option
def password(name: str, generate: bool, store: str | None, as_json: bool) -> None:
    """Set a user's password; their sessions end. It is asked for, or read from standard input."""
    from respondeat.api.access import OWNER

    with entrance(store) as opened:
        user = opened.users.existing(OWNER, name)
        new = _password(generate)
        user = opened.users.set_password(OWNER, user, new)
    _tell(user.as_json(), new if generate else None, "has a new password", as_json)


@users.command()
@click.argument("name")
@click.option("--confirm", metavar="CODE", help="What the device shows: from now on a login needs one.")
@click.option("--off", is_flag=True, help="Ask for none any more, as when the device is lost.")
@store_option
@json_option
def totp(name: str, confirm: str | None, off: bool, store: str | None, as_json: bool) -> None:
    """One-time passwords of a user: first a secret for the device, then --confirm with its first code."""
    from respondeat.api.access import OWNER

    if off and confirm is not None:
        raise InputError("--off and --confirm are said together: say one of them.")
    told: dict[str, Any] = {"secret": None, "address": None, "recovery": []}
    with entrance(store) as opened:
        user = opened.users.existing(OWNER, name)
        if off:
            opened.logins.without_totp(OWNER, user)
        elif confirm is not None:
            told["recovery"] = opened.logins.confirm(user, confirm)
        else:
            told["secret"], told["address"] = opened.logins.offer(user)
        told["user"] = opened.users.existing(OWNER, user.id).as_json()
    if as_json:
        print_json(told)
        return
    for line in filter(None, (told["address"], *told["recovery"])):
        click.echo(line)
    if off:
        say(f"{user.name}: no one-time password is asked for any more.")
    elif confirm is not None:
        say(f"{user.name}: a login needs a one-time password from now on. The codes above are for when the")
        say("device is lost: each is good once. They are shown this once.")
    else:
        say(f"Have the device read the address above, then: respondeat users totp {user.name} --confirm CODE")


def _password(generate: bool) -> str:
    """A new one, or what is typed (twice), or the first line of standard input."""
    if generate:
        from respondeat.api.access.passwords import new_password

        return new_password()
    if sys.stdin.isatty():
        typed = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return str(typed)
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError("No password came on standard input. Type it when asked, or say --generate.")
    return line


def _tell(user: dict[str, Any], password: str | None, done: str, as_json: bool) -> None:
    if "read" not in user["scopes"]:
        say(
            f"Warning: {user['name']} may not read. Pages that show data, those to enter and review too, are "
            f"refused to them. To mend it: respondeat users change {user['name']} --scope read"
            f"{''.join(f' --scope {one}' for one in user['scopes'])}"
        )
    if as_json:
        print_json({"user": user, "password": password})
        return
    if password is not None:
        click.echo(password)
    say(f"{user['name']} ({user['id']}): {done}; level {user['level']}, {' '.join(user['scopes'])}.")
    if password is not None:
        say("The password is the line above: it is shown this once.")

"""The signing key of evidence bundles: made, and named by its fingerprint. It opens nothing on any server."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import platformdirs
from rich.text import Text

from respondeat.errors import InputError

from .options import console, json_option, print_json, store_option, store_path

if TYPE_CHECKING:  # cryptography is loaded when a key is used: help need not wait for it
    from respondeat.graph.evidence.signing.keys import SigningKey

KEY_FILE: Final = "signing-key.pem"
SECRET_FILE: Final = "bundle-secret"

_passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The passphrase of the signing key: the first line of this file, which only you may read.",
)


def default_key(store: Path, named: Path | None = None) -> Path:
    """Where the signing key is: the place named, else the user's own. Raises InputError inside the store."""
    return _outside(named or platformdirs.user_config_path("respondeat") / KEY_FILE, store, "the signing key")


def default_secret(store: Path, named: Path | None = None) -> Path:
    """Where the secret of bundles is: as `default_key`."""
    place = named or platformdirs.user_config_path("respondeat") / SECRET_FILE
    return _outside(place, store, "the secret of bundles")


def open_key(place: Path, passphrase_file: Path | None) -> "SigningKey":
    """The signing key in a file; its passphrase comes from its file, or is asked for. Raises InputError."""
    from respondeat.graph.evidence.signing.keys import is_encrypted, load_key

    if not os.path.exists(place):  # noqa: PTH110 - False, and no error, where its folder may not be read
        raise InputError(
            f"There is no signing key at {place}. `respondeat keys new` makes one; --key names another file."
        )
    wanted = is_encrypted(place) or passphrase_file is not None
    return load_key(place, _passphrase(passphrase_file, confirm=False) if wanted else None)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Where the key goes.  [default: {KEY_FILE} among the user's settings]",
)
@_passphrase_file
@click.option("--no-passphrase", is_flag=True, help="Keep the key unencrypted, protected by its rights only.")
@store_option
@json_option
def new(
    out: Path | None, passphrase_file: Path | None, no_passphrase: bool, store: str | None, as_json: bool
) -> None:
    """Make a signing key (Ed25519) for evidence bundles, and print its fingerprint.

    It is not a key of the server: it opens nothing. The private key is written for its owner's eyes only,
    outside the store, and never over another one; the public key beside it. The passphrase is asked for, or
    read from standard input or from --passphrase-file. Make the fingerprint known where others can trust
    that it is yours: whoever verifies a bundle compares it.
    """
    from respondeat.graph.evidence.signing.keys import SigningKey, check_free, write_key

    if no_passphrase and passphrase_file:
        raise InputError("--no-passphrase and --passphrase-file cannot both hold. Leave one out.")
    place = default_key(store_path(store), out)
    check_free(place)
    passphrase = None if no_passphrase else _passphrase(passphrase_file, confirm=True)
    key = SigningKey.generate()
    public = write_key(place, key, passphrase)
    _tell(key.fingerprint, place, public, as_json)
    if not as_json:
        _say(
            "Keep a copy of the private key where nobody else reads it: a key that is lost is not made again."
        )


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@_passphrase_file
@json_option
def fingerprint(file: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Print the fingerprint of a signing key: of the user's own, or of the one in FILE.

    FILE may be a private key or a public one, such as signature/key.pem of a bundle.
    """
    from respondeat.graph.evidence.signing.keys import public_place
    from respondeat.graph.evidence.signing.signatures import fingerprint as fingerprint_of
    from respondeat.graph.evidence.signing.signatures import read_public_file

    place = file or default_key(store_path(None))
    found = read_public_file(place)
    if found is not None:
        _tell(fingerprint_of(found), None, place, as_json)
        return
    key, public = open_key(place, passphrase_file), public_place(place)
    _tell(key.fingerprint, place, public if public.exists() else None, as_json)


def _outside(place: Path, store: Path, what: str) -> Path:
    from respondeat.graph.evidence.signing.private_files import outside

    return outside(place, store, what)


def _passphrase(file: Path | None, *, confirm: bool) -> bytes:
    from respondeat.graph.evidence.signing.keys import checked_passphrase, read_passphrase

    if file is not None:
        return read_passphrase(file)
    if sys.stdin.isatty():
        typed = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
        return checked_passphrase(str(typed).encode())
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError(
            "No passphrase came on standard input. Type it when asked, or name --passphrase-file"
            + (", or say --no-passphrase." if confirm else ".")
        )
    return checked_passphrase(line.encode())


def _tell(told: str, private: Path | None, public: Path | None, as_json: bool) -> None:
    if as_json:
        private_key, public_key = (str(place) if place else None for place in (private, public))
        print_json({"fingerprint": told, "private_key": private_key, "public_key": public_key})
        return
    click.echo(told)
    for what, place in (("Private key", private), ("Public key", public)):
        if place:
            _say(f"{what}: {place}")


def _say(line: str) -> None:
    console(stderr=True).print(Text(line), soft_wrap=True)

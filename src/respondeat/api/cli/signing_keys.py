"""The signing key of evidence bundles: made, and named by its fingerprint. It opens nothing on any server."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

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


def key_place() -> Path:
    """Where the signing key is unless told otherwise."""
    return platformdirs.user_config_path("respondeat") / KEY_FILE


def secret_place() -> Path:
    """Where the secret is from which the salts of bundles come, unless told otherwise."""
    return platformdirs.user_config_path("respondeat") / SECRET_FILE


def signing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--signing-key`, `--passphrase-file` and `--unsigned`, for `open_signing_key`."""
    key = click.option(
        "--signing-key",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Sign with the key in this file.  [default: the one that `respondeat keys new` made, if any]",
    )
    unsigned = click.option("--unsigned", is_flag=True, help="Do not sign, though there is a key.")
    return key(_passphrase_file(unsigned(command)))


def open_signing_key(
    signing_key: Path | None, passphrase_file: Path | None, unsigned: bool, store: Path
) -> "SigningKey | None":
    """The key to sign with; None where none is wanted, or none is named and the user has none.

    The passphrase comes from its file, or is asked for at a terminal. Raises InputError for a key that
    cannot be used or is inside the store.
    """
    from respondeat.graph.evidence.signing.keys import load_key, needs_passphrase
    from respondeat.graph.evidence.signing.private_files import outside

    if unsigned:
        if signing_key or passphrase_file:
            raise InputError("--unsigned says not to sign, and a key or passphrase is given. Leave one out.")
        return None
    place = signing_key or key_place()
    if signing_key is None and not place.exists():
        if passphrase_file:
            raise InputError(f"There is no signing key at {place}. Make one with `respondeat keys new`.")
        return None
    outside(place, store, "the signing key")
    wanted = needs_passphrase(place)
    return load_key(place, _passphrase(passphrase_file, confirm=False) if wanted or passphrase_file else None)


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
    from respondeat.graph.evidence.signing.private_files import outside

    if no_passphrase and passphrase_file:
        raise InputError("--no-passphrase and --passphrase-file cannot both hold. Leave one out.")
    place = outside(out or key_place(), store_path(store), "the signing key")
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
    from respondeat.graph.evidence.signing.keys import load_key, needs_passphrase, public_place
    from respondeat.graph.evidence.signing.signatures import fingerprint as fingerprint_of
    from respondeat.graph.evidence.signing.signatures import read_public_file

    place = file or key_place()
    found = read_public_file(place)
    if found is not None:
        _tell(fingerprint_of(found), None, place, as_json)
        return
    passphrase = _passphrase(passphrase_file, confirm=False) if needs_passphrase(place) else None
    key, public = load_key(place, passphrase), public_place(place)
    _tell(key.fingerprint, place, public if public.exists() else None, as_json)


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

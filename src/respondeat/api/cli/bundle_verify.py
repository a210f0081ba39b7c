"""`respondeat bundle verify`."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from respondeat.errors import InputError, IntegrityError

from .options import console, json_option, print_json
from .progress import bar

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from respondeat.graph.evidence.verifier import Check, Source, Verdict

_LARGEST_CRATE = 1 << 28
_STYLES = {"ok": "green", "failed": "bold red", "note": "", "not-checked": "yellow"}


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--key",
    metavar="FINGERPRINT",
    help="The fingerprint of the key that has to have signed, as its owner told it you.",
)
@click.option(
    "--authority-ca",
    "authority",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Certificates (PEM) of the time authority that you trust, had elsewhere than in the bundle.",
)
@json_option
def verify(path: Path, key: str | None, authority: Path | None, as_json: bool) -> int:
    """Verify a bundle, a folder or a zip: every hash, the tree, the custody log, signatures, time stamps.

    Needs no store, no network and no secret; nothing is written or unpacked. Exit code 0: intact; 4: not
    intact, or signed by another key than --key says; 2: no bundle that can be read.
    """
    verdict = _verdict(path, key, _certificates(authority))
    if as_json:
        print_json(verdict.as_json())
    else:
        _show(verdict)
    return 0 if verdict.ok else IntegrityError.exit_code


def _verdict(path: Path, key: str | None, trusted: "tuple[Certificate, ...] | None") -> "Verdict":
    from respondeat.graph.evidence.signing.verification import verify_proofs, verify_tokens
    from respondeat.graph.evidence.verifier import (
        Unreadable,
        open_source,
        read_fingerprint,
        verify_source,
    )

    if not path.exists():
        raise InputError(f"There is nothing at {path}.")
    try:
        # one that is given and empty, as by a variable that is not set, is an error: nobody would be checked
        fingerprint = "" if key is None else read_fingerprint(key)
        with closing(open_source(path)) as source:
            with bar("Verifying", console(stderr=True)) as told:
                verdict = verify_source(source, fingerprint, told)
            return verdict.and_also(
                (*verify_tokens(source, trusted), *verify_proofs(source), *_crate(source))
            )
    except Unreadable as error:
        raise InputError(f"{path} cannot be verified. {error}") from None


def _crate(source: "Source") -> "tuple[Check, ...]":
    """Whether the description is an RO-Crate, where it is there to be judged."""
    from respondeat.graph.evidence.received.crate import judge
    from respondeat.graph.evidence.received.findings import errors_of
    from respondeat.graph.evidence.verifier import Check, Unreadable
    from respondeat.graph.evidence.verifier.layout import CRATE
    from respondeat.graph.evidence.verifier.source import read_whole

    if CRATE not in source.names():
        return ()
    try:
        found = judge(read_whole(source, CRATE, _LARGEST_CRATE), name=CRATE)
    except Unreadable as error:
        return (Check(CRATE, "failed", str(error)),)
    except InputError:
        return (Check(CRATE, "failed", "It is no JSON that can be read."),)
    broken = errors_of(found.findings)
    if broken:
        more = f" And {len(broken) - 1} more." if len(broken) > 1 else ""
        return (Check(CRATE, "failed", f"A required rule of RO-Crate is broken: {broken[0]}.{more}"),)
    return (Check(CRATE, "ok", f"The required rules of RO-Crate {found.version} hold."),)


def _certificates(file: Path | None) -> "tuple[Certificate, ...] | None":
    if file is None:
        return None
    from respondeat.graph.evidence.signing.certificates import trusted_certificates

    return trusted_certificates(file)


def _show(verdict: "Verdict") -> None:
    from respondeat.graph.evidence.verifier.table import WORDS

    found = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "Check", "Found"):
        found.add_column(title, overflow="fold")
    for check in verdict.checks:
        word = Text(WORDS[check.verdict], style=_STYLES[check.verdict], overflow="fold")
        found.add_row(word, Text(check.name), Text(check.detail))
    out = console()
    out.print(found)
    out.print()
    out.print(Text(f"Verdict: {verdict.verdict}", style="bold" if verdict.ok else "bold red"), soft_wrap=True)

"""Raising records to a higher level, erasing them by law, and the tombstones of both."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, TypedDict

import click
from rich.console import Console
from rich.markup import escape

from respondeat.api import scratch
from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.api.access.audit_notes import note_withdrawn
from respondeat.api.tasks.writing_slips import FOLDER
from respondeat.errors import RespondeatError
from respondeat.graph.stores import EmbeddedStore, Tombstone, Withdrawal
from respondeat.ontology import vocabulary as v

from .options import Command, console, json_option, now, open_store, print_json, store_option

_SHOWN: Final = 20
_AUTHOR: Final = v.ID + "author-local"


class _Said(TypedDict):
    """Who withdraws when and why, and whether dependents go too."""

    recorded_at: str
    author: str
    reason: str
    dependents: bool


def _common(command: Command) -> Command:
    for option in (
        click.option("--yes", is_flag=True, help="Do it. Without this is only shown what would be done."),
        click.option(
            "--with-dependents",
            is_flag=True,
            help="Take along what would stand in the way, and all that speaks of an entity.",
        ),
        click.option("--author", default=_AUTHOR, show_default=True, help="IRI of who decides this."),
        json_option,
        store_option,
    ):
        command = option(command)
    return command


@click.command(name="raise-level")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--to", "level", type=click.Choice(v.LEVELS[1:]), required=True, help="The level that may still see it."
)
@click.option("--reason", required=True, help="Why; it is told at that level and above.")
@_common
def raise_level(
    ids: Sequence[str],
    level: str,
    reason: str,
    author: str,
    with_dependents: bool,
    yes: bool,
    as_json: bool,
    store: str | None,
) -> None:
    """Move records or whole changesets to a higher level, with what rests on them.

    Shows what would be moved; --yes does it. Then no lower store, index or new backup for it holds them.
    """
    said: _Said = {"recorded_at": now(), "author": author, "reason": reason, "dependents": with_dependents}
    with open_store(store) as opened:
        done = opened.planned(_full(ids), level, **said)  # what cannot be done is said before it is noted
        if yes:
            done = _done(opened, "level-raise", done, lambda: opened.raise_level(_full(ids), level, **said))
        _tell(done, opened, yes, as_json)


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--basis", required=True, help="The legal basis, without personal data: it stays on record.")
@click.option(
    "--with-files", is_flag=True, help="Also remove the files of documents of which no record stays."
)
@_common
def erase(
    ids: Sequence[str],
    basis: str,
    with_files: bool,
    author: str,
    with_dependents: bool,
    yes: bool,
    as_json: bool,
    store: str | None,
) -> None:
    """Erase records or whole changesets at every level, down to the bytes. It cannot be undone.

    Shows what would be erased; --yes does it. A tombstone stays: when, by whom, on what basis, and hashes.
    """
    said: _Said = {"recorded_at": now(), "author": author, "reason": basis, "dependents": with_dependents}
    with open_store(store) as opened:
        done = opened.planned(_full(ids), files=with_files, **said)
        if yes:
            done = _done(opened, "erasure", done, lambda: opened.erase(_full(ids), files=with_files, **said))
        _tell(done, opened, yes, as_json)


@click.command()
@click.option("--lift", metavar="ID", help="Let what this tombstone stands for be written again.")
@click.option("--reason", default="", help="Why it is lifted; needed with --lift.")
@click.option("--author", default=_AUTHOR, show_default=True, help="IRI of who decides this.")
@json_option
@store_option
def tombstones(lift: str | None, reason: str, author: str, as_json: bool, store: str | None) -> None:
    """List what was raised or erased; or lift a tombstone, so that it keeps nothing out any more."""
    with open_store(store) as opened:
        if lift:
            if not reason.strip():
                raise click.UsageError("Say why it is lifted: --reason.")
            (id,) = _full([lift])
            _lift(opened, id, {"recorded_at": now(), "author": author, "reason": reason})
        found = opened.tombstones()
    if as_json:
        print_json({"tombstones": [_stone(one) for one in found]})
        return
    out = console()
    for one in found:
        _print_stone(out, one)
    if not found:
        out.print("Nothing was raised or erased in this store.")


def _done(store: EmbeddedStore, action: str, plan: Withdrawal, do: Callable[[], Withdrawal]) -> Withdrawal:
    made: list[Withdrawal] = []

    def withdrawn() -> str:
        made.append(do())
        return made[0].tombstone

    _noted(store, action, withdrawn, records=len(plan.gone))
    note_withdrawn(Audit(store.path), made[0])
    return made[0]


def _lift(store: EmbeddedStore, id: str, said: dict[str, str]) -> None:
    def lifted() -> str:
        store.lift(id, **said)
        return id

    _noted(store, "tombstone-lift", lifted)


def _noted(store: EmbeddedStore, action: str, do: Callable[[], str], **details: int) -> None:
    """Do something and log it in the store's custody log before and after, by the id of its tombstone.

    The ids of what goes are not logged: a hash of a name can be guessed, and the log outlives it. What the
    server kept of postings goes too, and what killed questions left of a past moment.
    """
    audit = Audit(store.path)
    audit.record(TERMINAL, f"{action}-begun", **details)
    try:
        tombstone = do()
    except BaseException as error:
        outcome = error.type if isinstance(error, RespondeatError) else "fault"
        audit.record(TERMINAL, f"{action}-failed", outcome=outcome)
        raise
    shutil.rmtree(store.path / FOLDER, ignore_errors=True)
    scratch.remove_abandoned()
    audit.record(TERMINAL, f"{action}-done", tombstone, **details)


def _full(ids: Sequence[str]) -> list[str]:
    """Ids as they are stored; what is written without its beginning is one of ours."""
    return [id if ":" in id else v.ID + id for id in ids]


def _tell(done: Withdrawal, store: EmbeddedStore, yes: bool, as_json: bool) -> None:
    if as_json:
        with store.reader(v.LEVELS[-1]) as reader:
            print_json({**done.as_json(), "dataset_hash": reader.dataset_hash, "dry_run": not yes})
        return
    out, verb = console(), _verb(done, yes)
    counts = Counter(g.kind for g in done.gone)
    said = ", ".join(f"{n} {escape(kind)}" for kind, n in sorted(counts.items()))
    out.print(f"Records that {verb}: {len(done.gone)} ({said})")
    for one in done.gone[:_SHOWN]:
        follows = f", follows {escape(_short(one.because))}" if one.because else ""
        out.print(f"- {escape(_short(one.id))} ({escape(one.kind)}, {one.level}{follows})", soft_wrap=True)
    if len(done.gone) > _SHOWN:
        out.print(f"- and {len(done.gone) - _SHOWN} more (--json lists them all)")
    _tell_rest(out, done, yes)
    if yes:
        out.print(f"Tombstone: {_short(done.tombstone)}", soft_wrap=True)
        out.print(_after(done), soft_wrap=True)
    else:
        out.print("Nothing was changed. To do it, say the same with --yes.", style="bold")


def _tell_rest(out: Console, done: Withdrawal, yes: bool) -> None:
    if done.divided:
        out.print(
            f"Records that stay without what they said of these (read their words): {len(done.divided)}"
        )
        for one in done.divided[:_SHOWN]:
            new = f", under the id {_short(one.now)}" if yes and one.now != one.was else ""
            out.print(f"- {escape(_short(one.was))} ({one.kind}){escape(new)}", soft_wrap=True)
        if len(done.divided) > _SHOWN:
            out.print(f"- and {len(done.divided) - _SHOWN} more (--json lists them all)")
    if done.stubs:
        out.print("Statements that stay speak of these; their ids stay, names and attributes do not:")
        _list(out, done.stubs)
    if done.passages:
        out.print("Passages that others still cite stay; read whether their words tell what is withdrawn:")
        _list(out, done.passages)
    whole = sum(1 for c in done.changesets if not c.now)
    out.print(f"Changesets that lose records: {len(done.changesets)}; of which nothing is left: {whole}.")
    if done.files:
        out.print(f"Documents whose files go: {len(done.files)}.")


def _list(out: Console, ids: Sequence[str]) -> None:
    for id in ids[:_SHOWN]:
        out.print(f"- {escape(_short(id))}", soft_wrap=True)
    if len(ids) > _SHOWN:
        out.print(f"- and {len(ids) - _SHOWN} more (--json lists them all)")


def _verb(done: Withdrawal, yes: bool) -> str:
    if done.kind == "raise":
        return f"{'were' if yes else 'would be'} raised to {done.level}"
    return f"{'were' if yes else 'would be'} erased"


def _after(done: Withdrawal) -> str:
    told = "erased" if done.kind == "erase" else "raised"
    return (
        f"Backups and exports made before still hold what was {told}: make a new backup, remove the old "
        "ones, and tell whoever was handed a copy."
    )


def _stone(one: Tombstone) -> dict[str, object]:
    said = one.as_json()
    for key in ("records", "entities", "named"):
        del said[key]
    changesets = [
        {"was": c.was, "level": c.level, "now": c.now or None, "moved_to": c.moved_to or None}
        for c in one.changesets
    ]
    kept_out = len(one.records | one.entities)
    return {**said, "level": one.level or None, "changesets": changesets, "kept_out": kept_out}


def _print_stone(out: Console, one: Tombstone) -> None:
    did = f"raised to {one.level}" if one.level else "erased"
    kept_out = len(one.records | one.entities)
    out.print(
        f"{_short(one.id)}: {did} on {one.recorded_at} by {escape(_short(one.author))}, {kept_out} ids are "
        f"kept out: {escape(one.reason)}",
        soft_wrap=True,
    )
    if one.lifted:
        when, who, why = one.lifted
        out.print(f"  lifted {when} by {escape(_short(who))}: {escape(why)}", soft_wrap=True)


def _short(id: str) -> str:
    return id.removeprefix(v.ID)

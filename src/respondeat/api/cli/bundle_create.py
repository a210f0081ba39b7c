"""`respondeat bundle create` and `preview`: a question as it is asked, and how its bundle is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from respondeat.api.language import LANGUAGES
from respondeat.ontology import vocabulary as v

from .asked_options import language_option
from .bundle_questions import changesets, sparql
from .bundle_show import created, previewed
from .lazy import LazyGroup
from .options import Context, console, print_json, store_path
from .progress import bar
from .signing_keys import default_key, default_secret, open_key

if TYPE_CHECKING:
    from respondeat.api.bundles.preparing import Prepared
    from respondeat.api.bundles.sealing import Seal
    from respondeat.api.dataset import Dataset
    from respondeat.api.proof import Json, Quotes

    from .asking import Asked

_OWN: Final = {"sparql": sparql, "changesets": changesets}
_NOT_HERE: Final = frozenset({"level", "no_quotes"})  # the profile says what is shown
"""Options of questions that a bundle has no use for."""

Run = Callable[["Asked", "Callable[[Dataset, Quotes | None], Json]", dict[str, Any]], int]


class Questions(click.Group):
    """Every question as a command that takes the options of bundles too, and calls `run`."""

    def __init__(self, run: Run, options: tuple[Callable[..., Any], ...], **rest: Any) -> None:
        super().__init__(**rest)
        self._run = run
        self._options = options

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the questions, in the order of the alphabet."""
        from respondeat.api.bundles.questions import QUESTIONS

        return sorted(name for name in QUESTIONS if self.get_command(ctx, name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question with this name; None when there is none."""
        if cmd_name in _OWN:
            return self._with_options(cmd_name, _OWN[cmd_name])
        group = ctx.find_root().command
        command = group.get_command(ctx, cmd_name) if isinstance(group, LazyGroup) else None
        if command is None or "without_document" not in {p.name for p in command.params}:
            return None
        return self._with_options(cmd_name, command)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of every question here, beside its own."""
        told = click.Command("every", params=[])
        for option in self._options:
            option(told)
        with formatter.section("Options after QUESTION, beside its own"):
            records = (parameter.get_help_record(ctx) for parameter in told.params)
            formatter.write_dl([record for record in records if record])

    def _with_options(self, name: str, question: click.Command) -> click.Command:
        params = [p for p in question.params if p.name not in _NOT_HERE]
        speaks = any(p.name == "language" for p in params)
        options = self._options if speaks else (*self._options, language_option)
        extra = click.Command("extra", params=[])
        for option in options:
            option(extra)
        own = {p.name for p in extra.params}

        def called(**given: Any) -> Any:
            how = {key: given.pop(key) for key in own if key}
            how["language"] = given.get("language", how.get("language", LANGUAGES[0]))
            context = click.get_current_context()
            outer = context.find_object(Context) or Context()
            code = list[int]()
            context.obj = Context(outer.store, lambda asked, ask, _: code.append(self._run(asked, ask, how)))
            if question.callback is not None:
                question.callback(**given, level=v.LEVELS[-1], no_quotes=False)
            return code[0]

        return click.Command(
            name, params=[*params, *extra.params], callback=called, help=question.help, epilog=self.epilog
        )


_FILE: Final = click.Path(path_type=Path)
_SHARED: Final = (
    click.option(
        "--secret",
        type=_FILE,
        help="The secret that salts the hashes; made on first use. Default: beside the signing key.",
    ),
    click.option(
        "--allow-unread",
        is_flag=True,
        help="Give out documents of which not all could be searched for leaks.",
    ),
)
_CREATE: Final = (
    click.option("--out", type=_FILE, required=True, metavar="DIR|ZIP", help="A folder, or a name in .zip."),
    click.option(
        "--profile",
        type=click.Choice(["public", "partner", "court"]),
        default="public",
        show_default=True,
        help="For whom: what is above their level is withheld, and its hashes stay.",
    ),
    *_SHARED,
    click.option("--sign", is_flag=True, help="Sign with the key that `respondeat keys new` made."),
    click.option("--key", type=_FILE, help="Sign with the key in this file."),
    click.option("--passphrase-file", type=_FILE, help="The key's passphrase; asked for when left out."),
    click.option("--authority", metavar="URL", help="Have this authority attest the time (RFC 3161)."),
    click.option("--authority-ca", type=_FILE, help="The certificates that the authority must rest on."),
    click.option(
        "--calendar", multiple=True, metavar="URL", help="Ask this OpenTimestamps calendar for a proof."
    ),
    click.option("--prefix", default="R-", show_default=True, help="What item numbers begin with."),
    click.option("--columns", type=_FILE, help="Titles for the columns of the index (YAML or JSON)."),
)


@contextmanager
def _prepared(
    asked: "Asked", ask: "Callable[[Dataset, Quotes | None], Json]", how: dict[str, Any]
) -> "Iterator[Prepared]":
    from respondeat.api.bundles.preparing import prepared
    from respondeat.graph.evidence.bundle import Salts
    from respondeat.graph.evidence.signing.salt_secret import load_secret

    store = store_path(asked.store)
    salts = Salts(load_secret(default_secret(store, how["secret"])))
    with (
        asked.open() as data,
        prepared(
            store,
            data,
            ask,
            salts,
            language=how["language"],
            recorded_at=asked.recorded_at,
            allow_unread=how["allow_unread"],
        ) as found,
    ):
        yield found


def _create(asked: "Asked", ask: "Callable[[Dataset, Quotes | None], Json]", how: dict[str, Any]) -> int:
    from respondeat.api.bundles.making import Options
    from respondeat.graph.evidence.description import checked_prefix, columns

    options = Options(how["profile"], checked_prefix(how["prefix"]), columns(how["columns"]))
    sealing = _seal(how, store_path(asked.store))
    with _prepared(asked, ask, how) as found:
        bundle = found.bundle(options)
        with bar("writing", console(stderr=True)) as told:
            made = found.door(bundle, sealing, asked.purpose).hand_over(bundle, how["out"], told)
        if asked.as_json:
            print_json(made.as_json())
        else:
            created(made.as_json(), console())
    return 0


def _preview(asked: "Asked", ask: "Callable[[Dataset, Quotes | None], Json]", how: dict[str, Any]) -> int:
    with _prepared(asked, ask, how) as found:
        told = {
            "question": {
                "name": found.contents.plan.asked.name,
                "parameters": dict(found.contents.plan.asked.parameters),
            },
            "extent": found.contents.plan.reach,
            "profiles": [one.as_json() for one in found.previews()],
        }
    if asked.as_json:
        print_json(told)
    else:
        previewed(told, console())
    return 0


def _seal(how: dict[str, Any], store: Path) -> "Seal":
    """Who signs and dates. Raises before anything is asked, so that nobody waits for a wrong passphrase."""
    from respondeat.api.bundles.authority import Authority
    from respondeat.api.bundles.sealing import Seal

    if (how["authority"] is None) != (how["authority_ca"] is None):
        raise click.UsageError("--authority and --authority-ca go together.")
    signed = how["sign"] or how["key"] or how["passphrase_file"]
    key = open_key(default_key(store, how["key"]), how["passphrase_file"]) if signed else None
    authority = Authority.of(how["authority"], how["authority_ca"]) if how["authority"] else None
    return Seal(key, authority, tuple(how["calendar"]))


create = Questions(
    _create,
    _CREATE,
    name="create",
    subcommand_metavar="QUESTION [ARGUMENT]... --out DIR|ZIP",
    help="Answer QUESTION, and put the answer with all that it rests on into a folder or zip.",
)
preview = Questions(
    _preview,
    _SHARED,
    name="preview",
    subcommand_metavar="QUESTION [ARGUMENT]...",
    help="What a bundle of the answer to QUESTION would show and withhold, for each profile. Writes nothing.",
)

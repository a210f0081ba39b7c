"""`respondeat bundle create` and `preview`: a question as it is asked, and how its bundle is made."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from respondeat.api.language import LANGUAGES
from respondeat.ontology import vocabulary as v

from .asked_options import language_option
from .bundle_questions import changesets, sparql
from .lazy import LazyGroup
from .options import Context

if TYPE_CHECKING:
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

        return sorted(QUESTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question with this name; None when there is none."""
        if cmd_name in _OWN:
            return self._with_options(cmd_name, _OWN[cmd_name])
        group = ctx.find_root().command
        command = group.get_command(ctx, cmd_name) if isinstance(group, LazyGroup) else None
        if command is None or "without_document" not in {p.name for p in command.params}:
            return None
        return self._with_options(cmd_name, command)

    def _with_options(self, name: str, question: click.Command) -> click.Command:
        params = [p for p in question.params if p.name not in _NOT_HERE]
        speaks = any(p.name == "language" for p in params)
        options = self._options if speaks else (*self._options, language_option)
        extra = click.Command("extra", params=[])
        for option in reversed(options):
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

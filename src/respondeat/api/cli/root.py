"""The command group, and what becomes of errors.

Exit codes: 0 done (findings about single rows included); 1 something was checked and found wanting; 2
the input or the call cannot be read; 3 a name that does not mean exactly one entity; 4 content that
does not agree with its hash; 5 the store cannot be used; 6 who asks may not have this; 7 a limit was
hit; 8 a server gave no answer that can be used; 130 interrupted.
"""

import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import Final

import click
from rich.markup import escape

import respondeat
from respondeat.errors import InputError, RespondeatError, StoreFull

from .lazy import LazyGroup
from .options import Context, print_json
from .screen import Screen

INTERRUPTED: Final = 130

COMMANDS: Final = {
    "load-seed": "imports:load_seed",
    "load-example": "imports:load_example",
    "import": "imports:import_group",
    "validate": "keeping:validate",
    "documents": "documents:documents",
    "search": "questions:search",
    "show": "questions:show",
    "chain": "questions:chain",
    "commanders": "questions:commanders",
    "superiors": "questions:superiors",
    "subordinates": "questions:subordinates",
    "structure": "structure:structure",
    "events-under": "questions:events_under",
    "chokepoints": "chokepoints:chokepoints",
    "decisions": "decisions:decisions",
    "patterns": "patterns:patterns",
    "acts": "acts:acts",
    "detention": "detention:detention",
    "dossier": "dossier:dossier",
    "elements": "elements:elements",
    "graph": "graph:graph",
    "neighbours": "relations:neighbours",
    "path": "relations:path",
    "measures": "measures:measures",
    "conflicts": "conflicts:conflicts",
    "replay": "replay:replay",
    "tenure": "tenure:tenure",
    "gaps": "gaps:gaps",
    "fragility": "fragility:fragility",
    "reliance": "fragility:reliance",
    "single-origin": "fragility:single_origin",
    "sparql": "questions:sparql",
    "export": "exporting:export",
    "backup": "keeping:backup",
    "restore": "keeping:restore",
    "doctor": "doctor:doctor",
    "keys": "access:keys",
    "users": "access_users:users",
    "bundle": "bundle:bundle",
    "custody": "custody:custody",
    "raise-level": "withdrawing:raise_level",
    "erase": "withdrawing:erase",
    "tombstones": "withdrawing:tombstones",
    "demo": "demo:demo",
    "serve": "serving:serve",
    "get": "serving:get",
    "config": "serving:config",
}


@click.group(
    cls=LazyGroup,
    package=__package__,
    places=COMMANDS,
    epilog="Exit codes: 0 done; 1 checked and found wanting; 2 the input or the call cannot be read; "
    "3 a name that does not mean exactly one entity; 4 content that does not agree with its hash; "
    "5 the store cannot be used; 6 who asks may not have this; 7 a limit was hit; "
    "8 a server gave no answer that can be used; 130 interrupted.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(respondeat.__version__, "--version", prog_name="respondeat")
@click.option("--store", metavar="DIR", help="The store. Also: RESPONDEAT_STORE.")
@click.pass_context
def cli(context: click.Context, store: str | None) -> None:
    """Chains of command, each hop with its dates, its sources and what speaks against it.

    Sourced statements of others, never findings of this project and never evidence of guilt.
    """
    context.obj = Context(store)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; errors become one message, never a traceback."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # JSON is UTF-8 everywhere; elsewhere a letter that the terminal lacks is spelled out
            stream.reconfigure(encoding="utf-8" if "--json" in args else None, errors="backslashreplace")
    code = run(args)
    if code == INTERRUPTED:
        # Python would end itself by the signal where Ctrl-C met it inside an exec(), as dataclasses use
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def run(args: list[str]) -> int:
    """Run the command; the exit code."""
    as_json = "--json" in args
    try:
        _check_text(args)
        code = cli.main(args=args, prog_name="respondeat", standalone_mode=False)
        sys.stdout.flush()
    except RespondeatError as error:
        return _tell(error.as_json(), error.exit_code, as_json)
    except click.ClickException as error:
        if as_json:
            return _tell(_usage(error), error.exit_code, as_json)
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        print("Interrupted. Nothing was half written.", file=sys.stderr)  # noqa: T201  # the terminal's own door
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        _drop_output()  # whoever read our output has seen enough
        return 0
    except OSError as error:
        told = _disk(error)
        code = _tell(told.as_json(), told.exit_code, as_json)
        _flush()
        return code
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException) -> dict[str, object]:
    return {
        "error": {
            "type": "usage",
            "title": "The call cannot be read",
            "detail": error.format_message(),
            "candidates": [],
        }
    }


def _check_text(args: Sequence[str]) -> None:
    for number, argument in enumerate(args, 1):
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError as error:
            shown = argument.encode("utf-8", "backslashreplace").decode("utf-8")
            raise InputError(
                f"Argument {number} ({shown}) is not UTF-8 text from its character {error.start + 1} on. "
                "Set the terminal to UTF-8, or rename the file."
            ) from None


_NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


def _disk(error: OSError) -> RespondeatError:
    what = f"{error.filename}: " if error.filename else ""
    why = error.strerror or str(error)
    if error.errno in _NO_SPACE:
        return StoreFull(f"{what}{why}. Make room, then try again.")
    return InputError(f"{what}{why}. Name another file or folder, or mend its permissions, then try again.")


def _printed(error: dict[str, object]) -> bool:
    """Print the error as JSON; False where standard output takes no more."""
    try:
        print_json(error)
        sys.stdout.flush()
    except OSError:
        _drop_output()
        return False
    return True


def _flush() -> None:
    """Print what waits to be printed; drop it where the output takes no more, or Python fails at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()


def _drop_output() -> None:
    """Let what is still to be printed go nowhere: keep Python from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: dict[str, object], code: int, as_json: bool) -> int:
    if as_json and _printed(error):
        return code
    console = Screen(stderr=True, soft_wrap=True, highlight=False)
    told = error["error"]
    if isinstance(told, dict):
        console.print(f"[bold red]{told['title']}[/]: {escape(str(told['detail']))}")
        for candidate in told["candidates"]:
            id = str(candidate["id"]).rpartition("/")[2]
            console.print(f"  {escape(str(candidate['name']))} ({candidate['type']}) {escape(id)}")
    return code

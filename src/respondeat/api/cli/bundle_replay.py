"""`respondeat bundle replay`."""

from pathlib import Path

import click

from .options import console, json_option, print_json


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--seconds",
    type=click.IntRange(1),
    default=300,
    show_default=True,
    help="How long it may take: what somebody handed over can ask for what never ends.",
)
@click.option(
    "--megabytes",
    type=click.IntRange(256),
    default=4096,
    show_default=True,
    help="How much memory it may take.",
)
@json_option
def replay(path: Path, seconds: int, megabytes: int, as_json: bool) -> int:
    """Verify a bundle, then ask its question again of its own graph. Needs no store and no secret.

    Exit code 0 when the answer is the same, byte for byte but for quotes; 1 when it differs; 4 when the
    bundle is not intact; 7 when it took more time or memory than it may.
    """
    from respondeat.api import render
    from respondeat.api.bundles.replaying_alone import again_alone

    told = again_alone(path, seconds, megabytes)
    if as_json:
        print_json(told)
    else:
        render.replayed(told, console())
    return 0 if told["same"] else 1

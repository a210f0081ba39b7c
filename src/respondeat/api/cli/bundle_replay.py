"""`respondeat bundle replay`."""

from pathlib import Path

import click

from .options import console, json_option, print_json


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@json_option
def replay(path: Path, as_json: bool) -> int:
    """Verify a bundle, then ask its question again of its own graph. Needs no store and no secret.

    Exit code 0 when the answer is the same, byte for byte but for quotes; 1 when it differs; 4 when the
    bundle is not intact.
    """
    from respondeat.api import render
    from respondeat.api.bundles.replaying import again

    told = again(path)
    if as_json:
        print_json(told)
    else:
        render.replayed(told, console())
    return 0 if told["same"] else 1

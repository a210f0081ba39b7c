"""Bundles: an answer with everything that is needed to check it without us."""

from typing import Final

from .lazy import LazyGroup

COMMANDS: Final = {
    "create": "bundle_create:create",
    "preview": "bundle_create:preview",
    "verify": "bundle_verify:verify",
    "replay": "bundle_replay:replay",
}

bundle = LazyGroup(
    name="bundle",
    package=__package__,
    places=COMMANDS,
    help="Hand over an answer with its sources, so that a court, a colleague or an opponent can check it.",
)

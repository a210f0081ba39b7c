"""A bundle that a server was asked for: what somebody sees, made of all the data, for what they may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.api.without import without
from respondeat.errors import InputError, LeakError, NamingError, NotAllowed, RespondeatError
from respondeat.graph.evidence.bundle import Salts
from respondeat.graph.evidence.redaction.profiles import profile
from respondeat.graph.evidence.signing.private_files import outside
from respondeat.graph.evidence.signing.salt_secret import load_secret
from respondeat.graph.stores import sees

from .asking import Asked
from .handing_over import HandedOver
from .making import Options
from .preparing import prepared
from .questions import QUESTIONS
from .sealing import Seal


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a question as it was asked at a level, and of which profile its bundle is to be.

    `who` is the id of a key or user, `allowed` the highest level that they may see; `without` is as
    `api.without` takes it, `secret` the file with the secret of bundles.
    """

    name: str
    parameters: Mapping[str, Any]
    level: str
    profile: str
    purpose: str
    who: str
    allowed: str
    secret: str
    language: str = "en"
    recorded_at: str | None = None
    without: Mapping[str, Any] = field(default_factory=dict)


def hand_over(store: Path, order: Order, place: Path) -> HandedOver:
    """Make the bundle, unsigned: the server has no key. It is in the custody log before it is at its place.

    Names mean what they mean at the level at which they were asked, so that nothing above it shows in what
    is refused. Raises NotAllowed for a profile above what they may see, RespondeatError without a
    secret, InputError where the question cannot be asked at the profile's level, and what `Door.hand_over`
    raises.
    """
    if not (sees(order.allowed, profile(order.profile).level) and sees(order.allowed, order.level)):
        raise NotAllowed(f"You may read up to the level {order.allowed}: a bundle for you holds no more.")
    salts, asked = Salts(_secret(store, order)), _as_seen(store, order)

    def put(data: Dataset, quotes: Quotes | None) -> Json:
        try:
            return ask(QUESTIONS, data, asked.name, asked.parameters, quotes)
        except (InputError, NamingError):  # whose words may tell of what stands above
            raise InputError(
                "This cannot be asked of all that is recorded, so that no bundle can be made of it here. "
                "Whoever keeps the store is told at the terminal why."
            ) from None

    with (
        Dataset.open(store, recorded_at=order.recorded_at) as data,
        prepared(
            store,
            data.less(asked.without),
            put,
            salts,
            language=asked.language,
            recorded_at=order.recorded_at,
        ) as found,
    ):
        bundle = found.bundle(Options(order.profile))
        try:
            return found.door(bundle, Seal(), order.purpose, order.who).hand_over(bundle, place)
        except LeakError:
            raise LeakError(
                f"The bundle would tell what the profile {order.profile} may not see, and was not handed "
                "over. Whoever keeps the store is told at the terminal where."
            ) from None


def _as_seen(store: Path, order: Order) -> Asked:
    """The question by ids, as whoever asks means it."""

    def put(data: Dataset, quotes: Quotes | None) -> Json:
        return ask(QUESTIONS, data, order.name, order.parameters, quotes)

    with Dataset.open(store, order.level, order.recorded_at) as data:
        return Asked.of(data.less(without(data, **order.without)), put, order.language)


def _secret(store: Path, order: Order) -> bytes:
    try:
        return load_secret(outside(Path(order.secret), store, "the secret of bundles"))
    except (InputError, OSError) as error:
        raise RespondeatError(
            "The secret that salts the hashes of bundles cannot be read or made. Have whoever runs the "
            "server look at its setting bundle_secret."
        ) from error

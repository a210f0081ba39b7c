"""Which entity a name or id in the form means; nothing is ever chosen for whoever enters it."""

from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Proof
from respondeat.errors import AmbiguousName, NamingError
from respondeat.ontology import vocabulary as v

NEAR: Final = 0.85
"""A name that is at least so like another is told before somebody of that name is made anew."""

_MOST: Final = 6
_PROTECTED: Final = "!"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a field means: the id of an entity, or a new one of a kind; `wrong` is the key of a phrase.

    `near` are nodes of entities that may be meant instead.
    """

    id: str = ""
    name: str = ""
    kind: str = ""
    protected: bool = False
    lang: str = ""
    wrong: str = ""
    near: tuple[Json, ...] = field(default=())


def meant(data: Dataset, text: str, new: str, lang: str, kinds: tuple[str, ...]) -> Meant:
    """What a text means where entities of some kinds may stand; with `new` one that is made, of that kind.

    A kind with "!" behind it is a person whose identity is protected.
    """
    text = " ".join(text.split())
    if not text:
        return Meant()
    if new:
        return _new(data, text, new, lang, kinds)
    try:
        id = data.find(text, frozenset(kinds))
    except NamingError as error:
        key = "roles.enter.ambiguous" if isinstance(error, AmbiguousName) else "roles.enter.unknown"
        return Meant(name=text, wrong=key, near=_nodes(data, [str(one["id"]) for one in error.candidates]))
    node = Proof(data).node(id)
    return Meant(id, node["name"], node.get("type", ""))


def _new(data: Dataset, text: str, new: str, lang: str, kinds: tuple[str, ...]) -> Meant:
    kind = new.removesuffix(_PROTECTED)
    if kind not in kinds:
        return Meant(name=text, wrong="roles.enter.kind")
    hits = data.index.search(text, _MOST, frozenset({kind}))
    near = [hit.entity for hit in hits if hit.score >= NEAR and data.records.record(hit.entity) is not None]
    return Meant("", text, kind, new.endswith(_PROTECTED) and kind == "Person", lang, near=_nodes(data, near))


def _nodes(data: Dataset, ids: list[str]) -> tuple[Json, ...]:
    proof = Proof(data)
    return tuple(proof.node(id) for id in ids[:_MOST] if id.startswith(v.ID))

"""What a text finds: entities and documents, each told so that a reader knows which of them is meant."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from respondeat.api.answers import search
from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.place import Place
from respondeat.api.phrases import named
from respondeat.api.proof import Proof
from respondeat.api.sparql.titles import titled
from respondeat.api.titles import called
from respondeat.graph.names import fold
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from . import MOST
from .told import of_document, told

Json = dict[str, Any]

DOCUMENT: Final = v.DOCUMENT.removeprefix(v.R)
_SPELLING: Final = 0.95  # from here on two forms are spellings of one name (`graph.names.compare`)
_NEAR: Final = 0.7


@dataclass(frozen=True, slots=True)
class Hit:
    """One that a text may mean.

    `form` is the written form that was met where that is not the name, `means` a text that means this one
    alone, `nearness` how the form is like the text, in words and "" where it is the same; `told` what else
    tells it from others.
    """

    id: str
    name: str
    type: str
    kind: str
    form: str
    means: str
    told: str
    nearness: str
    near: bool
    href: str
    chain: str
    explore: str


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds and tells hits, over data, at a place."""

    data: Dataset
    place: Place

    def names(self, text: str, kinds: frozenset[str], limit: int = MOST) -> list[Json]:
        """Entities by name as `search` gives them, best first; with no kinds those of all."""
        found: list[Json] = search(self.data, text, limit, kinds or None)["hits"]
        return found

    def documents(self, text: str, limit: int = MOST) -> list[Document]:
        """Documents whose title has every word of the text, by title."""
        ids = titled(self.data.reader, text, limit)
        found = (self.data.records.record(id) for id in ids)
        return [one for one in found if isinstance(one, Document)]

    def hit(self, found: Json) -> Hit:
        """An entity that `search` found."""
        id, kind = found["id"], found.get("type", "")
        means = self.means(id)
        return Hit(
            id,
            named(found, self.data.language),
            kind,
            label(v.R + kind, self.data.language) if kind else self._say("entity.unknown_kind"),
            "" if found["form"] == found["name"] else found["form"],
            means,
            told(self.data, id),
            self._nearness(found),
            found["score"] >= _NEAR,
            self.place.entity(id),
            self.place.link("/chain", target=means) if kind in ON_CHAINS else "",
            self.place.link("/explore", node=id.removeprefix(v.ID)),
        )

    def known(self, id: str) -> Hit | None:
        """One that is known by its id; None where there is none at this level."""
        found = self.data.records.record(id)
        if isinstance(found, Document):
            return self.document(found)
        node = Proof(self.data).node(id)
        return self.hit({**node, "form": node["name"], "score": 1.0, "exact": True})

    def document(self, found: Document) -> Hit:
        """A document whose title was met."""
        title = called(found)
        return Hit(
            found.id,
            title,
            DOCUMENT,
            label(v.DOCUMENT, self.data.language),
            "",
            found.id.removeprefix(v.ID),
            of_document(found, self.data.language),
            "",
            True,
            self.place.entity(found.id),
            "",
            self.place.link("/explore", node=found.id.removeprefix(v.ID)),
        )

    def means(self, id: str) -> str:
        """What means this entity alone: its name where no other bears it, else its id."""
        name = self.data.name(id)
        bearers = {hit.entity for hit in self.data.index.exact(name)}
        return name if bearers == {id} else id.removeprefix(v.ID)

    def _nearness(self, found: Json) -> str:
        if found["exact"]:
            return ""
        score, text = found["score"], fold(self.place.one("text"))
        if text and f" {text}" in f" {fold(found['form'])}":
            return self._say("start.nearness.part")
        key = "spelling" if score >= _SPELLING else "near" if score >= _NEAR else "far"
        return self._say(f"start.nearness.{key}")

    def _say(self, key: str) -> str:
        return phrase(key, self.data.language)


def as_json(hit: Hit) -> Json:
    """A hit as data."""
    return asdict(hit)

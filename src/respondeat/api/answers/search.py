"""Search by name, as data."""

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof

from .asked import question
from .rows import frame


@question("search")
def search(data: Dataset, text: str, limit: int = 20, kinds: frozenset[str] | None = None) -> Json:
    """Entities that a text may mean, in any spelling, best first. Schema `search.json`."""
    proof = Proof(data)
    hits = [h for h in data.index.search(text, limit, kinds) if data.records.record(h.entity) is not None]
    return {
        "query": text,
        "hits": [
            {**proof.node(h.entity), "type": h.kind, "form": h.form, "score": h.score, "exact": h.exact}
            for h in hits
        ],
        **frame(data),
    }

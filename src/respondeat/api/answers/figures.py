"""The history of a published figure, as data."""

from collections import Counter

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, state_name
from respondeat.errors import InputError
from respondeat.graph.analyses import figures as analysis
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

from .asked import question
from .detention import TARGETS
from .rows import frame, window
from .said import contradictions

EVERY = "all"
CAVEAT = (
    "Each figure is what one source counted, in its own way, as of its day; those that measure different "
    "things are told apart, and nothing is put between them. Reporting is uneven: a difference between two "
    "figures need not be a change in what they count."
)


@question("figures")
def figures(
    data: Dataset,
    metric: str = EVERY,
    target: str | None = None,
    on: str | None = None,
    quotes: Quotes | None = None,
) -> Json:
    """Published figures of a metric (or all) by as-of day, measure and origin. Schema `figures.json`.

    Raises InputError for a metric that there is not.
    """
    proof = Proof(data, quotes)
    wanted = _metric(metric)
    id = None if target is None else data.find(target, TARGETS)
    days = None if on is None else window(on)
    found = analysis.figures(data.records, wanted, target=id or "", window=days).figures
    told = Counter((f.metric, origin) for f in found for origin in f.origins)
    return {
        "metric": short(wanted) or None,
        "target": None if id is None else proof.node(id),
        "on": None if days is None else [day_text(day) for day in days],
        "caveat": CAVEAT,
        "figures": [_figure(data, proof, f) for f in found],
        "origins": [
            {"metric": short(metric), "origin": proof.node(origin) if origin else None, "figures": count}
            for (metric, origin), count in sorted(told.items(), key=lambda x: (x[0][0], -x[1], x[0][1]))
        ],
        "statements": sorted(f.statement for f in found),
        **frame(data),
    }


def _metric(text: str) -> str:
    if text == EVERY:
        return ""
    iri = v.R + text.removeprefix(v.R)
    if iri not in concepts("metric"):
        known = ", ".join(short(c) for c in concepts("metric"))
        raise InputError(f"There is no metric {text!r}; there are {known}, and {EVERY} for every one.")
    return iri


def _figure(data: Dataset, proof: Proof, f: analysis.Figure) -> Json:
    return {
        "metric": short(f.metric),
        "comparator": short(f.comparator),
        "value": f.value,
        "upper": f.upper,
        "unit": short(f.unit) or None,
        "population": f.population.text if f.population else None,
        "event": proof.node(f.event) if f.event else None,
        "as_of": f.as_of_text or None,
        "as_of_days": None
        if f.as_of is None
        else [None if day is None else day_text(day) for day in f.as_of],
        "measure": f.measure,
        "state": state_name(f.state),
        "origins": [proof.node(origin) for origin in f.origins if origin],
        "attestations": f.attestations,
        "repeats": list(f.repeats),
        "contradictions": contradictions(data, [f.statement]),
        "statements": [f.statement],
        "sources": proof.sources([f.statement]),
    }

"""What answers are made of: rows, gaps, the frame that ends each of them."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.proof import BASES, Json, Proof, day_text, short, spans, state_name
from respondeat.errors import DateError
from respondeat.graph.command import CONCEPT
from respondeat.graph.command.standing import Attested, Board, Standing
from respondeat.graph.dates import span


def notice(data: Dataset) -> str:
    """The line that ends every answer, in the language of the data."""
    day = data.recorded_at[:10] or phrase("notice.no_day", data.language)
    return phrase("notice", data.language, day=day)


def frame(data: Dataset) -> Json:
    """What every answer ends with: what was set aside, level, record time, dataset hash, engine, notice."""
    return {
        "without": without(data),
        "level": data.level,
        "recorded_at": data.recorded_at or None,
        "dataset_hash": data.dataset_hash,
        "engine": f"respondeat {_version()}",
        "notice": notice(data),
    }


@cache
def _version() -> str:
    """The version that is installed, looked up once: its file is parsed as mail is, in a millisecond."""
    return version("respondeat")


def without(data: Dataset) -> Json | None:
    """What the question set aside, None when nothing was."""
    if not (w := data.without):
        return None
    return {
        "documents": list(w.documents),
        "origins": list(w.origins),
        "modalities": [short(m) for m in w.modalities],
        "confidence": short(w.confidence) if w.confidence else None,
    }


def window(on: str) -> tuple[int, int]:
    """The first and last day of DAY, FROM/TO, a month, a year or another EDTF date. Raises DateError."""
    first, slash, last = on.partition("/")
    lo, hi = span(first)[0], span(last if slash else first)[1]
    if lo is None or hi is None:
        raise DateError(f"{on!r} has no first or no last day: ask for DAY or FROM/TO")
    if lo > hi:
        raise DateError(f"{on!r} starts after it ends")
    return lo, hi


@dataclass(frozen=True, slots=True)
class Rows:
    """Writes rows of boards as data."""

    data: Dataset
    proof: Proof

    def row(self, row: Standing, role: str) -> Json:
        """One row of a board: who, how sure, by what."""
        graph = self.data.graph
        kind = CONCEPT[graph.kind(row.links[0])]
        return {
            role: self.proof.node(graph.iri(row.node)),
            "grade": "certain" if row.certain else "possible",
            "basis": "certain" if row.certain else self.proof.basis(row.statements, row.days),
            "state": state_name(row.state),
            "link": kind,
            "links": sorted({CONCEPT[graph.kind(k)] for k in row.links}),
            "valid": self.proof.valid(row.statements, row.days),
            "days": spans(row.days),
            "statements": list(row.statements),
            "sources": self.proof.sources(row.statements),
        }

    def post(self, row: Standing) -> Json:
        """A row of heads or of other posts: `capacity` by its concept, `title` as the source has it."""
        made = self.row(row, "person")
        del made["link"], made["links"]
        said = self.proof.telling(row.statements, row.days)
        made["capacity"] = next((short(s.iri("capacity")) for s in said), "otherCapacity")
        made["title"] = self.proof.title(row.statements, row.days)
        return made

    def neighbour(self, found: Attested | None, role: str) -> Json | None:
        """Somebody attested before or after."""
        if found is None:
            return None
        return {
            role: self.proof.node(self.data.graph.iri(found.node)),
            "day": day_text(found.day),
            "valid": self.proof.valid(found.statements),
            "statements": list(found.statements),
            "sources": self.proof.sources(found.statements),
        }

    def gap(self, board: Board, role: str) -> Json | None:
        """Null when somebody is certain, else the nearest attested ones."""
        if not board.vacant:
            return None
        return {
            "last_before": self.neighbour(board.last_before, role),
            "first_after": self.neighbour(board.first_after, role),
        }

    def left_out(self, board: Board, role: str) -> list[Json]:
        """Those whom a rule leaves out, under its name."""
        iri = self.data.graph.iri
        return [{role: self.proof.node(iri(n)), "rule": "next-attested"} for n in board.left_out]

    def contested(self, board: Board, role: str) -> list[Json]:
        """Rows against which something speaks."""
        return [
            {
                "kind": state_name(row.state),
                role: self.proof.node(self.data.graph.iri(row.node)),
                "statements": list(row.statements),
            }
            for row in board.standing
            if row.state
        ]


def day_or_days(lo: int, hi: int) -> str:
    """`lo` alone when both are one day, else "lo/hi"."""
    first, last = day_text(lo), day_text(hi)
    return f"{first}" if first == last else f"{first}/{last}"


def by_basis(rows: list[Json]) -> list[Json]:
    """Rows: the certain first, then the bounded, then those that only an open end allows."""
    return sorted(rows, key=lambda row: BASES.index(row["basis"]))

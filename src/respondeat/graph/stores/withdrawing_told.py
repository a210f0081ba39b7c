"""What is told of a withdrawal, and of one that is refused."""

from collections.abc import Iterable

from respondeat.errors import ValidationError
from respondeat.graph.statement import Attestation, Document
from respondeat.ontology import vocabulary as v

from .withdrawing_closure import Closure
from .withdrawing_results import Gone
from .withdrawing_view import Below
from .writer import Writer

_SHOWN = 20
_LISTED = 1000


def passages_left(below: Below, closure: Closure, divided: Iterable[str]) -> tuple[str, ...]:
    """The passages of withdrawn and of divided attestations that stay, for others cite them."""
    found: set[str] = set()
    for id in (*closure.gone, *divided):
        record = below.record(id)
        if isinstance(record, Attestation):
            found |= set(record.passages) - closure.gone.keys()
    return tuple(sorted(found))


def files_gone(writer: Writer, below: Below, closure: Closure) -> tuple[str, ...]:
    """The SHA-256 of the documents of which no record stays."""
    found: set[str] = set()
    for id in closure.gone:
        record = below.record(id)
        if isinstance(record, Document) and record.sha256:
            others = writer.having(v.SHA256, record.sha256) - closure.gone.keys()
            if not any(isinstance(below.record(other), Document) for other in others):
                found.add(record.sha256)
    return tuple(sorted(found))


def told_of(below: Below, id: str, because: str) -> Gone:
    """What is told of a record that is withdrawn."""
    kinds = sorted(kind for prop, kind in below.saying(id) if prop == v.TYPE)
    kind = "Name" if v.LABEL in kinds else kinds[0].removeprefix(v.R) if kinds else ""
    level = below.level(id)
    return Gone(id, kind, v.LEVELS[level] if level is not None else "", because)


def refusal(closure: Closure) -> ValidationError:
    """The error that tells what stands in the way."""
    told = [(other, f"with {id} withdrawn, it {why}") for id, other, why in closure.refused]
    more = [f"- and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
    return ValidationError(
        "Nothing was changed, for what stays would be told wrongly. Withdraw these too, or all that depends "
        "on what is withdrawn (with dependents):\n"
        + "\n".join([f"- {other}: {why}" for other, why in told[:_SHOWN]] + more),
        violations=[
            {"focus": other, "path": "", "value": "", "message": why} for other, why in told[:_LISTED]
        ],
    )

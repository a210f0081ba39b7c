"""What some attestations deny: against those that say so, or alone."""

from respondeat.graph.command.states import LEFT_OUT, is_retracted
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation
from respondeat.ontology import vocabulary as v

from .shape import Found, Kind, Side, Why


def denials(records: Records, found: Found) -> None:
    """Rule `denied`, and `only-denied` where nobody in the data says what is denied."""
    for id in sorted(_denied(records)):
        known, said = found.known.evidence(id), found.known.statement(id)
        if said is None or known.state in LEFT_OUT or not known.denying:
            continue
        supported = bool(known.supporting or known.proofs)
        added = found.add(
            Kind.DENIALS,
            Why.DENIED if supported else Why.ONLY_DENIED,
            (x for _, x in said.roles if isinstance(x, str) and found.known.entity(x) is not None),
            (Side((id,)), Side((id,), denies=True)),
        )
        if not added:
            return


def _denied(records: Records) -> set[str]:
    ids: set[str] = set()
    for id in records.instances(v.ATTESTATION):
        found = records.record(id)
        if isinstance(found, Attestation) and found.denies and not is_retracted(records, id):
            ids.update(found.denies)
    return ids

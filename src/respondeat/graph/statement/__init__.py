"""The records of the graph: frozen values, ids from content.

Three kinds of node are never mixed: a `Statement` is what somebody says, an `Attestation` is that a passage
of a document says or denies it, an `Assessment` is what an analyst makes of it. Beside them stand
derivations, contradictions and retractions; a `Changeset` holds records of one access level, written
together.
"""

from .changesets import Changeset, Record
from .claims import Attestation, Statement, statement_id
from .decisions import Assessment, Contradiction, Derivation, Retraction
from .things import Document, Entity, Name, Passage
from .values import Text, Value, content_id, random_id

__all__ = [
    "Assessment",
    "Attestation",
    "Changeset",
    "Contradiction",
    "Derivation",
    "Document",
    "Entity",
    "Name",
    "Passage",
    "Record",
    "Retraction",
    "Statement",
    "Text",
    "Value",
    "content_id",
    "random_id",
    "statement_id",
]

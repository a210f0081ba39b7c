"""The words of the model as constants; the .ttl files beside are the truth, a test holds them equal.

`RELATIONS` gives each kind of statement its roles: needed, optional, and those that make up a link.
"""

from typing import Final

from .prefixes import DCTERMS as DCTERMS
from .prefixes import ELI as ELI
from .prefixes import ID as ID
from .prefixes import OA as OA
from .prefixes import ORG as ORG
from .prefixes import PREFIXES as PREFIXES
from .prefixes import PROV as PROV
from .prefixes import RDF as RDF
from .prefixes import RDFS as RDFS
from .prefixes import SEM as SEM
from .prefixes import SKOS as SKOS
from .prefixes import SKOSXL as SKOSXL
from .prefixes import XSD as XSD
from .prefixes import R as R
from .ranges import ATTRIBUTES as ATTRIBUTES
from .ranges import RANGES as RANGES
from .ranges import SCHEMES as SCHEMES
from .ranges import role_range as role_range
from .relations import RELATIONS as RELATIONS
from .relations import Relation as Relation

TYPE: Final = RDF + "type"

ENTITY_CLASSES: Final = tuple(
    R + name
    for name in (
        "Person",
        "PersonGroup",
        "Body",
        "BodyGroup",
        "Court",
        "PlaceOfDetention",
        "InternationalBody",
        "State",
        "Post",
        "Place",
        "LegalInstrument",
        "LegalProvision",
        "ProvisionVersion",
        "Event",
        "Pattern",
    )
)
PERSON: Final = R + "Person"
PERSON_GROUP: Final = R + "PersonGroup"
BODY: Final = R + "Body"
BODY_GROUP: Final = R + "BodyGroup"
EVENT: Final = R + "Event"
PATTERN: Final = R + "Pattern"
DOCUMENT: Final = R + "Document"
DOCUMENT_VERSION: Final = R + "DocumentVersion"
PASSAGE: Final = R + "Passage"
LABEL: Final = SKOSXL + "Label"
ATTESTATION: Final = R + "Attestation"
ASSESSMENT: Final = R + "Assessment"
DERIVATION: Final = R + "Derivation"
CONTRADICTION: Final = R + "Contradiction"
RETRACTION: Final = R + "Retraction"
CHANGESET: Final = R + "Changeset"

POSTING: Final = R + "Posting"
MEMBERSHIP: Final = R + "Membership"
SUBORDINATION: Final = R + "Subordination"
CONTROL: Final = R + "Control"
ORDER_GIVING: Final = R + "OrderGiving"
PARTICIPATION: Final = R + "Participation"
CUSTODY: Final = R + "Custody"
EXISTENCE: Final = R + "Existence"

# statements: time
VALID_TIME: Final = R + "validTime"
BOUND_DATES: Final = (
    SEM + "hasEarliestBeginTimeStamp",
    SEM + "hasLatestBeginTimeStamp",
    SEM + "hasEarliestEndTimeStamp",
    SEM + "hasLatestEndTimeStamp",
)
BOUND_DAYS: Final = (
    R + "earliestStartDay",
    R + "latestStartDay",
    R + "earliestEndDay",
    R + "latestEndDay",
)
NOTE: Final = SKOS + "note"

# attestations, assessments and the rest
SUPPORTS: Final = R + "supports"
DENIES: Final = R + "denies"
HAS_PASSAGE: Final = R + "passage"
ORIGIN: Final = R + "origin"
REPORTED_BY: Final = R + "reportedBy"
MODALITY: Final = R + "modality"
STANDARD_OF_PROOF: Final = R + "standardOfProof"
WITHHELD: Final = R + "withheld"
ASSESSES: Final = R + "assesses"
STATUS: Final = R + "status"
CONFIDENCE: Final = R + "confidence"
REASON: Final = R + "reason"
REVISION_OF: Final = PROV + "wasRevisionOf"
ATTRIBUTED_TO: Final = PROV + "wasAttributedTo"
GENERATED_BY: Final = PROV + "wasGeneratedBy"
DERIVED: Final = R + "derived"
RULE: Final = R + "rule"
RULE_VERSION: Final = R + "ruleVersion"
DERIVES: Final = R + "derives"
PREMISE: Final = R + "premise"
BETWEEN: Final = R + "between"
KIND: Final = R + "kind"
INVALIDATED: Final = PROV + "invalidated"

# entities
BODY_KIND: Final = R + "bodyKind"
EVENT_TYPE: Final = R + "eventType"
PROTECTED: Final = R + "protected"
PLACEHOLDER: Final = R + "placeholder"
INVENTED: Final = R + "invented"
OF_STATE: Final = R + "ofState"
GENDER: Final = R + "gender"
SOURCE_KEY: Final = R + "sourceKey"

# names
PREF_LABEL: Final = SKOSXL + "prefLabel"
ALT_LABEL: Final = SKOSXL + "altLabel"
LITERAL_FORM: Final = SKOSXL + "literalForm"
SCRIPT: Final = R + "script"
QUOTED_FROM: Final = PROV + "wasQuotedFrom"

# documents and passages
SHA256: Final = R + "sha256"
TITLE: Final = DCTERMS + "title"
PUBLISHER: Final = DCTERMS + "publisher"
SOURCE_URL: Final = DCTERMS + "source"
LANGUAGE: Final = DCTERMS + "language"
FORMAT: Final = DCTERMS + "format"
FILE_NAME: Final = R + "fileName"
VERSION_OF: Final = DCTERMS + "isVersionOf"
HAS_SOURCE: Final = OA + "hasSource"
START: Final = OA + "start"
END: Final = OA + "end"
LOCATOR: Final = R + "locator"

# changesets
RECORDED_AT: Final = R + "recordedAt"
ACCESS_LEVEL: Final = R + "accessLevel"
SEQUENCE: Final = R + "sequence"

LEVELS: Final = ("public", "restricted", "sealed")  # each sees itself and those before it

# concepts that the code decides by; the full lists are in concepts.ttl
HEAD: Final = R + "head"
ACTING_HEAD: Final = R + "actingHead"
DEPUTY_HEAD: Final = R + "deputyHead"
DE_JURE_COMMAND: Final = R + "deJureCommand"
DE_FACTO_CONTROL: Final = R + "deFactoControl"
OPERATIONAL_CONTROL: Final = R + "operationalControl"
LEGAL_SUPERVISION: Final = R + "legalSupervision"
ADMINISTRATIVE: Final = R + "administrative"
APPOINTMENT: Final = R + "appointment"
COOPERATION: Final = R + "cooperation"
ASSISTANCE: Final = R + "assistance"
ORDERED: Final = R + "ordered"
PERPETRATOR: Final = R + "perpetrator"
MAIN_PERPETRATOR: Final = R + "mainPerpetrator"
PARTICIPANT: Final = R + "participant"
AIDER: Final = R + "aider"
HOLDER_IN_CUSTODY: Final = R + "custodian"
VICTIM: Final = R + "victim"
ACCEPTED: Final = R + "accepted"
CONTESTED: Final = R + "contested"
REJECTED: Final = R + "rejected"
WORK_NEEDED: Final = R + "workNeeded"
CONFIDENCES: Final = (R + "low", R + "moderate", R + "high")

SAME: Final = R + "same"
DIFFERENT: Final = R + "different"

# marks on concepts
CLIMBED: Final = R + "climbed"  # chains go up through it
TIE: Final = R + "tie"  # ties an actor to an event as answerable
ORDINAL: Final = R + "ordinal"  # place in an ordered list
RANGE_SCHEME: Final = R + "rangeScheme"  # the list from which a property takes its values

# superclasses: nothing is typed by them, ranges and shapes speak of them
ABSTRACT_CLASSES: Final = tuple(
    R + name for name in ("Entity", "Actor", "PersonOrGroup", "Occurrence", "Law", "Statement")
)
CLASSES: Final = (
    *ABSTRACT_CLASSES,
    *ENTITY_CLASSES,
    *RELATIONS,
    *(DOCUMENT, DOCUMENT_VERSION, PASSAGE, ATTESTATION, ASSESSMENT, DERIVATION, CONTRADICTION, RETRACTION),
    CHANGESET,
)
PROPERTIES: Final = (
    *RANGES,
    *BOUND_DAYS,
    *(VALID_TIME, SUPPORTS, DENIES, HAS_PASSAGE, ORIGIN, REPORTED_BY, MODALITY, STANDARD_OF_PROOF, WITHHELD),
    *(ASSESSES, STATUS, CONFIDENCE, REASON, DERIVED, DERIVES, RULE, RULE_VERSION, PREMISE, BETWEEN, KIND),
    *(SCRIPT, SHA256, FILE_NAME, LOCATOR, RECORDED_AT, ACCESS_LEVEL, SEQUENCE),
    *(CLIMBED, TIE, ORDINAL, RANGE_SCHEME),
)

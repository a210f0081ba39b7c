"""The words of the model as constants; the .ttl files beside are the truth, a test holds them equal.

`RELATIONS` gives each kind of statement its roles: needed, optional, and those that make up a link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

R: Final = "https://w3id.org/respondeat/ns#"
ID: Final = "https://w3id.org/respondeat/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SKOSXL: Final = "http://www.w3.org/2008/05/skos-xl#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
DCTERMS: Final = "http://purl.org/dc/terms/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "r": R,
        "d": ID,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "skos": SKOS,
        "skosxl": SKOSXL,
        "prov": PROV,
        "oa": OA,
        "org": ORG,
        "dcterms": DCTERMS,
        "eli": ELI,
        "sem": SEM,
    }
)

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


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of statement: needed roles, roles of which at least one is needed, roles that may be there.

    `key` are the roles by which two statements are the same link, whatever their times.
    """

    name: str
    needed: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """The class of the ontology."""
        return R + self.name

    @property
    def roles(self) -> frozenset[str]:
        """All roles, as property IRIs."""
        return frozenset(R + role for role in (*self.needed, *self.one_of, *self.optional))


RELATIONS: Final[Mapping[str, Relation]] = MappingProxyType(
    {
        R + relation.name: relation
        for relation in (
            Relation(
                "Posting",
                ("holder", "capacity"),
                ("post", "body"),
                ("title", "rank", "decree"),
                ("holder", "post", "body", "capacity"),
            ),
            Relation("Membership", ("member", "group"), (), ("role",), ("member", "group")),
            Relation(
                "Subordination",
                ("subordinate", "superior", "linkKind"),
                (),
                (),
                ("subordinate", "superior", "linkKind"),
            ),
            Relation(
                "Control",
                ("controller", "controlled", "linkKind"),
                (),
                (),
                ("controller", "controlled", "linkKind"),
            ),
            Relation(
                "OrderGiving",
                ("orderer", "recipient"),
                (),
                ("channel", "event", "content"),
                ("orderer", "recipient", "channel"),
            ),
            Relation(
                "Participation", ("actor", "event", "role"), (), ("content",), ("actor", "event", "role")
            ),
            Relation(
                "Custody",
                ("detained",),
                ("custodian", "place", "event"),
                ("regime", "condition"),
                ("detained", "custodian", "place", "event"),
            ),
            Relation(
                "Conviction",
                ("convicted",),
                (),
                ("provision", "court", "judge", "event", "sentence", "inAbsentia"),
                ("convicted", "provision", "court", "event"),
            ),
            Relation(
                "ProvisionContent",
                ("provision", "effect"),
                (),
                ("ground", "characterisedAs"),
                ("provision", "effect"),
            ),
            Relation("LegalCharacterisation", ("event", "crime"), (), ("population",), ("event", "crime")),
            Relation("Knowledge", ("person", "event", "basis"), (), (), ("person", "event", "basis")),
            Relation("Measure", ("actor", "event", "measureKind"), (), (), ("actor", "event", "measureKind")),
            Relation(
                "Listing",
                ("listed", "instrument", "measureKind"),
                (),
                ("imposer", "annex", "entry"),
                ("listed", "instrument", "measureKind"),
            ),
            Relation(
                "Quantity",
                ("metric", "comparator", "value"),
                (),
                ("population", "asOf", "unit", "event", "upper"),
                ("metric", "population", "asOf"),
            ),
            Relation("Naming", ("named", "form"), (), (), ("named", "form")),
            Relation("Location", ("located", "place"), (), ("role",), ("located", "place")),
            Relation("Identity", ("first", "second", "verdict"), (), (), ("first", "second")),
            Relation("Existence", ("entity",), (), (), ("entity",)),
        )
    }
)

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

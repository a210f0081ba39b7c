"""The kinds of statement with their roles: which are needed, which may be there, which make up a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from .prefixes import R


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

"""The columns of Security Force Monitor's research sheets, by their headers in the sheets of 2019.

Each value stands beside a column of sources and a column of confidence; each date beside month, day and year
in columns of their own and a flag. Security Force Monitor's Research Handbook tells what the fields mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the columns that say where it comes from and how sure the researcher is of it."""

    value: str
    source: str
    confidence: str

    def __iter__(self) -> Iterator[str]:
        yield from (self.value, self.source, self.confidence)


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date: as one text, as month, day and year apart, and the flag that says whether it is exact.

    `exact` is the flag for the day on which it began or ended; any other: it is cited on that day.
    """

    cell: Cell
    parts: tuple[str, str, str]  # month, day, year
    flag: str
    exact: str
    flags: frozenset[str]

    def __iter__(self) -> Iterator[str]:
        yield from (*self.cell, *self.parts, self.flag)


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last date of something."""

    first: DateCell
    last: DateCell

    def __iter__(self) -> Iterator[str]:
        yield from (*self.first, *self.last)


_YES_NO: Final = frozenset({"Y", "N", ""})
_OPEN_ENDED: Final = frozenset({"Y", "N", "E", ""})


def _cell(value: str, source: str = "") -> Cell:
    return Cell(value, f"Source: {source or value}", f"Confidence: {source or value}")


def _first(value: str, source: str, parts: tuple[str, str, str], flag: str) -> DateCell:
    return DateCell(_cell(value, source), parts, flag, "Y", _YES_NO)


def _last(value: str, source: str, parts: tuple[str, str, str], flag: str, exact: str = "E") -> DateCell:
    return DateCell(_cell(value, source), parts, flag, exact, _OPEN_ENDED if exact == "E" else _YES_NO)


def _parts(prefix: str) -> tuple[str, str, str]:
    return f"{prefix}month", f"{prefix}day", f"{prefix}year"


# both sheets
STATUS: Final = "Status (0=first commit, 1=fixes needed, 2=fixes made, 3=clean)"
NOTES: Final = "Notes"

# units
UNIT_NAME: Final = Cell("Organization:Name", "Source: Name", "Confidence: Name")
UNIT_ALIASES: Final = _cell("Organization:other_names", "Aliases or alternative spellings")
UNIT_CLASS: Final = _cell("Organization:classification", "Classification")
UNIT_DIVISION: Final = "Organization division_id"
UNIT_ID: Final = "o_id"
UNIT_SPAN: Final = Span(
    _first(
        "Organization:date_first_cited",
        "Organization date_first_cited",
        _parts("firstcited_"),
        "start date of Organization? Y/N",
    ),
    _last(
        "Organization:date_last_cited",
        "Organization date_last_cited",
        _parts("lastcited_"),
        "Organization:open_ended? Y/N/E",
    ),
)
PARENT: Final = _cell("OrganizationOrganization:parent_id")
PARENT_CLASS: Final = Cell(
    "OrganizationOrganization:classification",
    "UUID: Administrative, Command, or Informal parent relationship",
    "Confidence: Administrative, Command, or Informal parent relationship",
)
PARENT_SPAN: Final = Span(
    _first(
        "OrganizationOrganization:date_first_cited",
        "Date of first citation for parent organization",
        _parts(""),
        "Start date of OrganizationOrganization Y/N?",
    ),
    _last(
        "OrganizationOrganization:date_last_cited",
        "Date of last citation for parent organization",
        _parts("oo_"),
        "OrganizationOrganization:open_ended",
    ),
)
HEADQUARTERS: Final = _cell("Headquarters (Barracks, Base, Physical Asset)", "Headquarters")
SITE: Final = _cell("Site:geonames_name")
SITE_ID: Final = "Site:geonames_id"
REGION: Final = _cell("Site:admin_level_1_geonames_name")
REGION_ID: Final = "Site:admin_level_1_geonames_id"
SITE_SPAN: Final = Span(
    _first(
        "OrganizationSite:date_first_cited",
        "OrganizationSite:date_first_cited",
        _parts("os_"),
        "Is this the founding date? (Y/N)",
    ),
    _last(
        "OrganizationSite:date_last_cited",
        "OrganizationSite:date_last_cited",
        _parts("os_last_"),
        "OrganizationSite:open_ended (Y/N/E)",
    ),
)
AREA: Final = _cell("Area of Operations Geoname", "Area of Operations")
AREA_ID: Final = "Area of Operations GeonameID"
AREA_SPAN: Final = Span(
    _first(
        "Date of first citation for area of operations",
        "Date of first citation for area of operations",
        _parts("aoo_start_"),
        "start date of area of operation? Y/N",
    ),
    _last(
        "Date of last citation for area of operations",
        "Date of last citation for area of operations",
        _parts("aoo_last_"),
        "Assume Area of Operations to Current Date? (Y/N/E)",
    ),
)
MEMBER_OF: Final = _cell("OrganizationMembership:member_id")
MEMBER_SPAN: Final = Span(
    _first(
        "Date of first citation for OrganizationMembership:member_id",
        "Date of first citation for OrganizationMembership:member_id",
        _parts("om_first_"),
        "start date of OrganizationMembership? Y/N",
    ),
    _last(
        "Date of last citation for OrganizationMembership:member_id",
        "Date of last citation for OrganizationMembership:member_id",
        _parts("om_last_"),
        "end date of OrganizationMembership? Y/N",
        exact="Y",
    ),
)
UNITS: Final = frozenset(
    {
        *(STATUS, UNIT_DIVISION, SITE_ID, REGION_ID, AREA_ID),
        *(*UNIT_NAME, *UNIT_ALIASES, *UNIT_CLASS, *UNIT_SPAN),
        *(*PARENT, *PARENT_CLASS, *PARENT_SPAN),
        *(*HEADQUARTERS, *SITE, *REGION, *SITE_SPAN, *AREA, *AREA_SPAN, *MEMBER_OF, *MEMBER_SPAN),
    }
)

# persons
PERSON_NAME: Final = _cell("Name")
PERSON_ALIASES: Final = _cell(
    "Aliases or alternative spellings (semi-colon separated)", "Aliases or alternative spellings"
)
PERSON_DIVISION: Final = "division_id"
BORN: Final = "Date of Birth"
ORGANIZATION: Final = _cell("Organization")
ROLE: Final = _cell("Role")
TITLE: Final = _cell("Title (official title)", "Title")
RANK: Final = _cell("Rank")
START_CONTEXT: Final = _cell("Context for start date")
END_CONTEXT: Final = _cell("Context for end date")
POSTING_SPAN: Final = Span(
    _first("First citation", "First citation", _parts("first_"), "Start date? (Y/N)"),
    _last("Last citation", "Last citation", _parts("last_"), "End date? (Y/N)", exact="Y"),
)
PERSONS: Final = frozenset(
    {
        *(STATUS, PERSON_DIVISION, *PERSON_NAME, *PERSON_ALIASES),
        *(*ORGANIZATION, *ROLE, *TITLE, *RANK, *START_CONTEXT, *END_CONTEXT, *POSTING_SPAN),
    }
)

# sources
SOURCE_ID: Final = "source_id"
LOOKUP_ID: Final = "source_id_lookup"
ALIAS_ID: Final = "alias_source_id"
SOURCE_TITLE: Final = "title"
PAGE: Final = "page"
PUBLISHED: Final = "published_on"
ACCESSED: Final = "access_date"
URL: Final = "source_url"
ARCHIVE_URL: Final = "archive_url"
ARCHIVED: Final = "archive_timestamp"
COUNTRY: Final = "country"
PUBLICATION: Final = "publication_title"
SOURCES: Final = frozenset(
    {
        *(SOURCE_ID, LOOKUP_ID, ALIAS_ID, SOURCE_TITLE, PAGE, PUBLISHED, ACCESSED),
        *(URL, ARCHIVE_URL, ARCHIVED, COUNTRY, PUBLICATION),
    }
)

"""What the RO-Crate says of files that every bundle has, and of rights."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from respondeat.graph.evidence.verifier import layout

FILES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        layout.ROOT: ("Root", "The root of the Merkle tree and the head of the custody log: what is signed."),
        layout.LEAVES: (
            "Leaves",
            "The leaves of the Merkle tree, a line each: with salt and content, or only the hash of what is "
            "withheld.",
        ),
        layout.BUNDLE: ("Bundle", "The question, the data it was asked of, the profile, the versions."),
        layout.GRAPH: (
            "Statements",
            "The statements that the answer rests on, with their attestations, in the graphs of the "
            "changesets that recorded them.",
        ),
        layout.ANSWER: (
            "Answer",
            "The answer as data: each hop with its statements, passages, verdict, gaps and conflicts.",
        ),
        layout.CUSTODY: (
            "Custody log",
            "Who imported, added, exported, redacted or read what, each entry bound to the one before.",
        ),
        layout.INDEX: ("Index", "Documents, extracted texts and answers by item number, those withheld too."),
        layout.COLUMNS: ("Columns of the index", "What each column of the index means."),
        layout.PROVENANCE: ("Provenance", "How the bundle was made, in PROV-O."),
        layout.REPORT_HTML: ("Report", "The answer to be read, with quotes, conflicts and limits."),
        layout.REPORT_PDF: ("Report, as PDF", "The answer to be read, with quotes, conflicts and limits."),
        layout.HOW_TO_VERIFY: (
            "How to verify",
            "How to check this bundle, and what the checks do not prove.",
        ),
        layout.VERIFIER: (
            "Verifier",
            "Checks this bundle; needs Python's standard library only. Get the same file from somebody you "
            "trust, and compare.",
        ),
    }
)

RIGHTS_ID: Final = "http://rightsstatements.org/vocab/CNE/1.0/"
RIGHTS_NAME: Final = "Copyright not evaluated"
RIGHTS: Final = (
    "The documents belong to their authors and publishers. They stand here unchanged, so that what is said "
    "of them can be checked; no right to publish them is given with the bundle. The statements say "
    "what these sources say. The verifier is under the Apache License 2.0."
)

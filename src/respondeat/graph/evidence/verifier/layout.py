"""What stands where in a bundle: a BagIt bag (RFC 8493) whose payload is an RO-Crate.

All but the folder `signature/` is the same, byte for byte, whenever the same question is asked of the same
data with the same options.
"""

from __future__ import annotations

from typing import Final

FORMAT: Final = "respondeat-bundle-1"
LEVELS: Final = ("public", "restricted", "sealed")
"""The access levels, from the lowest."""

TOP: Final = "bundle"
"""The folder that a zipped bundle holds."""

# the bag
BAGIT: Final = "bagit.txt"
BAG_INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
FETCH: Final = "fetch.txt"

# the payload
DATA: Final = "data/"
ROOT: Final = "data/root.json"
LEAVES: Final = "data/leaves.jsonl"
BUNDLE: Final = "data/bundle.json"
GRAPH: Final = "data/graph.trig"
ANSWER: Final = "data/answer.json"
ANSWERS: Final = "data/answers/"
"""What lower levels are answered, each under its name, such as `public.json`."""
CUSTODY: Final = "data/custody.jsonl"
INDEX: Final = "data/index.csv"
COLUMNS: Final = "data/index-columns.json"
CRATE: Final = "data/ro-crate-metadata.json"
PROVENANCE: Final = "data/provenance.jsonld"
REPORT_HTML: Final = "data/report.html"
REPORT_PDF: Final = "data/report.pdf"
HOW_TO_VERIFY: Final = "data/VERIFY.txt"
VERIFIER: Final = "data/verify_bundle.py"
DOCUMENTS: Final = "data/documents/"
WORKING: Final = "data/working/"

# what is not the same each time
SIGNATURE: Final = "signature/"
EXPORT: Final = "signature/export.json"
SUMS: Final = "signature/sha256sums.txt"
KEY: Final = "signature/key.pem"
ROOT_SIGNATURE: Final = "signature/root.sig"
TAG_SIGNATURE: Final = "signature/tagmanifest.sig"
EXPORT_SIGNATURE: Final = "signature/export.sig"
AUTHORITY: Final = "signature/authority.pem"
ROOT_TOKEN: Final = "signature/root.tsr"
TAG_TOKEN: Final = "signature/tagmanifest.tsr"
TAG_PROOF: Final = "signature/tagmanifest.ots"

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""All that `bagit.txt` says."""

REQUIRED: Final = frozenset(
    {
        ROOT,
        LEAVES,
        BUNDLE,
        GRAPH,
        ANSWER,
        CUSTODY,
        INDEX,
        COLUMNS,
        CRATE,
        PROVENANCE,
        REPORT_HTML,
        REPORT_PDF,
        HOW_TO_VERIFY,
        VERIFIER,
    }
)
"""The files of the payload that no bundle lacks."""

"""How a bundle is described, for people and for other programs: index, RO-Crate, provenance, how to check."""

from .about import About, Item, Recorded, Written, bag_info, bundle_json
from .addresses import fetch_address, web_address
from .columns import columns, columns_file
from .crate import crate
from .how_to_verify import how_to_verify
from .index import checked_prefix, index, numbered
from .provenance import provenance

__all__ = [
    "About",
    "Item",
    "Recorded",
    "Written",
    "bag_info",
    "bundle_json",
    "checked_prefix",
    "columns",
    "columns_file",
    "crate",
    "fetch_address",
    "how_to_verify",
    "index",
    "numbered",
    "provenance",
    "web_address",
]

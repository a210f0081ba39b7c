"""The readable report of a bundle: HTML and PDF, offline, for somebody who has never seen this program."""

from .about import About, DocumentItem
from .blocks import Report
from .build import report
from .html import as_html
from .pdf import as_pdf

__all__ = ["About", "DocumentItem", "Report", "as_html", "as_pdf", "report"]

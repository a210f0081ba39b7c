"""The page at /sparql: an editor, examples, and the answer as a table, a chart or a graph.

The protocol's own address: what asks for another form than a page gets the answer to its query.
"""

from typing import Final

from respondeat.api.pages.base import Page

VIEWS: Final = ("table", "chart", "graph")
"""How an answer can be seen; the parameter `view` of the address."""

PAGES: Final = {"query": Page("/sparql", "nav.query", {"html": "query.editor:html"})}
"""The editor without an answer, which the protocol's route asks for where a person comes without a query."""

"""The HTTP API: routers over the same questions as everywhere, one table of errors."""

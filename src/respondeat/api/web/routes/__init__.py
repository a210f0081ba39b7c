"""The routers, a module a subject."""

"""Bundles: an answer with everything that is needed to check it without us."""

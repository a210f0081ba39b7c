"""Signatures, tokens of time authorities and proofs of time: made, and checked offline.

Nothing here reaches another machine or reads a clock: what goes over the network is api/bundles'.
"""

"""Signatures, their key, and what the time tokens are of."""

from __future__ import annotations

import hashlib
from typing import Final

from .der import read_key, token_imprint
from .ed25519 import signature_holds
from .layout import (
    EXPORT,
    EXPORT_SIGNATURE,
    KEY,
    ROOT,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    TAG_MANIFEST,
    TAG_PROOF,
    TAG_SIGNATURE,
    TAG_TOKEN,
)
from .opened import Opened
from .verdict import FAILED, NOT_CHECKED, NOTE, OK, SIGNER, Check, Unreadable

SIGNED: Final = ((ROOT_SIGNATURE, ROOT), (TAG_SIGNATURE, TAG_MANIFEST), (EXPORT_SIGNATURE, EXPORT))
"""Each signature, and the file that it is over."""
STAMPED: Final = ((ROOT_TOKEN, ROOT_SIGNATURE, ROOT), (TAG_TOKEN, TAG_SIGNATURE, TAG_MANIFEST))
"""Each time token, the signature that it is over, and the file that it is over where nothing is signed."""
_LARGEST_SIGNED: Final = 1 << 29
_LARGEST_TOKEN: Final = 1 << 20


def check_signatures(opened: Opened, fingerprint: str) -> tuple[list[Check], str]:
    """The checks of signatures and signer, and the fingerprint of the key; "" where nothing is signed.

    `fingerprint` is the one that is expected, "" where none is.
    """
    there = [name for name in (KEY, *(signature for signature, _ in SIGNED)) if opened.has(name)]
    if not there:
        if fingerprint:
            return [Check(SIGNER, FAILED, "The bundle is not signed, by no key at all.")], ""
        return [Check(SIGNER, NOTE, "The bundle is not signed: nobody vouches for it.")], ""
    try:
        key, found = read_key(opened.read(KEY))
    except Unreadable as error:
        return [Check(KEY, FAILED, str(error))], ""
    checks = [_signature(opened, key, signature, content) for signature, content in SIGNED]
    return [*checks, _signer(found, fingerprint)], found


def check_stamps(opened: Opened) -> list[Check]:
    """A check for each time token: that it is of this bundle. Who issued it needs other tools."""
    checks = [_stamp(opened, *names) for names in STAMPED if opened.has(names[0])]
    if opened.has(TAG_PROOF):
        over = TAG_SIGNATURE if opened.has(TAG_SIGNATURE) else TAG_MANIFEST
        text = f"Whether {over} was there before a block of Bitcoin: ots verify -f {over} {TAG_PROOF}"
        checks.append(Check(TAG_PROOF, NOT_CHECKED, text))
    return checks


def _signature(opened: Opened, key: bytes, name: str, content: str) -> Check:
    try:
        signature, message = opened.read(name), opened.read(content, _LARGEST_SIGNED)
    except Unreadable as error:
        return Check(name, FAILED, str(error))
    if len(signature) != 64 or not signature_holds(key, signature, message):
        return Check(name, FAILED, f"It is no signature of {content} by the key in {KEY}.")
    return Check(name, OK, f"The key in {KEY} signed {content}.")


def _signer(found: str, expected: str) -> Check:
    if not expected:
        text = f"{found}. Whose key that is nothing here can tell: ask the signer, and give it with --key."
        return Check(SIGNER, NOT_CHECKED, text)
    if found != expected:
        return Check(SIGNER, FAILED, f"The key that signed is {found}, not the one that was given.")
    return Check(SIGNER, OK, f"The key that signed is the one that was given: {found}.")


def _stamp(opened: Opened, name: str, signature: str, content: str) -> Check:
    over = signature if opened.has(signature) else content
    try:
        algorithm, imprint = token_imprint(opened.read(name, _LARGEST_TOKEN))
        message = opened.read(over, _LARGEST_SIGNED)
    except Unreadable as error:
        return Check(name, FAILED, str(error))
    if hashlib.new(algorithm, message).hexdigest() != imprint:
        return Check(name, FAILED, f"It is a time stamp of something else than {over}.")
    return Check(
        name,
        NOT_CHECKED,
        f"It is of {over}. Its authority and its time: openssl ts -verify -in {name} -data {over} "
        "-CAfile FILE -untrusted signature/authority.pem, where FILE is a root that you trust.",
    )

"""Headers on every answer, so that a browser does with it what is meant and nothing else.

After the OWASP Secure Headers Project; HSTS (RFC 6797) only where the request came over TLS.
"""

from collections.abc import Iterable, Sequence
from typing import Final

Headers = list[tuple[bytes, bytes]]

CONTENT_POLICY: Final = b"default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
"""Of what is no page: nothing in it may load or run anything, whatever a browser takes it for."""

PAGE_POLICY: Final = (
    b"default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; "
    b"connect-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; "
    b"require-trusted-types-for 'script'; trusted-types respondeat"
)
"""Of pages: files of this server only, nothing in place, no text ever becomes a script.

The one policy of Trusted Types is that of the explorer, whose layout runs in a worker.
"""

_POLICY: Final = b"content-security-policy"
_UNCHANGED: Final = 304
_FEATURES: Final = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")

ALWAYS: Final[Sequence[tuple[bytes, bytes]]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),  # not asked for where CORS allows (Fetch, 3.7)
    (b"permissions-policy", ", ".join(f"{name}=()" for name in _FEATURES).encode()),
    (b"x-frame-options", b"DENY"),  # of browsers that know no frame-ancestors
)
_OVER_TLS: Final = (b"strict-transport-security", b"max-age=31536000")


def secured(headers: Iterable[tuple[bytes, bytes]], scheme: str, id: bytes, status: int = 200) -> Headers:
    """The headers of an answer and those that every answer has; a page may have a policy of its own.

    An answer that nothing changed (304) has none: a browser would put it in place of that of the page which
    it keeps (RFC 9111, section 3.2).
    """
    found = [*headers, *ALWAYS, (b"x-request-id", id)]
    if status != _UNCHANGED and all(name != _POLICY for name, _ in found):
        page = any(name == b"content-type" and value.startswith(b"text/html") for name, value in found)
        found.append((_POLICY, PAGE_POLICY if page else CONTENT_POLICY))
    if scheme == "https":
        found.append(_OVER_TLS)
    return found

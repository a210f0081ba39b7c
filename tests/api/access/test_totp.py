"""One-time passwords."""

from base64 import b32encode
from urllib.parse import parse_qs, urlsplit

import pytest

from respondeat.api.access.totp import address, new_codes, new_secret, step_of

# RFC 6238, appendix B (SHA-1): its secret, moments and the last six digits of its values
SECRET = b32encode(b"12345678901234567890").decode()
VALUES = [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924")]


@pytest.mark.parametrize(("now", "code"), VALUES)
def test_codes_are_those_of_the_rfc(now: int, code: str) -> None:
    assert step_of(SECRET, code, now, 0) == now // 30
    assert step_of(SECRET, f"{code[:3]} {code[3:]}", now, 0) == now // 30


@pytest.mark.parametrize(("now", "code"), VALUES[1:])
def test_a_code_is_taken_one_step_early_or_late_and_no_more(now: int, code: str) -> None:
    begin = now // 30 * 30
    taken = [at for at in range(begin - 90, begin + 120, 30) if step_of(SECRET, code, at, 0) is not None]
    assert taken == [begin - 30, begin, begin + 30]


@pytest.mark.parametrize(("now", "code"), VALUES)
def test_a_code_is_not_taken_twice_nor_one_before_it(now: int, code: str) -> None:
    assert step_of(SECRET, code, now, now // 30) is None
    assert step_of(SECRET, code, now, now // 30 + 1) is None
    assert step_of(SECRET, code, now, now // 30 - 1) == now // 30


@pytest.mark.parametrize("code", ["", "287083", "28708", "2870822", "２８７０８２", "\ud800", "None"])
def test_anything_else_is_no_code(code: str) -> None:
    assert step_of(SECRET, code, 59, 0) is None


def test_a_device_reads_the_address() -> None:
    secret = new_secret()
    parts = urlsplit(address(secret, "reader@example.org"))
    assert (parts.scheme, parts.netloc, parts.path) == ("otpauth", "totp", "/Respondeat:reader%40example.org")
    assert parse_qs(parts.query) == {"secret": [secret], "issuer": ["Respondeat"]}
    assert len(secret) == 32


def test_recovery_codes_differ() -> None:
    assert len({code for _ in range(20) for code in new_codes()}) == 200

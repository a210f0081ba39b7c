"""Which passwords are taken."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.access.passwords import LEAST, check, new_password, normal
from respondeat.errors import InputError


@pytest.mark.parametrize(
    "password",
    [
        "blue kettle under snow",
        "xK9#mpQ2vL7z",
        "сем чорных катоў і дождж",
        "🐈🐕🐎🐄🐖🐑🐐🦆🐓🐇🦊🐝",
        "7419 8326 5570 1",
        "~?{;<)}-=%['",
    ],
)
def test_what_is_long_and_not_usual_is_taken(password: str) -> None:
    assert check(password) == normal(password)


@pytest.mark.parametrize(
    "password",
    [
        *("password1234", "Password2026!!", "123456789012", "qwertyuiop123", "йцукенгшщзхъ", "пароль123456"),
        *("aaaaaaaaaaaa", "abcabcabcabc", "1q2w3e4r5t6y", "zaq12wsxcde3", "9876543210987", "abcdefghijklmn"),
        *(
            "correct horse battery staple",
            "letmein letmein",
            "minsk2020minsk",
            "Respondeat-2026",
            "!@#$%^&*()_+",
        ),
    ],
)
def test_what_others_try_first_is_refused(password: str) -> None:
    with pytest.raises(InputError, match="first that others try"):
        check(password)


def test_a_name_with_a_number_behind_it_is_refused() -> None:
    assert check("ljudmila-2026")
    with pytest.raises(InputError):
        check("ljudmila-2026", ["Ljudmila"])


@given(st.text(max_size=LEAST - 1).filter(lambda t: len(unicodedata.normalize("NFKC", t)) < LEAST))
def test_nothing_short_is_taken(password: str) -> None:
    with pytest.raises(InputError, match="at least 12"):
        check(password)


@pytest.mark.parametrize("password", ["x" * 257, "blue kettle\x00under snow", "blue kettle\ud800under snow"])
def test_nothing_endless_and_no_controls(password: str) -> None:
    with pytest.raises(InputError):
        check(password)


def test_the_same_letters_of_another_keyboard_are_the_same_password() -> None:
    assert check("Zażółć gęślą jaźń") == check(unicodedata.normalize("NFD", "Zażółć gęślą jaźń"))


def test_passwords_that_are_made_are_taken_and_differ() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(check(one) == one for one in made)

"""The text of a key."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from respondeat.api.access.tokens import PREFIX, digest, id_of, new_key, of_basic
from respondeat.errors import NotAuthenticated

KEY = "rsp_0123456789abcdef_" + "a" * 52 + "ruovnd"


def test_a_key_names_its_id_and_scanners_find_it() -> None:
    id, text = new_key()
    assert id_of(text) == id
    assert re.fullmatch(r"rsp_[0-9a-f]{16}_[a-z2-7]{58}", text)
    assert text.startswith(f"{PREFIX}{id.removeprefix('k-')}_")


def test_no_two_keys_are_alike() -> None:
    made = [new_key() for _ in range(100)]
    assert len({id for id, _ in made}) == len({text[21:73] for _, text in made}) == 100


@given(st.integers(0, 77), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_every_single_mistyped_letter_is_told(at: int, letter: str) -> None:
    _, text = new_key()
    wrong = text[:at] + letter + text[at + 1 :]
    assume(wrong != text)
    with pytest.raises(NotAuthenticated):
        id_of(wrong)


@pytest.mark.parametrize("cut", range(1, 79, 7))
def test_a_key_that_is_cut_off_is_told(cut: int) -> None:
    _, text = new_key()
    with pytest.raises(NotAuthenticated, match="rsp_"):
        id_of(text[:-cut])


@pytest.mark.parametrize(
    "text", ["", "rsp_", "Bearer x", "rsp_zz_aa", "\x00", "rsp_" + "é" * 75, KEY[:-1] + "e"]
)
def test_what_is_no_key_is_told(text: str) -> None:
    with pytest.raises(NotAuthenticated):
        id_of(text)


@given(st.text(max_size=90))
def test_no_text_at_random_is_a_key(text: str) -> None:
    with pytest.raises(NotAuthenticated):
        id_of(text)


def test_a_key_by_basic() -> None:
    id, text = new_key()
    bare, secret = text[4:20], text[21:]
    for user, password in (("key", text), ("", text), (id, text), (bare, text), (id, secret), (bare, secret)):
        assert of_basic(user, password) == text
    with pytest.raises(NotAuthenticated):
        of_basic("somebody", text)
    with pytest.raises(NotAuthenticated):
        id_of(of_basic("somebody", "password"))


def test_what_stands_for_a_secret_is_sha_256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("\udcff") != digest("\udcfe")

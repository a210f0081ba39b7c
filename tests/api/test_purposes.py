"""What data are read for is one of a closed list."""

import re

from respondeat.api.purposes import INVESTIGATION, PURPOSES


def test_purposes_are_words_each_once() -> None:
    assert len(set(PURPOSES)) == len(PURPOSES)
    assert all(re.fullmatch("[a-z]+", purpose) for purpose in PURPOSES)
    assert INVESTIGATION in PURPOSES

"""The secret of bundles: made once, the same ever after, refused when it is not what it should be."""

import os
import re
from pathlib import Path

import pytest

from respondeat.errors import InputError
from respondeat.graph.evidence.signing.salt_secret import load_secret


def test_made_on_first_use_and_the_same_ever_after(tmp_path: Path) -> None:
    place = tmp_path / "new" / "bundle-secret"
    secret = load_secret(place)
    assert len(secret) == 32
    assert load_secret(place) == secret
    assert load_secret(place, create=False) == secret
    assert re.fullmatch(r"[0-9a-f]{64}\n", place.read_text("ascii"))
    assert load_secret(tmp_path / "other") != secret
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600


def test_not_made_where_it_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_secret(tmp_path / "a", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"ab" * 31, b"ab" * 33, b"AB" * 32, b"zz" * 32, b"\xff" * 32, b"ab" * 32 + b"\n\n"]
)
def test_another_content_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "a"
    place.write_bytes(content)
    place.chmod(0o600)
    with pytest.raises(InputError, match="is no secret of bundles") as error:
        load_secret(place)
    assert place.read_bytes() == content
    assert "abab" not in error.value.detail


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_one_that_others_may_read_is_refused(tmp_path: Path) -> None:
    load_secret(tmp_path / "a")
    (tmp_path / "a").chmod(0o644)
    with pytest.raises(InputError, match="may be read or changed by others"):
        load_secret(tmp_path / "a")


def test_one_that_leads_nowhere_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="cannot be read"):
        load_secret(tmp_path / "a")
    assert not (tmp_path / "nowhere").exists()

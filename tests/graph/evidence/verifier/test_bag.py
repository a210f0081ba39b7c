"""Bags of every version, made here: what is accepted, what is told, what is refused."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.evidence.verifier import Unreadable
from respondeat.graph.evidence.verifier.bag import INVALID, VALID, WARNINGS, Bag, examine
from respondeat.graph.evidence.verifier.tag_files import VERSIONS
from tests.examples import examples
from tests.graph.evidence.bundles import MemorySource

Files = dict[str, bytes]

PAYLOAD = {"data/a.txt": b"text of a", "data/b/c.txt": b"text of c"}


def hashes(files: Mapping[str, bytes], algorithm: str = "sha256", mark: str = "  ") -> str:
    return "".join(
        f"{hashlib.new(algorithm, content).hexdigest()}{mark}{name}\n" for name, content in files.items()
    )


def bag(
    version: str = "1.0",
    *,
    algorithm: str = "sha256",
    encoding: str = "UTF-8",
    payload: Mapping[str, bytes] = PAYLOAD,
    manifest: str | None = None,
    **tags: str | bytes,
) -> Files:
    """A bag; further tag files as keyword arguments, "__" for a hyphen and "_txt" left out."""
    made: Files = dict(payload)
    made["bagit.txt"] = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n".encode()
    listed = hashes(payload, algorithm) if manifest is None else manifest
    made[f"manifest-{algorithm}.txt"] = listed.encode(encoding)
    for name, content in tags.items():
        made[name.replace("__", "-") + ".txt"] = (
            content if isinstance(content, bytes) else content.encode(encoding)
        )
    return made


def told(files: Files) -> Bag:
    return examine(MemorySource(files))


def refused(files: Files, words: str) -> None:
    found = told(files)
    assert found.verdict == INVALID
    assert any(words in fault for fault in found.faults), found.faults


def warned(files: Files, words: str) -> None:
    found = told(files)
    assert found.verdict == WARNINGS, found.faults
    assert any(words in text for text in found.warnings), found.warnings


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256"])
def test_versions_and_algorithms(version: str, algorithm: str) -> None:
    files = bag(version, algorithm=algorithm)
    found = told(files)
    assert found.verdict == VALID
    assert found.version == version
    assert found.hashes["data/a.txt"]["sha256"] == hashlib.sha256(b"text of a").hexdigest()
    refused(
        files | {"data/a.txt": b"text of b"},
        f"'data/a.txt' does not agree with its hash in manifest-{algorithm}",
    )


@pytest.mark.parametrize("written", ["SHA256", "sha-256", "Sha_256"])
def test_names_of_algorithms_however_written(written: str) -> None:
    files = bag()
    files[f"manifest-{written}.txt"] = files.pop("manifest-sha256.txt")
    assert told(files).verdict == VALID


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "UTF-16", "utf-16-be", "windows-1251", "KOI8-R"])
def test_encodings_of_tag_files(encoding: str) -> None:
    name = "data/улей.txt" if encoding in ("UTF-8", "UTF-16", "windows-1251", "KOI8-R") else "data/a.txt"
    files = bag("0.97", encoding=encoding, payload={name: b"x"}, bag__info="Contact-Name: Ann\n")
    assert told(files).verdict == VALID
    assert told(files).first("contact-NAME") == "Ann"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(end: str) -> None:
    files = bag("0.96")
    for name in ("bagit.txt", "manifest-sha256.txt"):
        files[name] = files[name].replace(b"\n", end.encode())
    assert told(files).verdict == VALID


def test_a_tag_file_of_another_encoding_is_refused() -> None:
    refused(bag(bag__info=b"Contact-Name: \xff\xfe\n"), "bag-info.txt is not utf")


def test_an_encoding_or_version_that_is_not_known_is_refused() -> None:
    files = bag()
    for words, content in {
        "the encoding 'rot13', which is not read": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: rot13",
        "does not say the encoding": b"BagIt-Version: 0.97\n",
        "does not say a version": b"BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n",
        "version 1.7": b"BagIt-Version: 1.7\nTag-File-Character-Encoding: UTF-8\n",
        "byte order mark": b"\xef\xbb\xbfBagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
        "more than its two lines": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nX: y\n",
        "not written as RFC 8493": b"BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n",
    }.items():
        refused(files | {"bagit.txt": content}, words)
    assert (
        told(
            bag("0.97") | {"bagit.txt": b"BagIt-Version : 0.97\r\nTag-File-Character-Encoding :UTF-8"}
        ).faults
        == ()
    )


def test_no_bag_at_all() -> None:
    with pytest.raises(Unreadable, match=r"bagit\.txt is missing"):
        told({"data/a": b""})
    with pytest.raises(Unreadable, match="not UTF-8"):
        told(bag() | {"bagit.txt": b"\xff"})


def test_a_bag_without_payload_folder_or_manifest_is_refused() -> None:
    refused(bag(payload={}, manifest=""), "There is no folder data/")
    files = bag()
    del files["manifest-sha256.txt"]
    refused(files, "There is no manifest of the payload")
    refused(
        files | {"manifest-whirlpool.txt": b"00 data/a.txt\n"}, "no manifest of the payload whose hashes can"
    )


def test_a_manifest_that_cannot_be_checked_is_told() -> None:
    warned(bag() | {"manifest-whirlpool.txt": b"00 data/a.txt\n"}, "is not known here")


def test_files_missing_and_files_added() -> None:
    files = bag()
    del files["data/a.txt"]
    refused(files, "'data/a.txt' is listed in manifest-sha256.txt and is missing")
    refused(bag() | {"data/x": b""}, "'data/x' is not listed in every manifest")
    assert told(bag() | {"beside.txt": b"tag files may stand there"}).verdict == VALID


def test_each_manifest_has_to_list_each_file_since_1_0() -> None:
    for version, verdict in (("0.97", VALID), ("1.0", INVALID)):
        files = bag(version)
        files["manifest-md5.txt"] = hashes({"data/a.txt": PAYLOAD["data/a.txt"]}, "md5").encode()
        assert told(files).verdict == verdict


def test_two_manifests_that_disagree_are_refused() -> None:
    files = bag("0.97")
    files["manifest-md5.txt"] = hashes({**PAYLOAD, "data/a.txt": b"another"}, "md5").encode()
    refused(files, "'data/a.txt' does not agree with its hash in manifest-md5.txt")


@pytest.mark.parametrize("version", ["0.97", "1.0"])
def test_a_name_listed_twice(version: str) -> None:
    line = hashes({"data/a.txt": PAYLOAD["data/a.txt"]})
    twice = bag(version, manifest=hashes(PAYLOAD) + line)
    if version == "1.0":
        refused(twice, "twice, with the same hash")
    else:
        warned(twice, "twice, with the same hash")
    refused(
        bag(version, manifest=hashes(PAYLOAD) + line.replace(line[:8], "deadbeef")), "with different hashes"
    )
    refused(
        bag(version, manifest=line.replace(line[:8], "deadbeef") + hashes(PAYLOAD)), "with different hashes"
    )


def test_names_that_are_one_on_many_systems_are_told() -> None:
    one = {"data/A.txt": b"x"}
    warned(
        bag(payload=one, manifest=hashes({"data/A.txt": b"x", "data/a.txt": b"x"})),
        "one file on many systems",
    )
    refused(bag(payload=one, manifest=hashes({"data/A.txt": b"x", "data/a.txt": b"y"})), "does not agree")
    name, other = "data/Nu\u0301ez", "data/N\u00faez"
    warned(bag(payload={name: b""}, manifest=hashes({name: b"", other: b""})), "one file on many systems")
    warned(bag(payload={name: b""}, manifest=hashes({other: b""})), "the file is called")


def test_what_md5sum_and_find_write() -> None:
    warned(bag(manifest=hashes(PAYLOAD, mark=" *")), "asterisk")
    warned(bag(manifest=hashes(PAYLOAD).replace("data/", "./data/")), "begin with './'")
    assert told(bag(manifest=hashes(PAYLOAD, mark="\t "))).verdict == VALID
    assert (
        told(
            bag(
                manifest=hashes(PAYLOAD)
                .upper()
                .replace("DATA/A.TXT", "data/a.txt")
                .replace("DATA/B/C.TXT", "data/b/c.txt")
            )
        ).verdict
        == VALID
    )


def test_system_files_that_come_and_go_are_told() -> None:
    warned(bag() | {"data/.DS_Store": b"x"}, "system file that no manifest lists")
    more = hashes({**PAYLOAD, "data/Thumbs.db": b""})
    warned(bag(manifest=more, bag__info="Payload-Oxum: 18.3\n"), "is a system file, and gone")
    refused(bag(payload={**PAYLOAD, "data/Thumbs.db": b"y"}, manifest=more), "does not agree")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../a",
        "data/../../a",
        "~/a",
        "~root/a",
        "C:\\a",
        "\\\\server\\a",
        "data\\..\\..\\a",
        "c:a",
    ],
)
def test_paths_that_lead_out_on_any_system_are_refused(name: str) -> None:
    line = f"{'0' * 64}  {name}\n"
    assert told(bag(manifest=hashes(PAYLOAD) + line)).verdict == INVALID
    assert told(bag(tagmanifest__sha256=line)).verdict == INVALID
    assert told(bag(fetch=f"https://archive.example/a - {name}\n")).verdict == INVALID


def test_files_to_be_fetched() -> None:
    files = bag(
        manifest=hashes({**PAYLOAD, "data/d": b"text of d"}), fetch="https://archive.example/d 9 data/d\n"
    )
    warned(files, "1 files are listed to be fetched")
    assert told(files).fetch == {"data/d": "https://archive.example/d"}
    assert told(files).fetched == frozenset()
    complete = files | {"data/d": b"text of d"}
    assert told(complete).verdict == VALID
    assert not told(complete).fetch
    assert told(complete).fetched == frozenset({"data/d"})
    refused(files | {"data/d": b"other"}, "does not agree")
    refused(bag(fetch="https://archive.example/d - data/d\n"), "'data/d' is not listed in every manifest")
    refused(bag(fetch="https://archive.example/d - bag-info.txt\n"), "not of the payload")
    refused(bag(fetch="https://archive.example/d data/d\n"), "Line 1 of fetch.txt")
    refused(bag(fetch="https://archive.example/d x data/d\n"), "Line 1 of fetch.txt")


def test_escaped_names() -> None:
    odd = {"data/a\\b".replace("\\", "%"): b"x", "data/100%25": b"y"}
    assert told(bag("0.97", payload=odd)).verdict == VALID
    listed = hashes({"data/a%25b": b"x"})
    assert told(bag("1.0", payload={"data/a%b": b"x"}, manifest=listed)).verdict == VALID
    assert told(bag("1.0", payload={"data/%7Ea": b"x"})).verdict == VALID


def test_tag_manifests() -> None:
    info = b"Contact-Name: Ann\n"
    assert told(bag(bag__info=info, tagmanifest__md5=hashes({"bag-info.txt": info}, "md5"))).verdict == VALID
    refused(
        bag(bag__info=info, tagmanifest__md5=hashes({"bag-info.txt": b""}, "md5")), "in tagmanifest-md5.txt"
    )
    refused(
        bag(tagmanifest__md5=hashes({"bag-info.txt": info}, "md5")), "is listed in tagmanifest-md5.txt and is"
    )
    refused(bag(tagmanifest__md5=hashes(PAYLOAD, "md5")), "a file of the payload")
    refused(bag(manifest=hashes({**PAYLOAD, "bag-info.txt": info}), bag__info=info), "not of the payload")


def test_lines_that_are_none() -> None:
    refused(bag(manifest=hashes(PAYLOAD) + "no hash\n"), "Line 3 of manifest-sha256.txt")
    refused(bag(manifest=hashes(PAYLOAD).replace("data/a.txt", "")), "Line 1 of manifest-sha256.txt")
    refused(bag(manifest=hashes(PAYLOAD, "md5")), "what is no hash by sha256")
    warned(bag(bag__info="no label\n"), "no label and value")
    assert told(bag(manifest=hashes(PAYLOAD) + "\n\n")).verdict == VALID


def test_info_of_new_and_old_bags() -> None:
    info = "Contact-Name: Ann\n  Onymous\nContact-Name :  Bo\nEmpty:\n"
    found = told(bag(bag__info=info))
    assert found.info == (("Contact-Name", "Ann Onymous"), ("Contact-Name", "Bo"), ("Empty", ""))
    assert found.first("none") == ""
    assert told(bag("0.94", package__info=info)).first("Contact-Name") == "Ann Onymous"
    assert told(bag("1.0", package__info=info)).info == ()


def test_the_size_that_a_bag_says() -> None:
    assert told(bag(bag__info="Payload-Oxum: 18.2\n")).verdict == VALID
    refused(bag(bag__info="Payload-Oxum: 18.3\n"), "Payload-Oxum says '18.3', and the payload is 18.2")
    refused(bag(bag__info="Payload-Oxum: 17.2\n"), "Payload-Oxum")
    refused(bag(bag__info="Payload-Oxum: many\n"), "Payload-Oxum")


def test_many_faults_are_told_in_short() -> None:
    found = told(bag() | {f"data/{n}": b"" for n in range(1500)})
    assert len(found.faults) == 1001
    assert found.faults[-1] == "... and 500 more."


def test_a_file_that_cannot_be_read_is_a_fault() -> None:
    class Broken(MemorySource):
        def open(self, name: str) -> io.BytesIO:
            if name == "data/a.txt":
                raise Unreadable("The medium is damaged.")
            return io.BytesIO(self.files[name])

    found = examine(Broken(bag()))
    assert "'data/a.txt' cannot be read: The medium is damaged." in found.faults
    assert "data/a.txt" not in found.hashes


def test_progress_tells_every_byte() -> None:
    seen: list[tuple[int, int]] = []
    files = bag()
    examine(MemorySource(files), lambda done, total: seen.append((done, total)))
    whole = sum(map(len, files.values()))
    assert seen[-1] == (whole, whole)
    assert seen == sorted(seen)


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='/\\~$%:"'), min_size=1, max_size=12
)


@given(
    st.dictionaries(
        NAMES.filter(lambda n: n.strip(" .") == n), st.binary(max_size=50), min_size=1, max_size=6
    ),
    st.integers(),
)
@settings(max_examples=examples(20))
def test_what_the_library_makes_is_valid_until_a_byte_is_changed(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], chosen: int
) -> None:
    from respondeat.graph.evidence.verifier.names import folded
    from respondeat.graph.evidence.verifier.source import FolderSource

    if len({folded(name) for name in files}) < len(files):
        return
    folder = tmp_path_factory.mktemp("bag")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    bagit.make_bag(str(folder), checksums=["sha256", "md5"])
    assert examine(FolderSource(folder)).faults == ()
    full = [name for name, content in files.items() if content]
    if full:
        changed: Path = folder / "data" / full[chosen % len(full)]
        bits = bytearray(changed.read_bytes())
        bits[chosen % len(bits)] ^= 1
        changed.write_bytes(bits)
        assert examine(FolderSource(folder)).verdict == INVALID

"""Packages made for tests, all of it invented."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

Entity = dict[str, Any]

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with files by name."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(path: Path, files: Mapping[str, bytes], top: str = "") -> Path:
    """A zip with files by name."""
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(top + name, (1980, 1, 1, 0, 0, 0)), content)
    return path


# bags


def bag(payload: Mapping[str, bytes], fetch: Mapping[str, tuple[str, str]] | None = None) -> dict[str, bytes]:
    """The files of a bag; `fetch` has address and hash by name."""
    lines = {f"data/{name}": sha(content) for name, content in payload.items()}
    away = {f"data/{name}": told for name, told in (fetch or {}).items()}
    lines |= {name: hash for name, (_, hash) in away.items()}
    files = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": b"Source-Organization: Invented Office\n",
        "manifest-sha256.txt": "".join(f"{h}  {n}\n" for n, h in sorted(lines.items())).encode(),
    }
    if away:
        files["fetch.txt"] = "".join(f"{url} - {name}\n" for name, (url, _) in away.items()).encode()
    files["tagmanifest-sha256.txt"] = "".join(f"{sha(c)}  {n}\n" for n, c in sorted(files.items())).encode()
    return {**{f"data/{name}": content for name, content in payload.items()}, **files}


# RO-Crates


def crate(*entities: Entity, version: str = "1.1", **root: Any) -> Entity:
    """The metadata of a crate whose root has these parts, and further properties; None takes one away."""
    spec = f"https://w3id.org/ro/crate/{version}"
    parts = [{"@id": e["@id"]} for e in entities if e["@type"] in ("File", "Dataset") and e["@id"][0] != "#"]
    told = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Invented crate",
        "description": "Made for a test.",
        "license": "none",
        "datePublished": "2024-01-31",
        **({"hasPart": parts} if parts else {}),
        **root,
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": spec},
        "about": {"@id": told["@id"]},
    }
    told = {key: value for key, value in told.items() if value is not None}
    return {"@context": f"{spec}/context", "@graph": [descriptor, told, *entities]}


def file(id: str, **more: Any) -> Entity:
    return {"@id": id, "@type": "File", "name": "Invented file", "encodingFormat": "text/plain", **more}


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


# WACZ


def wacz(extra: Mapping[str, bytes] | None = None, **package: Any) -> dict[str, bytes]:
    """The files of a web archive with two pages."""
    pages = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All"},
        {"id": "1", "url": "https://news.example/a", "ts": "2021-03-04T05:06:07Z", "title": "A"},
        {"id": "2", "url": "https://news.example/b", "ts": "2021-03-04T05:07:08.123Z", "title": "B"},
    ]
    files = {
        "archive/data.warc.gz": b"\x1f\x8bno real archive",
        "indexes/index.cdx.gz": b"\x1f\x8bno real index",
        "pages/pages.jsonl": b"\n".join(map(as_bytes, pages)) + b"\n",
        **(extra or {}),
    }
    listed = [
        {"name": n.rpartition("/")[2], "path": n, "hash": f"sha256:{sha(c)}", "bytes": len(c)}
        for n, c in files.items()
    ]
    told = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Invented site",
        "software": "Invented Crawler 1",
        "created": "2021-03-04T06:00:00Z",
        "resources": listed,
        **package,
    }
    files["datapackage.json"] = as_bytes(told)
    return files


def digest(files: Mapping[str, bytes], signed: Any = None) -> dict[str, bytes]:
    """The files of a web archive with its `datapackage-digest.json`."""
    told = {"path": "datapackage.json", "hash": f"sha256:{sha(files['datapackage.json'])}"}
    if signed is not None:
        told["signedData"] = signed
    return {**files, "datapackage-digest.json": as_bytes(told)}


def signed_by_key(
    files: Mapping[str, bytes], curve: ec.EllipticCurve | None = None, *, raw: bool = True
) -> dict[str, str]:
    """`signedData` by a new key: as browsers write a signature (`raw`), or as other programs do (DER)."""
    key = ec.generate_private_key(curve or ec.SECP256R1())
    told = f"sha256:{sha(files['datapackage.json'])}"
    signature = key.sign(told.encode(), ec.ECDSA(hashes.SHA256()))
    if raw:
        size = (key.curve.key_size + 7) // 8
        signature = b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(signature))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return {
        "hash": told,
        "signature": base64.b64encode(signature).decode(),
        "publicKey": base64.b64encode(public).decode(),
        "created": "2021-03-04T06:00:00Z",
        "software": "Invented Signer 1",
    }


def stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)

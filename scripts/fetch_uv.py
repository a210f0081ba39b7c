"""Install uv with nothing but Python's standard library, where neither venv nor pip is there.

Fetches pip's wheel from the package index, compares its SHA-256 with the one that the index states, and lets
pip install uv from there (a wheel is a ZIP file that Python can run from).

Usage: `fetch_uv.py FOLDER REQUIREMENT`.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")


def pip_wheel() -> tuple[str, bytes]:
    """File name and bytes of the newest pip that the index has; ends the program if the hash differs."""
    request = Request(f"{INDEX}/pip/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urlopen(request, timeout=60) as answer:
        page = json.load(answer)
    wheels = [
        f for f in page["files"] if f["filename"].endswith("-py3-none-any.whl") and not f.get("yanked", False)
    ]
    newest = max(wheels, key=lambda f: version(f["filename"].split("-")[1]))
    with urlopen(urljoin(f"{INDEX}/pip/", newest["url"]), timeout=60) as answer:
        content: bytes = answer.read()
    found, stated = hashlib.sha256(content).hexdigest(), newest["hashes"]["sha256"]
    if found != stated:
        sys.exit(
            f"{newest['filename']}: SHA-256 is {found}, the index states {stated}. Nothing was installed."
        )
    return newest["filename"], content


def version(text: str) -> tuple[int, ...]:
    """Numbers of a release for comparing; a pre-release sorts before everything."""
    parts = text.split(".")
    return tuple(map(int, parts)) if all(p.isdigit() for p in parts) else ()


def main(folder: str, requirement: str) -> int:
    """Install `requirement` into `folder`; returns pip's exit code."""
    try:
        name, content = pip_wheel()
    except OSError as error:
        sys.exit(f"{INDEX} cannot be read: {error}")
    with tempfile.TemporaryDirectory() as place:
        wheel = Path(place, name)
        wheel.write_bytes(content)
        command = [sys.executable, f"{wheel}/pip", "install", "--target", folder, requirement]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

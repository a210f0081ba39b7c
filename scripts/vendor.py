"""Write the scripts of others that pages come with again, from npm, or say which files differ (`--check`).

They are committed, so that installing builds nothing and a page loads nothing from elsewhere. The manifest
`src/respondeat/vendored.json` has of every file its SHA-256 and of every package in it the version, the
licence and the hash under which npm has it; the tests hold the files against it. Needs npm.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from scripts.regenerate import ROOT, differences, write

ESBUILD: Final = "0.28.2"
MANIFEST: Final = PurePosixPath("src/respondeat/vendored.json")
LICENCES: Final = PurePosixPath("src/respondeat/vendored-licences.txt")
PAGES: Final = "src/respondeat/api/pages/static/vendor"
_TEXTS: Final = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENSE-MIT", "LICENSE-APACHE-2.0", "license")


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file: what it is made of (packages and versions), and how.

    A `source` is bundled with all that it imports; a `copied` file is taken as it is in its package. Among
    the packages are those that another one has built in.
    """

    path: str
    packages: Mapping[str, str]
    source: str = ""
    copied: str = ""
    options: tuple[str, ...] = ("--format=esm",)


FILES: Final = (
    Vendored(
        f"{PAGES}/dagre.js",
        {"@dagrejs/dagre": "3.1.3"},
        "export { Graph, layout } from '@dagrejs/dagre';",
    ),
    Vendored(
        f"{PAGES}/cytoscape.js",
        {"cytoscape": "3.34.4", "cytoscape-fcose": "2.2.0"},
        "import cytoscape from 'cytoscape';\nimport fcose from 'cytoscape-fcose';\n"
        "cytoscape.use(fcose);\nexport default cytoscape;",
    ),
    Vendored(
        "src/respondeat/api/interactive/vis-network.js",
        {
            **{"vis-network": "10.1.5", "vis-data": "8.0.6", "vis-util": "6.0.3"},
            **{
                "@egjs/hammerjs": "2.0.17",
                "component-emitter": "2.0.0",
                "keycharm": "0.4.0",
                "uuid": "14.0.3",
            },
        },
        "export { Network } from 'vis-network';\nexport { DataSet } from 'vis-data';",
        options=("--format=iife", "--global-name=vis"),
    ),
    Vendored("tests/browser/axe.min.js", {"axe-core": "4.14.1"}, copied="axe-core/axe.min.js"),
)


def made(folder: Path) -> Mapping[PurePosixPath, bytes]:
    """Every file with the manifest and the licences, made in an empty folder."""
    wanted = {name: version for file in FILES for name, version in file.packages.items()}
    named = [f"{name}@{version}" for name, version in {**wanted, "esbuild": ESBUILD}.items()]
    (folder / "package.json").write_text('{"private": true}')
    _run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", *named)
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    files: dict[PurePosixPath, bytes] = {}
    told, texts = [], dict[str, str]()
    for file in FILES:
        content, inside = _file(folder, file)
        files[PurePosixPath(file.path)] = content
        packages = [_package(name, locked) for name in sorted(inside)]
        texts |= {f"{one['package']} {one['version']}": _licence(folder, one["package"]) for one in packages}
        told.append({"path": file.path, "sha256": hashlib.sha256(content).hexdigest(), "packages": packages})
    files[MANIFEST] = (json.dumps({"esbuild": ESBUILD, "files": told}, indent=2) + "\n").encode()
    parts = [f"{name}\n{'=' * len(name)}\n\n{text.strip()}\n" for name, text in sorted(texts.items())]
    files[LICENCES] = "\n\n".join(parts).encode()
    return files


def _file(folder: Path, file: Vendored) -> tuple[bytes, set[str]]:
    """The content of a file and the packages in it."""
    if file.copied:
        return (folder / "node_modules" / file.copied).read_bytes(), set(file.packages)
    source, out, meta = folder / "source.js", folder / "out.js", folder / "meta.json"
    source.write_text(file.source, "utf-8")
    options = ("--bundle", "--minify", "--charset=utf8", "--legal-comments=inline", "--target=es2022")
    outputs = (f"--outfile={out}", f"--metafile={meta}", "--log-level=error")
    _run(folder, "npx", "--no-install", "esbuild", str(source), *options, *file.options, *outputs)
    inputs = json.loads(meta.read_text("utf-8"))["inputs"]
    return out.read_bytes(), {*_packages(inputs), *file.packages}


def _packages(inputs: Mapping[str, Any]) -> Iterator[str]:
    for path in inputs:
        parts = path.rpartition("node_modules/")[2].split("/")
        if "node_modules/" in path:
            yield "/".join(parts[:2]) if parts[0].startswith("@") else parts[0]


def _package(name: str, locked: Mapping[str, Any]) -> dict[str, str]:
    told = locked[f"node_modules/{name}"]
    members = ("version", "license", "integrity")
    return {"package": name} | {member: told[member] for member in members}


def _licence(folder: Path, name: str) -> str:
    """The texts of a package's licence, or its name where the package has no text."""
    package = folder / "node_modules" / name
    found = [(package / text).read_text("utf-8") for text in _TEXTS if (package / text).is_file()]
    told = json.loads((package / "package.json").read_text("utf-8"))
    return "\n\n".join(found) or f"{told['license']}, by {told.get('author') or 'its contributors'}"


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def main(arguments: list[str]) -> int:
    """Exit code: 1 when `--check` finds a difference, else 0."""
    parser = argparse.ArgumentParser(description="Write the vendored files again, from npm.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    check = parser.parse_args(arguments).check
    if shutil.which("npm") is None:
        sys.exit("npm is needed, and is not here.")
    with tempfile.TemporaryDirectory() as folder:
        files = made(Path(folder))
    if not check:
        write(files, ROOT)
        print(f"{len(files)} files written")
        return 0
    lines = differences(files)
    print("\n".join(lines) or f"{len(files)} files are what npm has")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

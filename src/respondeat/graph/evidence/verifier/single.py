"""The verifier as one file for a recipient: these very modules, one behind the other."""

from __future__ import annotations

import ast
from importlib.resources import files
from typing import Final

MODULES: Final = (
    "layout",
    "verdict",
    "canonical",
    "names",
    "zipped",
    "source",
    "merkle",
    "blocks",
    "ed25519",
    "der",
    "hashing",
    "tag_files",
    "bag",
    "opened",
    "form",
    "contents",
    "told",
    "signed",
    "zip_form",
    "verify",
    "table",
)
"""The modules of the one file, each behind those that it builds on."""

_HEADER: Final = '''\
#!/usr/bin/env python3
"""Verifies an evidence bundle of Respondeat. Run it: python3 verify_bundle.py [PATH] [--key FINGERPRINT]

PATH is the bundle, a folder or a zip; without it, the bundle that this file lies in. It needs Python 3.8 or
newer and nothing else: no network, no secret, no other file. It reads, and never writes. Whoever could change
the bundle could change this file too: for a verdict that counts, take it from a source that you trust (the
package "respondeat" has the same checks: respondeat bundle verify PATH), or go by VERIFY.txt with openssl and
sha256sum. Exit code 0: intact; 4: not intact; 2: no bundle that can be read.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # this folder: a file json.py beside this one is not to be run for Python's own
'''
_FOOTER: Final = '\n\nif __name__ == "__main__":\n    sys.exit(main(here=__file__))\n'


def single_file() -> bytes:
    """`verify_bundle.py`: the same bytes each time for the same version of the program."""
    imports: set[str] = set()  # but sys, which comes before all others
    parts = []
    for name in MODULES:
        text = files(__package__).joinpath(f"{name}.py").read_text("utf-8").replace("\r\n", "\n")
        parts.append(_part(name, text, imports))
    plain = sorted(line for line in imports if line.startswith("import ") and line != "import sys")
    chosen: dict[str, list[str]] = {}
    for line in sorted(imports):
        if line.startswith("from "):
            module, _, name = line[len("from ") :].partition(" import ")
            chosen.setdefault(module, []).append(name)
    told = [*plain, *(f"from {module} import {', '.join(names)}" for module, names in chosen.items())]
    return "".join([_HEADER, "\n", *(f"{line}\n" for line in told), *parts, _FOOTER]).encode()


def _part(name: str, text: str, imports: set[str]) -> str:
    """The text of a module without its imports, which are added to the others; its docstring as a comment."""
    tree = ast.parse(text)
    lines = text.splitlines()
    dropped: set[int] = set()
    for node in tree.body:
        whole = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        if isinstance(node, ast.Import):
            imports.update(f"import {alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if not node.level and node.module != "__future__":
                imports.update(f"from {node.module} import {alias.name}" for alias in node.names)
        elif not (node is tree.body[0] and isinstance(node, ast.Expr)):
            continue
        dropped.update(whole)
    told = ast.get_docstring(tree) or ""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in told.splitlines())
    kept = "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped)
    bar = "# " + "-" * 100
    return f"\n\n{bar}\n# {name}\n#\n{comment}{bar}\n\n{kept.strip()}\n"

"""What became of a bundle, for a terminal."""

from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from respondeat.api.proof import Json


def created(told: Json, out: Console) -> None:
    """What was handed over."""
    documents = told["documents"]
    out.print(Text(f"{told['bundle']}: a bundle for the profile {told['profile']}"), soft_wrap=True)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    held, listed = documents["held"], documents["listed"]
    table.add_row(
        "documents", f"{held} inside, {listed} not held and listed, {documents['withheld']} withheld"
    )
    table.add_row("parts", f"{told['leaves']}, of which {told['withheld']} are withheld, their hashes kept")
    table.add_row("root", told["merkle_root"])
    table.add_row("custody log", told["custody_head"])
    table.add_row("signed by", told["signer"] or "nobody (--sign)")
    table.add_row("dated", ", ".join(told["dated"]) or "by nobody: only its own words say when it was made")
    out.print(table)
    out.print(Text(f"respondeat bundle verify {told['bundle']}"), style="italic", soft_wrap=True)


def previewed(told: Json, out: Console) -> None:
    """What each profile would show and withhold."""
    for profile in told["profiles"]:
        out.print(Text(f"{profile['profile']}: {profile['for']}", style="bold"), soft_wrap=True)
        if profile["unasked"]:
            out.print(Text(f"  no bundle can be made: {profile['unasked']}"), soft_wrap=True)
            continue
        table = Table(box=None, pad_edge=False)
        for title in ("  part", "shown", "withheld"):
            table.add_column(title, justify="left" if title == "  part" else "right")
        for kind in sorted({*profile["shown"], *profile["withheld"]}):
            shown, withheld = (profile[key].get(kind, 0) for key in ("shown", "withheld"))
            table.add_row(f"  {_KINDS[kind]}", str(shown), str(withheld))
        out.print(table)
        for document in profile["documents"]:
            found = f" ({', '.join(document['found'])})" if document["found"] else ""
            out.print(Text(f"  withheld: {document['title']}: {document['why']}{found}"), soft_wrap=True)
    out.print("Titles are shown for the owner of the store: keep this page to yourself.", style="bold red")


_KINDS: Final = {
    "record": "statements and what they rest on",
    "document": "documents",
    "listed": "documents not held",
    "working": "extracted texts",
    "answer": "answers",
}

"""The metadata files of roc-validator's own tests: the valid are read, what breaks a required rule is not.

`tests/data/rocrate/decisions.csv` has a line for each case: what becomes of it, why, and which of our rules
it breaks. A case is `refused` because it breaks a `required` rule of RO-Crate itself; many that are there
for the sake of a profile lack the root's name, description or date as well. It is `read` where

- `as-named`: its folder says that it is valid;
- `recommended`: what it breaks is only recommended (SHOULD) by RO-Crate;
- `profile`: what it breaks is a rule of a profile (workflow runs, provenance), which RO-Crate has not;
- `payload`: what it breaks shows only beside the files, which are not there (an import looks them up);
- `network`: what it breaks shows only when an address is asked, which is never done.

`validator` is what roc-validator 0.13 said of it at its level "required", by the profile of RO-Crate 1.1 or
1.2, without network: contexts of others were taken as they are, as here. In three cases more is refused
here than it does when it sees the metadata alone: the root of a crate 1.2 is neither `./` nor an absolute
address, which the chapter on structure forbids for a package of files.
"""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from respondeat.errors import InputError
from respondeat.graph.evidence.received.crate import judge
from respondeat.graph.evidence.received.findings import errors_of

TABLE = Path(__file__).parent.parent / "data" / "rocrate" / "decisions.csv"
BECAUSE = {"required", "as-named", "recommended", "profile", "payload", "network"}
Find = Callable[[str], Path]


def decisions() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["case"]: row for row in csv.DictReader(file)}


def cases(test_data: Find) -> dict[str, Path]:
    top = test_data("rocrate-validator") / "tests" / "data" / "crates"
    return {str(p.parent.relative_to(top)): p for p in sorted(top.rglob("ro-crate-metadata.json"))}


def broken(path: Path) -> set[str]:
    try:
        return {one.rule for one in errors_of(judge(path.read_bytes()).findings)}
    except InputError as error:
        assert "Nothing was taken in" in error.detail
        return {"json"}


def test_the_table_is_in_order() -> None:
    table = decisions().values()
    assert {row["because"] for row in table} == BECAUSE
    for row in table:
        assert (row["decision"] == "refused") == bool(row["rules"]) == (row["because"] == "required"), row
    unlike = [row["case"] for row in table if row["validator"] != row["decision"]]
    assert [case.split("/")[1] for case in unlike] == ["2_attached_rocrates"] * 3
    assert Counter(row["decision"] for row in table) == {"refused": 153, "read": 221}


def test_every_case_is_judged_as_the_table_says(test_data: Find) -> None:
    found, table = cases(test_data), decisions()
    assert sorted(found) == sorted(table)
    assert {case: broken(path) for case, path in found.items()} == {
        case: set(row["rules"].split()) for case, row in table.items()
    }


def test_the_valid_ones_are_read(test_data: Find) -> None:
    named = [
        c for c in cases(test_data) if c.startswith("valid/") or c.rpartition("/")[2].startswith("valid")
    ]
    assert len(named) > 75
    assert {decisions()[case]["decision"] for case in named} == {"read"}

"""What a bundle says of itself, as JSON and in bag-info.txt."""

import json
from dataclasses import replace

from respondeat.graph.evidence.description import bag_info, bundle_json
from respondeat.graph.evidence.verifier import layout
from tests.graph.evidence.description.sample import TOLD


def test_bundle_json_has_everything_once_in_canonical_form() -> None:
    content = bundle_json(TOLD.about)
    found = json.loads(content)
    again = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content == again.encode() + b"\n"
    assert found["format"] == layout.FORMAT
    assert found["question"] == {"name": "chain", "parameters": TOLD.about.parameters}
    assert found["documents"] == {"held": 2, "listed": 2, "withheld": 1}
    assert found["changesets"] == list(TOLD.about.changesets)
    assert (found["leaves"], found["withheld"], found["item_prefix"]) == (40, 11, "EX-")


def test_bag_info_is_of_reserved_names_and_of_the_day_of_the_data() -> None:
    found = bag_info(TOLD.about)
    assert found["Bagging-Date"] == "2026-10-01"
    assert found["External-Identifier"] == TOLD.about.merkle_root
    assert found["Internal-Sender-Identifier"] == TOLD.about.dataset_hash
    assert found["Bag-Software-Agent"] == "Respondeat 0.1.0"
    assert "public" in found["External-Description"] and "chain" in found["External-Description"]


def test_no_value_of_bag_info_can_begin_a_line_of_its_own() -> None:
    found = bag_info(replace(TOLD.about, question="chain\r\nPayload-Oxum: 0.0\u2028x"))
    assert all(len(value.splitlines()) == 1 for value in found.values())

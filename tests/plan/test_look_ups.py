"""Look-ups of an estate in a plan without a network: its recorded files answer, or the plan says what is missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.errors import MissingInvoke, ProgramFailed
from plan.estate import plan_estate
from plan.offline.recorded import look_ups
from stacks.catalogue import FOLDER


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in ("cloudtemple.yaml", "cloudtemple.answers.json", "hdh.yaml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_the_recorded_file_beside_the_estate_answers(copied: Path) -> None:
    (bootstrap,) = plan_estate("cloudtemple", ("bootstrap",), folder=copied)
    (bucket,) = [item for item in bootstrap.resources if item.type.endswith(":ObjectStorageBucket")]
    assert bucket.inputs["aclEntries"][0]["role"] == "read_write"


def test_a_look_up_that_nothing_answers_is_named(copied: Path) -> None:
    file = copied / "cloudtemple.answers.json"
    recorded = json.loads(file.read_text(encoding="utf-8"))
    recorded["answers"] = [item for item in recorded["answers"] if "Role" not in item["token"]]
    file.write_text(json.dumps(recorded), encoding="utf-8")
    with pytest.raises((MissingInvoke, ProgramFailed), match="getObjectStorageRole"):
        plan_estate("cloudtemple", ("bootstrap",), folder=copied)


def test_a_recorded_file_that_is_not_there_is_named(copied: Path) -> None:
    (copied / "cloudtemple.answers.json").unlink()
    with pytest.raises((BadInput, ProgramFailed), match=r"the file cannot be read"):
        plan_estate("cloudtemple", ("bootstrap",), folder=copied)


def test_answers_are_taken_from_files_of_answers_and_inventories_passed_by(tmp_path: Path) -> None:
    answers, inventory, other = (tmp_path / name for name in ("a.json", "b.json", "c.json"))
    answers.write_text(json.dumps({"schema": "bastide/answers/1", "answers": [{"token": "t", "result": {}}]}))
    inventory.write_text(json.dumps({"schema": "bastide/inventory/1", "resources": []}))
    other.write_text(json.dumps({"schema": "bastide/other/1"}))
    assert [entry["token"] for entry in look_ups([inventory, answers])] == ["t"]
    with pytest.raises(BadInput, match="bastide/other/1"):
        look_ups([other])

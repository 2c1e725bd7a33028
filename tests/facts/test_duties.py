"""The register of duties: it says what the pages say, and names them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.contract.capability import CATALOGUE
from components.contract.words import Cloud
from facts.document import read
from facts.duties import Duties, Duty, duties
from facts.errors import BadInput
from facts.load import FOLDER
from facts.validate import validate

REPOSITORY = FOLDER.parent
FILE = FOLDER / "duties.yaml"


@pytest.mark.parametrize(("id_", "duty"), duties().items(), ids=duties())
def test_each_source_is_a_page_with_this_heading(id_: str, duty: Duty) -> None:
    for source in duty.source.split("; "):
        name, _, rest = source.partition(", ")
        files = sorted(REPOSITORY.glob(name.replace("<cloud>", "*")))
        assert files, f"{id_}: {name}"
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE) if name.endswith(".md") else ()
        for part in rest.split(" and ") if rest and rest not in headings else ():
            # of a file that is no page: a name in it
            assert part in headings or (not headings and part in text), f"{id_}: {name}: {part}"


@pytest.mark.parametrize(("id_", "duty"), duties().items(), ids=duties())
def test_each_duty_is_of_something_that_exists(id_: str, duty: Duty) -> None:
    assert set(duty.capabilities) <= set(CATALOGUE), id_
    assert set(duty.clouds) <= set(Cloud), id_
    for english, french in ((duty.who, duty.who_fr), (duty.when, duty.when_fr), (duty.what, duty.what_fr)):
        assert english != french


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("topic: patching", "topic: polishing", "topic"),
        ("    who_fr: les exploitants de la plateforme\n", "", "who_fr"),
        ("    checked: 2026-11-28\n", "", "checked"),
        ("    capabilities: [key-store]\n", "    capability: [key-store]\n", "capability"),
    ],
)
def test_a_wrong_register_is_bad_input(tmp_path: Path, old: str, new: str, found: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "duties.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as error:
        validate(read(file, what="the register of duties"), Duties)
    assert found in str(error.value) and "duties.yaml" in str(error.value)

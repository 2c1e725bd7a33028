"""Lists of refused classes: what is wrong in one is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.errors import BadInput
from policies.kinds.refused import FOLDER, classes, reason, refused_list

GOOD = """schema: bastide/refused/1
package: ovh
version: 1.0.0
reasons:
  unused: "nobody uses it"
classes:
  "ovh:index/a:A": unused
"""


def listed(folder: Path, text: str) -> None:
    file = folder / "ovh.yaml"
    file.write_text(text, encoding="utf-8")
    refused_list(file)


def test_a_list_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ovh.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert refused_list(file).classes == {"ovh:index/a:A": "unused"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bastide/refused/1", "bastide/refused/2", "schema"),
        (": unused\n", ": other\n", "`other`"),
        ('  unused: "nobody uses it"\n', '  unused: "nobody uses it"\n  spare: "for nothing"\n', "`spare`"),
        ("version: 1.0.0\n", "", "version"),
        ("package: ovh\n", "package: ovh\nextra: 1\n", "extra"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(BadInput) as raised:
        listed(tmp_path, GOOD.replace(old, new))
    assert said in str(raised.value)
    assert "ovh.yaml" in str(raised.value)


def test_a_package_without_a_list_is_an_error_and_no_empty_list() -> None:
    with pytest.raises(BadInput):
        classes("nothing")


@pytest.mark.parametrize("package", sorted(file.stem for file in FOLDER.glob("*.yaml")))
def test_a_list_is_of_the_package_that_its_name_says(package: str) -> None:
    found = refused_list(FOLDER / f"{package}.yaml")
    assert found.package == package
    assert {token.partition(":")[0] for token in found.classes} == {package}


def test_a_reason_is_that_of_the_list() -> None:
    assert "third party" in reason("scaleway", "scaleway:observability/exporter:Exporter")
    assert reason("scaleway", "scaleway:object/bucket:Bucket") == ""

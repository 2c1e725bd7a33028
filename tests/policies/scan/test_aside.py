"""Checks that are set aside: exact, with a reason, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.errors import BadInput
from policies.scan.aside import set_aside
from policies.scan.model import SetAside

HEAD = "schema: bastide/set-aside/1\nset_aside:\n"
REASON = "    reason: a reason of more than twenty letters\n"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "set_aside.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def test_the_list_of_this_repository() -> None:
    assert [entry.check for entry in set_aside()] == ["CKV_AZURE_206", "CKV_AZURE_36", "CKV_AZURE_216"]


def test_types(tmp_path: Path) -> None:
    file = written(tmp_path, f"  - check: CKV_AZURE_1\n{REASON}    types: [Microsoft.X/y]\n")
    assert set_aside(file) == (SetAside("CKV_AZURE_1", "a reason of more than twenty letters", ("Microsoft.X/y",)),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"  - check: CKV_AZURE_*\n{REASON}", "set_aside[0].check"),
        ("  - check: CKV_AZURE_1\n    reason: short\n", "set_aside[0].reason"),
        ("  - check: CKV_AZURE_1\n", "reason"),
        (f"  - check: CKV_AZURE_1\n{REASON}  - check: CKV_AZURE_1\n{REASON}", "set aside twice"),
        (f"  - check: CKV_AZURE_1\n{REASON}    type: x\n", "type"),
    ],
)
def test_bad_entries_name_their_place(text: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        set_aside(written(tmp_path, text))
    assert found in str(caught.value)
    assert "set_aside.yaml" in str(caught.value)
    assert "do:" in str(caught.value)

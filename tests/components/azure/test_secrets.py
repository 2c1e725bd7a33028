"""Secrets that Azure holds: none is written over when it is adopted, and none is ever read back."""

from __future__ import annotations

from pathlib import Path

import pytest

import components.azure
from tests.components.azure.table import TABLE
from tests.components.view import View


@pytest.mark.parametrize(("kind", "path"), TABLE.secret_inputs)
def test_an_adopted_secret_is_never_written_over(estate: View, kind: str, path: str) -> None:
    for item in estate.of(kind):
        assert path in item.options.ignore_changes


def test_no_program_reads_keys_back() -> None:
    """`list*Keys` and `get*` return credentials that the provider does not mark."""
    for file in Path(components.azure.__file__).parent.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "list_" not in text.replace("tag_list_", ""), file
        assert "_output(" not in text, file

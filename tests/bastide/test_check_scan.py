"""`bastide check --scan`: one report of our rules and of checkov's, and what cannot be asked with it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policies.scan import environment
from policies.scan.errors import ScanFailed
from tests.conftest import Answer

Check = Callable[..., Answer]


@pytest.fixture
def checkov() -> None:
    try:
        environment.find()
    except ScanFailed as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


@pytest.mark.xdist_group("checkov")
def test_one_report_holds_both(check: Check, checkov: None) -> None:
    found = check("azure-legacy-bootstrap", "--scan", "--format", "json", "--also", "junit=findings.xml")
    assert found.code == 1
    assert "SOV-CTL-001" in Path("findings.xml").read_text(encoding="utf-8")
    failed = {item["check_id"] for item in json.loads(found.out)["results"]["failed_checks"]}
    assert "SOV-CTL-001" in failed
    assert any(name.startswith("CKV_AZURE_") for name in failed)
    assert "Traceback" not in found.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "state.json"),
        ("--against", "main"),
        ("scaleway", "--format", "markdown"),
        ("scaleway", "--also", "markdown=page.md"),
    ],
    ids=["file", "revision", "markdown", "markdown too"],
)
def test_what_a_scan_cannot_do_is_bad_input(check: Check, arguments: tuple[str, ...]) -> None:
    found = check("--scan", *arguments)
    assert found.code == 2
    assert "found --scan with" in found.err
    assert "do: leave one of them out" in found.err

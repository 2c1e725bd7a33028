"""How fast documents are: the tender report of all candidates, a comment of 5,000 changes, coverage of 100,000 rows.

Limits of time hold on a quiet machine, so only a timed run is held to them; sizes are held always.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from bastide.cutover.inventory.judge import coverage
from bastide.cutover.inventory.model import Coverage
from bastide.cutover.inventory.rows import Scope, rows_of
from bastide.review.comment.fit import BOUND
from bastide.review.comment.render import render
from policies.model import Lang
from tests.bastide.comment.made import commented, style
from tests.bastide.comment.test_bound import findings, many
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.bench

ON: Final = date(2026, 11, 28)
TENDER_SECONDS: Final = 10.0
PAGE_BYTES: Final = 3_000_000
COMMENT_SECONDS: Final = 2.0
COVERAGE_SECONDS: Final = 5.0
ROWS: Final = 100_000
SUBSCRIPTION: Final = "00000000-0000-4000-8000-000000000000"
KINDS: Final = (
    "Microsoft.Compute/virtualMachines",
    "Microsoft.Storage/storageAccounts",
    "Microsoft.Network/networkInterfaces",
    "Microsoft.Web/sites",
)


def held(benchmark: Any, seconds: float) -> None:
    benchmark.extra_info["limit"] = seconds
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < seconds, f"load {os.getloadavg()[0]:.1f}"


def test_the_tender_report_of_all_candidates(benchmark: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bastide", "tender", "--lang", "fr", "--date", ON.isoformat()]

    def run() -> None:
        subprocess.run([*command, "--output", str(tmp_path / "tender")], cwd=REPOSITORY, check=True)

    benchmark.pedantic(run, rounds=3, warmup_rounds=1)
    size = (tmp_path / "tender" / "report.html").stat().st_size
    benchmark.extra_info["page_kilobytes"] = size // 1000
    assert size < PAGE_BYTES
    held(benchmark, TENDER_SECONDS)


def test_a_comment_of_5000_changes(benchmark: Any) -> None:
    plans, found = many(5_000, 300), findings(200)

    def made() -> str:
        return render(commented(plans, found), style(Lang.EN)).text

    text = benchmark.pedantic(made, rounds=3, warmup_rounds=1)
    benchmark.extra_info["characters"] = len(text)
    assert len(text) < BOUND
    held(benchmark, COMMENT_SECONDS)


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    """What `az resource list` writes of a large subscription."""
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([_row(number) for number in range(ROWS)], indent=1), encoding="utf-8")
    return file


def _row(number: int) -> dict[str, Any]:
    kind, group = KINDS[number % len(KINDS)], f"rg-{number % 97}"
    return {
        "id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}/providers/{kind}/r{number}",
        "name": f"r{number}",
        "type": kind,
        "location": "francecentral",
        "resourceGroup": group,
        "sku": {"name": "Standard_ZRS"},
        "tags": {"owner": "technical-directorate"},
        "managedBy": None,
        "properties": None,
    }


def test_coverage_of_100000_rows(benchmark: Any, listing: Path) -> None:
    def covered() -> Coverage:
        return coverage("azure-legacy", SUBSCRIPTION, (), [rows_of(listing, Scope(SUBSCRIPTION))], (), on=ON)

    found = benchmark.pedantic(covered, rounds=3, warmup_rounds=1)
    assert len(found.rows) == ROWS
    held(benchmark, COVERAGE_SECONDS)

"""Malformed files of the policies and facts: `bastide check` says where and what to do, before anything is planned."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.copies import copied

_PROGRAM = ("bastide", "components", "facts", "plan", "policies", "providers", "stacks")
Run = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("checkout"), _PROGRAM)


def run(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bastide", "check", "scaleway", "--date", "2026-11-28"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def exemption(**changes: Any) -> str:
    entry = {
        "id": "EX-1",
        "rule": "SOV-CTL-001",
        "stack": "scaleway",
        "target": "Environment/Bastion:hub-bastion",
        "reason": "the table of capital is promised",
        "author": "infrastructure engineer",
        "approver": "data-protection officer",
        "ticket": "SEC-12",
        "from": "2026-11-01",
        "until": "2027-03-31",
    }
    lines = [f"    {key}: {json.dumps(value)}" for key, value in {**entry, **changes}.items()]
    return "schema: bastide/exemptions/1\nexemptions:\n  -\n" + "\n".join(lines) + "\n"


EXEMPTIONS, SHORTFALLS, PROFILES = (f"policies/{name}.yaml" for name in ("exemptions", "shortfalls", "profiles"))


def shortfall(text: str) -> str:
    return f"schema: bastide/shortfalls/1\nestates:\n  scaleway:\n    - {text}\n"


CASES: dict[str, tuple[str, str | tuple[str, str], tuple[str, ...]]] = {
    "an exemption with a wildcard": (
        EXEMPTIONS,
        exemption(target="Environment/*"),
        ("exemptions[0]", "a wildcard in `Environment/*`", "one exemption for each resource"),
    ),
    "an exemption that its author approves": (
        EXEMPTIONS,
        exemption(approver="Infrastructure Engineer"),
        ("as author and approver", "somebody else"),
    ),
    "an exemption that ends before it begins": (
        EXEMPTIONS,
        exemption(until="2026-10-01"),
        ("before the beginning", "correct the dates"),
    ),
    "an exemption for too long": (EXEMPTIONS, exemption(until="2029-01-01"), ("18 months at most", "shorten it")),
    "an exemption from no rule": (
        EXEMPTIONS,
        exemption(rule="SOV-CTL-999"),
        ("exemptions[0].rule", "there is no rule `SOV-CTL-999`", "bastide rules"),
    ),
    "an exemption at no estate": (
        EXEMPTIONS,
        exemption(stack="scalewy"),
        ("exemptions: EX-1", "there is no estate `scalewy`", "scaleway"),
    ),
    "an exemption without a reason": (EXEMPTIONS, exemption(reason="because"), ("exemptions[0].reason",)),
    "an exemption with a key too many": (EXEMPTIONS, exemption(owner="x"), ("owner", "unknown")),
    "two exemptions with one id": (
        EXEMPTIONS,
        exemption() + exemption().partition("exemptions:\n")[2],
        ("exemptions[1].id", "found `EX-1` twice"),
    ),
    "exemptions that are no YAML": (EXEMPTIONS, "exemptions: [", ("not YAML",)),
    "a shortfall without a cause": (
        SHORTFALLS,
        shortfall("{rule: SOV-CTL-001, role: '', count: 1, note: of a test only, note_fr: d'un essai}"),
        ("estates.scaleway[0].cause", "missing"),
    ),
    "a shortfall of an unknown cause": (
        SHORTFALLS,
        shortfall(
            "{rule: SOV-CTL-001, role: '', cause: nobody cares, count: 1, note: of a test only, note_fr: d'un essai}"
        ),
        ("estates.scaleway[0].cause", "nobody cares", "capability absent"),
    ),
    "shortfalls of no estate": (
        SHORTFALLS,
        shortfall(
            "{rule: SOV-CTL-001, role: '', cause: fact unknown, count: 1, note: of a test only, note_fr: d'un essai}"
        ).replace("  scaleway:", "  scalewy:"),
        ("estates.scalewy", "there is no estate `scalewy`"),
    ),
    "a profile with an unknown level": (
        PROFILES,
        ("      SOV-LOC-001: mandatory", "      SOV-LOC-001: required"),
        ("SOV-LOC-001", "required", "mandatory"),
    ),
    "a profile with a key too many": (
        PROFILES,
        ("    area: EU\n", "    area: EU\n    zone: EU\n"),
        ("zone", "unknown"),
    ),
    "a parameter that is no number": (
        "policies/parameters.yaml",
        ("key_rotation_days_max:\n  value: ", "key_rotation_days_max:\n  value: many"),
        ("key_rotation_days_max.value",),
    ),
    "a fact of the wrong type": ("facts/regions.yaml", ("country: FR", "country: 33"), ("country",)),
    "facts with a key twice": ("facts/lifetimes.yaml", ("schema:", "schema: x\nschema:"), ("schema", "a second time")),
}


@pytest.mark.parametrize("case", CASES)
def test_a_malformed_file_is_named_with_line_and_next_action(case: str, original: Path) -> None:
    name, change, words = CASES[case]
    file = original / name
    before = file.read_text(encoding="utf-8")
    if isinstance(change, tuple):
        assert change[0] in before
        file.write_text(before.replace(*change, 1), encoding="utf-8")
    else:
        file.write_text(change, encoding="utf-8")
    try:
        done = run(original)
    finally:
        file.write_text(before, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    at = r":\d+:\d+: " if "no estate" not in done.stderr else ": "
    assert re.search(rf"error: {re.escape(name)}{at}", done.stderr), done.stderr
    for word in (*words, "do: "):
        assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_the_checkout_of_these_tests_is_sound(original: Path) -> None:
    done = run(original)
    assert done.returncode in (0, 1), done.stderr

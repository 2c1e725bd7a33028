"""The capability table: every cell is a fact, every fact has a cell, and a stale page is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from components.contract.capability import CATALOGUE
from tools import capability_table as tool

ROLES = [name for name in CATALOGUE if "." not in name]


@pytest.fixture(scope="module")
def table() -> tool.Table:
    return tool.facts()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def test_the_readme_has_each_role_and_each_level_as_in_the_facts(table: tool.Table) -> None:
    lines = tool.readme_table(table).splitlines()[2:]
    rows = {found[1]: cells(line)[1:-1] for line in lines if (found := re.match(r"\| \[([a-z-]+)\]", line))}
    assert list(rows) == ROLES
    for role, levels in rows.items():
        assert [level.strip("*") for level in levels] == [table[cloud][role].level.value for cloud in tool.CANDIDATES]


def test_the_counts_are_those_of_the_facts(table: tool.Table) -> None:
    lines = [line for line in tool.readme_table(table).splitlines() if "capabilities:" in line]
    found = {
        cells(line)[0].strip("*").rpartition(": ")[2]: [int(c.strip("*")) for c in cells(line)[1:6]] for line in lines
    }
    for number, cloud in enumerate(tool.CANDIDATES):
        levels = Counter(fact.level.value for fact in table[cloud].values())
        assert {level: counts[number] for level, counts in found.items()} == {level: levels[level] for level in found}
        assert sum(counts[number] for counts in found.values()) == len(CATALOGUE)


def test_the_page_gives_every_fact_with_source_and_date(table: tool.Table) -> None:
    text = tool.page(table)
    for cloud in tool.CANDIDATES:
        for name, fact in table[cloud].items():
            section = text.split(f"# {name}\n", 1)[1].split("\n#", 1)[0]
            (line,) = [line for line in section.splitlines() if line.startswith(f"| {tool.TITLES[cloud]} |")]
            assert line.endswith(f"| {fact.checked.isoformat()} |")
            assert fact.level.value in line
            assert fact.source.replace("|", "\\|").replace("<", "&lt;") in line


def test_both_files_are_up_to_date() -> None:
    assert tool.main(["--check"]) == 0


@pytest.mark.parametrize("spoil", [lambda text: text.replace("self-operated", "automated", 1), lambda _: ""])
def test_a_stale_page_is_found(
    spoil: Callable[[str], str],
    table: tool.Table,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = tmp_path / "docs" / "capabilities.md"
    page.parent.mkdir()
    page.write_text(spoil(tool.page(table)), encoding="utf-8")
    monkeypatch.setattr(tool, "PAGE", page)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "README", tmp_path / "README.md")
    (tmp_path / "README.md").write_text(f"a{tool.BEGIN}{tool.END}b", encoding="utf-8")
    assert tool.main(["--check"]) == 1
    assert "make capabilities" in capsys.readouterr().err
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0


def test_a_readme_without_a_place_for_the_table_is_refused(table: tool.Table) -> None:
    with pytest.raises(ValueError, match="put them back"):
        tool.with_table("no table", table)

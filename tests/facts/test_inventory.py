"""Every fact of every register, one by one; and a digest of all of them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from facts import load, registers
from facts.edition import digest, digest_of, version
from facts.errors import BadInput, BadInputs
from facts.inventory import Item, items, read_all

DAY = date(2026, 11, 28)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of all registers that a test may spoil."""
    for file in registers.files():
        target = tmp_path / "facts" / file.relative_to(load.FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return tmp_path / "facts"


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Replace once, and return the line (1-based)."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_every_register_is_in_it_with_file_and_line() -> None:
    found = items()
    assert {item.register for item in found} == {
        "capabilities" if file.parent.name == "capabilities" else file.stem for file in registers.files()
    } - {"lifetimes"}
    for item in found:
        lines = (load.FOLDER.parent / item.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= item.line <= len(lines)
        last = item.path.rsplit(".", 1)[-1].split("[")[0]
        assert last in "".join(lines[max(0, item.line - 2) : item.line]) or "[" in item.path, item


def test_a_fact_has_a_source_and_an_unknown_has_somebody_to_ask() -> None:
    for item in items():
        assert (item.source and item.checked and not item.ask) or (item.ask and not item.checked), item
        assert item.value, item


def test_the_digest_is_of_the_content_and_not_of_its_layout(copied: Path) -> None:
    before = digest_of(files(copied), copied)
    assert before == digest() and len(before) == 64
    spoil(copied, "areas.yaml", "# Which countries", "# Another comment about countries")
    assert digest_of(files(copied), copied) == before
    spoil(copied, "areas.yaml", "general knowledge", "general knowledge.")
    changed = digest_of(files(copied), copied)
    assert changed != before
    (copied / "areas.yaml").unlink()
    assert digest_of(files(copied), copied) not in (before, changed)


def test_the_version_names_the_youngest_check_and_the_digest() -> None:
    assert version() == f"{max(item.checked for item in items() if item.checked)}-{digest()[:12]}"


def test_all_faults_of_all_files_are_reported_together(copied: Path) -> None:
    first = spoil(copied, "areas.yaml", "countries: [AT", "countries: [Austria")
    second = spoil(copied, "hosts.yaml", "seat: FR", "seat: FRA")
    with pytest.raises(BadInputs) as refused:
        read_all(files(copied), copied.parent)
    message = str(refused.value)
    assert f"areas.yaml:{first}:" in message and f"hosts.yaml:{second}:" in message
    assert message.count("  do: ") == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("hosts.yaml", "scw.cloud: [endpoint", "SCW.cloud: [endpoint", "SCW.cloud"),
        ("hosts.yaml", "{scw.cloud: [endpoint", "{.scw.cloud: [endpoint", ".scw.cloud"),
        ("hosts.yaml", "scw.cloud: [endpoint", "scw.cloud: [anything", "`anything`"),
        ("authorities.yaml", "country: US", "country: USA", "`USA`"),
        ("authorities.yaml", "mark: U, ", "", "the key `mark` is missing"),
        ("global_services.yaml", ", ask: \"Microsoft", ", aks: \"Microsoft", "did you mean `ask`?"),
        ("other_regions.yaml", "country: NL", "country: Netherlands", "`Netherlands`"),
        ("frameworks.yaml", "since: 2022-03-08", "since: 2022-13-08", "`2022-13-08`"),
        ("subprocessors.yaml", "services: [egress]", "services: []", "at least 1 item"),
        ("lifetimes.yaml", "days: 731", "days: long", "`long`"),
        ("derogations.yaml", "bastide/derogations/1", "bastide/derogations/2", "`bastide/derogations/1`"),
    ],
)  # fmt: skip
def test_a_malformed_register_is_refused_at_its_line(copied: Path, name: str, old: str, new: str, words: str) -> None:
    line = spoil(copied, name, old, new)
    with pytest.raises(BadInput) as refused:
        read_all([copied / name], copied.parent)
    message = str(refused.value)
    assert f"{name}:{line}:" in message and words in message and "  do: " in message, message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("scaleway.com: [endpoint]", "ovh.net: [endpoint]", "of both scaleway and ovhcloud"),
        ("default_registry: docker.io", "default_registry: docker.net", "no owner of `docker.net`"),
        ("    provider: scaleway\n", "", "both or neither of `provider` and `name`"),
        ("    provider: scaleway\n", "    provider: scaleway\n    seat: FR\n", "no seat here"),
    ],
)
def test_what_contradicts_itself_is_refused(copied: Path, old: str, new: str, words: str) -> None:
    spoil(copied, "hosts.yaml", old, new)
    with pytest.raises(BadInput) as refused:
        read_all([copied / "hosts.yaml"], copied.parent)
    message = str(refused.value)
    assert "hosts.yaml:" in message and words in message and "  do: " in message, message


def test_a_file_that_no_model_knows_is_refused(copied: Path) -> None:
    (copied / "novelties.yaml").write_text("schema: bastide/novelties/1\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no model knows the register `novelties`"):
        read_all([copied / "novelties.yaml"], copied.parent)


def item(checked: date | None, since: date | None = None, until: date | None = None) -> Item:
    return Item("facts/x.yaml", 1, "x", "qualifications", "it", "a page", checked, "S", since, until, "")


@pytest.mark.parametrize(
    ("fact", "on", "state"),
    [
        (item(None), DAY, "unknown"),
        (item(date(2026, 11, 1)), DAY, "known"),
        (item(date(2026, 8, 28)), DAY, "known"),
        (item(date(2026, 8, 27)), DAY, "stale"),
        (item(date(2026, 11, 1), since=DAY), DAY, "known"),
        (item(date(2026, 11, 1), since=date(2026, 11, 29)), DAY, "not yet"),
        (item(date(2026, 11, 1), until=DAY), DAY, "known"),
        (item(date(2026, 11, 1), until=date(2026, 11, 27)), DAY, "ended"),
        (item(date(2020, 1, 1), until=date(2026, 11, 27)), DAY, "ended"),
        (item(date(2020, 1, 1), since=date(2026, 11, 29)), DAY, "stale"),
    ],
)
def test_how_a_fact_fares_on_a_day(fact: Item, on: date, state: str) -> None:
    assert fact.state(on) == state

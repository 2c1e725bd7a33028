"""Every row of an inventory is in exactly one class, and in the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bastide.cutover.inventory.judge import coverage
from bastide.cutover.inventory.model import Absence, Coverage, Ignored, Planned, Row, Source, Verdict
from bastide.cutover.inventory.rows import Scope, comparable, rows_of
from tests.bastide.cutover.inventory.azure import (
    ACCOUNT,
    ENDPOINT,
    GROUP,
    LISTED,
    MACHINE,
    MANAGED_GROUP,
    SUBSCRIPTION,
    identity,
    plan,
    query,
    row,
    written,
)

ON = date(2026, 11, 28)
GUID = "0a0a0a0a-0000-4000-8000-00000000000a"


def judged(
    folder: Path, *more: dict[str, Any], register: tuple[Ignored, ...] = (), planned: tuple[Planned, ...] | None = None
) -> Coverage:
    """The coverage of a listing of everything that is planned, and of some rows more."""
    found = rows_of(written(folder, [*LISTED, *more]), Scope(SUBSCRIPTION))
    return coverage("azure-legacy", SUBSCRIPTION, planned or plan(), [found], register, on=ON)


def only(found: Coverage) -> tuple[Verdict, str]:
    """Verdict and reason of the one row that is not planned."""
    (item,) = [item for item in found.rows if item.verdict is not Verdict.MANAGED]
    return item.verdict, item.why


def test_what_is_planned_is_managed_in_whatever_case_its_id_is_written(tmp_path: Path) -> None:
    found = judged(tmp_path)
    assert [item.verdict for item in found.rows] == [Verdict.MANAGED] * 4
    assert found.complete
    assert not found.missing


def test_what_nobody_planned_is_unmanaged(tmp_path: Path) -> None:
    by_hand = row(identity("Microsoft.Compute/virtualMachines", "by-hand"), "Microsoft.Compute/virtualMachines")
    found = judged(tmp_path, by_hand)
    assert only(found) == (Verdict.UNMANAGED, "the plan does not have it")
    assert not found.complete


@pytest.mark.parametrize("kind", ["Microsoft.Web/sites", "Contoso.Own/things"])
def test_a_kind_without_counterpart_is_unmapped(tmp_path: Path, kind: str) -> None:
    found = judged(tmp_path, row(identity(kind, "x"), kind))
    verdict, why = only(found)
    assert verdict is Verdict.UNMAPPED
    assert kind in why
    assert not found.complete


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        (
            row(identity("Microsoft.Compute/disks", "desk_OsDisk"), "Microsoft.Compute/disks", managedBy=MACHINE),
            "managed by",
        ),
        (
            row(
                identity("Microsoft.Network/networkInterfaces", f"pe-stdata.nic.{GUID}"),
                "Microsoft.Network/networkInterfaces",
            ),
            "network card of",
        ),
        (
            row(
                identity("Microsoft.Storage/storageAccounts", "dbstorage", scope=MANAGED_GROUP),
                "Microsoft.Storage/storageAccounts",
            ),
            "in the group that",
        ),
        (
            row(
                identity(
                    "Microsoft.Network/networkWatchers",
                    "NetworkWatcher_francecentral",
                    scope=f"/subscriptions/{SUBSCRIPTION}/resourceGroups/NetworkWatcherRG",
                ),
                "Microsoft.Network/networkWatchers",
            ),
            "network watcher",
        ),
        (
            row(
                identity("Microsoft.Storage/storageAccounts/blobServices", "stdata", "default"),
                "Microsoft.Storage/storageAccounts/blobServices",
            ),
            "part of",
        ),
    ],
    ids=["disk", "network card", "managed group", "network watcher", "service"],
)
def test_what_azure_makes_with_something_planned_is_automatic(tmp_path: Path, extra: dict[str, Any], why: str) -> None:
    found = judged(tmp_path, extra)
    verdict, said = only(found)
    assert verdict is Verdict.AUTOMATIC
    assert said.startswith(why)
    assert found.complete


@pytest.mark.parametrize(
    "extra",
    [
        row(
            identity("Microsoft.Compute/disks", "x"),
            "Microsoft.Compute/disks",
            managedBy=identity("Microsoft.Compute/virtualMachines", "by-hand"),
        ),
        row(
            identity("Microsoft.Network/networkInterfaces", f"pe-other.nic.{GUID}"),
            "Microsoft.Network/networkInterfaces",
        ),
        row(
            identity(
                "Microsoft.Storage/storageAccounts", "x", scope=f"/subscriptions/{SUBSCRIPTION}/resourceGroups/other-rg"
            ),
            "Microsoft.Storage/storageAccounts",
        ),
        row(
            identity("Microsoft.Storage/storageAccounts/blobServices", "other", "default"),
            "Microsoft.Storage/storageAccounts/blobServices",
        ),
    ],
    ids=["disk", "network card", "group", "service"],
)
def test_what_belongs_to_something_unplanned_is_not_automatic(tmp_path: Path, extra: dict[str, Any]) -> None:
    assert only(judged(tmp_path, extra))[0] is Verdict.UNMANAGED


def entry(*, until: date = ON, **what: str) -> Ignored:
    return Ignored(what.get("id", ""), what.get("below", ""), "kept for the auditors", "security officer", until)


@pytest.mark.parametrize("what", [entry(id=identity("Microsoft.Compute/disks", "Spare")), entry(below=GROUP.upper())])
def test_what_is_left_out_on_purpose_is_ignored_with_reason_and_owner(tmp_path: Path, what: Ignored) -> None:
    spare = row(identity("Microsoft.Compute/disks", "spare"), "Microsoft.Compute/disks")
    found = judged(tmp_path, spare, register=(what,))
    (item,) = [item for item in found.rows if item.verdict is not Verdict.MANAGED]
    assert (item.verdict, item.why, item.by) == (Verdict.IGNORED, "kept for the auditors", "security officer")
    assert found.complete


def test_an_entry_past_its_last_day_covers_nothing_and_is_named(tmp_path: Path) -> None:
    spare = row(identity("Microsoft.Compute/disks", "spare"), "Microsoft.Compute/disks")
    ended = entry(id=identity("Microsoft.Compute/disks", "spare"), until=date(2026, 11, 27))
    found = judged(tmp_path, spare, register=(ended,))
    assert only(found)[0] is Verdict.UNMANAGED
    assert found.expired == (ended,)
    assert not found.complete


def test_an_entry_that_matches_nothing_is_stale_and_stops_nothing(tmp_path: Path) -> None:
    stale = entry(id=identity("Microsoft.Compute/disks", "gone"))
    found = judged(tmp_path, register=(stale,))
    assert found.stale == (stale,)
    assert found.complete


def test_a_name_that_begins_alike_is_not_below(tmp_path: Path) -> None:
    other = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-data-2"
    spare = row(identity("Microsoft.Compute/disks", "spare", scope=other), "Microsoft.Compute/disks")
    assert only(judged(tmp_path, spare, register=(entry(below=GROUP),)))[0] is Verdict.UNMANAGED


def test_a_resource_that_two_files_show_counts_once(tmp_path: Path) -> None:
    scope = Scope(SUBSCRIPTION)
    sources = [
        rows_of(written(tmp_path, [*LISTED], "a.json"), scope),
        rows_of(written(tmp_path, query(LISTED), "b.json"), scope),
    ]
    found = coverage("azure-legacy", SUBSCRIPTION, plan(), sources, (), on=ON)
    assert found.counts[Verdict.MANAGED] == found.counts[Verdict.REPEATED] == 4
    assert sum(found.counts.values()) == len(found.rows) == 8


def test_what_the_plan_would_create_is_adopted_by_its_expected_id(tmp_path: Path) -> None:
    found = judged(tmp_path, planned=plan(known=False))
    assert all(item.adopts for item in found.rows)


def test_what_the_plan_alone_has_is_told_from_what_a_listing_never_shows(tmp_path: Path) -> None:
    hidden = replace(
        plan()[0],
        key=comparable(identity("Microsoft.Storage/storageAccounts/fileServices/shares", "a", "default", "s")),
    )
    gone = replace(plan()[1], key=comparable(identity("Microsoft.Compute/virtualMachines", "gone")))
    found = judged(tmp_path, planned=(*plan(), hidden, gone))
    assert [(item.planned, item.why) for item in found.missing] == [
        (hidden, Absence.NOT_LISTABLE),
        (gone, Absence.NOT_THERE),
    ]


def test_a_subscription_that_no_file_shows_is_not_covered(tmp_path: Path) -> None:
    other = "22222222-0000-4000-8000-000000000000"
    elsewhere = replace(plan()[0], key=comparable(ACCOUNT.replace(SUBSCRIPTION, other)))
    found = judged(tmp_path, planned=(*plan(), elsewhere))
    assert found.unseen == (other,)
    assert not found.complete


_NAMES = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=8)
_KINDS = st.sampled_from(
    [
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Compute/disks",
        "Microsoft.Network/networkInterfaces",
        "Microsoft.Web/sites",
        "Microsoft.Authorization/locks",
        "X/y",
    ]
)
_ROWS = st.builds(
    lambda kind, name, group, manager: Row(
        id=(text := identity(kind, name, scope=f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}")),
        key=comparable(text),
        type=kind,
        file="rows.json",
        place="[0]",
        manager=manager,
    ),
    _KINDS,
    _NAMES,
    st.one_of(_NAMES, st.just("rg-data"), st.just("databricks-rg"), st.just("NetworkWatcherRG")),
    st.one_of(st.just(""), _NAMES, st.just(MACHINE), st.just(ENDPOINT)),
)


@given(st.lists(_ROWS, max_size=30))
def test_no_row_is_lost_whatever_it_holds(rows: list[Row]) -> None:
    source = Source("rows.json", "listing", len(rows), (SUBSCRIPTION,))
    found = coverage("azure-legacy", SUBSCRIPTION, plan(), [(source, rows)], (entry(below=GROUP),), on=ON)
    assert [item.row for item in found.rows] == rows
    assert sum(found.counts.values()) == len(rows)
    first = {item.row.key for item in found.rows if item.verdict is not Verdict.REPEATED}
    assert first == {item.key for item in rows}
    assert len(first) + found.counts[Verdict.REPEATED] == len(rows)

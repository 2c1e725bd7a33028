"""Records of each program as measurements; those of another move, estate, subscription, wave or day are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bastide.cutover.gates.records import addresses
from bastide.cutover.gates.records.model import Asked
from bastide.cutover.gates.records.read import READERS, read
from bastide.cutover.inventory.as_json import render as inventory_json
from bastide.cutover.inventory.model import Coverage, Ignored, Judged, Row, Source, Verdict
from bastide.cutover.measure import Value
from bastide.cutover.move.model import Move
from bastide.cutover.parity.as_json import render as parity_json
from bastide.cutover.parity.model import Compared, Entitled, Fate, Parity, State
from facts.errors import BadInput
from plan.model import Base, LayerPlan, Operation, PlannedResource
from plan.serialise import document as plan_document
from stacks.catalogue import FOLDER
from stacks.intents import intent_of, layers
from tests.bastide.cutover.gates.made import move

SUBSCRIPTION = "00000000-0000-4000-8000-000000000000"
DAY = date(2026, 11, 28)
TIME = datetime(2026, 11, 28, 21, 15, tzinfo=UTC)
MOVE = move()
ASKED = Asked(MOVE, FOLDER, "first", TIME, lambda: "")
LAYERS = {name: layers(intent_of(FOLDER / f"{name}.yaml")) for name in (MOVE.legacy, MOVE.target)}
Write = Callable[[Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(content: Any) -> Path:
        file = tmp_path / "record.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return to


def values(file: Path, asked: Asked = ASKED) -> dict[str, Value]:
    found, _ = read(file, asked)
    assert all(one.time == TIME for one in found)
    return {one.measure: one.value for one in found}


def objects(file: Path) -> dict[str, tuple[str, ...]]:
    return {one.measure: one.objects for one in read(file, ASKED)[0] if one.objects}


def refused(file: Path, *words: str, asked: Asked = ASKED) -> None:
    with pytest.raises(BadInput) as found:
        read(file, asked)
    message = found.value.message()
    assert "record.json" in message
    assert "\n  do: " in message
    for word in words:
        assert word in message, message


# inventory


def row(name: str, verdict: Verdict) -> Judged:
    return Judged(Row(f"/subscriptions/{SUBSCRIPTION}/{name}", name, "Microsoft.X/y", "f.json", "[0]"), verdict, "why")


def coverage(*rows: Judged, subscription: str = SUBSCRIPTION, **other: Any) -> str:
    source = Source("f.json", "listing", len(rows), (subscription,))
    return inventory_json(
        replace(Coverage(MOVE.legacy, DAY, None, (source,), (), rows, (), (), ()), **other),
    )


def test_an_inventory_says_what_is_unmanaged_and_unmapped_over_all_rows(write: Write) -> None:
    rows = [
        row("a", Verdict.MANAGED),
        row("b", Verdict.UNMANAGED),
        row("c", Verdict.UNMAPPED),
        row("d", Verdict.IGNORED),
    ]
    file = write(coverage(*rows))
    assert values(file) == {"inventory.rows": 4, "inventory.unmanaged": 1, "inventory.unmapped": 1}
    assert objects(file)["inventory.unmanaged"] == (f"/subscriptions/{SUBSCRIPTION}/b",)


def test_what_nobody_looked_at_is_unmanaged(write: Write) -> None:
    expired = Ignored("", "/subscriptions/x/resourceGroups/old", "old", "team", date(2026, 1, 1))
    file = write(coverage(row("a", Verdict.MANAGED), unseen=("other-subscription",), expired=(expired,)))
    assert values(file)["inventory.unmanaged"] == 2
    assert objects(file)["inventory.unmanaged"] == (
        "ignored until 2026-01-01: /subscriptions/x/resourceGroups/old",
        "subscription other-subscription: no row",
    )


def test_an_inventory_of_another_subscription_or_estate_is_refused(write: Write) -> None:
    other = "11111111-0000-4000-8000-000000000000"
    refused(
        write(coverage(row("a", Verdict.MANAGED), subscription=other)), f"of the subscription {other}", SUBSCRIPTION
    )
    refused(write(coverage(row("a", Verdict.MANAGED), estate="scaleway")), "of the estate `scaleway`", "`azure-legacy`")


def test_an_inventory_that_contradicts_itself_is_refused(write: Write) -> None:
    data = json.loads(coverage(row("a", Verdict.UNMANAGED)))
    refused(write({**data, "complete": True}), "`complete` is not what the rows say", "record.json:")
    refused(write({**data, "summary": {"managed": 1}}), "the summary is not that of the rows")
    refused(write({**data, "rows": []}), "the summary is not that of the rows")


# when


def test_the_hour_is_said_by_a_person_where_the_record_does_not_say_it(write: Write) -> None:
    silent = replace(ASKED, measured_at=None)
    file = write(coverage(row("a", Verdict.MANAGED)))
    refused(file, "does not say at what hour", "--measured-at 2026-11-28THH:MM+HH:MM", asked=silent)
    other = replace(ASKED, measured_at=TIME + timedelta(days=3))
    refused(file, "the record is of 2026-11-28, and --measured-at of 2026-12-01", asked=other)
    taken = write(coverage(row("a", Verdict.MANAGED), taken=date(2026, 11, 20)))
    refused(taken, "the record is of 2026-11-20")


# parity


def parity(*states: State, target: str = MOVE.target) -> Parity:
    roles = tuple(Compared("Bucket", f"old-{index}", f"new-{index}", state) for index, state in enumerate(states))
    rights = (
        Entitled("Group", "a", "a", "cardio", "work", Fate.ALIKE),
        Entitled("Group", "b", "b", "cardio", "work", Fate.WIDER),
    )
    return Parity(MOVE.legacy, target, DAY, roles, rights)


def test_parity_is_of_this_move_among_several(write: Write) -> None:
    ours = parity(State.ALIKE, State.WEAKER, State.MISSING, State.MISSING, State.UNDECIDED)
    file = write(parity_json((parity(State.ALIKE, target="ovhcloud"), ours)))
    found = values(file)
    assert found["parity.roles"] == 5
    assert [found[f"parity.{name}"] for name in ("missing", "weaker", "undecided")] == [2, 1, 1]
    assert (found["entitlements.count"], found["entitlements.differences"]) == (2, 1)
    assert (found["reachability.flows"], found["names.count"]) == (0, 0)
    assert len(objects(file)["parity.missing"]) == 2


def test_parity_of_other_sides_or_with_other_sums_is_refused(write: Write) -> None:
    refused(write(parity_json((parity(State.ALIKE, target="ovhcloud"),))), "0 of the 1 comparisons are of this move")
    ours = parity(State.ALIKE, State.MISSING)
    refused(write(parity_json((ours, ours))), "2 of the 2 comparisons are of this move")
    data = json.loads(parity_json((ours,)))
    refused(write([{**data[0], "summary": {"alike": 2}}]), "`summary` is not what the rows say")
    refused(write([{**data[0], "complete": True}]), "`complete` is not what the rows say")


# preview


def layer(estate: str, name: str, *operations: Operation, **other: Any) -> LayerPlan:
    resources = tuple(
        PlannedResource(
            f"urn:pulumi:x::bastide::p:a:B::{name}-{index}", "p:a:B", f"{name}-{index}", True, operation=one
        )
        for index, one in enumerate(operations)
    )
    return LayerPlan(
        stack=estate,
        layer=name,
        cloud="scaleway",
        resources=resources,
        **{"engine": "pulumi", "providers": "real", **other},
    )


def estate(name: str, *operations: Operation, **other: Any) -> list[LayerPlan]:
    """Every layer has one resource that stays, the first one these besides."""
    first, *rest = LAYERS[name]
    return [
        layer(name, first, Operation.SAME, *operations, **other),
        *(layer(name, one, Operation.SAME, **other) for one in rest),
    ]


def preview(*plans: LayerPlan) -> str:
    return json.dumps(plan_document(plans))


def test_a_preview_says_what_would_be_destroyed_and_what_is_not_as_planned(write: Write) -> None:
    legacy = estate(MOVE.legacy, Operation.DELETE, Operation.REPLACE, Operation.UPDATE, Operation.IMPORT)
    target = estate(MOVE.target, Operation.CREATE, Operation.READ, Operation.SAME)
    file = write(preview(*legacy, *target))
    assert values(file) == {
        "legacy.resources": len(LAYERS[MOVE.legacy]) + 4,
        "legacy.replaced_or_deleted": 2,
        "target.resources": len(LAYERS[MOVE.target]) + 3,
        "target.differences": 1,
    }
    assert len(objects(file)["legacy.replaced_or_deleted"]) == 2


def test_a_preview_compared_with_an_exported_state_counts(write: Write) -> None:
    base = Base("state", "state.json", approximate="as it is")
    file = write(preview(*estate(MOVE.target, providers="offline", base=base)))
    assert values(file)["target.differences"] == 0


@pytest.mark.parametrize(
    ("plans", "words"),
    [
        (estate(MOVE.target, engine="builtin", providers="none"), "compared with no state"),
        (estate(MOVE.target, providers="mixed"), "compared with no state"),
        (estate(MOVE.target, providers="offline", base=Base("revision", "main", "abc")), "compared with no state"),
        (estate(MOVE.target)[1:], "lacks bootstrap"),
        ([layer("ovhcloud", "hub", Operation.SAME)], "the plan is of ovhcloud"),
    ],
)
def test_a_preview_that_would_hide_differences_is_refused(write: Write, plans: list[LayerPlan], words: str) -> None:
    refused(write(preview(*plans)), words)


def test_a_preview_says_no_day_at_all(write: Write) -> None:
    silent = replace(ASKED, measured_at=None)
    refused(write(preview(*estate(MOVE.target))), "does not say when it was made", "--measured-at", asked=silent)


# check


def check(stops: int = 1, stack: str = MOVE.target, missing: int = 0, **other: Any) -> dict[str, Any]:
    finding = {"stack": stack, "layer": "hub", "rule": "CRY-001", "urn": "urn:pulumi:a", "subject": "", "stops": True}
    profiles = dict.fromkeys(LAYERS[MOVE.target][missing:], "hds")
    return {
        "schema": "bastide/check/1",
        "date": "2026-11-28",
        "findings": [{**finding, "urn": f"urn:{index}"} for index in range(stops)],
        "stacks": [{"stack": stack, "profiles": profiles, "resources": 40}],
        "summary": {"stops": stops},
        **other,
    }


def test_a_check_says_what_stops_the_target(write: Write) -> None:
    file = write(check(2))
    assert values(file) == {"policy.records": 40, "policy.failures": 2}
    assert objects(file)["policy.failures"] == ("CRY-001 urn:0", "CRY-001 urn:1")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (check(stack="ovhcloud"), "the check is of ovhcloud"),
        (check(missing=2), "lacks"),
        (check(summary={"stops": 0}), "the summary is not that of the findings"),
        (check(stacks=[]), "the check is of nothing"),
        ({key: value for key, value in check().items() if key != "stacks"}, "does not have the form"),
    ],
)
def test_a_check_that_would_hide_failures_is_refused(write: Write, data: dict[str, Any], words: str) -> None:
    refused(write(data), words)


# measurements as they are


def measurements(**other: Any) -> dict[str, Any]:
    one = {"measure": "thing.count", "value": 3, "time": TIME.isoformat(), "source": "probe 1.0"}
    return {
        "schema": "bastide/measurements/1",
        "legacy": MOVE.legacy,
        "target": MOVE.target,
        "wave": "first",
        "measurements": [one],
        **other,
    }


SILENT = replace(ASKED, measured_at=None)


def test_a_program_says_itself_when_it_measured(write: Write) -> None:
    file = write(measurements())
    found, words = read(file, SILENT)
    assert [(one.measure, one.value, one.source) for one in found] == [("thing.count", 3, "probe 1.0")]
    assert words.startswith("record.json, SHA-256 ")
    assert len(words) == len("record.json, SHA-256 ") + 64
    refused(file, "found --measured-at with a record that says itself")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"wave": "second"}, "the record is of the wave `second`"),
        ({"target": "ovhcloud"}, "the record is of the target `ovhcloud`"),
        ({"legacy": "azure-other"}, "the record is of the legacy `azure-other`"),
        ({"measurements": []}, "does not have the form"),
        ({"more": 1}, "does not have the form"),
    ],
)
def test_measurements_of_something_else_are_refused(write: Write, other: dict[str, Any], words: str) -> None:
    refused(write(measurements(**other)), words, asked=SILENT)


def test_no_program_says_what_a_person_must(write: Write) -> None:
    one = {"measure": "thing.proved", "value": True, "time": TIME.isoformat(), "source": "probe 1.0"}
    refused(
        write(measurements(measurements=[one])),
        "says thing.proved, which no program measures",
        "bastide cutover record measure first thing.proved=VALUE --by FUNCTION",
        asked=SILENT,
    )


# files


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the file is empty"),
        ('{"schema": "bastide/check/1", "da', "the file ends in the middle"),
        ("[]", "found no schema"),
        ('{"schema": "bastide/tender/1"}', "found the schema `bastide/tender/1`"),
        ('{"schema": 1}', "found no schema"),
        ("[1, 2]", "found no schema"),
        ('{"schema": "bastide/check/1", "schema": "bastide/parity/1"}', "a second time"),
    ],
)
def test_what_is_no_record_is_refused(write: Write, content: str, words: str) -> None:
    refused(write(content), words)


def test_other_encodings_are_told(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    text = json.dumps(check())
    file.write_bytes(text.encode("utf-16"))
    refused(file, "is not UTF-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert values(file)["policy.records"] == 40
    refused(tmp_path / "no" / "record.json", "there is no such file")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_damaged_record_is_refused_or_read_and_never_crashes(write: Write, data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [
                json.loads(coverage(row("a", Verdict.UNMANAGED))),
                json.loads(parity_json((parity(State.ALIKE, State.MISSING),))),
                json.loads(preview(*estate(MOVE.target, Operation.CREATE))),
                check(),
                measurements(),
            ]
        )
    )
    assert (whole[0] if isinstance(whole, list) else whole)["schema"] in READERS
    spot = whole
    for _ in range(data.draw(st.integers(0, 4))):
        inner = [key for key, value in _items(spot) if isinstance(value, (dict, list)) and value]
        if not inner:
            break
        spot = spot[data.draw(st.sampled_from(inner))]
    keys = [key for key, _ in _items(spot)]
    spot[data.draw(st.sampled_from(keys))] = data.draw(ANY)
    for asked in (ASKED, SILENT):
        try:
            found, _ = read(write(whole), asked)
        except BadInput as error:
            assert error.action
        else:
            assert found


def _items(value: Any) -> list[tuple[Any, Any]]:
    return list(value.items()) if isinstance(value, dict) else list(enumerate(value))


# addresses


def test_addresses_of_both_intents_are_compared() -> None:
    ranges, overlaps = addresses.measured(MOVE, FOLDER, TIME)
    assert (ranges.measure, overlaps.measure, overlaps.value) == ("addresses.ranges", "addresses.overlaps", 0)
    assert isinstance(ranges.value, int)
    assert ranges.value > 20
    same: Move = MOVE.model_copy(update={"target": MOVE.legacy})
    _, every = addresses.measured(same, FOLDER, TIME)
    assert every.value >= ranges.value / 4
    assert every.objects

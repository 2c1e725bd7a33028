"""A plan that is damaged, in another encoding or shuffled: one clear message, or a plan that holds; never a crash."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bastide.cutover.move.asked import Side, asked
from bastide.cutover.move.check import faults
from bastide.cutover.move.checks.areas import Sides
from bastide.cutover.move.load import NAME, load_move
from bastide.cutover.move.model import Move, PhaseId
from facts.document import parse
from facts.errors import BadInput
from facts.validate import validate
from stacks.intents import intent_of
from tests.conftest import REPOSITORY, Estates

STACKS = REPOSITORY / "stacks"


@cache
def sides() -> Sides:
    legacy, target = (intent_of(STACKS / f"{name}.yaml") for name in ("azure-legacy", "scaleway"))
    return Sides(legacy, target, frozenset({"pilot"}))


@cache
def text() -> str:
    return (STACKS / NAME).read_text(encoding="utf-8")


def plain() -> dict[str, Any]:
    return copy.deepcopy(parse(text(), Path(NAME)).data)


def read(changed: str) -> Move | None:
    """As the loader does, without its files; None where it is refused, with a place and an action."""
    try:
        document = parse(changed, Path(NAME))
        move = validate(document, Move)
    except BadInput as error:
        assert error.place is not None
        assert error.message()
        return None
    found = faults(move, sides())
    for fault in found:
        # every place can be shown, also of what is not in the file
        assert document.place(fault.path).line
        assert fault.found
        assert fault.action
    return None if found else move


def test_as_it_stands_it_is_read() -> None:
    assert read(text()) is not None


def test_a_byte_order_mark_changes_nothing(plan: Estates) -> None:
    file = plan.folder / NAME
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_move(plan.folder) == load_move(STACKS)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_is_one_message(encoding: str, plan: Estates) -> None:
    (plan.folder / NAME).write_bytes(text().encode(encoding))
    with pytest.raises(BadInput) as raised:
        load_move(plan.folder)
    assert raised.value.place is not None
    assert raised.value.place.file == plan.folder / NAME
    assert "UTF-8" in raised.value.message() or "not YAML" in raised.value.message()


def test_two_encodings_in_one_file_are_one_message(plan: Estates) -> None:
    file = plan.folder / NAME
    half = text().index("Répéter")
    file.write_bytes(text()[:half].encode() + text()[half:].encode("latin-1"))
    with pytest.raises(BadInput, match="is not UTF-8") as raised:
        load_move(plan.folder)
    assert raised.value.action == "save it as UTF-8"


@pytest.mark.parametrize("part", [0.0, 0.001, 0.2, 0.5, 0.73, 0.9, 0.999])
def test_a_file_that_was_cut_is_refused_with_its_place(part: float, plan: Estates) -> None:
    raw = text().encode()
    # within a line: a cut at its end may leave a whole document
    end = raw.rfind(b"\n", 0, int(len(raw) * part)) + 6
    (plan.folder / NAME).write_bytes(raw[:end])
    with pytest.raises(BadInput) as raised:
        load_move(plan.folder)
    assert raised.value.place is not None
    assert raised.value.place.file == plan.folder / NAME
    assert raised.value.action


def test_no_file_a_folder_and_nothing_in_it(plan: Estates) -> None:
    file = plan.folder / NAME
    file.write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="found nothing"):
        load_move(plan.folder)
    file.unlink()
    with pytest.raises(BadInput, match="there is no such file"):
        load_move(plan.folder)
    file.mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        load_move(plan.folder)


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["freeze", "retire", "objects.missing", "objects.count", "hub", "forbidden", "keys", "2027-01-01"]),
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, inner in items for found in paths(inner, (*path, key)))][0 if path else 1 :]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


@cache
def all_paths() -> list[tuple[Any, ...]]:
    return paths(plain())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_plan_with_any_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    changed = plain()
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(all_paths()))
        try:
            holder = at(changed, path[:-1])
            act = data.draw(st.sampled_from(["set", "remove", "double"]))
            if act == "set":
                holder[path[-1]] = data.draw(anything)
            elif act == "remove":
                del holder[path[-1]]
            elif isinstance(holder, list):
                holder.insert(data.draw(st.integers(0, len(holder))), copy.deepcopy(holder[path[-1]]))
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier change has taken it away
    read(json.dumps(changed))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_the_order_and_what_waits_for_what_a_plan_that_is_read_can_be_carried_out(data: st.DataObject) -> None:
    changed = plain()
    changed["waves"] = data.draw(st.permutations(changed["waves"]))
    names = [wave["id"] for wave in changed["waves"]]
    for wave in changed["waves"]:
        wave["after"] = data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    if data.draw(st.booleans()):
        changed["phases"] = data.draw(st.permutations(changed["phases"]))
    move = read(json.dumps(changed))
    if move is None:
        return
    assert [phase.id for phase in move.phases] == list(PhaseId)
    done: set[str] = set()
    while len(done) < len(move.waves):
        ready = {wave.id for wave in move.waves if set(wave.after) <= done} - done
        assert ready, "a cycle was let through"
        done |= ready
    for wave in move.waves:
        assert all(asked(phase, wave, Side.EXIT) for phase in move.phases)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_file_with_any_damage_to_its_text_is_read_or_refused(data: st.DataObject) -> None:
    changed = text()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed) - 1))
        length = data.draw(st.integers(0, 12))
        changed = changed[:start] + data.draw(st.text(max_size=6)) + changed[start + length :]
    read(changed)

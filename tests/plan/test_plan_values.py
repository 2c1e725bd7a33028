from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.values import UNKNOWN, Archive, Asset, ResourceRef, Secret, masked, revealed, unknowns

CLEAR = "hunter2-clear-text"


@pytest.mark.parametrize("shown", [repr, str, lambda s: f"{s}", lambda s: f"{s!r}", lambda s: f"{[s]}"])
def test_a_secret_is_never_shown(shown: Callable[[Secret], str]) -> None:
    assert CLEAR not in shown(Secret(CLEAR))


def test_a_secret_has_no_fields_to_look_into() -> None:
    with pytest.raises(TypeError):
        vars(Secret(CLEAR))
    with pytest.raises(TypeError):
        json.dumps(Secret(CLEAR))
    with pytest.raises(AttributeError):
        Secret(CLEAR).anything = 1


def test_a_failing_comparison_shows_no_secret() -> None:
    one, other = Secret(CLEAR), Secret("other-clear-text")
    with pytest.raises(AssertionError) as failed:
        assert {"a": one} == {"a": other}
    assert CLEAR not in str(failed.value)
    assert "other-clear-text" not in str(failed.value)


def test_markers_survive_copy_and_pickle() -> None:
    assert copy.deepcopy(UNKNOWN) is UNKNOWN
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN
    assert pickle.loads(pickle.dumps(Secret([1]))) == Secret([1])
    assert copy.deepcopy(Secret([1])) == Secret([1])


def test_an_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="is UNKNOWN"):
        bool(UNKNOWN)


def test_unknowns_are_found_at_every_depth() -> None:
    inputs = {"a": UNKNOWN, "rules": [{"port": UNKNOWN}], "tags": {"x.y": Secret(UNKNOWN)}, "known": 1}
    assert unknowns(inputs) == ("a", "rules[0].port", 'tags["x.y"]')


def test_masked_is_ready_for_json() -> None:
    value = {
        "s": Secret({"deep": CLEAR}),
        "u": (UNKNOWN, None),
        "r": ResourceRef("urn:pulumi:a", "1"),
        "f": Asset("text", "content"),
        "z": Archive("assets", {"a": Asset("path", "x")}),
    }
    assert json.loads(json.dumps(masked(value))) == {
        "s": "[secret]",
        "u": ["[unknown]", None],
        "r": {"resource": "urn:pulumi:a"},
        "f": {"asset": {"text": "content"}},
        "z": {"archive": {"assets": {"a": {"asset": {"path": "x"}}}}},
    }


def test_masked_refuses_what_no_plan_holds() -> None:
    with pytest.raises(TypeError, match="object"):
        masked({"a": object()})


def test_revealed_takes_off_all_secret_markers() -> None:
    assert revealed(Secret(Secret(3))) == 3


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(plain)
def test_plain_values_are_their_own_mask(value: object) -> None:
    assert masked(value) == value
    assert unknowns({"v": value}) == ()

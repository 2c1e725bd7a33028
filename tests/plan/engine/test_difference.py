"""What differs, by property path."""

from __future__ import annotations

import pytest

from plan.engine.decode import HIDDEN
from plan.engine.difference import compared, from_engine, value_at
from plan.model import Change
from plan.values import UNKNOWN, Secret


def test_nested_values_are_compared_place_by_place() -> None:
    old = {"tags": {"a": "1", "b": "2"}, "rules": [{"port": 22}, {"port": 80}], "same": True}
    new = {"tags": {"a": "1", "c": "3"}, "rules": [{"port": 22}, {"port": 443}, {"port": 53}], "same": True}

    assert list(compared(old, new)) == [
        Change("rules[1].port", "update", 80, 443),
        Change("rules[2]", "add", None, {"port": 53}),
        Change("tags.b", "delete", "2", None),
        Change("tags.c", "add", None, "3"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        (HIDDEN, Secret("x"), False),
        (UNKNOWN, UNKNOWN, False),
        ("x", UNKNOWN, True),
        ("x", HIDDEN, True),
        (1, 1.0, False),
        ([], {}, True),
        (None, "", True),
    ],
)
def test_what_is_hidden_or_unknown_equals_its_like_only(old: object, new: object, *, differs: bool) -> None:
    assert bool(list(compared({"p": old}, {"p": new}))) is differs


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b", 1),
        ("list[1].c", 2),
        ('tags["x.y"]', 3),
        ("list[9].c", None),
        ("nothing.at.all", None),
        ("secret.inner", HIDDEN),
    ],
)
def test_a_path_leads_to_its_value(path: str, value: object) -> None:
    values = {"a": {"b": 1}, "list": [{}, {"c": 2}], "tags": {"x.y": 3}, "secret": HIDDEN}

    assert value_at(values, path) == value


def test_the_provider_says_what_forces_a_replacement() -> None:
    step = {
        "detailedDiff": {"subnet.cidr": {"kind": "update-replace"}, "name": {"kind": "update"}},
        "replaceReasons": ["subnet.cidr"],
    }

    diff = from_engine(step, {"subnet": {"cidr": "a"}, "name": "x"}, {"subnet": {"cidr": "b"}, "name": "y"})

    assert diff.replace_reasons == ("subnet.cidr",)
    assert diff.changes == (
        Change("name", "update", "x", "y"),
        Change("subnet.cidr", "update", "a", "b", forces_replace=True),
    )


def test_without_a_detailed_answer_the_inputs_are_compared() -> None:
    diff = from_engine({"detailedDiff": None, "diffReasons": ["spec"]}, {"spec": {"a": 1}}, {"spec": {"a": 2}})

    assert diff.changes == (Change("spec.a", "update", 1, 2),)

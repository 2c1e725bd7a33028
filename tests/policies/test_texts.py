"""All texts of inputs in one walk, and what is remembered of them."""

from __future__ import annotations

from types import MappingProxyType

from plan.values import UNKNOWN, Asset, Secret
from policies.texts import Cleared, texts_in


def test_texts_at_every_depth_those_of_secrets_apart() -> None:
    found = texts_in(
        {
            "name": "a",
            "tags": ["b", ["c"]],
            "spec": {"port": 22, "open": True, "later": UNKNOWN, "none": None, "inner": ({"deep": "d"},)},
            "password": Secret({"value": "e", "more": [Secret("f"), UNKNOWN]}),
        }
    )
    assert sorted(found.plain) == ["a", "b", "c", "d"]
    assert sorted(found.hidden) == ["e", "f"]
    assert {"name", "tags", "spec", "inner", "deep", "password", "value", "more"} <= set(found.keys)
    assert not found.odd


def test_what_the_walk_does_not_open_is_odd() -> None:
    assert texts_in({"a": Asset("text", "hidden in a file")}).odd
    assert texts_in({"a": [MappingProxyType({"b": "c"})]}).odd
    assert texts_in({"a": Secret(Asset("text", "x"))}).odd


def test_each_text_is_asked_about_once() -> None:
    asked: list[str] = []

    def is_short(text: str) -> bool:
        asked.append(text)
        return len(text) < 3

    cleared = Cleared(is_short)
    assert cleared.all([])
    assert cleared.all(["a", "bb", "a"])
    assert cleared.all(["bb", "a"])
    assert not cleared.all(["a", "long"])
    assert not cleared.all(["long"])
    assert not cleared.has("long")
    assert cleared.has("a")
    assert asked == ["a", "bb", "long"]

"""Readers: what they make of inputs that are missing, secret, unknown or odd, and what they say they read."""

from __future__ import annotations

from typing import Any

import pytest

from plan.values import UNKNOWN, Secret
from policies.kinds import flows, readers
from policies.kinds.readers import (
    NOT_SAYABLE,
    at,
    const,
    first,
    inverse,
    is_set,
    keyed,
    look,
    mapped,
    pairs,
    paths_of,
    place,
    reads,
    same,
    texts,
    unsayable,
)

WORLD = ("0.0.0.0/0", "::/0")
EVERY_PORT = ((0, 65535),)


@pytest.mark.parametrize(
    ("value", "path", "found"),
    [
        ({"a": {"b": 1}}, "a.b", 1),
        ({"a": {"b": Secret(1)}}, "a.b", 1),
        ({"a": Secret({"b": 1})}, "a.b", 1),
        ({"a": {"b": UNKNOWN}}, "a.b", UNKNOWN),
        ({"a": UNKNOWN}, "a.b", UNKNOWN),
        ({"a": Secret(UNKNOWN)}, "a.b", UNKNOWN),
        ({}, "a.b", None),
        ({"a": 3}, "a.b", None),
        ({"a": [{"b": 1}, {}, {"b": 2}]}, "a[].b", [1, 2]),
        ({"a": [{"b": 1}, UNKNOWN]}, "a[].b", [1, UNKNOWN]),
        ({"a": {"b": 1}}, "a[].b", None),
        ({"a": ["x", Secret("y")]}, "a[]", ["x", "y"]),
    ],
)
def test_look_finds_what_stands_at_a_path(value: Any, path: str, found: Any) -> None:
    assert look(value, path) == found


@pytest.mark.parametrize(
    ("reader", "inputs", "answer"),
    [
        (at("x", 5), {}, 5),
        (at("x", 5), {"x": False}, False),
        (at("x", 5), {"x": UNKNOWN}, UNKNOWN),
        (same("x", "AES256"), {"x": "aes256"}, True),
        (same("x", "AES256"), {"x": "plaintext"}, False),
        (same("x", "AES256", default=False), {}, False),
        (mapped("x", len), {"x": UNKNOWN}, UNKNOWN),
        (mapped("x", len, 0), {}, 0),
        (is_set("x"), {"x": UNKNOWN}, True),
        (is_set("x"), {"x": []}, False),
        (inverse(at("x", False)), {}, True),
        (inverse(at("x")), {}, None),
        (inverse(at("x")), {"x": UNKNOWN}, UNKNOWN),
        (first(at("x"), at("y")), {"y": 2}, 2),
        (first(at("x"), at("y")), {"x": UNKNOWN, "y": 2}, UNKNOWN),
        (first(at("x"), at("y")), {}, None),
        (texts("x"), {"x": "one"}, ("one",)),
        (texts("x"), {"x": ["one", Secret("two")]}, ("one", "two")),
        (texts("x"), {}, None),
        (keyed("x"), {"x": [{"key": "a", "value": "b"}]}, {"a": "b"}),
        (const(3), {"x": 1}, 3),
        (NOT_SAYABLE, {"x": 1}, None),
    ],
)
def test_a_reader_answers(reader: Any, inputs: dict[str, Any], answer: Any) -> None:
    assert reader(inputs) == answer


def test_tags_that_stand_twice_are_both_kept() -> None:
    tags = ["owner=a", "flow=HUB-001", "flow=HUB-002", "bare", UNKNOWN, "note=a=b"]
    assert pairs("tags")({"tags": tags}) == {"owner": "a", "flow": "HUB-001+HUB-002", "note": "a=b"}
    assert pairs("tags")({"tags": UNKNOWN}) is UNKNOWN
    assert pairs("tags")({}) is None


@pytest.mark.parametrize(
    ("inputs", "where"),
    [
        ({"zone": "fr-par-1", "region": "fr-par"}, "fr-par-1"),
        ({"zone": "fr-par-1", "region": "FR-PAR"}, "fr-par-1"),
        ({"region": "nl-ams"}, "nl-ams"),
        ({"zone": "fr-par-1", "region": "nl-ams"}, "fr-par-1 / nl-ams"),
        ({"zone": UNKNOWN, "region": "fr-par"}, UNKNOWN),
        ({"zone": "nova", "region": "GRA11"}, "GRA11"),
        ({"zone": ""}, None),
        ({}, None),
    ],
)
def test_a_place_is_told_by_inputs_that_agree(inputs: dict[str, Any], where: Any) -> None:
    assert place("zone", "region", ignored=("nova",))(inputs) == where


@pytest.mark.parametrize(
    ("answers", "any_", "all_"),
    [
        ((True, False), True, False),
        ((True, UNKNOWN), True, UNKNOWN),
        ((False, UNKNOWN), UNKNOWN, False),
        ((False, False), False, False),
        ((True,), True, True),
    ],
)
def test_a_certain_answer_wins_over_an_unknown_one(answers: tuple[Any, ...], any_: Any, all_: Any) -> None:
    assert readers.any_of(answers) is any_
    assert readers.all_of(answers) is all_


def test_joined_keeps_what_is_not_known() -> None:
    assert readers.joined((("a",), UNKNOWN, ())) == ("a", UNKNOWN)


def test_readers_say_what_they_read() -> None:
    @reads("rules[].ip", "default")
    def own(inputs: Any) -> Any:
        return look(inputs, "default")

    assert paths_of(own) == ("rules[].ip", "default")
    assert paths_of(at("a.b")) == ("a.b",)
    assert paths_of(same("a", 1)) == ("a",)
    assert paths_of(inverse(first(at("a"), const(1), texts("b")))) == ("a", "b")
    assert paths_of(place("zone", "region")) == ("zone", "region")
    assert paths_of(pairs("tags")) == paths_of(keyed("tags")) == paths_of(is_set("tags")) == ("tags",)
    assert paths_of(const(1)) == paths_of(NOT_SAYABLE) == paths_of(lambda _: None) == ()
    assert {paths_of(reader) for reader in unsayable("a", "b").values()} == {()}


@pytest.mark.parametrize(
    "text", ["", "*", "Any", "ANY", "all", "Internet", "World", None, "everything?", "1.2.3/4/5", 7]
)
def test_everybody_in_any_spelling(text: Any) -> None:
    assert flows.peer(text) == WORLD
    assert flows.peer(text, ("::/0",)) == ("::/0",)


@pytest.mark.parametrize(
    ("text", "peers"),
    [
        ("0.0.0.0/0", ("0.0.0.0/0",)),
        (" 0.0.0.0/0 ", ("0.0.0.0/0",)),
        ("10.0.0.0/0", ("0.0.0.0/0",)),
        ("0.0.0.0", ("0.0.0.0/0",)),
        ("::", ("::/0",)),
        ("0::0/0", ("::/0",)),
        ("::/1", ("::/1",)),
        ("128.0.0.0/1", ("128.0.0.0/1",)),
        ("192.0.2.7", ("192.0.2.7/32",)),
        ("192.0.2.7/24", ("192.0.2.7/24",)),
        ("2001:db8::1", ("2001:db8::1/128",)),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_one_end_of_a_rule(text: Any, peers: Any) -> None:
    assert flows.peer(text) == peers


@pytest.mark.parametrize(
    ("low", "high", "ports"),
    [
        (22, 22, ((22, 22),)),
        ("22", "23", ((22, 23),)),
        (22.0, 22.0, ((22, 22),)),
        (None, None, EVERY_PORT),
        (0, 0, EVERY_PORT),
        (-1, -1, EVERY_PORT),
        (0, 1024, ((0, 1024),)),
        (1024, None, ((1024, 65535),)),
        (None, 1024, ((0, 1024),)),
        (90, 80, EVERY_PORT),
        ("ssh", "ssh", EVERY_PORT),
        (UNKNOWN, 22, UNKNOWN),
        (22, UNKNOWN, UNKNOWN),
    ],
)
def test_ports(low: Any, high: Any, ports: Any) -> None:
    assert flows.port_range(low, high) == ports


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("22-23", ((22, 23),)),
        ("22 - 23", ((22, 23),)),
        ("22", ((22, 22),)),
        (22, ((22, 22),)),
        (0, EVERY_PORT),
        ("0", EVERY_PORT),
        (None, EVERY_PORT),
        ("", EVERY_PORT),
        ("-1", EVERY_PORT),
        ("a-b", EVERY_PORT),
    ],
)
def test_ports_in_one_text(text: Any, ports: Any) -> None:
    assert flows.ports_of(text) == ports


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("TCP", "tcp"),
        ("6", "tcp"),
        (6, "tcp"),
        (17, "udp"),
        ("", "any"),
        (None, "any"),
        ("ANY", "any"),
        ("-1", "any"),
        (0, "any"),
        ("*", "any"),
        ("ipv6-icmp", "icmp"),
        ("sctp", "sctp"),
        ("132", "132"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_protocols(text: Any, word: Any) -> None:
    assert flows.protocol(text) == word


def test_ids_of_flows_are_read_from_descriptions() -> None:
    assert flows.flow_ids("HUB-001: administrators, and HUB-002 too; HUB-001 again") == ("HUB-001", "HUB-002")
    assert flows.flow_ids("aes-256 is no flow, nor is AES-2567") == ()
    assert flows.flow_ids(None) == flows.flow_ids(UNKNOWN) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, False),
        ("", False),
        ([], False),
        ({}, False),
        ([[], []], False),
        ("a", True),
        (False, True),
        (UNKNOWN, True),
        ([UNKNOWN], True),
        ([[], ["a"]], True),
    ],
)
def test_what_stands_is_anything_but_empty_lists_of_empty_lists(value: Any, expected: bool) -> None:
    assert readers.stands(value) is expected

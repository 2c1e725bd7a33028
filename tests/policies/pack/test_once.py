"""The SDK's parts that are asked once a request: they are there, and their answers are the same."""

from __future__ import annotations

from typing import Any

import pulumi_policy.policy
import pytest
from google.protobuf import struct_pb2

from plan.values import UNKNOWN, Secret
from plan.wire import encoded
from policies.pack import once
from policies.pack.values import plan_values

# what is looked at are its own parts, which it exports to nobody
sdk: Any = pulumi_policy.policy


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json_format", *once._STEPS):
        monkeypatch.setattr(sdk, name, getattr(sdk, name))
    monkeypatch.setattr(once, "_made", [])
    once.install()


def proxies(message: struct_pb2.Struct, *more: Any) -> Any:
    return sdk.unknown_checking_proxy(sdk.deserialize_properties(sdk.json_format.MessageToDict(message), *more))


def message() -> struct_pb2.Struct:
    return encoded({"port": 22, "secret": Secret("s"), "later": UNKNOWN, "list": [{"a": 1.5}, None, True]})


def test_the_sdk_has_the_parts_that_are_known_here() -> None:
    assert callable(sdk.json_format.MessageToDict)
    for name in once._STEPS:
        assert callable(getattr(sdk, name))


def test_the_answers_are_the_same(installed: None) -> None:
    assert len(once._made) == 3
    found = plan_values(proxies(message(), True))
    assert found == {"port": 22, "secret": Secret("s"), "later": UNKNOWN, "list": [{"a": 1.5}, None, True]}
    assert isinstance(found["port"], int)
    assert plan_values(proxies(message()))["secret"] == "s"


def test_the_same_message_is_read_once_and_another_one_anew(installed: None) -> None:
    one, other = message(), message()
    assert proxies(one) is proxies(one)
    assert proxies(one) is not proxies(other)
    assert proxies(one) is not proxies(one, True)
    before = proxies(one)
    once.forget()
    assert proxies(one) is not before


def test_an_sdk_that_is_made_otherwise_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "_made", [])
    monkeypatch.delattr(sdk, "unknown_checking_proxy")
    before = sdk.json_format
    once.install()
    assert sdk.json_format is before
    assert once._made == []

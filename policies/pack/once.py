"""The policy SDK reads the properties of a resource anew for each policy. Here they are read once a request.

Otherwise that is two thirds of the pack's time: the SDK turns the message into a mapping, that into values, those into
proxies, each time with the same result, which nobody changes. An SDK that is made otherwise is left as it is: then the
pack is slower, not wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final

import pulumi_policy.policy

sdk: Final[Any] = pulumi_policy.policy
_STEPS: Final = ("deserialize_properties", "unknown_checking_proxy")


class Once:
    """A function whose answers are kept for as long as the very same arguments come again."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        # the argument is kept with the answer: as long as it is there, no other object has its id
        self._kept: dict[tuple[int, tuple[Any, ...]], tuple[Any, Any]] = {}

    def __call__(self, value: Any, *more: Any) -> Any:
        key = (id(value), more)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = (value, self._function(value, *more))
        return kept[1]

    def forget(self) -> None:
        self._kept.clear()


_made: list[Once] = []


def install() -> None:
    """Have the SDK read each message once. Changes nothing where the SDK has other parts than those known here."""
    if _made or not all(hasattr(sdk, name) for name in (*_STEPS, "json_format")):
        return
    read = Once(sdk.json_format.MessageToDict)
    _made.append(read)
    sdk.json_format = SimpleNamespace(MessageToDict=read)
    for name in _STEPS:
        step = Once(getattr(sdk, name))
        _made.append(step)
        setattr(sdk, name, step)


def forget() -> None:
    """Let go of what was read: another resource is shown."""
    for item in _made:
        item.forget()

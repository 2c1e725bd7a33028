"""Recorded answers to invokes, for runs without a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # for its type only: the monitor loads the whole SDK, which the offline providers do without
    from plan.monitor import Invokes


def answers_from(records: Iterable[Mapping[str, Any]]) -> Invokes:
    """Answers invokes from records `{"token", "args", "result"}`; the first one that fits counts.

    A record fits where its token is the same and each of its `args` (default: none) is among the arguments
    asked. Raises ValueError for a record without token or result.
    """
    by_token: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        if "token" not in record or "result" not in record:
            raise ValueError(f"a fixture of an invoke needs `token` and `result`, found {sorted(record)}")
        by_token.setdefault(record["token"], []).append(record)

    def answer(token: str, args: Mapping[str, Any]) -> Any:
        for record in by_token.get(token, ()):
            wanted = record.get("args", {})
            if all(key in args and args[key] == value for key, value in wanted.items()):
                return record["result"]
        raise LookupError(token)

    return answer

"""Answers that are worked out once: about a record, or about a whole view. They live and end with the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from policies.record import Record
    from policies.view import View

T = TypeVar("T")


def kept(question: Callable[[Record], T]) -> Callable[[Record], T]:
    """Keep the answer about each record. For a function that asks the record and its view, and nothing else.

    What it raises is not kept.
    """
    name = _name(question)

    @wraps(question)
    def ask(record: Record) -> T:
        memo = record.view.memo
        try:
            return memo[name][record]  # type: ignore[no-any-return]
        except KeyError:
            answers = memo.setdefault(name, {})
        answer = answers[record] = question(record)
        return answer

    return ask


def kept_of_view(question: Callable[[View], T]) -> Callable[[View], T]:
    """The same for a function that asks the view alone."""
    name = _name(question)

    @wraps(question)
    def ask(view: View) -> T:
        if name not in view.memo:
            view.memo[name] = question(view)
        return view.memo[name]  # type: ignore[no-any-return]

    return ask


def _name(question: Callable[..., Any]) -> str:
    return f"{question.__module__}.{question.__qualname__}"

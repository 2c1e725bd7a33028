"""Fixtures of the facts: registers that a test writes itself, and answers that are not remembered from another test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import BaseModel

from facts import ask, registers
from facts.document import parse
from facts.questions import hosts, law
from facts.validate import validate

M = TypeVar("M", bound=BaseModel)

_REMEMBERED = (
    ask.provider, ask.qualification, ask.hds, ask.place, ask.area, ask.in_area, ask.global_service, ask.owner_of,
    ask.image_owner, ask.action_owner, ask.subprocessor, ask.authority, ask.derogation, ask.framework,
    hosts._index, law._clauses, law._authorities,
)  # fmt: skip

Register = Callable[[str, type[M], str], M]


def _forget() -> None:
    for remembered in _REMEMBERED:
        remembered.cache_clear()


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[Register[BaseModel]]:
    """Put a register of the test's own in the place of a repository's: name, model, YAML text."""

    def put(name: str, model: type[M], text: str) -> M:
        found = validate(parse(text, Path(f"{name}.yaml")), model)
        inner = {"subprocessors": "subprocessors", "authorities": "authorities", "frameworks": "frameworks"}.get(name)
        monkeypatch.setattr(registers, name, lambda: getattr(found, inner) if inner else found)
        _forget()
        return found

    _forget()
    yield put
    monkeypatch.undo()
    _forget()

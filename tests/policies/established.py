"""Facts as a test wants them: what no register can say of anybody today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pytest

from facts import ask
from facts.answer import Known, Origin, Stale, Unknown
from facts.questions.providers import ProviderFacts
from facts.sovereignty import Parent

T = TypeVar("T")
ON = date(2026, 11, 28)
_ORIGIN = Origin("a test", ON, "P", "facts/test.yaml: it")
UNKNOWN_FACT = Unknown("something", "somebody", "facts/test.yaml: it", "quelque chose", "quelqu'un")
STALE_FACT = Stale(_ORIGIN, 12, "something", "read it again", "relire")


def known(value: T) -> Known[T]:
    """A fact that is believed."""
    return Known(value, _ORIGIN)


def european(**changes: Any) -> ProviderFacts:
    """A provider of which everything is established and nothing is foreign."""
    found = ProviderFacts(
        id="scaleway",
        registered=True,
        name="A provider",
        seat=known("FR"),
        parent=known(Parent(name="A parent", country="DE")),
        largest_holding=known(24.0),
        holdings=known(39.0),
        veto=known(False),
        board=known(False),
        foreign_laws=known(()),
        remote_access=known(False),
        disclosure=known("no-transfer"),
    )
    return replace(found, **changes)


def establish(monkeypatch: pytest.MonkeyPatch, question: str, answer: Any) -> None:
    """Every question of this name gets this answer."""
    monkeypatch.setattr(ask, question, lambda *_, **__: answer)

"""What tests ask of refusals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bastide.cutover.gates.refused import NotAllowed
from facts.errors import BadInput


def refused(act: Callable[[], object], *words: str) -> NotAllowed:
    with pytest.raises(NotAllowed) as found:
        act()
    message = found.value.message()
    for word in words:
        assert word in message
    assert message.startswith("not allowed\n  - ")
    assert "\n  do: " in message
    return found.value


def bad(act: Callable[[], object], *words: str) -> BadInput:
    with pytest.raises(BadInput) as found:
        act()
    for word in words:
        assert word in found.value.message()
    return found.value

"""Secrets seen in a run, to keep them out of messages: invokes and exceptions carry them unmarked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from plan.values import MASKED_SECRET, Secret

# Shorter texts ("on", "22") would blank out half of every message.
_SHORTEST: Final = 4


class KnownSecrets:
    """Collects the texts inside secret values and blanks them out of other texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = {text for text in texts if len(text) >= _SHORTEST}

    def note(self, value: Any) -> None:
        """Remember every text inside a `Secret`, at any depth."""
        if isinstance(value, Secret):
            self._texts.update(text for text in _texts(value.value) if len(text) >= _SHORTEST)
        elif isinstance(value, Mapping):
            for item in value.values():
                self.note(item)
        elif isinstance(value, list):
            for item in value:
                self.note(item)

    def without(self, text: str) -> str:
        """The text with every known secret replaced by `[secret]`."""
        # The longest first: a secret may contain another one.
        for secret in sorted(self._texts, key=lambda item: (-len(item), item)):
            text = text.replace(secret, MASKED_SECRET)
        return text


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Secret):
        yield from _texts(value.value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)

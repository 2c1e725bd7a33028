"""All texts of a resource's inputs, found in one walk: several rules look at every text of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from plan.values import Secret, Unknown

_WITHOUT_TEXT: Final = (bool, int, float, type(None), Unknown)
_MOST: Final = 131_072


class Texts(NamedTuple):
    """What stands in inputs, in no particular order, each as often as it stands there.

    Attributes:
        keys: names of inputs, at every depth.
        plain: texts in the open.
        hidden: texts inside secrets.
        odd: whether there is anything else that may hold texts (a file, a mapping that is no dict): only a walk of
            one's own sees it.
    """

    keys: list[Any]
    plain: list[str]
    hidden: list[str]
    odd: bool


def texts_in(inputs: Any) -> Texts:
    """The texts of inputs. What is known only after apply holds none."""
    keys: list[Any] = []
    plain: list[str] = []
    hidden: list[str] = []
    odd = _walk(inputs, keys, plain, hidden)
    return Texts(keys, plain, hidden, odd)


def _walk(value: Any, keys: list[Any], plain: list[str], hidden: list[str]) -> bool:
    odd = False
    waiting: list[Any] = [(value,)]
    while waiting:
        holder = waiting.pop()
        if type(holder) is dict:
            keys.extend(holder)
            holder = holder.values()
        for item in holder:
            kind = type(item)
            if kind is str:
                plain.append(item)
            elif kind is dict or kind is list or kind is tuple:
                waiting.append(item)
            elif kind is Secret:
                odd = _walk(item.value, keys, hidden, hidden) or odd
            elif kind not in _WITHOUT_TEXT:
                odd = True
    return odd


class Cleared:
    """Remembers which texts are in order, for a question that looks at the text alone.

    Most texts of a plan stand in it many times, and nearly all are in order: those of a record are compared with what
    is remembered at once.
    """

    def __init__(self, question: Callable[[Any], bool]) -> None:
        self._question = question
        self._cleared: set[Any] = set()
        self._refused: set[Any] = set()

    def all(self, texts: Iterable[Any]) -> bool:
        """Whether each of them is in order."""
        return self._cleared.issuperset(texts) or all(map(self.has, texts))

    def has(self, text: Any) -> bool:
        """Whether a text is in order."""
        if text in self._cleared:
            return True
        if text in self._refused:
            return False
        good = self._question(text)
        known = self._cleared if good else self._refused
        if len(known) >= _MOST:
            # a plan from elsewhere must not fill the memory
            known.clear()
        known.add(text)
        return good

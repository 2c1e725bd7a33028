"""What a user wants hidden beside the secrets that a plan marks: patterns, and values of environment variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from bastide.review.comment.deadline import within
from facts.errors import BadInput

VARIABLE: Final = "BASTIDE_MASKS"
HIDDEN: Final = "***"
_ENV: Final = "env:"
SECONDS: Final = 20.0
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True)
class Pattern:
    """One mask, and how it is named in a message. Never by its text: that may be what is to be hidden."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Masks:
    """All masks, in their order."""

    patterns: tuple[Pattern, ...]

    def function(self) -> Callable[[str], str] | None:
        """Text -> text with every match replaced; None where there is no mask. Remembers what it was asked."""
        if not self.patterns:
            return None
        known: dict[str, str] = {}

        def mask(text: str) -> str:
            if text not in known:
                known[text] = self.applied(text)
            return known[text]

        return mask

    def applied(self, text: str) -> str:
        """The text with every match replaced. A match of nothing is none."""
        for item in self.patterns:
            text = item.pattern.sub(lambda found: HIDDEN if found[0] else "", text)
        return text


def masks(options: Sequence[str], environment: Mapping[str, str]) -> Masks:
    """The masks of `--mask`, then those of `BASTIDE_MASKS`: separated by `;`, each a pattern or `env:NAME`.

    `env:NAME` hides the value of a variable as it is. A variable that is not set or empty hides nothing; one whose
    value is shorter than four characters is refused, since hiding it would hide half of every word.

    Raises:
        BadInput: a pattern is none or empty, or a value is too short. No message shows it.
    """
    given = [(f"--mask (number {number})", text) for number, text in enumerate(options, 1)]
    listed = [text.strip() for text in environment.get(VARIABLE, "").split(";")]
    given += [(f"{VARIABLE} (number {number})", text) for number, text in enumerate(listed, 1) if text]
    found = (_pattern(name, text, environment) for name, text in given)
    return Masks(tuple(item for item in found if item is not None))


def _pattern(name: str, text: str, environment: Mapping[str, str]) -> Pattern | None:
    if text.startswith(_ENV):
        return _value(text.removeprefix(_ENV), environment)
    if not text:
        raise BadInput(f"{name} is empty", expected="a regular expression", action="remove it")
    try:
        return Pattern(name, re.compile(text))
    except (re.error, RecursionError, OverflowError) as error:
        at = f" at its character {error.pos + 1}" if isinstance(error, re.error) and error.pos is not None else ""
        raise BadInput(
            f"{name} is no regular expression{at}",
            expected="a pattern as Python's `re` reads it, or `env:NAME`",
            action=f"correct it; a `;` inside a pattern of {VARIABLE} is written `\\x3b`",
        ) from None


def _value(name: str, environment: Mapping[str, str]) -> Pattern | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    if len(value) < _SHORTEST:
        raise BadInput(
            f"the value of {name} has fewer than {_SHORTEST} characters",
            expected="a value that is no part of ordinary words",
            action="leave this mask out",
        )
    return Pattern(f"{_ENV}{name}", re.compile(re.escape(value)))


def bounded(seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Ends what takes longer: some patterns need longer than anybody lives for a text of forty characters.

    Raises:
        BadInput: it took longer.
    """
    error = BadInput(
        f"the masks were not applied within {seconds:g} s",
        expected="patterns without a repetition inside a repetition, such as `(a+)+`",
        action=f"simplify the patterns of --mask and {VARIABLE}",
    )
    return within(seconds, error)

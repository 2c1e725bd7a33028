"""How what a wave makes at the two servers is called. Slots are of the whole server: two waves must not meet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facts.errors import BadInput


@dataclass(frozen=True, slots=True)
class Names:
    """Of one wave; `wave` is its name in the plan of the move."""

    wave: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", self.wave):
            raise BadInput(
                f"`{self.wave}` is no name of a wave",
                expected="lower-case letters, digits and hyphens, 41 at most",
                action="name the wave as the plan of the move does",
            )

    @property
    def slot(self) -> str:
        return f"bastide_{self.wave.replace('-', '_')}"

    @property
    def publication(self) -> str:
        return self.slot

    @property
    def subscription(self) -> str:
        return self.slot

"""What a value is, in words for a message that must not show the value."""

from __future__ import annotations

from typing import Final

from plan.values import Secret, revealed
from policies.model import Text

_FORMS: Final[tuple[tuple[type | tuple[type, ...], Text], ...]] = (
    # true is a number, too, to Python
    (bool, Text("true or false", "vrai ou faux")),
    ((int, float), Text("a number", "un nombre")),
    (str, Text("a text", "un texte")),
    ((list, tuple), Text("a list", "une liste")),
    (dict, Text("a table", "une table")),
)
_OTHER: Final = Text("of no known form", "d'une forme inconnue")


def form_of(value: object) -> Text:
    """`a number`, `a text`, `a list`: also of what a secret holds."""
    plain = revealed(value) if isinstance(value, Secret) else value
    return next((text for kinds, text in _FORMS if isinstance(plain, kinds)), _OTHER)

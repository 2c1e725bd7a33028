"""Names that both sides of a scan agree on."""

from __future__ import annotations

from typing import Final

QUESTION: Final = "question.json"
ANSWER: Final = "answer.json"

"""The Cloud Sovereignty Framework on a day."""

from __future__ import annotations

from datetime import date

from facts import registers
from facts.answer import Answer
from facts.questions.common import believed
from facts.seal import SealFramework


def seal(on: date) -> Answer[SealFramework]:
    """Objectives, weights, questions and levels; `Stale` where nobody has read the framework for too long."""
    framework = registers.seal().framework
    what = f"{framework.name} {framework.version}"
    return believed(framework, framework, "seal", "framework", what, on)

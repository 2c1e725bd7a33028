"""Whether a place is one where data may lie."""

from __future__ import annotations

from typing import Final

from facts import ask
from facts.answer import Known
from policies.context import Context
from policies.model import PASSED, Verdict, failed

TECHNICAL_KINDS: Final = ("cert", "dns", "iam.*", "kms.*", "log.*", "net.flowlog", "project")
"""Kinds whose data is technical: who may do what, who did what, and under which keys and names."""


def allowed_countries(context: Context) -> frozenset[str]:
    """The strictest of what the profile's area and the intent's residency allow.

    Empty where the fact about the area is missing or stale: then no place is allowed.
    """
    area = ask.area(context.profile.area, context.on)
    if not isinstance(area, Known):
        return frozenset()
    return area.value & frozenset(context.wanted.residency) if context.wanted.residency else area.value


def judged(cloud: str, place: str, context: Context, attribute: str = "location") -> Verdict:
    """The verdict on a region or zone as the cloud spells it. Never a test of its prefix: the register decides."""
    # nearly all records of an estate lie in one of a few places
    memo = context.view.memo.setdefault("places", {})
    key = (cloud, place, context.on, context.profile.area, tuple(context.wanted.residency), attribute)
    verdict: Verdict | None = memo.get(key)
    if verdict is None:
        verdict = memo[key] = _judged(cloud, place, context, attribute)
    return verdict


def _judged(cloud: str, place: str, context: Context, attribute: str) -> Verdict:
    found = ask.place(cloud, place, context.on)
    if not isinstance(found, Known):
        return failed(
            f"`{place}` is in no register that holds today: in which country it lies is not known",
            f"« {place} » ne figure dans aucun registre valable à ce jour : le pays n'est pas connu",
            attribute,
        )
    return judged_country(found.value.country, f"`{place}`", f"« {place} »", context, attribute)


def judged_country(country: str, what: str, quoi: str, context: Context, attribute: str = "location") -> Verdict:
    """The verdict on a country; `what` and `quoi` name the thing that lies there."""
    allowed = allowed_countries(context)
    if country in allowed:
        return PASSED
    listed = ", ".join(sorted(allowed)) or "none: the fact about the area is missing or stale"
    liste = ", ".join(sorted(allowed)) or "aucun : le fait relatif à la zone manque ou est périmé"
    return failed(
        f"{what} lies in {country}; allowed: {listed}",
        f"{quoi} se trouve dans le pays {country} ; pays admis : {liste}",
        attribute,
    )

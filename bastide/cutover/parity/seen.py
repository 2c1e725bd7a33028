"""All that parity compares of one estate, and the comparison of two. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bastide.cutover.parity.compare import Strengths, compare
from bastide.cutover.parity.entitled import compare as rights
from bastide.cutover.parity.entitled.holders import Given, entitlements
from bastide.cutover.parity.model import Parity, RoleId
from bastide.cutover.parity.named import compare as naming
from bastide.cutover.parity.named.read import Names, names
from bastide.cutover.parity.reach import compare as reaching
from bastide.cutover.parity.reach.flows import Reach, reach
from bastide.cutover.parity.strengths import strengths
from plan.model import LayerPlan
from policies.view import View
from stacks.mapping import RoleMapping


@dataclass(frozen=True)
class Seen:
    """What the plans of one estate show: strengths of its roles, rights, flows, names."""

    strengths: Strengths
    given: Given
    reach: Reach
    names: Names


def seen(plans: Sequence[LayerPlan], view: View, on: date, receiving: Mapping[str, RoleId]) -> Seen:
    """Of one estate. `receiving`: who receives each grant, from the intent (see `entitled.holders.receivers`)."""
    return Seen(strengths(plans, view, on), entitlements(view, receiving), reach(view), names(view))


def held(legacy: str, here: Seen, target: str, there: Seen, mapping: RoleMapping, on: date) -> Parity:
    """The legacy held against one target, along the reviewed mapping."""
    roles = compare(here.strengths, there.strengths, mapping)
    return Parity(
        legacy,
        target,
        on,
        roles,
        rights.compare(here.given, there.given, mapping),
        reaching.compare(here.reach, there.reach, mapping),
        naming.compare(here.names, there.names, roles, mapping),
    )

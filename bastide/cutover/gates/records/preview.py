"""`bastide preview --format json` -> legacy.* and target.*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from bastide.cutover.gates.records.dated import moment
from bastide.cutover.gates.records.model import Asked, Found, named
from bastide.cutover.measure import Measurement
from plan import plan_json
from plan.json_file import JsonFile
from plan.model import LayerPlan, Operation, PlannedResource
from stacks.intents import intent_of, layers

SCHEMA: Final = "bastide/plan/1"


class _Side(NamedTuple):
    """What is measured of an estate: which resources count as different."""

    differences: str
    objects: str
    faults: frozenset[Operation]


_LEGACY: Final = _Side(
    "legacy.replaced_or_deleted", "legacy.resources", frozenset({Operation.REPLACE, Operation.DELETE})
)
_TARGET: Final = _Side(
    "target.differences", "target.resources", frozenset(Operation) - {Operation.SAME, Operation.READ}
)


def read(file: JsonFile, asked: Asked) -> Found:
    """What a change would destroy of the legacy, and what of the target is not as planned; for each that is there.

    Only of a whole estate, compared with its state: a plan that is compared with nothing shows no difference.
    """
    plans = plan_json.plans(file)
    time = moment(file, asked, None, ())
    found: list[Measurement] = []
    for estate, side in ((asked.move.legacy, _LEGACY), (asked.move.target, _TARGET)):
        own = [plan for plan in plans if plan.stack == estate]
        if own:
            _require_whole(file, own, estate, asked)
            found += _measured(own, side, time)
    if not found:
        names = ", ".join(sorted({plan.stack for plan in plans}))
        raise file.bad(
            ("stacks",),
            f"the plan is of {names}",
            expected=f"`{asked.move.legacy}` or `{asked.move.target}`, the sides of the move",
            action="name the right file",
        )
    return Found(tuple(found))


def _measured(plans: Sequence[LayerPlan], side: _Side, time: datetime) -> tuple[Measurement, ...]:
    resources = [one for plan in plans for one in plan.resources if one.custom]
    wrong = [one for one in resources if _operation(one) in side.faults]
    source = f"bastide preview, {_compared(plans)}"
    return (
        Measurement(measure=side.objects, value=len(resources), time=time, source=source),
        Measurement(
            measure=side.differences,
            value=len(wrong),
            time=time,
            source=source,
            objects=named({one.urn for one in wrong}),
        ),
    )


def _operation(resource: PlannedResource) -> Operation:
    return resource.operation or Operation.CREATE


def _compared(plans: Sequence[LayerPlan]) -> str:
    return "real providers" if all(plan.providers == "real" for plan in plans) else "an exported state"


def _require_whole(file: JsonFile, plans: Sequence[LayerPlan], estate: str, asked: Asked) -> None:
    expected = layers(intent_of(asked.folder / f"{estate}.yaml"))
    missing = [layer for layer in expected if layer not in {plan.layer for plan in plans}]
    if missing:
        raise file.bad(
            ("stacks",),
            f"the plan of `{estate}` lacks {', '.join(missing)}",
            expected="every layer of the estate: what is not there shows no difference",
            action=f"bastide preview {estate} --format json",
        )
    for plan in plans:
        _require_compared(file, plan)


def _require_compared(file: JsonFile, plan: LayerPlan) -> None:
    name = f"{plan.stack}-{plan.layer}"
    again = "bastide preview --engine pulumi --providers real --format json"
    if plan.refused:
        raise file.bad(
            ("stacks",), f"the engine or a policy refuses {name}", expected="a plan that can run", action=again
        )
    if plan.providers != "real" and (plan.base is None or plan.base.kind != "state"):
        raise file.bad(
            ("stacks",),
            f"the plan of {name} is compared with no state",
            expected="what stands: real providers with the state of the backend, or an exported state",
            action=again,
        )

"""Address ranges of both intents -> addresses.*."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Final

from bastide.cutover.gates.records.model import named
from bastide.cutover.measure import Measurement
from bastide.cutover.move.model import Move
from components.contract.addresses import Network
from components.contract.intent import Intent
from stacks.intents import intent_of

_SOURCE: Final = "both intents"


def measured(move: Move, folder: Path, now: datetime) -> tuple[Measurement, ...]:
    """Ranges of the target that overlap one of the legacy, over all ranges: pools and networks of areas.

    Raises:
        BadInput: an intent is wrong.
    """
    legacy, target = (_ranges(intent_of(folder / f"{name}.yaml")) for name in (move.legacy, move.target))
    both = {
        f"{name} {here} and {other} {there} of the legacy"
        for (name, here), (other, there) in product(target.items(), legacy.items())
        if here.overlaps(there)
    }
    return (
        Measurement(measure="addresses.ranges", value=len(legacy) + len(target), time=now, source=_SOURCE),
        Measurement(measure="addresses.overlaps", value=len(both), time=now, source=_SOURCE, objects=named(both)),
    )


def _ranges(intent: Intent) -> dict[str, Network]:
    pools = intent.addresses.pools
    return {
        **{f"pool {name}": Network(getattr(pools, name)) for name in type(pools).model_fields},
        **{f"area {name}": network for name, network in intent.plan.networks.items()},
    }

"""Plans of an estate by the Pulumi engine: bootstrap, then the hub, then all that stands on them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from typing import Final, TypeVar

from facts.load import facts_of
from plan.engine import reading
from plan.engine.children import Host
from plan.engine.command import Result
from plan.engine.decode import decoded
from plan.engine.failure import check
from plan.engine.session import Session
from plan.engine.turns import STARTED, Turns
from plan.engine.unreached import unreached
from plan.model import LayerPlan, gaps_of
from stacks.catalogue import BOOTSTRAP, HUB

T = TypeVar("T")
BELOW: Final = (BOOTSTRAP, HUB)
"""Layers that the others read from."""
Progress = Callable[[str, int], None]
"""Told the stack's name and how many of its resources the engine has come to."""


@dataclass(frozen=True, slots=True)
class Target:
    """An estate as an engine run sees it."""

    name: str
    cloud: str
    layers: tuple[str, ...]

    def stack(self, layer: str) -> str:
        """The name of the layer's Pulumi stack."""
        return f"{self.name}-{layer}"


def previews(
    session: Session,
    host: Host,
    target: Target,
    wanted: Sequence[str] = (),
    on_progress: Progress | None = None,
    *,
    below: tuple[str, ...] = BELOW,
) -> tuple[LayerPlan, ...]:
    """Preview the wanted layers (none: all), each seeing what the ones below it would export.

    The stacks must have been added to the session with their states. Layers that the wanted ones read from are
    previewed too, and left out of the result; `below` = () where the session knows their outputs already.

    Raises:
        BadInput: what the program was given is wrong.
        EngineFailed: the engine failed.
    """
    chosen = tuple(wanted) or target.layers
    plans: dict[str, LayerPlan] = {}
    one = partial(_preview, session, target, on_progress=on_progress)
    groups = _groups(target.layers, chosen) if below else (chosen,)
    if host.holds:
        groups = (tuple(chain(*groups)),)
    with session.awaiting([target.stack(layer) for layer in below]):
        for group in groups:
            plans |= zip(group, _at_once(one, host, group), strict=True)
    return tuple(plans[layer] for layer in target.layers if layer in chosen)


def _groups(layers: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Layers that may run at once, each group after the one it reads from."""
    above = tuple(layer for layer in layers if layer in wanted and layer not in (BOOTSTRAP, HUB))
    hub = (HUB,) if HUB in layers and (above or HUB in wanted) else ()
    # a move has neither: it reads those of the two estates that it joins
    bootstrap = (BOOTSTRAP,) if BOOTSTRAP in layers else ()
    return tuple(group for group in (bootstrap, hub, above) if group)


def _at_once(one: Callable[[int, str], T], host: Host, group: Sequence[str]) -> list[T]:
    """`one` for each layer of a group, with a port for its program; the results in the group's order."""
    turns = Turns(host)

    def with_turn(number: int, layer: str) -> T:
        with turns.turn(number) as port:
            return one(port, layer)

    with ThreadPoolExecutor(STARTED) as pool:
        try:
            return list(pool.map(with_turn, count(), group))
        except BaseException:
            turns.close()
            raise


def _preview(
    session: Session, target: Target, port: int, layer: str, *, on_progress: Progress | None = None
) -> LayerPlan:
    stack = target.stack(layer)
    report = partial(on_progress, stack) if on_progress else None
    with session.shown(stack):
        result = session.preview(port, stack, report, events=layer in (BOOTSTRAP, HUB))
        plan = layer_plan(session, target, layer, result)
        check(result, plan, stack)
        if layer in (BOOTSTRAP, HUB):
            session.show_outputs(stack, reading.outputs(result.events))
    return plan


def removals(session: Session, target: Target, layers: Sequence[str]) -> tuple[LayerPlan, ...]:
    """What becomes of the stacks of layers that the program no longer has: all of it is deleted, or left behind.

    Raises as `previews`.
    """
    plans = []
    for layer in layers:
        result = session.destroy(target.stack(layer), preview=True)
        plans.append(layer_plan(session, target, layer, result))
        check(result, plans[-1], target.stack(layer))
    return tuple(plans)


def layer_plan(session: Session, target: Target, layer: str, result: Result) -> LayerPlan:
    """What the engine answered, as the plan of one layer, its gaps joined with the facts.

    Where it refused to delete what is protected, the plan also holds the deletions that it did not come to (not where
    the states are the user's: those are the engine's to read).
    """
    before = session.files.read_state(target.stack(layer)) if result.code and session.owns_states else None
    answered = (*reading.resources(result.digest), *unreached(result, before))
    resources = tuple(sorted(answered, key=lambda resource: resource.urn))
    kept = [resource for resource in resources if resource.operation != "delete"]
    return LayerPlan(
        stack=target.name,
        layer=layer,
        cloud=target.cloud,
        engine="pulumi",
        providers=_mode(session.packages),
        resources=resources,
        gaps=gaps_of(kept, facts_of(target.cloud)),
        outputs=decoded(reading.outputs(result.events)),
        messages=reading.messages(result),
        packages=session.packages,
        policies=reading.policies(result.events),
    )


def _mode(packages: Mapping[str, str]) -> str:
    modes = set(packages.values())
    return modes.pop() if len(modes) == 1 else "mixed"


def ups(
    session: Session,
    host: Host,
    target: Target,
    wanted: Sequence[str] = (),
    on_progress: Progress | None = None,
) -> None:
    """Apply the wanted layers (none: all) and those they read from at the session's providers.

    Raises as `previews`.
    """
    chosen = tuple(wanted) or target.layers
    one = partial(_up, session, target, on_progress=on_progress)
    for group in _groups(target.layers, chosen):
        _at_once(one, host, group)


def _up(session: Session, target: Target, port: int, layer: str, *, on_progress: Progress | None = None) -> None:
    stack = target.stack(layer)
    report = partial(on_progress, stack) if on_progress else None
    result = session.up(port, stack, report)
    check(result, None, stack, applied=True)

"""Plans of an estate by the Pulumi engine, alone or against an earlier state of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from facts.errors import BadInput
from plan.crossing import gaps_of_both
from plan.engine import backend, children, exported, locked, moves, revision
from plan.engine.children import Host
from plan.engine.estate import BELOW, Progress, Target, previews, removals, ups
from plan.engine.exported import references
from plan.engine.revision import Revision
from plan.engine.session import Session, session
from plan.model import Base, LayerPlan
from stacks.catalogue import BOOTSTRAP, is_cutover


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask the engine.

    Attributes:
        against: file of an exported state, or a revision of the repository; "" for nothing: then all is new.
        allow_dirty: compare also files that no commit holds.
        refresh: read every resource anew before comparing.
        policy_packs: folders of Python packs, or executables.
        real: ask the clouds instead of the offline providers.
    """

    against: str = ""
    allow_dirty: bool = False
    refresh: bool = False
    policy_packs: tuple[Path, ...] = ()
    real: bool = False


def plan_estate(
    name: str,
    layers: Sequence[str],
    root: Path,
    request: Request,
    on_progress: Progress | None = None,
) -> tuple[LayerPlan, ...]:
    """Plan the named layers of an estate (none named: all) of the checkout `root`.

    Raises:
        BadInput: a file, revision or state is wrong.
        EngineFailed: the engine, or what it needs, failed.
    """
    ends = _ends(name, root)
    plans = _planned(name, layers, root, request, ends, on_progress)
    if not ends:
        return plans
    return tuple(replace(plan, gaps=gaps_of_both(plan.resources, ends[0].cloud, plan.cloud)) for plan in plans)


def _planned(
    name: str,
    layers: Sequence[str],
    root: Path,
    request: Request,
    ends: Sequence[Target],
    on_progress: Progress | None,
) -> tuple[LayerPlan, ...]:
    base = _base(root, request)
    state = _state(root) if request.real else {}
    with session(
        root,
        name,
        real=request.real,
        policy_packs=request.policy_packs,
        refresh=request.refresh,
    ) as (run, host):
        target = Target(name, host.cloud, host.layers)
        if request.real:
            plans = previews(run, host, target, layers, on_progress, below=())
            return tuple(replace(plan, state=state) for plan in plans)
        if isinstance(base, Path):
            return _against_state(run, host, target, layers, base, on_progress)
        if base is not None:
            return _against_revision(run, host, target, ends, layers, root, base, on_progress)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        moves.show_ends(run, host, ends, on_progress)
        return previews(run, host, target, layers, on_progress, below=_below(ends))


def _below(ends: Sequence[Target]) -> tuple[str, ...]:
    """Layers of its own that an estate reads; a move reads those of the two that it joins, which are known by then."""
    return () if ends else BELOW


def _ends(name: str, root: Path) -> tuple[Target, ...]:
    """The two estates that a move joins; none for an estate of one cloud. Raises BadInput where a file is wrong."""
    folder = root / "stacks"
    if not is_cutover(name, folder):
        return ()
    # imported here: it imports the clouds' components, which the engine's own processes do elsewhere
    from stacks.cutover import load_cutover  # noqa: PLC0415

    return moves.ends_of(load_cutover(name, folder))


def _state(root: Path) -> dict[str, Any]:
    """Where real runs keep their state. Raises BadInput for a place that is certainly wrong."""
    found = backend.parse(*backend.named(root, os.environ))
    if (fault := backend.refuse(found)) is not None:
        raise fault
    return found.record()


def _base(root: Path, request: Request) -> Path | Revision | None:
    """What to compare with, looked for before anything is started."""
    if not request.against:
        return None
    if request.real:
        raise BadInput(
            f"found --against {request.against} with --providers real",
            expected="one of them: real providers compare with the state in the backend",
            action="leave --against out, or take the offline providers",
        )
    if Path(request.against).is_file():
        return Path(request.against)
    found = revision.find(root, request.against)
    if not request.allow_dirty:
        revision.require_clean(root)
    return found


def _against_revision(
    run: Session,
    host: Host,
    target: Target,
    ends: Sequence[Target],
    wanted: Sequence[str],
    root: Path,
    base: Revision,
    on_progress: Progress | None,
) -> tuple[LayerPlan, ...]:
    folder = revision.lay_out(root, base, run.files.folder / "base")
    interpreter = locked.interpreter(folder, root)
    with children.starting_host(run.files.folder, folder, target.name, interpreter) as child:
        before = _ready(child, base)
        old = Target(target.name, before.cloud, before.layers)
        gone = [layer for layer in old.layers if layer not in target.layers]
        for layer in dict.fromkeys((*target.layers, *old.layers)):
            run.add_stack(target.stack(layer), settings=folder / "stacks")
        chosen = [layer for layer in wanted or old.layers if layer in old.layers]
        was = _ends(target.name, folder)
        moves.apply_ends(run, before, was, on_progress)
        ups(run, before, old, chosen or (BOOTSTRAP,), on_progress)
    for layer in target.layers:
        run.configure(target.stack(layer))
    note = Base("revision", base.name, base.commit)
    moves.show_ends(run, host, ends, on_progress, applied=bool(was))
    plans = previews(run, host, target, wanted, on_progress, below=_below(ends))
    removed = removals(run, old, [] if wanted else gone)
    return tuple(replace(plan, base=note) for plan in (*plans, *removed))


def _ready(child: children.Child, base: Revision) -> Host:
    try:
        return children.ready_host(child)
    except BadInput as error:
        raise BadInput(
            f"the base {base.name} ({base.commit[:12]}) cannot be built: {error.message()}",
            action="name a base that can be built",
        ) from None


def _against_state(
    run: Session,
    host: Host,
    target: Target,
    wanted: Sequence[str],
    file: Path,
    on_progress: Progress | None,
) -> tuple[LayerPlan, ...]:
    stack, state = exported.read(file, run.vault.seal, run.vault.secrets_providers)
    layer = stack.removeprefix(f"{target.name}-")
    if not stack.startswith(f"{target.name}-") or layer not in target.layers or (wanted and [layer] != list(wanted)):
        raise BadInput(
            f"{file} is the state of the stack `{stack}`",
            expected=f"a state of {', '.join(map(target.stack, wanted or target.layers))}",
            action=f"export the stack that you compare, or name it: bastide preview {stack} --against {file}",
        )
    run.add_stack(stack, state)
    for other, outputs in references(state).items():
        run.add_stack(other)
        run.show_outputs(other, outputs)
    note = Base("state", str(file), approximate=exported.APPROXIMATE)
    plans = previews(run, host, target, [layer], on_progress, below=())
    return tuple(replace(plan, base=note) for plan in plans)

"""The built-in engine: runs a Pulumi program in this process against our own resource monitor.

Needs neither the Pulumi CLI nor provider plugins, network or credentials. Exact on shape, options, secrets,
parents and dependencies; what only a provider can know stays unknown; nothing is compared with a state, so
every resource is created, read or imported.
"""

from __future__ import annotations

import contextvars
import gc
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from plan import pulumi_private as private
from plan.azure_aliases import drop_sdk_aliases
from plan.errors import ProgramFailed
from plan.event_loop import InPlaceLoop, finish_background, run_on, settle
from plan.known_secrets import KnownSecrets
from plan.model import GapFacts, LayerPlan, Message, PlannedResource, gaps_of
from plan.monitor import Invokes, Log, Monitor
from plan.process_state import bind_prints, tuned_process

_BACKGROUND_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """What a program registered: resources sorted by URN, outputs of the stack, messages in their order."""

    resources: tuple[PlannedResource, ...]
    outputs: Mapping[str, Any]
    messages: tuple[Message, ...]


def no_invokes(token: str, args: Mapping[str, Any]) -> Any:
    """Answers no invoke."""
    raise LookupError(token)


def run(  # noqa: PLR0913 (every option of a run has a name of its own)
    program: Callable[[], Any],
    *,
    project: str,
    stack: str,
    config: Mapping[str, str] | None = None,
    secret_config: Collection[str] = (),
    organization: str = "organization",
    references: Mapping[str, Mapping[str, Any]] | None = None,
    invokes: Invokes = no_invokes,
    keep_azure_aliases: bool = False,
    on_resource: Callable[[int], None] | None = None,
) -> ProgramRun:
    """Run `program` (a function, also an asynchronous one) as the stack `stack` and return what it
    registered.

    `config` and `secret_config` have full keys (`bastide:intent`). `references` gives the outputs of other
    stacks by their full names; they may hold UNKNOWN and Secret. `invokes` answers questions to providers.
    `on_resource` is told the number of resources after each one, on the thread of the run.

    The aliases that azure-native adds for its old API versions are dropped (they cost 20 times the resource)
    unless `keep_azure_aliases`; the program's own ones always stay.

    Raises DuplicateResource, MissingInvoke, MissingStackReference, RemoteComponent, or ProgramFailed with the
    program's exception as its cause. Leaves nothing changed in the process; runs may overlap on several
    threads.
    """
    config = dict(config or {})
    secrets = KnownSecrets(config[key] for key in secret_config if key in config)
    log = Log(secrets)
    monitor = Monitor(
        project=project,
        stack=stack,
        organization=organization,
        references=references or {},
        invokes=invokes,
        secrets=secrets,
        on_resource=on_resource,
    )

    def inside() -> BaseException | None:
        private.bind_settings(
            project=project,
            stack=stack,
            organization=organization,
            root_directory=str(Path.cwd()),
            monitor=monitor,
            engine=log,
        )
        private.bind_callbacks(monitor.callbacks)
        private.bind_config(config, set(secret_config))
        private.bind_graph()
        bind_prints(lambda line: log.add("info", line))
        return run_on(InPlaceLoop(private.is_monitor_call), lambda: _main(program, keep_azure_aliases))

    with tuned_process(), private.replaced():
        failure = _on_own_thread(inside)
        monitor.callbacks.release()
        # Now, while the warnings of what a failed program abandons are silenced, and while the run's garbage
        # is young: later it would wait for a full collection and slow the next runs.
        gc.collect(1)
    if failure is not None:
        _raise(failure, secrets)
    return ProgramRun(monitor.resources(), monitor.stack_outputs(), log.messages())


async def _main(program: Callable[[], Any], keep_azure_aliases: bool) -> Exception | None:
    def before() -> None:
        if not keep_azure_aliases:
            drop_sdk_aliases()

    try:
        await private.run_program(program, before)
        await settle(private.take_pending)
    except Exception as error:
        # What fails after the first failed registration fails because of it.
        return private.first_failure() or error
    await finish_background(_BACKGROUND_SECONDS)
    return None


def _on_own_thread(inside: Callable[[], BaseException | None]) -> BaseException | None:
    """Run in a copy of the caller's context on a thread of its own: the caller's may have an event loop."""
    failures: list[BaseException | None] = []
    context = contextvars.copy_context()

    def body() -> None:
        try:
            failures.append(context.run(inside))
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=body, name="bastide-builtin-engine", daemon=True)
    thread.start()
    thread.join()
    return failures[0]


def _raise(failure: BaseException, secrets: KnownSecrets) -> None:
    if not isinstance(failure, Exception):
        raise failure
    own = _own_in_chain(failure)
    if own is not None:
        raise own
    text = secrets.without(f"{type(failure).__name__}: {failure}")
    raise ProgramFailed(f"the program failed: {text}") from failure


def _own_in_chain(failure: BaseException) -> ProgramFailed | None:
    seen: set[int] = set()
    error: BaseException | None = failure
    while error is not None and id(error) not in seen:
        if isinstance(error, ProgramFailed):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None


def layer_plan(result: ProgramRun, *, estate: str, layer: str, cloud: str, facts: GapFacts) -> LayerPlan:
    """The run as the plan of one layer, its gaps joined with the facts.

    Raises ValueError for a malformed gap.
    """
    return LayerPlan(
        stack=estate,
        layer=layer,
        cloud=cloud,
        engine="builtin",
        providers="none",
        resources=result.resources,
        gaps=gaps_of(result.resources, facts),
        outputs=result.outputs,
        messages=result.messages,
    )

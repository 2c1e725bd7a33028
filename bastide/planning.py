"""Plans of several estates at once, each in a process of its own.

A process for each estate: the clouds' SDKs are large, their programs independent, and Python runs one thread at a time.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, TypeVar

from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from plan.engine.processes import die_with_parent
from plan.model import LayerPlan

if TYPE_CHECKING:
    from plan.engine.plans import Request
    from stacks.estate import Estate

Report = Callable[[str, str, int], None]
"""Told the estate, the stack that is planned now, and how many resources it has so far."""

T = TypeVar("T")
Then = Callable[["Order", tuple[LayerPlan, ...]], T]
"""What to make of an estate's plans, in the process that has made them. A function of a module, or a partial of one."""
Examine = Callable[["Estate", tuple[LayerPlan, ...]], T]
"""The same where the estate itself is looked at, too: its intent, its choices, what its cloud offers with them."""
_Work = Callable[["Order", Report | None], T]

_POLL_SECONDS = 0.1
_queue: Any = None


@dataclass(frozen=True)
class Order:
    """Plan these layers of an estate (none named: all)."""

    estate: str
    layers: tuple[str, ...] = ()


def plan_all(orders: Sequence[Order], folder: Path, report: Report | None = None) -> tuple[LayerPlan, ...]:
    """The plans of all orders, in their order.

    Raises:
        BadInput: a file is wrong.
        ToolkitFailed: a program failed, or a process died.
    """
    return tuple(plan for plans in plan_each(orders, folder, as_planned, report) for plan in plans)


def as_planned(_: Order, plans: tuple[LayerPlan, ...]) -> tuple[LayerPlan, ...]:
    """The plans themselves, for `plan_each`."""
    return plans


def plan_each(orders: Sequence[Order], folder: Path, then: Then[T], report: Report | None = None) -> tuple[T, ...]:
    """What `then` makes of the plans of each order, in their order. The same errors, and those of `then`."""
    return _each(orders, partial(_then, folder=folder, then=then), report)


def examine_each(
    orders: Sequence[Order],
    folder: Path,
    examine: Examine[T],
    report: Report | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[T, ...]:
    """The same where the estate is handed over as it was read for its plans, and its files are not read again.

    `meanwhile` is done here as soon as a core is free of planning: what costs a second and needs none of the plans.
    """
    return _each(orders, partial(_examine, folder=folder, examine=examine), report, meanwhile)


def _each(
    orders: Sequence[Order], work: _Work[T], report: Report | None, meanwhile: Callable[[], object] = lambda: None
) -> tuple[T, ...]:
    if len(orders) == 1:
        return (work(orders[0], report),)
    context = multiprocessing.get_context("spawn")
    queue = context.Queue() if report else None
    workers = min(len(orders), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, context, _initialise, (queue,)) as pool:
        futures = {pool.submit(_in_worker, order, work): order for order in orders}
        try:
            _follow(futures, queue, report, _Once(meanwhile, workers))
            return tuple(future.result() for future in futures)
        except BrokenProcessPool as error:
            raise ToolkitFailed("a planning process died", "run one estate alone to see which (memory?)") from error
        finally:
            pool.shutdown(cancel_futures=True)


def plan_all_with_pulumi(
    orders: Sequence[Order], root: Path, request: Request, report: Report | None = None
) -> tuple[LayerPlan, ...]:
    """The same by the Pulumi engine, one estate after the other: each keeps all cores busy with processes of its own.

    Raises:
        BadInput: a file, revision or state is wrong.
        ToolkitFailed: the engine failed, or is not there.
    """
    # imported here: the built-in engine needs none of it
    from plan.engine.plans import plan_estate  # noqa: PLC0415
    from plan.errors import EngineFailed  # noqa: PLC0415

    plans: list[LayerPlan] = []
    for order in orders:
        progress = partial(report, order.estate) if report else None
        try:
            plans += plan_estate(order.estate, order.layers, root, request, progress)
        except EngineFailed as error:
            raise ToolkitFailed(error.found, error.action) from error
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            raise ToolkitFailed(
                f"the run of {order.estate} failed: {error.strerror or error}{where}",
                f"check the space and the rights in {gettempdir()}, or set TMPDIR to another folder",
            ) from error
    return tuple(plans)


class _Once:
    """What is done once, when fewer plans are left than there are workers."""

    def __init__(self, what: Callable[[], object], workers: int) -> None:
        self._what, self._workers = what, workers
        self._done = False

    def look(self, left: int) -> None:
        if not self._done and left < self._workers:
            self._done = True
            self._what()


def _follow(futures: dict[Future[Any], Order], queue: Any, report: Report | None, once: _Once) -> None:
    """Hand progress on until all are done; the first failure ends it."""
    if report is None or queue is None:
        for left, future in zip(reversed(range(len(futures))), as_completed(futures), strict=True):
            future.result()
            once.look(left)
        return
    while left := sum(not future.done() for future in futures):
        once.look(left)
        try:
            report(*queue.get(timeout=_POLL_SECONDS))
        except Empty:
            continue
        for future in futures:
            if future.done():
                future.result()


def _initialise(queue: Any) -> None:
    die_with_parent()
    # nearly everything that imports make lives as long as the process: looking for garbage in it finds nothing
    gc.set_threshold(200_000, 20, 20)
    # nor does taking the SDKs apart at the end free anything that the end of the process does not: it costs a second
    atexit.register(os._exit, 0)
    global _queue  # noqa: PLW0603  (a worker process has one queue for its life)
    _queue = queue


def _in_worker(order: Order, work: _Work[T]) -> T:
    queue = _queue
    return work(order, (lambda *step: queue.put(step)) if queue is not None else None)


# what plans is imported where it is used: only the process that plans pays for Pulumi


def _then(order: Order, report: Report | None, *, folder: Path, then: Then[T]) -> T:
    from plan.estate import plan_estate  # noqa: PLC0415

    with _failures(order):
        plans = plan_estate(order.estate, order.layers, folder=folder, on_progress=_steps(order, report))
    return then(order, plans)


def _examine(order: Order, report: Report | None, *, folder: Path, examine: Examine[T]) -> T:
    from plan.estate import plan_loaded  # noqa: PLC0415
    from stacks.estate import load_estate  # noqa: PLC0415

    with _failures(order):
        estate = load_estate(order.estate, folder)
        plans = plan_loaded(estate, order.layers, on_progress=_steps(order, report))
    return examine(estate, plans)


def _steps(order: Order, report: Report | None) -> Callable[[str, int], None] | None:
    return (lambda stack, count: report(order.estate, stack, count)) if report else None


@contextmanager
def _failures(order: Order) -> Iterator[None]:
    """Failures of a program as what they are to the user: a wrong file, or a fault of the toolkit."""
    from plan.errors import ProgramFailed, asked_of  # noqa: PLC0415

    try:
        yield
    except ProgramFailed as error:
        if isinstance(error.__cause__, BadInput):
            # found by a builder: only what the cloud answered shows it
            raise error.__cause__ from None
        if (told := asked_of(str(error), order.estate)) is not None:
            raise told from None
        raise ToolkitFailed(
            f"the program of {order.estate} failed: {error}", "this is a fault of the toolkit: please report it"
        ) from error

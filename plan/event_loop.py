"""The event loop of a run: one thread, calls of the monitor made in place, one wait for everything."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, Final, TypeVar, TypeVarTuple

_IDLE_SECONDS: Final = 5.0

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class NothingLeft(Exception):
    """The program waits for a value that nothing will ever provide."""


class _IdleSelector(selectors.DefaultSelector):
    """Ends a wait that cannot end: no timer, no thread and no connection is left that could wake the loop."""

    idle: Callable[[], bool]

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        # One registered file is the loop's own wake-up pipe.
        if timeout is not None or len(self.get_map()) > 1 or not self.idle():
            return super().select(timeout)
        # A thread that the program started itself is not seen: it gets some time.
        ready = super().select(_IDLE_SECONDS)
        if not ready:
            raise NothingLeft("the program waits for a value that nothing will ever provide")
        return ready


class InPlaceLoop(asyncio.SelectorEventLoop):
    """Runs the calls that `in_place` names on the loop itself instead of on a thread.

    The SDK sends each monitor call to a thread because it waits for a socket. Ours answers at once: without
    threads there is nothing to lock and the order of registrations is the same in every run. Such a call may
    return a coroutine, which is then awaited.
    """

    def __init__(self, in_place: Callable[[Any], bool]) -> None:
        selector = _IdleSelector()
        selector.idle = lambda: self._on_threads == 0
        super().__init__(selector)
        self._in_place = in_place
        self._on_threads = 0
        # Tasks abandoned by a failed program would be logged when they are collected.
        self.set_exception_handler(lambda loop, context: None)

    def run_in_executor(self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        if executor is not None or not self._in_place(func):
            return self._run_on_thread(executor, func, *args)
        try:
            result: Any = func(*args)
        except Exception as error:
            failed: asyncio.Future[T] = self.create_future()
            failed.set_exception(error)
            return failed
        if asyncio.iscoroutine(result):
            return self.create_task(result)
        if isinstance(result, tuple) and result and asyncio.iscoroutine(result[0]):
            return self.create_task(_first_awaited(*result))  # type: ignore[arg-type]
        done: asyncio.Future[T] = self.create_future()
        done.set_result(result)
        return done

    def _run_on_thread(self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        self._on_threads += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._left_thread)
        return future

    def _left_thread(self, future: asyncio.Future[Any]) -> None:
        self._on_threads -= 1


async def _first_awaited(first: Coroutine[Any, Any, Any], *rest: Any) -> tuple[Any, ...]:
    # The SDK wraps what an invoke returns in a pair with its error.
    return (await first, *rest)


def run_on(loop: InPlaceLoop, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run the coroutine function `main` on `loop`, cancel what it leaves behind, close the loop."""
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(max_workers=4))
    try:
        return loop.run_until_complete(main())
    finally:
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


async def settle(take_pending: Callable[[], set[asyncio.Future[Any]]]) -> None:
    """Wait until `take_pending` yields nothing more; raise the first exception as soon as there is one.

    Each future is waited for once. (The SDK's loop puts all unfinished ones back after each that finishes.)
    """
    while pending := take_pending():
        done, running = await asyncio.wait(pending, return_when=asyncio.FIRST_EXCEPTION)
        for future in done:
            future.result()
        assert not running, "asyncio.wait returned early without an exception"
        # Whatever the finished ones scheduled comes with the next round.
        await asyncio.sleep(0)


async def finish_background(seconds: float) -> None:
    """Give tasks that nobody waits for (log messages of a resource) a little time to end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=seconds)

"""Calls of the engine's monitor without a thread for each: for the program host only.

The SDK sends every call of its monitor to a thread, which waits for the answer; hundreds of threads then fight for the
interpreter. Here the call is begun on the event loop itself and its answer comes back to the loop.

Also here: a read of another stack's outputs waits while those are awaited, so that stacks which read from each other
run at once, and everything that does not depend on the outputs is done by then.
Imports the standard library and the checkout's SDK only, as host.py does.
"""

import asyncio
import threading
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

_SENT = "pulumi.runtime._context"
"""Module of what the SDK sends to threads: calls of the monitor, and nothing else."""

_REFERENCE = "pulumi:pulumi:StackReference"
_LOOK_SECONDS = 0.01


class _Calling(threading.local):
    """The loop that makes a call at this moment, on this thread."""

    loop: asyncio.AbstractEventLoop | None = None


_calling = _Calling()


class Loop(asyncio.SelectorEventLoop):
    """Begins calls of the monitor where others would start a thread."""

    def run_in_executor(  # type: ignore[override]  # a call of the monitor gives its own future
        self, executor: Executor | None, func: Any, *args: Any
    ) -> Any:
        if executor is not None or getattr(func, "__module__", "") != _SENT:
            return super().run_in_executor(executor, func, *args)
        _calling.loop = self
        try:
            result = func(*args)
        except Exception as error:
            failed: asyncio.Future[Any] = self.create_future()
            failed.set_exception(error)
            return failed
        finally:
            _calling.loop = None
        if isinstance(result, asyncio.Future):
            return result
        if isinstance(result, tuple) and result and isinstance(result[0], asyncio.Future):
            return self.create_task(_first(*result))
        done: asyncio.Future[Any] = self.create_future()
        done.set_result(result)
        return done


async def _first(first: Any, *rest: Any) -> tuple[Any, ...]:
    # The SDK wraps what an invoke returns in a pair with its error.
    return (await first, *rest)


class _Method:
    """One method of the monitor. `awaited`: a folder with a file for each stack whose outputs are still to come."""

    def __init__(self, method: Any, converted: Any, awaited: Path) -> None:
        self._method, self._converted, self._awaited = method, converted, awaited

    def __call__(self, request: Any, *args: Any, **named: Any) -> Any:
        loop = _calling.loop
        if loop is None:
            while self._is_early(request):
                time.sleep(_LOOK_SECONDS)
            return self._method(request, *args, **named)
        answer: asyncio.Future[Any] = loop.create_future()
        if self._is_early(request):
            self._begin_in_time(loop, answer, request, args, named)
        else:
            self._begin(loop, answer, request, args, named)
        return answer

    def _is_early(self, request: Any) -> bool:
        if getattr(request, "type", "") != _REFERENCE:
            return False
        stack = str(request.id).rpartition("/")[2]
        return (self._awaited / stack).exists()

    def _begin_in_time(self, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Any], *call: Any) -> None:
        if answer.cancelled():
            return
        if self._is_early(call[0]):
            loop.call_later(_LOOK_SECONDS, self._begin_in_time, loop, answer, *call)
            return
        try:
            self._begin(loop, answer, *call)
        except Exception as error:
            answer.set_exception(error)

    def _begin(
        self, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Any], request: Any, args: Any, named: Any
    ) -> None:
        call = self._method.future(request, *args, **named)
        call.add_done_callback(lambda done: _tell(loop, self._settle, answer, done))

    def _settle(self, answer: asyncio.Future[Any], call: Any) -> None:
        if answer.cancelled():
            return
        error = call.exception()
        if error is None:
            answer.set_result(call.result())
        else:
            answer.set_exception(self._converted(error))


def _tell(loop: asyncio.AbstractEventLoop, *words: Any) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(*words)


def monitor(stub: type[Any], converted: Any, awaited: Path) -> type[Any]:
    """The SDK's monitor with methods that may be begun. `converted` makes the SDK's exception of gRPC's."""

    class Monitor(stub):  # type: ignore[misc]
        def __init__(self, channel: Any) -> None:
            super().__init__(channel)
            for name, method in vars(self).items():
                setattr(self, name, _Method(method, converted, awaited))

    return Monitor

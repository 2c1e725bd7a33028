"""The program host: runs a checkout's program for the Pulumi CLI, as its language server.

    python host.py CHECKOUT ESTATE

Started as a file with the interpreter of that checkout's environment, which may be older than this file: it
imports the standard library, and the checkout's own Pulumi SDK and packages. Prints one line of JSON once it listens
on 127.0.0.1, `{"ports": [40000, 40001], "cloud": "...", "layers": [...], "packages": [...]}`, or `{"error": "..."}`
where the estate's files are wrong; ends when its standard input closes. Several stacks may run at once, at each port.

Not a language plugin: it installs nothing and answers only what an inline program of the Automation API must.
"""

import asyncio
import functools
import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent import futures
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

_PROGRAM = "__main__.py"
_PACKAGES = ("components", "facts", "plan", "stacks")
_READERS = ("stacks.program.load_estate", "stacks.program.resolve", "stacks.intents.intent_of")
_STACKS_AT_ONCE = 16
# Resources live as long as their run: a collector at its usual thresholds spends half of the run on them.
_COLLECT_AFTER = (200_000, 20, 20)


def main(root: Path, estate: str) -> None:
    """Serve until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    # What a program prints would otherwise be read as the answer below.
    os.dup2(2, 1)
    _import_from(root)
    try:
        about = _about(root, estate)
    except Exception as error:
        answers.write(json.dumps({"error": _text(error)}) + "\n")
        answers.close()
        return
    _check_origin(root)
    program = _program(root)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    second = _second(program)
    port, stop = _serve(program)
    answers.write(json.dumps({"ports": [port, *second], **about}) + "\n")
    answers.close()
    sys.stdin.read()
    stop()


def _second(program: Callable[[], None]) -> list[int]:
    """The port of a copy of this process: Python keeps one core busy, and what both have imported is paid once.

    Made before this process has threads, which a copy would lack.
    """
    if (os.cpu_count() or 1) < 2:
        return []
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        with os.fdopen(reading) as answer:
            return [int(answer.read())]
    os.close(reading)
    port, stop = _serve(program)
    with os.fdopen(writing, "w") as answer:
        answer.write(str(port))
    sys.stdin.read()
    stop()
    os._exit(0)


def _about(root: Path, estate: str) -> dict[str, Any]:
    """What the estate is in this checkout. Reads and imports what every run needs, so that it is paid once."""
    program = import_module("stacks.program")
    _read_once()
    folder = getattr(program, "FOLDER", root / "stacks")
    import_module("stacks.intents").intent_of(folder / f"{estate}.yaml")
    found = program.load_estate(estate, folder)
    return {"cloud": found.cloud.value, "layers": list(found.layers), "packages": sorted(found.kit.packages)}


def _read_once() -> None:
    """The files of this checkout stay as they are while the host runs, and each stack would read them again."""
    for name in _READERS:
        module, _, function = name.rpartition(".")
        found = getattr(import_module(module), function, None)
        if found is not None:
            setattr(import_module(module), function, functools.cache(found))


def _text(error: Exception) -> str:
    message = getattr(error, "message", None)
    return str(message()) if callable(message) else f"{type(error).__name__}: {error}"


def _import_from(root: Path) -> None:
    """Our packages come from the checkout, whatever else the interpreter has been told to prefer."""
    here = str(Path(__file__).resolve().parent)
    # The folder of this file comes last: for in_place.py, and so that nothing else in it is taken for a module.
    sys.path[:] = [str(root), *(entry for entry in sys.path if entry not in (here, "", str(root))), here]
    sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_editable(finder)]


def _is_editable(finder: object) -> bool:
    module = getattr(finder, "__module__", "") or ""
    return module.startswith("__editable__")


def _check_origin(root: Path) -> None:
    for name in _PACKAGES:
        module = sys.modules.get(name)
        places = [str(Path(place).resolve()) for place in getattr(module, "__path__", ())]
        if any(not place.startswith(f"{root}{os.sep}") for place in places):
            sys.exit(f"the package {name} comes from {places}, not from {root}")


def _program(root: Path) -> Callable[[], None]:
    source = root / _PROGRAM
    code = compile(source.read_bytes(), str(source), "exec")
    turn = threading.Lock()
    names: Mapping[str, Any] = {"__name__": "__main__", "__file__": str(source), "__builtins__": __builtins__}

    def program() -> None:
        # The SDKs load their modules when they are first used, and a second thread sees them half loaded. Nothing is
        # lost: a program only hands over what it wants, and Python runs one thread at a time.
        with turn:
            exec(code, dict(names))

    return program


def _serve(program: Callable[[], None]) -> tuple[int, Callable[[], None]]:
    import grpc
    import pulumi
    from pulumi.automation._server import LanguageServer
    from pulumi.runtime.proto import language_pb2_grpc

    _save_time(pulumi)
    server = grpc.server(futures.ThreadPoolExecutor(_STACKS_AT_ONCE))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageServer(program), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return port, lambda: server.stop(0).wait(1)


def _save_time(pulumi: Any) -> None:
    """Leave out what the SDK does for each resource and nobody here reads: together half of the time of a run."""
    pulumi.log.debug = _nothing
    from pulumi.runtime import resource, stack
    from pulumi.runtime.proto import source_pb2

    # The engine would show where a resource was registered. An SDK that does not have these two needs no change.
    if hasattr(resource, "_get_stack_trace") and hasattr(resource, "_get_source_position"):
        resource._get_stack_trace = source_pb2.StackTrace
        resource._get_source_position = _nothing
    # After each output that is known it puts all others into a new wait: one wait for all, or a failure, is enough.
    vars(stack)["asyncio"] = _like(asyncio, FIRST_COMPLETED=asyncio.FIRST_EXCEPTION)
    _call_in_place()


def _call_in_place() -> None:
    """See in_place.py. An SDK that is made otherwise keeps its threads."""
    import in_place  # type: ignore[import-not-found]  # beside this file, which is run by its path
    from pulumi.automation import _server
    from pulumi.runtime import settings
    from pulumi.runtime.proto import resource_pb2_grpc

    converted = getattr(settings, "grpc_error_to_exception", None)
    if converted is None or not hasattr(settings, "resource_pb2_grpc"):
        return
    stub = in_place.monitor(resource_pb2_grpc.ResourceMonitorStub, converted)
    vars(_server)["asyncio"] = _like(asyncio, new_event_loop=in_place.Loop)
    vars(settings)["resource_pb2_grpc"] = _like(resource_pb2_grpc, ResourceMonitorStub=stub)


def _like(module: ModuleType, **other: Any) -> ModuleType:
    """A copy of a module with some names changed, for one importer of it."""
    copy = ModuleType(module.__name__)
    vars(copy).update(vars(module), **other)
    return copy


def _nothing(*_: object, **__: object) -> None:
    return None


if __name__ == "__main__":
    threading.stack_size(16 * 1024 * 1024)
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
    # The runs' threads may be inside a program; nothing they could still do matters to anybody.
    os._exit(0)

"""The program host: runs a checkout's program for the Pulumi CLI, as its language server.

    python host.py CHECKOUT ESTATE

Started as a file with the interpreter of that checkout's environment, which may be older than this file: it
imports the standard library, and the checkout's own Pulumi SDK and packages. Prints one line of JSON once it listens
on 127.0.0.1, `{"port": 40000, "cloud": "...", "layers": [...], "packages": [...]}`, or `{"error": "..."}` where the
estate's files are wrong; ends when its standard input closes. Several stacks may run at once.

Not a language plugin: it installs nothing and answers only what an inline program of the Automation API must.
"""

import asyncio
import contextlib
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
    port, stop = _serve(_program(root))
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    answers.write(json.dumps({"port": port, **about}) + "\n")
    answers.close()
    sys.stdin.read()
    stop()


def _about(root: Path, estate: str) -> dict[str, Any]:
    from stacks.estate import load_estate

    found = load_estate(estate, root / "stacks")
    return {"cloud": found.cloud.value, "layers": list(found.layers), "packages": sorted(found.kit.packages)}


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

    # Imports before the first run, so that they count once; what fails here fails again, with its message, in the run.
    with contextlib.suppress(Exception):
        _read_once(import_module("stacks.program"))
    return program


def _read_once(module: ModuleType) -> None:
    """The files of this checkout stay as they are while the host runs, and each stack would read them again."""
    for name in ("load_estate", "resolve"):
        if hasattr(module, name):
            setattr(module, name, functools.cache(getattr(module, name)))


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

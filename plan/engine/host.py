"""The program host: runs a checkout's program for the Pulumi CLI, as its language server.

    python host.py CHECKOUT ESTATE AWAITED

Started as a file with the interpreter of that checkout's environment, which may be older than this file: it
imports the standard library, and the checkout's own Pulumi SDK and packages. Prints two lines of JSON,
`{"cloud": "...", "layers": [...], "holds": true}` as soon as it knows, `{"ports": [40000, 40001], "packages": [...]}`
once it listens on 127.0.0.1, or `{"error": "..."}` instead of either where the estate's files are wrong; ends when its
standard input closes. Several stacks may run at once, at each port. `holds`: a program that asks for the outputs of a
stack waits while the folder AWAITED holds a file of its name.

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
from typing import Any, TextIO

_PROGRAM = "__main__.py"
_PACKAGES = ("components", "facts", "plan", "stacks")
_STACKS_AT_ONCE = 16
# Resources live as long as their run: a collector at its usual thresholds spends half of the run on them, and one that
# comes once in an estate a twentieth.
_COLLECT_AFTER = (1_000_000, 20, 20)


def main(root: Path, estate: str, awaited: Path) -> None:
    """Serve until standard input ends."""
    # What is imported stays: a collector would look through it again and again, a third of the start.
    gc.disable()
    answers = os.fdopen(os.dup(1), "w")
    # What a program prints would otherwise be read as the answer below.
    os.dup2(2, 1)
    _import_from(root)
    try:
        file = _estate_file(root, estate)
        holds = _save_time(awaited)
        known = _soon(file)
        if known is not None:
            _say(answers, {**known, "holds": holds})
        found = _loaded(file)
    except Exception as error:
        _say(answers, {"error": _text(error)})
        return
    if known is None:
        _say(answers, {"cloud": found.cloud.value, "layers": list(found.layers), "holds": holds})
    _check_origin(root)
    program = _program(root)
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    gc.enable()
    second = _second(program)
    port, stop = _serve(program)
    _say(answers, {"ports": [port, *second], "packages": sorted(found.kit.packages)})
    answers.close()
    sys.stdin.read()
    stop()


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


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


def _estate_file(root: Path, estate: str) -> Path:
    folder: Path = getattr(import_module("stacks.program"), "FOLDER", root / "stacks")
    return folder / f"{estate}.yaml"


def _soon(file: Path) -> dict[str, Any] | None:
    """What the estate is, before its cloud's SDK is loaded; None where this checkout cannot tell that early."""
    intents, words = import_module("stacks.intents"), import_module("components.contract.words")
    if not hasattr(intents, "layers") or not hasattr(words, "Cloud"):
        return None
    _read_once("stacks.intents.intent_of")
    layers = list(intents.layers(intents.intent_of(file)))
    chosen = import_module("facts.document").read(file, what="an estate").data
    clouds = [cloud.value for cloud in words.Cloud if cloud.value in chosen]
    return {"cloud": clouds[0], "layers": layers} if len(clouds) == 1 else None


def _loaded(file: Path) -> Any:
    """The estate. Reads and imports what every run needs, so that it is paid once."""
    _read_once("stacks.program.load_estate", "stacks.program.resolve")
    import_module("stacks.intents").intent_of(file)
    return import_module("stacks.program").load_estate(file.stem, file.parent)


def _read_once(*names: str) -> None:
    """The files of this checkout stay as they are while the host runs, and each stack would read them again."""
    for name in names:
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
    from pulumi.automation._server import LanguageServer
    from pulumi.runtime.proto import language_pb2_grpc

    server = grpc.server(futures.ThreadPoolExecutor(_STACKS_AT_ONCE))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageServer(program), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return port, lambda: server.stop(0).wait(1)


def _save_time(awaited: Path) -> bool:
    """Leave out what the SDK does for each resource and nobody here reads: together half of the time of a run.

    Whether reads of other stacks' outputs wait as this file's head says.
    """
    import pulumi

    pulumi.log.debug = _nothing
    from pulumi.runtime import resource, stack
    from pulumi.runtime.proto import source_pb2

    # The engine would show where a resource was registered. An SDK that does not have these two needs no change.
    if hasattr(resource, "_get_stack_trace") and hasattr(resource, "_get_source_position"):
        resource._get_stack_trace = source_pb2.StackTrace
        resource._get_source_position = _nothing
    # After each output that is known it puts all others into a new wait: one wait for all, or a failure, is enough.
    vars(stack)["asyncio"] = _like(asyncio, FIRST_COMPLETED=asyncio.FIRST_EXCEPTION)
    return _call_in_place(awaited)


def _call_in_place(awaited: Path) -> bool:
    """See in_place.py. An SDK that is made otherwise keeps its threads, and holds nothing."""
    import in_place  # type: ignore[import-not-found]  # beside this file, which is run by its path
    from pulumi.automation import _server
    from pulumi.runtime import settings
    from pulumi.runtime.proto import resource_pb2_grpc

    converted = getattr(settings, "grpc_error_to_exception", None)
    if converted is None or not hasattr(settings, "resource_pb2_grpc"):
        return False
    stub = in_place.monitor(resource_pb2_grpc.ResourceMonitorStub, converted, awaited)
    vars(_server)["asyncio"] = _like(asyncio, new_event_loop=in_place.Loop)
    vars(settings)["resource_pb2_grpc"] = _like(resource_pb2_grpc, ResourceMonitorStub=stub)
    return True


def _like(module: ModuleType, **other: Any) -> ModuleType:
    """A copy of a module with some names changed, for one importer of it."""
    copy = ModuleType(module.__name__)
    vars(copy).update(vars(module), **other)
    return copy


def _nothing(*_: object, **__: object) -> None:
    return None


if __name__ == "__main__":
    threading.stack_size(16 * 1024 * 1024)
    main(Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3]))
    # The runs' threads may be inside a program; nothing they could still do matters to anybody.
    os._exit(0)

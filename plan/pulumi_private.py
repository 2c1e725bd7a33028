"""Every use of Pulumi's private Python API, and nothing else.

What is used, why, and what replaces it when it moves: each name has a test in
tests/plan/test_pulumi_private.py whose failure says which one broke. Written for pulumi 3.272.0.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from inspect import isawaitable
from typing import Any, Final, NamedTuple

import pulumi
from google.protobuf import empty_pb2, struct_pb2
from pulumi import log as pulumi_log
from pulumi.output import _OutputData
from pulumi.runtime import _context as sdk_context
from pulumi.runtime import config as sdk_config
from pulumi.runtime import resource as sdk_resource
from pulumi.runtime import rpc as sdk_rpc
from pulumi.runtime import settings as sdk_settings
from pulumi.runtime import stack as sdk_stack
from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import engine_pb2, provider_pb2, resource_pb2, source_pb2
from pulumi.runtime.rpc_manager import RPCManager

from plan.dependency_graph import DependencyGraph
from plan.shared_change import SharedChange

__all__ = ["empty_pb2", "engine_pb2", "provider_pb2", "resource_pb2", "struct_pb2"]

# The wire: signatures that mark special values in a protobuf Struct.
UNKNOWN_SENTINEL: Final = sdk_rpc.UNKNOWN
SIGNATURE_KEY: Final = sdk_rpc._special_sig_key
SECRET_SIGNATURE: Final = sdk_rpc._special_secret_sig
RESOURCE_SIGNATURE: Final = sdk_rpc._special_resource_sig
OUTPUT_SIGNATURE: Final = sdk_rpc._special_output_value_sig
ASSET_SIGNATURE: Final = sdk_rpc._special_asset_sig
ARCHIVE_SIGNATURE: Final = sdk_rpc._special_archive_sig

# Output values are for remote components only; an invoke that waits for a pending resource must stay unknown.
_UNSUPPORTED: Final = {
    "RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES",
    "RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON",
}


def supported_features() -> set[Any]:
    """The monitor features that the built-in engine offers, by number."""
    features = resource_pb2.ResourceMonitorFeature
    return {number for name, number in features.items() if name not in _UNSUPPORTED}


# The settings of a run.


def bind_settings(
    *, project: str, stack: str, organization: str, root_directory: str, monitor: Any, engine: Any
) -> None:
    """Make the SDK in the current context talk to `monitor` and `engine`, in preview.

    The context variables are set directly: `Settings(...)` and `configure` also overwrite defaults that all
    threads of the process share (`ContextProperty.fset`), and those could not be restored while another run
    lasts.
    """
    values: dict[str, Any] = {
        "rpc_manager": RPCManager(),  # type: ignore[no-untyped-call]
        "lock": threading.Lock(),
        "outputs": set(),
        "monitor": monitor,
        "engine": engine,
        "organization": organization,
        "project": project,
        "root_directory": root_directory,
        "stack": stack,
        "parallel": 1,
        "dry_run": True,
        "legacy_apply_enabled": False,
        "monitor_features": supported_features(),
        "package_refs": {},
        "base_providers_by_ref": {},
        "callbacks": None,
    }
    for name, value in values.items():
        setting_variable(name).set(value)
    sdk_settings.ROOT.set(None)


def setting_variable(name: str) -> ContextVar[Any]:
    """The context variable behind one of the SDK's settings."""
    variable: ContextVar[Any] = vars(sdk_settings.Settings)[name]._data
    return variable


def setting_names() -> set[str]:
    """The names of all settings that the SDK keeps in context variables."""
    return {name for name, value in vars(sdk_settings.Settings).items() if hasattr(value, "_data")}


def bind_config(config: Mapping[str, str], secret_keys: set[str]) -> None:
    """Set the configuration of the current context."""
    sdk_config.CONFIG.set(dict(config))
    sdk_config._SECRET_KEYS.set(set(secret_keys))


class Callbacks(_CallbackServicer):
    """The SDK's register of callbacks without the socket it serves them on."""

    def __init__(self, monitor: Any) -> None:
        self._callbacks = {}
        self._transforms = {}
        self._state_migrations = {}
        self._monitor = monitor
        self._target = "in-process"

    async def call(self, token: str, request: bytes) -> Any:
        """The answer of the callback `token`."""
        return await self._callbacks[token](request)

    def release(self) -> None:
        """Let go of the monitor and the program's functions, a cycle only a full collection would find."""
        del self._monitor
        self._callbacks.clear()
        self._transforms.clear()
        self._state_migrations.clear()


def bind_callbacks(callbacks: Callbacks) -> None:
    """Hand the SDK our register, so that it opens no socket for transforms."""
    setting_variable("callbacks").set(callbacks)


def is_monitor_call(func: Any) -> bool:
    """True for what the SDK itself sends to the executor: calls of the monitor."""
    return getattr(func, "__module__", None) == sdk_context.__name__


# The run.


async def run_program(program: Callable[[], Any], before: Callable[[], None]) -> None:
    """What `pulumi.runtime.run_in_stack` does before it waits; `before` is called within the new stack."""
    stack = sdk_stack.Stack()
    try:
        before()
        result = program()
        if isawaitable(result):
            await result
        asynchronous = stack._take_async_program()
        if asynchronous is not None:
            stack._add_program_outputs(await asynchronous())
    finally:
        stack._finish()


def take_pending() -> set[asyncio.Future[Any]]:
    """Take all calls and outputs that the SDK has outstanding in this context; empty when it has none."""
    settings = sdk_settings.SETTINGS
    manager = settings.rpc_manager
    calls: set[Any] = set(manager.rpcs)
    manager.rpcs.clear()
    with settings.lock:
        calls.update(settings.outputs)
        settings.outputs.clear()
    return calls


def first_failure() -> Exception | None:
    """The first exception that a call of the monitor met: what follows from it is not worth reporting."""
    failure: Exception | None = sdk_settings.SETTINGS.rpc_manager.unhandled_exception
    return failure


# Functions of the SDK that are replaced while a run lasts, for this run's context only.

_graph: ContextVar[DependencyGraph[Any] | None] = ContextVar("bastide_dependency_graph", default=None)


def bind_graph() -> None:
    """Mark the current context as a run of ours: from here on the replacements act."""
    _graph.set(DependencyGraph())


class Replacement(NamedTuple):
    """One function of the SDK that is replaced, where, and why."""

    module: Any
    name: str
    make: Callable[[Any], Any]
    why: str


def _declare_dependency(original: Any) -> Any:
    def declare_dependency(from_resource: Any, to_resource: Any) -> bool:
        graph = _graph.get()
        if graph is None:
            return bool(original(from_resource, to_resource))
        return graph.add(from_resource, to_resource)

    return declare_dependency


def _create_urn(original: Any) -> Any:
    def create_urn(name: Any, type_: Any, parent: Any = None, project: Any = None, stack: Any = None) -> Any:
        plain = type(name) is str and type(type_) is str and type(parent) is str
        if _graph.get() is None or not plain or project is not None or stack is not None:
            return original(name, type_, parent, project, stack)
        return _known_output(f"{parent[: parent.rfind('::')]}${type_}::{name}")

    return create_urn


def _known_output(value: str) -> Any:
    output: Any = object.__new__(pulumi.Output)
    output._data = asyncio.get_running_loop().create_future()
    output._data.set_result(_OutputData(resources=set(), value=value, is_known=True, is_secret=False))
    return output


def _transfer_properties(original: Any) -> Any:
    def transfer_properties(res: Any, props: Any, custom: bool) -> dict[str, Any]:
        if _graph.get() is None:
            found: dict[str, Any] = original(res, props, custom)
            return found
        names = [name for name in props if name != "urn" and not (name == "id" and custom)]
        return {name: _promised_output(res, name) for name in names}

    return transfer_properties


def _serialize_properties(original: Any) -> Any:
    def serialize_properties(inputs: Any, *args: Any, **named: Any) -> Any:
        if _graph.get() is not None and isinstance(inputs, Mapping):
            # Not `items()`: a property may have that name.
            inputs = {key: inputs[key] for key in inputs if inputs[key] is not None}
        return original(inputs, *args, **named)

    return serialize_properties


def _promised_output(res: Any, name: str) -> Callable[..., None]:
    """Give `res` an output named `name`; returns what resolves it."""
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    res.__dict__[name] = pulumi.Output._from_data(future)

    def resolve(value: Any, is_known: bool, is_secret: bool, deps: Any, failed: Exception | None) -> None:
        if failed is not None:
            future.set_exception(failed)
            return
        resources = {res, *(deps or ())}
        future.set_result(_OutputData(resources, value, is_known, is_secret))

    return resolve


_NO_TRACE: Final = source_pb2.StackTrace()


def _get_stack_trace(original: Any) -> Any:
    def get_stack_trace() -> Any:
        return original() if _graph.get() is None else _NO_TRACE

    return get_stack_trace


def _debug(original: Any) -> Any:
    def debug(*args: Any, **named: Any) -> None:
        if _graph.get() is None:
            original(*args, **named)

    return debug


def _get_output(original: Any) -> Any:
    def get_output(self: Any, name: Any) -> Any:
        if _graph.get() is None:
            return original(self, name)
        return pulumi.Output._from_data(_stack_output(self, name, required=False))

    return get_output


def _require_output(original: Any) -> Any:
    def require_output(self: Any, name: Any) -> Any:
        if _graph.get() is None:
            return original(self, name)
        return pulumi.Output._from_data(_stack_output(self, name, required=True))

    return require_output


async def _stack_output(reference: Any, name: Any, *, required: bool) -> _OutputData[Any]:
    asked = await pulumi.Output.from_input(name)._data
    outputs = await reference.outputs._data
    resources = asked.resources | outputs.resources
    if not asked.is_known:
        return _OutputData(resources=resources, value=None, is_known=False, is_secret=outputs.is_secret)
    if required and asked.value not in outputs.value:
        raise KeyError(f"the stack of the reference {reference._name} has no output {asked.value}")
    value = outputs.value.get(asked.value)
    secret_names = (await reference.secret_output_names._data).value or ()
    known = True
    if isinstance(value, pulumi.Output):
        inner = await value._data
        value, known = inner.value, inner.is_known
    return _OutputData(resources=resources, value=value, is_known=known, is_secret=asked.value in secret_names)


REPLACEMENTS: Final = (
    Replacement(
        sdk_rpc,
        "declare_dependency",
        _declare_dependency,
        "recursive and quadratic: a chain of 1,000 resources ends in RecursionError",
    ),
    Replacement(
        sdk_resource,
        "create_urn",
        _create_urn,
        "every registration makes four outputs for a URN that only runs without a monitor use",
    ),
    Replacement(
        sdk_rpc,
        "transfer_properties",
        _transfer_properties,
        "makes four futures and a task for every property of every resource",
    ),
    Replacement(
        sdk_rpc,
        "serialize_properties",
        _serialize_properties,
        "examines every argument that was not given, only to leave it out",
    ),
    Replacement(
        sdk_resource,
        "_get_stack_trace",
        _get_stack_trace,
        "reads the stack and the source files for a position that no plan shows",
    ),
    Replacement(
        pulumi.StackReference,
        "get_output",
        _get_output,
        "one unknown output makes all outputs of the stack unknown",
    ),
    Replacement(
        pulumi.StackReference,
        "require_output",
        _require_output,
        "one unknown output makes all outputs of the stack unknown",
    ),
    Replacement(
        pulumi_log,
        "debug",
        _debug,
        "builds a message, a dozen times a resource, that the engine throws away",
    ),
)


def _replace() -> Callable[[], None]:
    originals = [getattr(item.module, item.name) for item in REPLACEMENTS]
    for item, original in zip(REPLACEMENTS, originals, strict=True):
        setattr(item.module, item.name, item.make(original))

    def restore() -> None:
        for item, original in zip(REPLACEMENTS, originals, strict=True):
            setattr(item.module, item.name, original)

    return restore


replaced = SharedChange(_replace)
"""Keeps the replacements in place while any run of the process needs them."""


# azure-native: aliases of old API versions.

_CONSTRUCTORS: Final = ("_internal_init", "__init__")


def aliases_of_sdk_class(resource: Any) -> list[Any]:
    """The aliases that the constructor of a generated class adds to those of the program.

    To be called while `resource` is being constructed: they exist only as the local variable `alias_opts` of
    the constructor. Empty where a class adds none, or no longer adds them that way.
    """
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name in _CONSTRUCTORS and "alias_opts" in frame.f_code.co_varnames:
            local = frame.f_locals
            if local.get("__self__") is resource:
                return list(local["alias_opts"].aliases or [])
        frame = frame.f_back  # type: ignore[assignment]
    return []


def register_transformation(transformation: Callable[[Any], Any]) -> None:
    """Have `transformation` called for every resource of the program, before its options are expanded."""
    sdk_stack.register_stack_transformation(transformation)

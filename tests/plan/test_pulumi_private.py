"""One test for each private name of Pulumi that plan/pulumi_private.py uses.

After an upgrade the names of the failing tests say what has moved and what of ours depends on it.
"""

from __future__ import annotations

import asyncio
import inspect
import types
import typing
from collections.abc import Awaitable
from contextvars import ContextVar
from typing import Any

import pulumi
import pulumi_azure_native as azure
import pulumi_openstack as openstack
import pytest
from pulumi.output import _OutputData
from pulumi.runtime import _context, config, resource, resource_cycle_breaker, rpc, settings, stack
from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import resource_pb2
from pulumi.runtime.rpc_manager import RPCManager

from plan import pulumi_private as private
from plan.builtin import run

WRITTEN_FOR = "3.272.0"


def moved(name: str, used_for: str) -> str:
    return f"{name} of the Pulumi SDK has changed (written for {WRITTEN_FOR}); plan/ uses it for: {used_for}"


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UNKNOWN", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
        ("_special_sig_key", "4dabf18193072939515e22adb298388d"),
        ("_special_secret_sig", "1b47061264138c4ac30d75fd1eb44270"),
        ("_special_resource_sig", "5cf8f73096256a8f31e491e813e4eb8e"),
        ("_special_output_value_sig", "d0e6a833031e9bbcd3f4e8bde6ca49a4"),
        ("_special_asset_sig", "c44067f5952c0a294b673a41bacd8c17"),
        ("_special_archive_sig", "0def7320c3a5731c473e5ecbe6d01bc7"),
    ],
)
def test_rpc_signature(name: str, value: str) -> None:
    assert getattr(rpc, name) == value, moved(f"pulumi.runtime.rpc.{name}", "decoding values (wire.py)")


SETTINGS = {
    "rpc_manager",
    "lock",
    "outputs",
    "monitor",
    "engine",
    "organization",
    "project",
    "root_directory",
    "stack",
    "parallel",
    "dry_run",
    "legacy_apply_enabled",
    "monitor_features",
    "package_refs",
    "base_providers_by_ref",
    "callbacks",
}


def test_settings_names() -> None:
    assert private.setting_names() == SETTINGS, moved("Settings' properties", "bind_settings: bind each of them")


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_settings_variable(name: str) -> None:
    variable = private.setting_variable(name)
    token = variable.set({"probe": 1})
    try:
        assert variable.get() == {"probe": 1}, moved(f"Settings.{name}._data", "bind_settings")
    finally:
        variable.reset(token)


def test_settings_constructor_binds_nothing_more() -> None:
    assigned = {name for name in settings.Settings.__init__.__code__.co_names if name in vars(settings.Settings)}
    assert assigned <= SETTINGS, moved("Settings.__init__", "bind_settings does its work")


def test_settings_root() -> None:
    assert isinstance(settings.ROOT, ContextVar), moved("settings.ROOT", "each run starts without a stack")
    assert settings.ROOT.get() is None


def test_config_variables() -> None:
    assert isinstance(config.CONFIG.get(), dict), moved("config.CONFIG", "bind_config")
    assert isinstance(config._SECRET_KEYS.get(), set), moved("config._SECRET_KEYS", "bind_config")


def test_rpc_manager_fields() -> None:
    manager = RPCManager()  # type: ignore[no-untyped-call]
    assert manager.rpcs == [], moved("RPCManager.rpcs", "take_pending")
    assert manager.unhandled_exception is None, moved("RPCManager.unhandled_exception", "first_failure")


def test_callbacks_constructor_sets_what_ours_sets() -> None:
    annotated = {"_callbacks", "_monitor", "_server", "_target", "_loop", "_transforms", "_state_migrations"}
    found = {name for name in _CallbackServicer.__annotations__ if name != "_servicers"}
    assert found == annotated, moved("_CallbackServicer's attributes", "Callbacks.__init__ sets all but the server")


def test_callbacks_answer_without_a_server() -> None:
    ours = private.Callbacks(None)

    def transform(args: pulumi.ResourceTransformArgs) -> None:
        return None

    callback = ours.register_transform(transform)
    request = resource_pb2.TransformRequest(type="a:b:C", name="n")
    answer = asyncio.run(ours.call(callback.token, request.SerializeToString()))
    assert answer.DESCRIPTOR.name == "TransformResponse", moved("_CallbackServicer._callbacks", "transforms.py")


def test_callbacks_of_a_run_open_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **named: Any) -> None:
        raise AssertionError(moved("settings._get_callbacks", "bind_callbacks avoids the callback server"))

    monkeypatch.setattr("pulumi.runtime._callbacks.aio.server", refuse)

    def program() -> None:
        pulumi.runtime.register_resource_transform(lambda args: None)

    run(program, project="demo", stack="dev")


def test_context_wrapper_is_recognised() -> None:
    wrapped = _context.wrap_with_context(lambda: 1)  # type: ignore[no-untyped-call]
    assert private.is_monitor_call(wrapped), moved(
        "_context.wrap_with_context", "is_monitor_call: without it calls go to threads"
    )
    assert not private.is_monitor_call(lambda: 1)


def test_all_monitor_calls_come_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def on_thread(*args: Any, **named: Any) -> Any:
        raise AssertionError(moved("run_in_executor in pulumi.runtime", "event_loop.py answers calls in place"))

    monkeypatch.setattr("asyncio.SelectorEventLoop.run_in_executor", on_thread)

    def program() -> None:
        net = openstack.networking.Network("net")
        openstack.networking.Network.get("other", "id")
        openstack.images.get_image_output(name="x")
        pulumi.export("net", net.id)

    run(program, project="demo", stack="dev", invokes=lambda token, args: {"id": "x"})


@pytest.mark.parametrize("name", ["_take_async_program", "_add_program_outputs", "_finish"])
def test_stack_method(name: str) -> None:
    assert callable(getattr(stack.Stack, name, None)), moved(f"Stack.{name}", "run_program")


def test_run_in_stack_does_no_more_than_ours() -> None:
    calls = set(stack.run_in_stack.__code__.co_names)
    inner = next(const for const in stack.run_in_stack.__code__.co_consts if isinstance(const, types.CodeType))
    assert calls == {"_load_monitor_feature_support", "run_pulumi_func"}, moved("stack.run_in_stack", "run_program")
    assert set(inner.co_names) == {
        "Stack",
        "isawaitable",
        "_take_async_program",
        "TypeError",
        "_add_program_outputs",
        "_finish",
    }, moved("stack.run_in_stack", "run_program repeats it")


def test_run_pulumi_func_waits_for_no_more_than_ours() -> None:
    names = set(stack.run_pulumi_func.__code__.co_names)
    assert {"wait_for_rpcs", "_wait_for_shutdown", "_shutdown_callbacks"} <= names, moved(
        "stack.run_pulumi_func", "settle takes its place"
    )


def test_declare_dependency() -> None:
    # it is replaced in the module that imports it
    imported = vars(rpc)["declare_dependency"]
    assert imported is resource_cycle_breaker.declare_dependency
    assert parameters(imported) == ["from_resource", "to_resource"], moved(
        "rpc.declare_dependency", "the linear cycle check"
    )
    assert "declare_dependency" in rpc._add_dependency.__code__.co_names, moved(
        "rpc._add_dependency", "it must look declare_dependency up in its module"
    )


def test_create_urn() -> None:
    assert parameters(resource.create_urn) == ["name", "type_", "parent", "project", "stack"], moved(
        "runtime.resource.create_urn", "the quick URN of a registration"
    )


def test_the_quick_urn_is_the_slow_one() -> None:
    async def slow(parent: str) -> str | None:
        return await resource.create_urn("n", "a:b:C", parent).future()

    seen: dict[str, Any] = {}

    async def program() -> None:
        parent = "urn:pulumi:dev::demo::x:y:Z::p"
        seen["quick"] = await resource.create_urn("n", "a:b:C", parent).future()

    run(program, project="demo", stack="dev")
    assert seen["quick"] == asyncio.run(slow("urn:pulumi:dev::demo::x:y:Z::p"))


def test_transfer_properties() -> None:
    assert parameters(rpc.transfer_properties) == ["res", "props", "custom"], moved(
        "rpc.transfer_properties", "one future a property instead of four and a task"
    )
    assert "transfer_properties" in resource.register_resource.__code__.co_names
    resolver = list(typing.get_args(rpc.Resolver)[0])
    assert len(resolver) == 5, moved("rpc.Resolver", "the arguments (value, known, secret, dependencies, failure)")


@pytest.mark.parametrize("failure", [None, ValueError("x")])
def test_a_quick_property_is_a_slow_one(failure: Exception | None) -> None:
    def data(transfer: Any, res: Any) -> Awaitable[_OutputData[str]]:
        resolvers = transfer(res, {"a": None, "urn": None, "id": None}, True)
        assert list(resolvers) == ["a"]
        resolvers["a"]("value", True, True, None, failure)
        made: Awaitable[_OutputData[str]] = res.__dict__["a"]._data
        return made

    class Res:
        pass

    async def compare() -> None:
        one: object = Res()
        two: object = Res()
        slow, quick = data(rpc.transfer_properties, one), data(private._transfer_properties(None), two)
        first, second = await asyncio.gather(slow, quick, return_exceptions=True)
        if failure is not None:
            assert [first, second] == [failure, failure]
            return
        assert not isinstance(first, BaseException) and not isinstance(second, BaseException)
        assert (first.value, first.is_known, first.is_secret) == ("value", True, True)
        assert (second.value, second.is_known, second.is_secret) == ("value", True, True)
        assert (first.resources, second.resources) == ({one}, {two})

    async def inside() -> None:
        private.bind_graph()
        await compare()

    asyncio.run(inside())
    pulumi.runtime.settings.SETTINGS.outputs.clear()


def test_serialize_properties() -> None:
    assert parameters(rpc.serialize_properties)[0] == "inputs", moved("rpc.serialize_properties", "leaving out None")
    struct = asyncio.run(rpc.serialize_properties({"a": None, "b": 1}, {}))
    assert list(struct) == ["b"], moved("rpc.serialize_properties", "an argument None must mean: not given")


def test_get_stack_trace() -> None:
    assert parameters(resource._get_stack_trace) == [], moved("resource._get_stack_trace", "no source positions")
    assert resource._get_source_position(private._NO_TRACE) is None, moved(
        "resource._get_source_position", "an empty trace must mean no position"
    )


def test_log_debug_is_looked_up_in_its_module() -> None:
    assert "debug" in resource.register_resource.__code__.co_names, moved("pulumi.log.debug", "silencing it")


@pytest.mark.parametrize("name", ["get_output", "require_output"])
def test_stack_reference_method(name: str) -> None:
    assert parameters(getattr(pulumi.StackReference, name)) == ["self", "name"], moved(
        f"StackReference.{name}", "outputs that are known beside unknown ones"
    )


def test_output_data() -> None:
    fields = ["resources", "value", "is_known", "is_secret"]
    assert parameters(_OutputData) == fields, moved("output._OutputData", "outputs made directly")
    assert callable(pulumi.Output._from_data), moved("Output._from_data", "outputs of stack references")


@pytest.mark.parametrize("item", private.REPLACEMENTS, ids=lambda item: item.name)
def test_replacement_acts_in_a_run_only(item: private.Replacement) -> None:
    original = getattr(item.module, item.name)
    seen: list[Any] = []
    run(lambda: seen.append(getattr(item.module, item.name)), project="demo", stack="dev")
    assert seen[0] is not original
    assert getattr(item.module, item.name) is original
    assert item.why


def test_aliases_of_an_azure_class_are_found() -> None:
    seen: list[list[Any]] = []

    def look(args: Any) -> None:
        if args.type_ == "azure-native:resources:ResourceGroup":
            seen.append([alias.type_ for alias in private.aliases_of_sdk_class(args.resource)])

    def program() -> None:
        pulumi.runtime.register_stack_transformation(look)
        azure.resources.ResourceGroup("group")

    run(program, project="demo", stack="dev", keep_azure_aliases=True)
    (types_,) = seen
    assert len(types_) > 10, moved("`alias_opts` in generated classes", "dropping azure-native's aliases")
    assert all(type_.startswith("azure-native:resources/v") for type_ in types_)


def test_the_monitor_offers_all_features_but_two() -> None:
    known = {
        "SECRETS",
        "RESOURCE_REFERENCES",
        "OUTPUT_VALUES",
        "ALIAS_SPECS",
        "TRANSFORMS",
        "INVOKE_TRANSFORMS",
        "PARAMETERIZATION",
        "RESOURCE_HOOKS",
        "DELETED_WITH",
        "REPLACE_WITH",
    }
    prefix = "RESOURCE_MONITOR_FEATURE_"
    names = {name.removeprefix(prefix) for name in resource_pb2.ResourceMonitorFeature.keys()}  # noqa: SIM118
    assert known <= names
    offered = {
        resource_pb2.ResourceMonitorFeature.Name(number).removeprefix(prefix) for number in private.supported_features()
    }
    assert names - offered == {"OUTPUT_VALUES", "INVOKE_DEPENDS_ON"}

"""What every class and look-up of this package shares: names, secrets, registration.

A copy of tools/sdk/runtime.py: change that one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

import pulumi
import pulumi.runtime

from ._package import BASE, BASE_VERSION, NAME, NESTED, PARAMETER, SECRET, VERSION

_T = TypeVar("_T")
_NOT_ARGUMENTS = frozenset({"self", "__class__", "resource_name", "opts"})


async def get_package() -> str:
    """The reference of this package at the engine; Pulumi keeps one for each run of a program."""
    return await pulumi.runtime.register_package(
        base_provider_name=BASE,
        base_provider_version=BASE_VERSION,
        base_provider_download_url="",
        package_name=NAME,
        package_version=VERSION,
        base64_parameter=PARAMETER,
    )


class _Package:
    """The reference, asked for only when a registration waits for it: a failed program leaves none behind."""

    def __await__(self) -> Generator[Any, Any, str]:
        return get_package().__await__()


def wire_name(name: str) -> str:
    """The name that the engine and the provider use (`net_id`: `netId`)."""
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def on_wire(value: Any, shape: str) -> Any:
    """An input of the nested type `shape`, or a list of such, with the provider's names and its secrets wrapped."""
    if inspect.isawaitable(value) and not isinstance(value, pulumi.Output):
        value = pulumi.Output.from_input(value)
    if isinstance(value, pulumi.Output):
        return value.apply(lambda known: on_wire(known, shape))
    if isinstance(value, Mapping):
        return {wire_name(name): _field(shape, name, given) for name, given in value.items() if given is not None}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [on_wire(item, shape) for item in value]
    return value


def _field(shape: str, name: str, value: Any) -> Any:
    inner = NESTED.get(shape, {}).get(name)
    if inner is not None:
        value = on_wire(value, inner)
    return pulumi.Output.secret(value) if name in SECRET.get(shape, ()) else value


class _Class:
    """What resources and the provider have in common. The annotations of a class are its properties."""

    _nested: ClassVar[Mapping[str, str]] = {}
    _secrets: ClassVar[tuple[str, ...]] = ()
    # properties with a secret somewhere in them
    _holders: ClassVar[tuple[str, ...]] = ()
    _names: ClassVar[tuple[str, ...]] = ()
    _args: ClassVar[type | None] = None

    def __init_subclass__(cls) -> None:
        hints = {name: hint for name, hint in inspect.get_annotations(cls).items() if not name.startswith("_")}
        cls._names = tuple(hints)
        cls._args = None
        for name, hint in hints.items():
            setattr(cls, name, property(_getter(name, hint)))
        # Pulumi would evaluate them anew for every resource.
        cls.__annotations__ = {}

    @classmethod
    def _inputs(cls, given: Mapping[str, Any], text: Callable[[str, Any], Any]) -> Any:
        """The properties as Pulumi's argument object: those given, and an empty place for each of the others."""
        if cls._args is None:
            cls._args = _args_class(cls.__name__, cls._names)
        inputs: Any = object.__new__(cls._args)
        values = dict.fromkeys(cls._names)
        for name, value in given.items():
            if name not in _NOT_ARGUMENTS and value is not None:
                values[name] = cls._given(name, value, text)
        inputs.__dict__.update(values)
        return inputs

    @classmethod
    def _given(cls, name: str, value: Any, text: Callable[[str, Any], Any]) -> Any:
        named = on_wire(value, cls._nested[name]) if name in cls._nested else value
        sent = text(name, named)
        return pulumi.Output.secret(sent) if name in cls._secrets else sent

    @classmethod
    def _options(cls, opts: pulumi.ResourceOptions | None) -> pulumi.ResourceOptions:
        secrets = [wire_name(name) for name in (*cls._secrets, *cls._holders)]
        return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(additional_secret_outputs=secrets or None))


def _getter(name: str, hint: Any) -> Callable[[Any], Any]:
    def read(self: Any) -> Any:
        return pulumi.get(self, name)

    read.__name__, read.__annotations__ = name, {"return": hint}
    found: Callable[[Any], Any] = pulumi.getter(name=wire_name(name))(read)
    return found


def _args_class(name: str, properties: Sequence[str]) -> type:
    fields: dict[str, Any] = {each: pulumi.property(wire_name(each)) for each in properties}
    fields["__annotations__"] = dict.fromkeys(properties, Any)
    return pulumi.input_type(type(f"{name}Args", (), fields))


class Resource(_Class, pulumi.CustomResource):
    """A resource of this package."""

    _token: ClassVar[str]

    def __init__(self, resource_name: str, opts: pulumi.ResourceOptions | None, given: Mapping[str, Any]) -> None:
        inputs = self._inputs(given, lambda _name, value: value)
        super().__init__(self._token, resource_name, inputs, self._options(opts), package_ref=_Package())

    @classmethod
    def get(cls, resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None) -> Self:
        """One that exists, read by its id and not managed."""
        found = cls.__new__(cls)
        reading = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id))
        Resource.__init__(found, resource_name, reading, {})
        return found


class ProviderResource(_Class, pulumi.ProviderResource):
    """The provider of this package. What is no text is sent as JSON, as Pulumi's own SDKs do."""

    _texts: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, resource_name: str, opts: pulumi.ResourceOptions | None, given: Mapping[str, Any]) -> None:
        inputs = self._inputs(given, self._text)
        super().__init__(NAME, resource_name, inputs, self._options(opts), package_ref=_Package())

    @classmethod
    def _text(cls, name: str, value: Any) -> Any:
        return value if name in cls._texts else pulumi.Output.from_input(value).apply(pulumi.runtime.to_json)


def nested(cls: type[_T]) -> type[_T]:
    """An object within an output. Its annotations are its fields; one that is absent is None."""
    for name in inspect.get_annotations(cls):
        setattr(cls, name, pulumi.property(wire_name(name)))
    cls.__init__ = _fill  # type: ignore[method-assign]
    return pulumi.output_type(cls)


def _fill(self: Any, **fields: Any) -> None:
    self.__dict__.update(fields)


def asked(given: Mapping[str, Any], shapes: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of a look-up with the provider's names."""
    return {
        wire_name(name): on_wire(value, shapes[name]) if name in shapes else value
        for name, value in given.items()
        if name not in _NOT_ARGUMENTS and value is not None
    }


def invoke(
    token: str, args: Mapping[str, Any], opts: pulumi.InvokeOptions | None, result: type[_T], shapes: Mapping[str, str]
) -> _T:
    """The answer to a look-up, at once: for arguments that are plain values."""
    found: _T = pulumi.runtime.invoke(token, asked(args, shapes), opts, typ=result, package_ref=_Package()).value
    return found


def invoke_output(
    token: str,
    args: Mapping[str, Any],
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None,
    result: type[_T],
    shapes: Mapping[str, str],
) -> pulumi.Output[_T]:
    """The answer to a look-up as an output."""
    return pulumi.runtime.invoke_output(token, asked(args, shapes), opts, typ=result, package_ref=_Package())

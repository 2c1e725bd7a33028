"""The process that serves the package to the engine."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
from google.protobuf import empty_pb2
from pulumi import ResourceOptions
from pulumi.errors import InputPropertyErrorDetails
from pulumi.provider import ConstructResult
from pulumi.provider.experimental.component import ComponentProvider
from pulumi.provider.server import ProviderServicer
from pulumi.runtime.proto import provider_pb2_grpc

from components.contract.words import Cloud
from facts.errors import BadInput, BadInputs, Place
from stacks.package.environment import TOKEN, Environment
from stacks.package.spelling import camel, ours
from stacks.package.wanted import INTENT

NAME = "bastide"
_PROJECT = Path(__file__).resolve().parent.parent.parent / "pyproject.toml"
_ALIVE_SECONDS = 1.0
_WRONG = f"the arguments of {TOKEN} are wrong"
_MESSAGE_BYTES = 400 * 1024 * 1024


class Provider(ComponentProvider):
    """Builds the package's components."""

    def __init__(self) -> None:
        super().__init__([Environment], NAME, version=version())

    def construct(
        self, name: str, resource_type: str, inputs: Any, options: ResourceOptions | None = None
    ) -> ConstructResult:
        """Raises BadInput, which the service turns into messages about properties."""
        _refuse_others(resource_type)
        _refuse_providers(options)
        made = Environment(name, ours(inputs), options)
        return ConstructResult(made.urn, made.state)


class Servicer(ProviderServicer):
    """The SDK's service, with what it lacks: being attached to, and a message in place of a traceback."""

    async def Attach(self, request: Any, context: Any) -> empty_pb2.Empty:
        self.engine_address = request.address
        return empty_pb2.Empty()

    async def Construct(self, request: Any, context: Any) -> Any:
        try:
            return await self._construct(request, context)
        except BadInput as error:
            found = details(error)
            if not found:
                await context.abort(grpc.StatusCode.INVALID_ARGUMENT, error.message())
            await context.abort_with_status(self.create_grpc_invalid_properties_status(_WRONG, found))
        except Exception as error:
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, _message(error))


def version() -> str:
    """The package's version: the repository's."""
    found: str = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    return found


def main() -> None:
    """Serve until the engine that started this process is gone. Prints the port, as the engine expects."""
    addresses = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(addresses[0] if addresses else ""))


async def _serve(engine: str) -> None:
    server = grpc.aio.server(options=[("grpc.max_receive_message_length", _MESSAGE_BYTES)])
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Servicer(Provider(), sys.argv[1:], engine), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)
    # an engine that is killed cannot stop its plugins
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(_ALIVE_SECONDS)
    await server.stop(None)


def _refuse_others(resource_type: str) -> None:
    if resource_type != TOKEN:
        raise BadInput(
            f"there is no component `{resource_type}`", expected=f"`{TOKEN}`", action="use it, or correct the spelling"
        )


def _refuse_providers(options: ResourceOptions | None) -> None:
    """Providers are made from the arguments: each is bound to the layer's own project and region."""
    given = options.providers if options else None
    named = sorted(given) if isinstance(given, dict) else []
    ruled = sorted({"random", "openstack", "ovh", *Cloud} & set(named))
    if ruled:
        raise BadInput(
            f"found the option `providers` with {', '.join(ruled)}",
            expected="no provider: Environment makes its own, each bound to the layer's project and region",
            action="remove the option, and give credentials by the environment variables of the cloud's provider",
        )


def details(error: BadInput) -> list[InputPropertyErrorDetails]:
    """Bad input as the engine takes it: one entry for each argument; none where a fault has no place in one.

    The engine adds the value that it finds at the path, and dies of a value that is not known yet.
    """
    faults = error.faults if isinstance(error, BadInputs) else (error,)
    places = [fault.place for fault in faults]
    return [_detail(fault, place) for fault, place in zip(faults, places, strict=True) if place] if all(places) else []


def _detail(fault: BadInput, place: Place) -> InputPropertyErrorDetails:
    if place.file == INTENT:
        # below the argument itself: its value is the whole text
        return InputPropertyErrorDetails(property_path=f"intent.{place.path or 'text'}", reason=fault.message())
    bare = BadInput(fault.found, expected=fault.expected, action=fault.action)
    return InputPropertyErrorDetails(property_path=camel(place.path), reason=bare.message())


def _message(error: Exception) -> str:
    return f"the component failed: {type(error).__name__}: {error}\n  do: report this as a bug of {NAME} {version()}"

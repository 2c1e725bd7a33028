"""The resource monitor and the engine's log that the SDK talks to, as plain objects in its own process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from plan import wire
from plan.errors import DuplicateResource, MissingInvoke, RemoteComponent
from plan.known_secrets import KnownSecrets
from plan.model import STACK_TYPE, Message, Package, PlannedResource
from plan.pulumi_private import (
    UNKNOWN_SENTINEL,
    Callbacks,
    empty_pb2,
    engine_pb2,
    provider_pb2,
    resource_pb2,
    struct_pb2,
    supported_features,
)
from plan.registration import Registered, planned, planned_read, provider_urn, urn_of
from plan.stack_references import STACK_REFERENCE, outputs_of, reference_state
from plan.transforms import transform_invoke, transform_registration
from plan.values import UNKNOWN, masked, unknowns

Invokes = Callable[[str, Mapping[str, Any]], Any]
"""(token, arguments) -> result, or UNKNOWN for it; raises LookupError where nothing answers."""

_GET_RESOURCE: Final = "pulumi:pulumi:getResource"
_EMPTY: Final = empty_pb2.Empty()


class Monitor:
    """Answers the calls of the SDK and keeps what it registers. One thread only (see `InPlaceLoop`).

    Method names are those of the engine's protocol.
    """

    def __init__(
        self,
        *,
        project: str,
        stack: str,
        organization: str,
        references: Mapping[str, Mapping[str, Any]],
        invokes: Invokes,
        secrets: KnownSecrets,
        on_resource: Callable[[int], None] | None,
    ) -> None:
        self._project, self._stack, self._organization = project, stack, organization
        self._references, self._invokes, self._secrets = references, invokes, secrets
        self._on_resource = on_resource
        self._registered: dict[str, Registered] = {}
        self._outputs: dict[str, dict[str, Any]] = {}
        self._packages: dict[str, Package] = {}
        self._stack_transforms: list[str] = []
        self._invoke_transforms: list[str] = []
        self.callbacks = Callbacks(self)

    def resources(self) -> tuple[PlannedResource, ...]:
        """What was registered, with the outputs of components, sorted by URN."""
        return tuple(self._with_outputs(self._registered[urn].resource) for urn in sorted(self._registered))

    def _with_outputs(self, resource: PlannedResource) -> PlannedResource:
        outputs = self._outputs.get(resource.urn)
        return replace(resource, outputs=outputs) if outputs else resource

    def stack_outputs(self) -> dict[str, Any]:
        """The outputs of the program."""
        urn = next((urn for urn, known in self._registered.items() if known.resource.type == STACK_TYPE), "")
        return self._outputs.get(urn, {})

    # Resources.

    def RegisterResource(self, request: Any) -> Any:
        own = tuple(callback.token for callback in request.transforms)
        chain = self._transform_chain(own, request.parent)
        if chain:
            return self._register_transformed(request, own, chain)
        return self._register(request, own)

    def _transform_chain(self, own: tuple[str, ...], parent: str) -> tuple[str, ...]:
        chain = own
        for known in self._ancestors(parent):
            chain += known.transforms
        return chain + tuple(self._stack_transforms)

    def _ancestors(self, urn: str) -> list[Registered]:
        found = []
        while known := self._registered.get(urn):
            found.append(known)
            urn = known.resource.parent
        return found

    async def _register_transformed(self, request: Any, own: tuple[str, ...], chain: tuple[str, ...]) -> Any:
        await transform_registration(request, chain, self.callbacks)
        return self._register(request, own)

    def _register(self, request: Any, own: tuple[str, ...]) -> Any:
        urn = self._urn(request)
        if request.remote:
            raise RemoteComponent(urn)
        parent = self._registered.get(request.parent)
        provider = self._provider_of(request) if request.custom else ""
        package = self._packages.get(request.packageRef)
        resource = planned(request, urn, parent.resource if parent else None, provider, package)
        self._add(Registered(resource, dict(request.providers), own))
        response = resource_pb2.RegisterResourceResponse(urn=urn)
        if request.custom:
            response.object.CopyFrom(_with_secret_outputs(request, known=self._is_configured(provider)))
        return response

    def _is_configured(self, provider: str) -> bool:
        """False where the provider's settings are known only after apply: then nobody can be asked anything."""
        known = self._registered.get(provider)
        return known is None or not unknowns(known.resource.inputs)

    def _urn(self, request: Any) -> str:
        return urn_of(self._project, self._stack, request.parent, request.type, request.name)

    def _provider_of(self, request: Any) -> str:
        if request.provider:
            return provider_urn(request.provider)
        package = request.type.partition(":")[0]
        for known in self._ancestors(request.parent):
            if package in known.providers:
                return provider_urn(known.providers[package])
        return ""

    def _add(self, known: Registered) -> None:
        urn = known.resource.urn
        if urn in self._registered:
            raise DuplicateResource(urn)
        self._registered[urn] = known
        self._secrets.note(known.resource.inputs)
        if self._on_resource is not None:
            self._on_resource(len(self._registered))

    def RegisterResourceOutputs(self, request: Any) -> Any:
        self._outputs[request.urn] = wire.decoded(request.outputs)
        self._secrets.note(self._outputs[request.urn])
        return _EMPTY

    def ReadResource(self, request: Any) -> Any:
        urn = self._urn(request)
        state = self._state_of(request)
        known_id = "" if request.id == UNKNOWN_SENTINEL else request.id
        resource = planned_read(request, urn, self._provider_of(request), self._packages.get(request.packageRef))
        self._add(Registered(replace(resource, id=known_id)))
        return resource_pb2.ReadResourceResponse(urn=urn, id=known_id, properties=state)

    def _state_of(self, request: Any) -> struct_pb2.Struct:
        if request.type != STACK_REFERENCE:
            properties: struct_pb2.Struct = request.properties
            return properties
        outputs = outputs_of(request.id, self._references, organization=self._organization, project=self._project)
        self._secrets.note(outputs)
        return reference_state(request.id, outputs)

    # Questions to providers.

    def Invoke(self, request: Any) -> Any:
        if self._invoke_transforms:
            return self._invoke_transformed(request)
        return self._invoke(request)

    async def _invoke_transformed(self, request: Any) -> Any:
        await transform_invoke(request, self._invoke_transforms, self.callbacks)
        return self._invoke(request)

    def _invoke(self, request: Any) -> Any:
        result = self._answer(request.tok, wire.decoded(request.args))
        if result is UNKNOWN:
            return resource_pb2.ResourceInvokeResponse(unknown=True)
        return resource_pb2.ResourceInvokeResponse(**{"return": wire.encoded(result)})

    def Call(self, request: Any) -> Any:
        result = self._answer(request.tok, wire.decoded(request.args))
        return provider_pb2.CallResponse(**{"return": wire.encoded({} if result is UNKNOWN else result)})

    def _answer(self, token: str, args: dict[str, Any]) -> Any:
        if token == _GET_RESOURCE:
            return self._state_in_plan(args["urn"])
        try:
            return self._invokes(token, args)
        except LookupError as error:
            shown = self._secrets.without(json.dumps(masked(args), sort_keys=True))
            raise MissingInvoke(token, shown) from error

    def _state_in_plan(self, urn: str) -> dict[str, Any]:
        known = self._registered.get(urn)
        if known is None:
            raise MissingInvoke(_GET_RESOURCE, json.dumps({"urn": urn}))
        state = {**known.resource.inputs, **self._outputs.get(urn, {})}
        return {"urn": urn, "id": known.resource.id, "state": state}

    # What the program announces.

    def RegisterPackage(self, request: Any) -> Any:
        extension = request.HasField("extension")
        parameter = request.extension if extension else request.parameterization
        package = Package(
            plugin=request.name,
            plugin_version=request.version,
            plugin_url=request.download_url,
            name=parameter.name,
            version=parameter.version,
            parameter=parameter.value.decode("utf-8", "replace"),
        )
        reference = f"package-{len(self._packages)}"
        self._packages[reference] = package
        return resource_pb2.RegisterPackageResponse(ref=reference)

    def RegisterStackTransform(self, callback: Any) -> Any:
        self._stack_transforms.append(callback.token)
        return _EMPTY

    def RegisterStackInvokeTransform(self, callback: Any) -> Any:
        self._invoke_transforms.append(callback.token)
        return _EMPTY

    # Hooks run around operations, and this engine performs none.

    def RegisterResourceHook(self, request: Any) -> Any:
        return _EMPTY

    def RegisterErrorHook(self, request: Any) -> Any:
        return _EMPTY

    def SignalAndWaitForShutdown(self, request: Any) -> Any:
        return _EMPTY

    def GetDeploymentInfo(self, request: Any) -> Any:
        return resource_pb2.DeploymentInfo(supportedFeatures=sorted(supported_features()))


def _with_secret_outputs(request: Any, *, known: bool) -> struct_pb2.Struct:
    """The inputs as outputs (where they are `known`); those that are secret by option are marked so in any case.

    In a preview every output that is missing counts as unknown.
    """
    outputs: struct_pb2.Struct = request.object if known else struct_pb2.Struct()
    names = [name for name in request.additionalSecretOutputs if not _is_secret(outputs, name)]
    if not names:
        return outputs
    marked = struct_pb2.Struct()
    marked.CopyFrom(outputs)
    for name in names:
        marked.fields[name].CopyFrom(wire.secret_on_wire(outputs.fields.get(name)))
    return marked


def _is_secret(outputs: struct_pb2.Struct, name: str) -> bool:
    return name in outputs.fields and wire.is_secret_on_wire(outputs.fields[name])


class Log:
    """Keeps what the program logs (`pulumi.log`), debug messages excepted."""

    def __init__(self, secrets: KnownSecrets) -> None:
        self._secrets = secrets
        self._messages: list[Message] = []

    def messages(self) -> tuple[Message, ...]:
        """The messages in the order in which they came, known secrets blanked out."""
        return tuple(replace(message, text=self._secrets.without(message.text)) for message in self._messages)

    def add(self, severity: str, text: str, urn: str = "") -> None:
        """Keep one message."""
        self._messages.append(Message(severity, text, urn))

    def Log(self, request: Any) -> None:
        if request.severity != engine_pb2.DEBUG:
            self.add(engine_pb2.LogSeverity.Name(request.severity).lower(), request.message, request.urn)

    def RequirePulumiVersion(self, request: Any) -> None:
        return None

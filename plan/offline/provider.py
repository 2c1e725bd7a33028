"""One package served to the engine: every call of the provider protocol. Method names are the protocol's."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, TypeVar

import grpc

from plan.offline.calls import Context
from plan.offline.checks import faults, unknown_names
from plan.offline.codec import bare, decoded, encoded, fill
from plan.offline.differ import Difference, differences
from plan.offline.engine_log import EngineLog
from plan.offline.formats import Seed
from plan.offline.outputs import Answer
from plan.offline.protocol import empty_pb2, plugin_pb2, provider_pb2
from plan.offline.randoms import random_values
from plan.offline.schema import schema_of
from plan.offline.shapes import Kind
from plan.offline.statistics import Statistics
from plan.offline.tables import PARAMETERIZED, Package, package
from plan.values import MASKED_SECRET, UNKNOWN, Secret

_DEFAULTS: Final = "__defaults"
_LONGEST: Final = 120
_ENGINE_SETTINGS: Final = ("version", "pluginDownloadURL")
_Kinds: Final = provider_pb2.PropertyDiff.Kind
Method = TypeVar("Method", bound=Callable[..., Any])
Answers = Callable[[str, Mapping[str, Any]], Any]


class Refused(Exception):
    """The call has no answer; the message says why and what to do."""

    def __init__(self, message: str, code: grpc.StatusCode = grpc.StatusCode.FAILED_PRECONDITION) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded at a cloud, and how strict a missing fact is."""

    answer: Answers
    inventory: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    strict: bool = False


def _counted(method: Method) -> Method:
    @wraps(method)
    def call(self: Provider, request: Any, context: Context) -> Any:
        started = time.perf_counter()
        try:
            return method(self, request, context)
        except Refused as refusal:
            context.abort(refusal.code, str(refusal))
        except Exception as error:
            # Only the kind and the place: a message may hold a value that is secret.
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            line = f" ({place.tb_frame.f_code.co_name}:{place.tb_lineno})" if place else ""
            context.abort(grpc.StatusCode.INTERNAL, f"the offline provider failed: {type(error).__name__}{line}")
        finally:
            self.statistics.note(method.__name__, time.perf_counter() - started)

    return call  # type: ignore[return-value]


class Provider:
    """Serves one plugin. It keeps nothing of a resource: all it says follows from the request and the tables."""

    def __init__(
        self, name: str, recorded: Recorded, statistics: Statistics, find: Callable[[str], Package] = package
    ) -> None:
        self.name = name
        self.statistics = statistics
        self._recorded = recorded
        self._find = find
        self._log = EngineLog()
        # Each provider instance of a program has a connection of its own: its settings are kept by the peer.
        self._config: dict[str, Mapping[str, Any]] = {}
        self._importing: set[tuple[str, str]] = set()

    # The provider itself.

    @_counted
    def Handshake(self, request: Any, context: Any) -> Any:
        self._log.attach(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=False, supports_autonaming_configuration=True
        )

    @_counted
    def Attach(self, request: Any, context: Any) -> Any:
        self._log.attach(request.address)
        return empty_pb2.Empty()

    @_counted
    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        version = "" if self.name == PARAMETERIZED else self._find(self.name).version
        return plugin_pb2.PluginInfo(version=version)

    @_counted
    def Parameterize(self, request: Any, context: Any) -> Any:
        if not request.HasField("value"):
            raise Refused(
                "the offline provider takes a parameter only from an SDK that was generated with it; "
                "do: use the generated SDK of the package"
            )
        name = request.value.name
        if not self._find(name).known:
            raise Refused(f"no table knows the package `{name}`; do: add providers/schemas/{name}.json")
        return provider_pb2.ParameterizeResponse(name=name, version=request.value.version)

    @_counted
    def GetSchema(self, request: Any, context: Any) -> Any:
        name = request.subpackage_name or self.name
        return provider_pb2.GetSchemaResponse(schema=schema_of(self._find(name), request.subpackage_version))

    @_counted
    def CheckConfig(self, request: Any, context: Any) -> Any:
        known = {*self._find(request.urn.split("::")[2].rsplit(":", 1)[-1]).config, *_ENGINE_SETTINGS}
        reasons = [str(fault) for fault in unknown_names(known, request.news.fields, "the provider's settings")]
        return provider_pb2.CheckResponse(
            inputs=request.news, failures=[provider_pb2.CheckFailure(reason=reason) for reason in reasons]
        )

    @_counted
    def DiffConfig(self, request: Any, context: Any) -> Any:
        old, new = bare(decoded(request.old_inputs or request.olds)), bare(decoded(request.news))
        if self.name == PARAMETERIZED:
            # From the second run on the engine notes the version of the base plugin where it first noted the package's
            # (Pulumi 3.274.1, source_eval.go: what it takes from a default provider).
            for side in (old, new):
                side.pop("version", None)
        return _diff_response(differences(None, old, new, request.ignoreChanges), False)

    @_counted
    def Configure(self, request: Any, context: Any) -> Any:
        self._config[context.peer()] = bare(decoded(request.args))
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True,
            supportsPreview=True,
            acceptResources=True,
            acceptOutputs=False,
            supports_autonaming_configuration=True,
        )

    @_counted
    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    # Resources.

    @_counted
    def Check(self, request: Any, context: Any) -> Any:
        kind, inputs = self._kind(request), decoded(request.news)
        # What is adopted is as it was recorded, nearly always: messages are compared faster than they are decoded.
        same = request.olds == request.news
        olds = dict(inputs) if same else decoded(request.olds)
        changed = not same and _carry_defaults(olds, inputs)
        changed = self._autoname(kind, request, olds, inputs) or changed
        reasons = [str(fault) for fault in faults(kind, inputs)]
        if (context.peer(), request.urn) in self._importing:
            self._importing.discard((context.peer(), request.urn))
            reasons += _import_faults(kind, olds, inputs)
        return provider_pb2.CheckResponse(
            inputs=encoded(inputs) if changed else request.news,
            failures=[provider_pb2.CheckFailure(reason=reason) for reason in reasons],
        )

    @_counted
    def Diff(self, request: Any, context: Any) -> Any:
        kind = self._kind(request)
        if request.old_inputs == request.news:
            return _SAME
        old, new = bare(decoded(request.old_inputs)), bare(decoded(request.news))
        found = differences(kind, old, new, request.ignoreChanges)
        self._say_undecided(request.urn, found)
        return _diff_response(found, _keeps_its_name(kind, old, new))

    @_counted
    def Create(self, request: Any, context: Any) -> Any:
        kind = self._kind(request)
        if request.preview:
            return provider_pb2.CreateResponse(properties=_echo(kind, request.properties))
        inputs = decoded(request.properties)
        answer = self._answer(kind, request.urn, inputs, context, None, "")
        return provider_pb2.CreateResponse(id=answer.id, properties=encoded(answer.values()))

    @_counted
    def Update(self, request: Any, context: Any) -> Any:
        kind = self._kind(request)
        inputs, olds = decoded(request.news), decoded(request.olds)
        answer = self._answer(kind, request.urn, inputs, context, olds, request.id)
        return provider_pb2.UpdateResponse(properties=encoded(answer.values()))

    @_counted
    def Read(self, request: Any, context: Any) -> Any:
        kind = self._kind(request)
        recorded = self._recorded.inventory.get(request.id.lower())
        refreshing = bool(request.properties.fields)
        if recorded is None and refreshing:
            return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)
        if recorded is None or recorded["type"] != kind.token:
            raise Refused(self._not_recorded(request.id, kind, recorded))
        if not refreshing:
            self._importing.add((context.peer(), request.urn))
        outputs = recorded["outputs"]
        answer = provider_pb2.ReadResponse(id=request.id)
        fill(answer.inputs, _secrets_marked(kind, recorded["inputs"]))
        for name, value in answer.inputs.fields.items():
            if name not in outputs:
                answer.properties.fields[name].CopyFrom(value)
        fill(answer.properties, _secrets_marked(kind, outputs))
        return answer

    @_counted
    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    # Questions.

    @_counted
    def Invoke(self, request: Any, context: Any) -> Any:
        args = decoded(request.args)
        try:
            result = self._recorded.answer(request.tok, bare(args))
        except LookupError:
            raise Refused(
                f"no recorded answer to {request.tok} with the arguments {_shown_args(args)}; "
                "do: record it (bastide/answers/1) and give the file with --answers"
            ) from None
        return provider_pb2.InvokeResponse(**{"return": encoded(result)})

    @_counted
    def Call(self, request: Any, context: Any) -> Any:
        raise Refused(
            f"the offline provider {self.name} has no methods ({request.tok}); do: use a resource instead",
            grpc.StatusCode.UNIMPLEMENTED,
        )

    @_counted
    def Construct(self, request: Any, context: Any) -> Any:
        raise Refused(
            f"the offline provider {self.name} builds no components ({request.type}); "
            "do: use the component in the program itself",
            grpc.StatusCode.UNIMPLEMENTED,
        )

    @_counted
    def GetMapping(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetMappingResponse()

    @_counted
    def GetMappings(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetMappingsResponse()

    def _kind(self, request: Any) -> Kind:
        token = request.type or request.urn.split("::")[2].rsplit("$", 1)[-1]
        known = self._find(token.split(":", 1)[0])
        kind = known.kind(token)
        if kind is None:
            raise Refused(
                f"no table of the offline providers knows the kind {token}; "
                f"do: add its facts to {known.where} (plan/offline/tables/README.md says how)"
            )
        return kind

    def _answer(
        self, kind: Kind, urn: str, inputs: dict[str, Any], context: Any, olds: dict[str, Any] | None, id: str
    ) -> Answer:
        made_id, given = id, None
        if olds is None and kind.token.startswith("random:"):
            made_id, given = random_values(kind.token, urn, bare(inputs)) or ("", None)
        config = self._config.get(context.peer(), {})
        return Answer(kind, urn, inputs, config, olds, id=made_id, given=given)

    def _autoname(self, kind: Kind, request: Any, olds: dict[str, Any], inputs: dict[str, Any]) -> bool:
        changed = False
        for name in kind.autonamed:
            if inputs.get(name) is None:
                proposed = request.autonaming.proposed_name if request.HasField("autonaming") else ""
                fresh = proposed or f"{request.urn.rsplit('::', 1)[-1]}-{Seed(request.urn).hex(7, 'autoname')}"
                inputs[name] = olds.get(name) or fresh
                changed = True
        return changed

    def _say_undecided(self, urn: str, found: list[Difference]) -> None:
        unknown = [difference.path for difference in found if difference.undecided and not difference.replaces]
        if not unknown:
            return
        token = urn.split("::")[2].rsplit("$", 1)[-1]
        message = (
            f"no table says whether a change of {', '.join(unknown)} replaces a {token}; "
            f"do: write it down in {self._find(token.split(':', 1)[0]).where}"
        )
        if self._recorded.strict:
            raise Refused(message)
        self._log.warning(urn, message)

    def _not_recorded(self, id: str, kind: Kind, recorded: Mapping[str, Any] | None) -> str:
        if recorded is None:
            found, action = (
                f"no recorded resource with this id: {id}",
                "record it in the inventory (bastide/inventory/1)",
            )
        else:
            found = f"the inventory holds {id} as a {recorded['type']}, the program imports it as a {kind.token}"
            action = "correct the inventory"
        return f"{found}; do: {action}, or correct the import id"


def _echo(kind: Kind, properties: Any) -> Any:
    """The outputs of a previewed create: the inputs, and nothing that only the cloud knows."""
    if not kind.has_secrets or not any(kind.inputs[name].secret for name in properties.fields if name in kind.inputs):
        return properties
    return encoded(_secrets_marked(kind, decoded(properties)))


def _secrets_marked(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    def is_secret(name: str) -> bool:
        return any(name in fields and fields[name].secret for fields in (kind.inputs, kind.outputs))

    return {
        name: Secret(value) if is_secret(name) and value is not None and not isinstance(value, Secret) else value
        for name, value in values.items()
    }


def _carry_defaults(old: Mapping[str, Any], new: dict[str, Any]) -> bool:
    """Keep what a real provider once filled in by itself and noted under `__defaults`, at any depth."""
    changed = False
    if _DEFAULTS in old and _DEFAULTS not in new:
        for name in bare(old[_DEFAULTS]):
            if name in old and new.get(name) is None:
                new[name] = old[name]
        new[_DEFAULTS] = old[_DEFAULTS]
        changed = True
    for name, value in new.items():
        before = old.get(name)
        if isinstance(value, dict) and isinstance(before, dict):
            changed = _carry_defaults(before, value) or changed
        elif isinstance(value, list) and isinstance(before, list):
            pairs = zip(before, value, strict=False)
            parts = [_carry_defaults(a, b) for a, b in pairs if isinstance(a, dict) and isinstance(b, dict)]
            changed = any(parts) or changed
    return changed


def _import_faults(kind: Kind, recorded: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[str]:
    """Where the program differs from what was recorded: the engine would change the resource after adopting it."""
    found = [] if recorded == inputs else differences(kind, bare(recorded), bare(inputs))
    if not found:
        return []
    hidden = {name for side in (recorded, inputs) for name, value in side.items() if _holds_secret(value)}
    return [
        f"`{difference.path}`: recorded {_side(difference.old, secret)}, "
        f"the program says {_side(difference.new, secret)}; do: correct the program or the inventory"
        for difference in found
        if difference.new is not UNKNOWN
        for secret in (difference.secret or difference.top in hidden,)
    ]


def _holds_secret(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(_holds_secret(item) for item in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, Secret)


def _side(value: Any, secret: bool) -> str:
    if secret:
        return MASKED_SECRET
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _keeps_its_name(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    # as the bridge does it: two of the same given name cannot stand side by side
    generated = old.get(_DEFAULTS) or ()
    return any(
        new.get(name) is not None and old.get(name) == new.get(name) and name not in generated
        for name in kind.autonamed
    )


def _diff_response(found: list[Difference], keeps_name: bool) -> Any:
    detailed = {
        difference.path: provider_pb2.PropertyDiff(
            kind=_Kinds.Value(f"{difference.change}{'_REPLACE' if difference.replaces else ''}"), inputDiff=True
        )
        for difference in found
    }
    replaces = sorted({difference.top for difference in found if difference.replaces})
    changes = provider_pb2.DiffResponse.DIFF_SOME if found else provider_pb2.DiffResponse.DIFF_NONE
    return provider_pb2.DiffResponse(
        changes=changes,
        replaces=replaces,
        diffs=sorted({difference.top for difference in found}),
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=bool(replaces) and keeps_name,
    )


_SAME: Final = _diff_response([], False)


def _shown_args(value: Any) -> Any:
    if isinstance(value, Secret):
        return MASKED_SECRET
    if isinstance(value, dict):
        return {key: _shown_args(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown_args(item) for item in value]
    return value

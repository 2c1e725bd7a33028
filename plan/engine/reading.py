"""From what the engine says of an operation to planned resources and messages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from plan.engine.command import Event, Result
from plan.engine.decode import decoded
from plan.engine.difference import from_engine
from plan.model import STACK_TYPE, Alias, Message, Operation, Options, PlannedResource, PolicyReport
from plan.signatures import UNKNOWN_SENTINEL

_OPERATIONS: Final[Mapping[str, Operation]] = {
    "create": Operation.CREATE,
    "update": Operation.UPDATE,
    "replace": Operation.REPLACE,
    "create-replacement": Operation.REPLACE,
    "delete-replaced": Operation.REPLACE,
    "delete": Operation.DELETE,
    "same": Operation.SAME,
    "read": Operation.READ,
    "read-replacement": Operation.READ,
    "import": Operation.IMPORT,
    "import-replacement": Operation.IMPORT,
}
# Steps that say nothing about a resource of this program.
_SILENT: Final = frozenset({"remove-pending-replace", "discard", "discard-replaced", "refresh"})
_PROVIDER_PREFIX: Final = "pulumi:providers:"
# What the engine notes among the inputs of a provider: where its plugin comes from.
_ENGINE_INPUTS: Final = frozenset({"version", "pluginDownloadURL", "__internal"})
# What the engine adds after it has said what is wrong.
_EMPTY: Final = frozenset({"", "preview failed", "update failed"})
_SHOWN: Final = {"info#err": "info", "info": "info", "warning": "warning", "error": "error"}


def resources(digest: Mapping[str, Any]) -> tuple[PlannedResource, ...]:
    """Every resource of a preview's digest, by URN; a replacement counts once.

    Raises ValueError for an operation that is not known here.
    """
    found: dict[str, PlannedResource] = {}
    told: set[str] = set()
    for step in digest.get("steps") or ():
        if step["op"] in _SILENT:
            continue
        if step["op"] not in _OPERATIONS:
            raise ValueError(f"unknown operation {step['op']} of {step['urn']}")
        resource = _resource(step, _OPERATIONS[step["op"]])
        known = found.get(resource.urn)
        # of a replacement the step that says what is to come: where the old one goes first, its step comes first
        if known is None or known.operation is not Operation.REPLACE or resource.urn not in told:
            found[resource.urn] = resource
        if step.get("newState"):
            told.add(resource.urn)
    return tuple(found[urn] for urn in sorted(found))


def _resource(step: Mapping[str, Any], operation: Operation) -> PlannedResource:
    old: Mapping[str, Any] = step.get("oldState") or {}
    new: Mapping[str, Any] = step.get("newState") or old
    inputs, before = _inputs(new), _inputs(old)
    differs = operation in (Operation.UPDATE, Operation.REPLACE)
    return PlannedResource(
        urn=step["urn"],
        type=new["type"],
        name=step["urn"].rpartition("::")[2],
        custom=bool(new.get("custom")),
        parent=new.get("parent") or "",
        inputs=inputs,
        outputs=decoded(old.get("outputs")) if operation is not Operation.CREATE else {},
        options=_options(new),
        dependencies=tuple(sorted(new.get("dependencies") or ())),
        property_dependencies=_property_dependencies(new),
        operation=operation,
        diff=from_engine(step, before, inputs) if differs else None,
        id="" if new.get("id") in (None, UNKNOWN_SENTINEL) else str(new["id"]),
    )


def _inputs(state: Mapping[str, Any]) -> dict[str, Any]:
    found = decoded(state.get("inputs"))
    is_provider = str(state.get("type", "")).startswith(_PROVIDER_PREFIX)
    return {key: value for key, value in found.items() if key not in _ENGINE_INPUTS} if is_provider else found


def _property_dependencies(state: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: Mapping[str, Any] = state.get("propertyDependencies") or {}
    return {key: tuple(sorted(urns)) for key, urns in found.items() if urns}


def _options(state: Mapping[str, Any]) -> Options:
    return Options(
        provider=(state.get("provider") or "").rpartition("::")[0],
        protect=state.get("protect"),
        retain_on_delete=state.get("retainOnDelete"),
        ignore_changes=tuple(state.get("ignoreChanges") or ()),
        replace_on_changes=tuple(state.get("replaceOnChanges") or ()),
        additional_secret_outputs=tuple(state.get("additionalSecretOutputs") or ()),
        aliases=tuple(Alias(urn=urn) for urn in state.get("aliases") or ()),
        deleted_with=state.get("deletedWith") or "",
        replace_with=tuple(state.get("replaceWith") or ()),
        import_id=state.get("importID") or "",
    )


def outputs(events: Iterable[Event]) -> dict[str, Any]:
    """The outputs of the stack as the CLI writes them: those of the last event about it."""
    found: dict[str, Any] = {}
    for event in events:
        metadata = (event.get("resOutputsEvent") or {}).get("metadata") or {}
        if metadata.get("type") == STACK_TYPE and metadata.get("new"):
            found = metadata["new"].get("outputs") or found
    return found


def messages(result: Result) -> tuple[Message, ...]:
    """What the engine, the program and the providers said, without their debugging."""
    found = [event["diagnosticEvent"] for event in result.events if "diagnosticEvent" in event]
    found = found or list(result.digest.get("diagnostics") or ())
    shown = [_message(item) for item in found if item.get("severity") in _SHOWN]
    return tuple(dict.fromkeys(message for message in shown if message.text not in _EMPTY))


def _message(item: Mapping[str, Any]) -> Message:
    # A digest repeats the severity in front of the text.
    text = item["message"].strip().removeprefix(f"{item['severity']}: ")
    return Message(_SHOWN[item["severity"]], text.strip(), item.get("urn") or "")


def policies(events: Iterable[Event]) -> tuple[PolicyReport, ...]:
    """What policy packs reported."""
    return tuple(
        PolicyReport(
            urn=found.get("resourceUrn") or "",
            rule=found["policyName"],
            pack=found["policyPackName"],
            level=found["enforcementLevel"],
            message=found["message"].strip(),
        )
        for found in (event.get("policyEvent") for event in events)
        if found
    )

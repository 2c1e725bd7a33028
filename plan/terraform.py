"""Plans from what `terraform show -json` or `tofu show -json` prints: of a plan, or of a state.

Look-ups (`data`) are left out: they are no resources. Which types and fields become what: docs/other-inputs.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from plan import azurerm, terraform_fields
from plan.engine.difference import compared
from plan.json_file import JsonFile, shown
from plan.model import Diff, LayerPlan, Message, Operation, Options, Package, PlannedResource
from plan.origin import plan_of
from plan.terraform_providers import providers
from plan.terraform_record import AGAIN, Record, records
from plan.terraform_references import Configuration, constants, modules_from_elsewhere, without_index

ENGINE: Final = "terraform"
_MAJOR: Final = "1"
_OLD: Final = "0"
_PROVISIONERS: Final = "provisioners"
Inputs = tuple[dict[str, Any], dict[str, Any]]


def is_plan(data: Any) -> bool:
    """True for the shape of a shown plan or state."""
    parts = {"planned_values", "resource_changes", "values"}
    return isinstance(data, dict) and "format_version" in data and bool(parts & data.keys() or len(data) <= 2)


def plans(file: JsonFile) -> tuple[LayerPlan, ...]:
    """The plan of the root module and all below it. Raises BadInput for another version and another form."""
    _check_version(file)
    made = _Maker(file)
    found = [made.resource(record) for record in records(file)]
    resources = made.linked(found)
    messages = tuple(_messages(file, found))
    return (plan_of(file, ENGINE, (*made.providers.values(), *resources), messages=messages),)


def _check_version(file: JsonFile) -> None:
    version = file.data["format_version"]
    if not isinstance(version, str) or version.partition(".")[0] not in (_OLD, _MAJOR):
        raise file.bad(
            ("format_version",),
            f"found the format {shown(version)}",
            expected="format 1.x (Terraform 1.1 and newer, OpenTofu), or 0.x",
            action="show it with a Terraform that this version of Bastide knows, or upgrade Bastide",
        )
    if file.data.get("errored") is True:
        raise file.bad(
            ("errored",), "this plan ended with an error and is not whole", expected="a whole plan", action=AGAIN
        )
    if file.data.get("complete") is False:
        raise file.bad(
            ("complete",),
            "this plan leaves changes to a later one",
            expected="a whole plan, without -target and with nothing deferred",
            action=AGAIN,
        )


class _Maker:
    """Makes planned resources of one file."""

    def __init__(self, file: JsonFile) -> None:
        self._stack = file.file.stem
        self._configuration = Configuration(file.data.get("configuration"))
        self.providers = providers(self._stack, file.data)
        self._addresses: dict[str, str] = {}

    def resource(self, record: Record) -> tuple[Record, PlannedResource]:
        """The resource without links."""
        token = _token(record)
        name = f"{record.address} (deposed {record.deposed})" if record.deposed else record.address
        urn = f"urn:pulumi:{self._stack}::terraform::{token}::{name}"
        row = self._configuration.row(record.address)
        inputs, outputs = _inputs(token, record, record.values, row)
        # commands and files of a resource are no fields of it; what they name is looked at with the rest
        further = constants(row.get("provisioners")) if row else None
        self._addresses[urn] = without_index(record.address)
        return record, PlannedResource(
            urn=urn,
            type=token,
            name=name,
            custom=True,
            inputs={**inputs, _PROVISIONERS: further} if further else inputs,
            outputs=outputs,
            options=self._options(row),
            operation=record.operation,
            diff=_diff(token, record, inputs, row),
            package=Package("terraform", name=record.package, parameter=record.provider),
            id=_id(record),
        )

    def _options(self, row: Mapping[str, Any] | None) -> Options:
        key = row.get("provider_config_key") if row else None
        found = self.providers.get(key) if isinstance(key, str) else None
        return Options(provider=found.urn) if found else Options()

    def linked(self, found: list[tuple[Record, PlannedResource]]) -> tuple[PlannedResource, ...]:
        """The resources with what their configuration names."""
        urns: dict[str, list[str]] = {}
        for _, resource in found:
            urns.setdefault(self._addresses[resource.urn], []).append(resource.urn)
        return tuple(self._linked(record, resource, urns) for record, resource in found)

    def _linked(self, record: Record, resource: PlannedResource, urns: Mapping[str, list[str]]) -> PlannedResource:
        needed = self._configuration.needed(record.address)
        links: dict[str, set[str]] = {}
        for field, addresses in needed.items():
            targets = {urn for address in addresses for urn in urns.get(address, ())} - {resource.urn}
            if targets:
                links.setdefault(_input_of(field, resource.type, record), set()).update(targets)
        return replace(
            resource,
            property_dependencies={key: tuple(sorted(found)) for key, found in links.items()},
            dependencies=tuple(sorted({urn for found in links.values() for urn in found})),
        )


def _token(record: Record) -> str:
    if record.package == azurerm.PACKAGE:
        return azurerm.token_of(record.type)
    return terraform_fields.token_of(record.package, record.type)


def _inputs(token: str, record: Record, values: Mapping[str, Any], row: Mapping[str, Any] | None) -> Inputs:
    if record.package == azurerm.PACKAGE:
        return azurerm.inputs(record.type, values), {}
    if token.split(":")[1] == "unknown":
        return terraform_fields.loose(values), {}
    expressions = row.get("expressions") if row else None
    configured = set(expressions) if isinstance(expressions, Mapping) else None
    return terraform_fields.inputs_and_outputs(token, values, configured)


def _input_of(field: str, token: str, record: Record) -> str:
    """The input (its outermost name) that a field fills."""
    if record.package == azurerm.PACKAGE:
        return azurerm.input_of(record.type, field)
    return terraform_fields.input_of(token, field)


def _diff(token: str, record: Record, inputs: Mapping[str, Any], row: Mapping[str, Any] | None) -> Diff | None:
    if record.before is None or record.operation not in (Operation.UPDATE, Operation.REPLACE):
        return None
    before, _ = _inputs(token, record, record.before, row)
    forcing = {_input_of(field, token, record) for field in record.replaces}
    changes = (
        replace(change, forces_replace=change.path.partition(".")[0].partition("[")[0] in forcing)
        for change in compared(before, inputs)
    )
    return Diff(tuple(sorted(changes, key=lambda change: change.path)), tuple(sorted(forcing)))


def _id(record: Record) -> str:
    found = (record.before or record.values).get("id")
    return found if isinstance(found, str) else ""


def _messages(file: JsonFile, found: list[tuple[Record, PlannedResource]]) -> Iterator[Message]:
    for record, resource in found:
        if record.forgotten:
            text = "Terraform leaves it standing and looks after it no longer"
            yield Message("warning", text, resource.urn)
    for module in modules_from_elsewhere(file.data.get("configuration")):
        yield Message("warning", f"the module {shown(module)} comes from elsewhere: from where, nobody looked at")
    if "configuration" not in file.data:
        text = "the file has no configuration: links between resources and the providers' regions are not known"
        yield Message("warning", text)

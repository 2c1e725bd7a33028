"""Write `stacks/azure-legacy.inventory.json`: what stands at Azure, as an import would read it.

    python -m tools.legacy_inventory [--check]

A stand-in: there is no Azure here, so it is made from the reviewed intent of the legacy and from what the tables of the
offline provider say of outputs. An export of the real subscription in the same format (`bastide/inventory/1`) takes its
place, and only then does a preview against it prove anything about the subscription; until then it proves that adoption
works and that a difference is found. Left out, as an export leaves them out: values that Azure never gives back
(passwords, shared keys, values of secrets), and what changes without anybody changing the resource (`_VOLATILE`).
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.estate import plan_estate
from plan.model import LayerPlan, PlannedResource
from plan.offline.outputs import Answer
from plan.offline.tables import package
from plan.values import UNKNOWN, Secret, revealed, unknowns
from stacks.catalogue import FOLDER
from tools.legacy_imports import ESTATE

FILE: Final = FOLDER / f"{ESTATE}.inventory.json"
COMMAND: Final = "python -m tools.legacy_inventory"
SCHEMA: Final = "bastide/inventory/1"
_SOURCE: Final = (
    "made from stacks/hdh-legacy.yaml by tools/legacy_inventory.py, not read from Azure: "
    "an export of the real subscription takes its place"
)
_VOLATILE: Final = frozenset(
    [
        "azureApiVersion",
        "createdBy",
        "createdOn",
        "creationTime",
        "eTag",
        "etag",
        "lastModifiedTime",
        "provisioningState",
        "resourceGuid",
        "timeCreated",
        "type",
        "updatedBy",
        "updatedOn",
    ]
)
_IDENTITY: Final = "azure-native:managedidentity:UserAssignedIdentity"

# Inputs that only Azure knows: what of the resource's own identity they are.
_OF_THE_IDENTITY: Final[Mapping[tuple[str, str], str]] = {
    ("azure-native:authorization:RoleAssignment", "principalId"): "principalId",
    ("azure-native:containerregistry:Registry", "encryption.keyVaultProperties.identity"): "clientId",
}


class NotTold(Exception):
    """An input that is known only after apply, and no table says where it would come from."""


def resources(plans: tuple[LayerPlan, ...]) -> list[dict[str, Any]]:
    """One record for each adopted resource, sorted by id. Raises NotTold, or KeyError for a kind without a table."""
    records = [record for plan in plans for record in _of_layer(plan)]
    return sorted(records, key=lambda record: str(record["id"]))


def _of_layer(plan: LayerPlan) -> Iterator[dict[str, Any]]:
    config = {
        resource.urn: {name: revealed(value) for name, value in resource.inputs.items()}
        for resource in plan.resources
        if resource.is_provider
    }
    adopted = [resource for resource in plan.resources if resource.options.import_id]
    identities = {
        resource.urn: _record(resource, dict(resource.inputs), config[resource.options.provider])
        for resource in adopted
        if resource.type == _IDENTITY
    }
    for resource in adopted:
        if resource.urn in identities:
            yield identities[resource.urn]
        else:
            yield _record(resource, _told(plan, resource, identities), config[resource.options.provider])


def _told(plan: LayerPlan, resource: PlannedResource, identities: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The inputs without secrets, and with what Azure knows of the identity that they name."""
    found: dict[str, Any] = _without_secrets(resource.inputs)
    for path in unknowns(found):
        wanted = _OF_THE_IDENTITY.get((resource.type, path))
        if wanted is None:
            raise NotTold(
                f"{resource.type} {resource.name}: `{path}` is known only after apply; "
                "do: say in tools/legacy_inventory.py where it comes from"
            )
        owner = _own_identity(plan, resource, path.split(".")[0])
        _put(found, path.split("."), identities[owner]["outputs"][wanted])
    return found


def _own_identity(plan: LayerPlan, resource: PlannedResource, name: str) -> str:
    used = [urn for urn in resource.property_dependencies.get(name, ()) if plan.by_urn[urn].type == _IDENTITY]
    own = [urn for urn in used if plan.by_urn[urn].name == f"{resource.name}-identity"]
    found = own or used
    if len(found) != 1:
        raise NotTold(
            f"{resource.type} {resource.name}: `{name}` depends on {len(found)} identities; "
            "do: say in tools/legacy_inventory.py which one is its own"
        )
    return found[0]


def _record(resource: PlannedResource, inputs: dict[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    kind = package(resource.package_name).kind(resource.type)
    if kind is None:
        raise KeyError(resource.type)
    made = Answer(kind, resource.urn, inputs, config, id=resource.options.import_id).values()
    # what is the same as the input is not said twice: a reader lays the outputs over the inputs
    outputs = {name: value for name, value in made.items() if inputs.get(name) != value and name not in _VOLATILE}
    return {
        "id": resource.options.import_id,
        "type": resource.type,
        "inputs": inputs,
        "outputs": {name: value for name, value in outputs.items() if not isinstance(value, Secret)},
    }


def _without_secrets(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_secrets(item) for name, item in value.items() if not isinstance(item, Secret)}
    if isinstance(value, list | tuple):
        return [_without_secrets(item) for item in value if not isinstance(item, Secret)]
    return value


def _put(value: Any, path: list[str], new: Any) -> None:
    for name in path[:-1]:
        value = value[name]
    if value[path[-1]] is not UNKNOWN:
        raise NotTold(f"`{'.'.join(path)}` is known already")
    value[path[-1]] = new


def document(recorded: str) -> str:
    """The file's text: one resource a line."""
    lines = ",\n".join(
        json.dumps(record, sort_keys=True, separators=(",", ":")) for record in resources(plan_estate(ESTATE))
    )
    head = f'"schema": "{SCHEMA}",\n"recorded": "{recorded}",\n"source": "{_SOURCE}"'
    return f'{{{head},\n"resources": [\n{lines}\n]}}\n'


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where the file is out of date")
    if not parser.parse_args().check:
        FILE.write_text(document(datetime.date.today().isoformat()), encoding="utf-8")
        return 0
    stale = stale_ids(json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else ["the file is missing"]
    if stale:
        shown = "".join(f"\n  {line}" for line in stale[:12])
        print(f"out of date: stacks/{FILE.name} ({len(stale)}){shown}\n  do: {COMMAND}", file=sys.stderr)
    return int(bool(stale))


def stale_ids(inventory: Mapping[str, Any]) -> list[str]:
    """The ids whose record differs from what the product would write now, sorted."""
    held = {record["id"]: record for record in inventory["resources"]}
    wanted = {record["id"]: record for record in resources(plan_estate(ESTATE))}
    return sorted(id for id in {*held, *wanted} if held.get(id) != wanted.get(id))


if __name__ == "__main__":
    sys.exit(main())

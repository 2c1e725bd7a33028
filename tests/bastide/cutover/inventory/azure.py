"""Inventories of a small subscription, as Azure's tools write them, and the legacy's plan beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bastide.cutover.inventory.model import Planned
from bastide.cutover.inventory.rows import comparable
from plan.model import Options, PlannedResource

SUBSCRIPTION = "11111111-0000-4000-8000-000000000000"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-data"


def identity(kind: str, *names: str, scope: str = GROUP) -> str:
    """The id of `Microsoft.Storage/storageAccounts` with these names, one for each part."""
    provider, *types = kind.split("/")
    return f"{scope}/providers/{provider}/" + "/".join(f"{t}/{n}" for t, n in zip(types, names, strict=True))


ACCOUNT = identity("Microsoft.Storage/storageAccounts", "stdata")
MACHINE = identity("Microsoft.Compute/virtualMachines", "desk")
ENDPOINT = identity("Microsoft.Network/privateEndpoints", "pe-stdata")
WORKSPACE = identity("Microsoft.Databricks/workspaces", "analytics")
MANAGED_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/databricks-rg"

TYPES = {
    ACCOUNT: "azure-native:storage:StorageAccount",
    MACHINE: "azure-native:compute:VirtualMachine",
    ENDPOINT: "azure-native:network:PrivateEndpoint",
    WORKSPACE: "azure-native:databricks:Workspace",
}


def plan(*, known: bool = True) -> tuple[Planned, ...]:
    """What the legacy's plan has."""
    return tuple(_planned(key, token, known) for key, token in TYPES.items())


def _planned(key: str, token: str, known: bool) -> Planned:
    name = key.rpartition("/")[2]
    inputs = {"managedResourceGroupId": MANAGED_GROUP} if "databricks" in token else {}
    resource = PlannedResource(
        urn=f"urn:pulumi:azure-legacy-prod::bastide::{token}::{name}",
        type=token,
        name=name,
        custom=True,
        inputs=inputs,
        options=Options(import_id=key if known else ""),
    )
    return Planned("prod", "Environment/Bucket", resource, comparable(key), known)


def row(key: str, kind: str, **more: Any) -> dict[str, Any]:
    """One row of `az resource list`."""
    return {"id": key, "name": key.rpartition("/")[2], "type": kind, "properties": None, **more}


LISTED = (
    row(ACCOUNT, "Microsoft.Storage/storageAccounts"),
    row(MACHINE.upper().replace("/SUBSCRIPTIONS/", "/subscriptions/"), "Microsoft.Compute/virtualMachines"),
    row(ENDPOINT, "Microsoft.Network/privateEndpoints"),
    row(WORKSPACE, "Microsoft.Databricks/workspaces"),
)


def written(folder: Path, data: Any, name: str = "rows.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def query(rows: Sequence[Any]) -> dict[str, Any]:
    """The answer of `az graph query`: types and groups in small letters."""
    small = [{**item, "type": item["type"].lower(), "properties": {}} for item in rows]
    return {"count": len(small), "data": small, "skip_token": None, "total_records": len(small)}

"""Planned resources as Terraform would show them: the reverse of what is tested, out of the providers' own facts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from plan.model import PlannedResource
from plan.offline.shapes import Field, Shape
from plan.offline.tables import ROOT, package
from plan.values import UNKNOWN, Secret

NAMESPACES = {
    "aws": "hashicorp",
    "cloudtemple": "cloud-temple",
    "openstack": "terraform-provider-openstack",
    "random": "hashicorp",
}
NOT_A_WORD = re.compile(r"\W")
WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Plural in Pulumi, singular in Terraform: from the providers' documentation.
SINGULAR = {
    "scaleway:instance/securityGroup:SecurityGroup": {"inboundRules": "inbound_rule", "outboundRules": "outbound_rule"},
    "openstack:compute/instance:Instance": {"networks": "network", "blockDevices": "block_device"},
    "openstack:networking/port:Port": {"fixedIps": "fixed_ip", "allowedAddressPairs": "allowed_address_pairs"},
    "scaleway:iam/policy:Policy": {"rules": "rule"},
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {"rules": "rule"},
}


@cache
def facts(name: str) -> dict[str, Any]:
    file = ROOT / "providers" / "schemas" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"resources": {}, "types": {}}


def terraform_type(token: str) -> str:
    found = {row["token"]: row.get("tf", key) for key, row in facts(token.partition(":")[0])["resources"].items()}
    module, _, name = token.split(":", 1)[1].partition("/")
    words = WORD.sub("_", name.partition(":")[2]).lower()
    return found.get(token) or f"{token.partition(':')[0]}_{'' if module == 'index' else module + '_'}{words}"


def _names(token_or_type: str, owner: Mapping[str, Any]) -> dict[str, str]:
    listed = {name: row["tf"] for name, row in owner.items() if isinstance(row, dict) and "tf" in row}
    return {**listed, **SINGULAR.get(token_or_type, {})}


def _fields(values: Mapping[str, Any], fields: Mapping[str, Field], names: Mapping[str, str], pack: str) -> Any:
    return {
        names.get(key) or WORD.sub("_", key).lower(): _out(item, fields[key].shape if key in fields else None, pack)
        for key, item in values.items()
    }


def _out(value: Any, shape: Shape | None, pack: str) -> Any:
    if isinstance(value, Secret):
        return Secret(_out(value.value, shape, pack))
    if shape is None or value is UNKNOWN:
        return value
    if shape.kind == "list" and isinstance(value, list | tuple):
        return [
            _out(item, shape.item, pack) if not _is_object(shape.item) else _bare(item, shape.item, pack)
            for item in value
        ]
    if shape.kind == "map":
        return dict(value)
    return [_bare(value, shape, pack)] if _is_object(shape) else value


def _is_object(shape: Shape | None) -> bool:
    return shape is not None and shape.kind == "object" and bool(shape.fields)


def _bare(value: Any, shape: Shape | None, pack: str) -> Any:
    assert shape is not None
    names = _names(shape.name, facts(pack).get("types", {}).get(shape.name, {}))
    return _fields(value, shape.fields, names, pack) if isinstance(value, Mapping) else value


def split(value: Any) -> tuple[Any, Any, Any]:
    """The three trees: value, unknown, sensitive."""
    if isinstance(value, Secret):
        inner, unknown, _ = split(value.value)
        return inner, unknown, True
    if value is UNKNOWN:
        return None, True, False
    if isinstance(value, Mapping):
        parts = {key: split(item) for key, item in value.items()}
        return (
            {key: item[0] for key, item in parts.items() if item[1] is not True},
            {key: item[1] for key, item in parts.items() if item[1]},
            {key: item[2] for key, item in parts.items() if item[2]},
        )
    if isinstance(value, list | tuple):
        items = [split(item) for item in value]
        unknowns = [item[1] for item in items]
        sensitive = [item[2] for item in items]
        return [item[0] for item in items], unknowns if any(unknowns) else False, sensitive if any(sensitive) else False
    return value, False, False


def change(resource: PlannedResource) -> tuple[dict[str, Any], dict[str, Any]]:
    """The resource's change and its configuration."""
    pack = resource.type.partition(":")[0]
    kind = package(pack).kind(resource.type)
    assert kind is not None, resource.type
    rows: Iterable[Mapping[str, Any]] = facts(pack)["resources"].values()
    inputs: Mapping[str, Any] = next((row["inputs"] for row in rows if row["token"] == resource.type), {})
    values = _fields(resource.inputs, kind.inputs, _names(resource.type, inputs), pack)
    after, unknown, sensitive = split(values)
    spelled = NOT_A_WORD.sub("_", resource.name)
    name = f"{spelled}_{hashlib.sha256(resource.urn.encode()).hexdigest()[:10]}"
    found = terraform_type(resource.type)
    address = f"{found}.{name}"
    return (
        {
            "address": address,
            "mode": "managed",
            "type": found,
            "name": name,
            "provider_name": f"registry.terraform.io/{NAMESPACES.get(pack, pack)}/{pack}",
            "change": {
                "actions": ["create"],
                "before": None,
                "after": after,
                "after_unknown": unknown,
                "before_sensitive": False,
                "after_sensitive": sensitive,
            },
        },
        {
            "address": address,
            "mode": "managed",
            "type": found,
            "name": name,
            "provider_config_key": pack,
            "expressions": {key: {} for key in values},
            "schema_version": 0,
        },
    )


def document(resources: Iterable[PlannedResource]) -> dict[str, Any]:
    """A plan as Terraform shows it, with its configuration."""
    pairs = [change(resource) for resource in resources]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": {}},
        "resource_changes": [pair[0] for pair in pairs],
        "configuration": {"root_module": {"resources": [pair[1] for pair in pairs]}},
    }

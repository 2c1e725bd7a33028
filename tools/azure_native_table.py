"""Write `plan/offline/tables/azure-native.json`: what the offline provider knows of the legacy's kinds.

    python -m tools.azure_native_table [--check]

Out of the installed SDK (names, types, what is required, closed enums, outputs) and of the id of each kind in
`tools/legacy_imports.py`. Whatever stands in the path of that id replaces the resource when it changes, and so does the
region, which ARM changes of no resource. What the SDK does not say (further replacements, secrets, formats) stands in
`plan/offline/rules/azure-native.yaml`, by hand and with its source.

Of outputs that are no inputs the plain ones are kept, and the objects that `_OBJECTS` names; the rest (lists of what
refers to the resource, states of copies) stays unknown, as ARM often leaves it out.
"""

from __future__ import annotations

import argparse
import collections.abc
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from components.azure.sdk import Provider
from tools import legacy_imports
from tools.azure_native_sdk import Field, Sdk, item_of, output_fields, provider_inputs, scalar_of

PACKAGE: Final = "azure-native"
FILE: Final = Path(__file__).resolve().parent.parent / "plan" / "offline" / "tables" / f"{PACKAGE}.json"
COMMAND: Final = "python -m tools.azure_native_table"

_GROUP: Final = "resourceGroupName"
_SUBSCRIPTION: Final = "{config.subscriptionId|$subscription}"
_TENANT: Final = "{config.tenantId|$tenant}"
# The values of docs/ and of stacks/azure-legacy.yaml: no real tenant.
_CONSTANTS: Final = {
    "subscription": "00000000-0000-4000-8000-000000000000",
    "tenant": "00000000-0000-4000-8000-000000000001",
}
_IN_PATH: Final = "it is part of the resource's id at ARM"
_REGION: Final = "ARM moves no resource to another region (InvalidResourceLocation)"
_OBJECTS: Final = frozenset({"primaryEndpoints"})
# (kind, input) -> fields inside it that only Azure sets.
_COMPLETED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("keyvault:Secret", "properties"): ("secretUri", "secretUriWithVersion"),
    ("keyvault:Vault", "properties"): ("vaultUri",),
}
_SECRET_CONFIG: Final = frozenset({"clientCertificatePassword", "clientSecret", "oidcRequestToken", "oidcToken"})

# Outputs by their name, whatever the kind: what ARM always gives them.
_BY_NAME: Final[Mapping[str, Field]] = {
    "provisioningState": {"value": "Succeeded"},
    "tenantId": {"value": _TENANT},
    "etag": {"format": "hex"},
    "eTag": {"format": "hex"},
    "principalId": {"format": "uuid"},
    "clientId": {"format": "uuid"},
    "createdBy": {"format": "uuid"},
    "updatedBy": {"format": "uuid"},
    "uniqueId": {"format": "uuid"},
    "vmId": {"format": "uuid"},
    "customerId": {"format": "uuid"},
}
_GUID: Final = re.compile(r"Guid$")
_MOMENT: Final = re.compile(r"(Time|Date|Timestamp|On|At|timeCreated)$")


def table() -> dict[str, Any]:
    """The table's content."""
    sdk = Sdk()
    resources = {f"{PACKAGE}:{kind}": _resource(sdk, kind, arm) for kind, arm in sorted(_arm_ids())}
    return {
        "package": PACKAGE,
        "version": version("pulumi-azure-native"),
        "constants": _CONSTANTS,
        "config": _config(),
        "resources": resources,
        "functions": {},
        "types": dict(sorted(sdk.types.items())),
    }


def _config() -> dict[str, Field]:
    fields = provider_inputs(Provider)
    for name in _SECRET_CONFIG:
        fields[name]["secret"] = True
    return fields


def _arm_ids() -> Iterator[tuple[str, str]]:
    """Kind -> template of its id."""
    group = f"/subscriptions/{_SUBSCRIPTION}/resourceGroups/{{{_GROUP}}}"
    yield "resources:ResourceGroup", group
    yield (
        "authorization:ManagementLockAtResourceGroupLevel",
        f"{group}/providers/Microsoft.Authorization/locks/{{lockName}}",
    )
    for kind, (owner, arm, name) in legacy_imports.EXTENSIONS.items():
        yield kind, f"{{{owner}}}/providers/{arm}/{{{name}}}"
    for kind, (arm, fields) in legacy_imports.KINDS.items():
        provider, *parts = arm.split("/")
        names = [field.strip("'") if field.startswith("'") else f"{{{field}}}" for field in fields]
        path = "/".join(f"{part}/{name}" for part, name in zip(parts, names, strict=True))
        yield kind, f"{group}/providers/{provider}/{path}"


def _resource(sdk: Sdk, kind: str, template: str) -> dict[str, Any]:
    inputs = sdk.inputs(kind)
    in_path = [name for name in re.findall(r"\{(\w+)\}", template) if name in inputs]
    for name in in_path:
        inputs[name] |= {"replace": True, "reason": _IN_PATH}
    if "location" in inputs:
        inputs["location"] |= {"replace": True, "reason": _REGION}
    # the name itself is the last part of the path; the provider makes one where the SDK does not demand it
    if not inputs[in_path[-1]].get("required"):
        inputs[in_path[-1]]["autoname"] = True
    outputs = _outputs(sdk, kind, inputs)
    # of the resource itself, not of its inputs of the same name
    outputs |= {
        "name": {"type": "str", "value": f"{{{in_path[-1]}}}"},
        "azureApiVersion": {"type": "str", "value": sdk.api_version(kind)},
    }
    if "type" in outputs:
        outputs["type"] = {"type": "str", "value": _arm_type(template)}
    return {"token": f"{PACKAGE}:{kind}", "id": template, "inputs": inputs, "outputs": outputs}


def _arm_type(template: str) -> str:
    if "/providers/" not in template:
        return "Microsoft.Resources/resourceGroups"
    provider, *path = template.rpartition("/providers/")[2].split("/")
    return "/".join([provider, *path[::2]])


def _outputs(sdk: Sdk, kind: str, inputs: Mapping[str, Field]) -> dict[str, Field]:
    """What comes back and is no plain echo: only outputs, and echoes of another shape."""
    found: dict[str, Field] = {}
    for name, hint in sdk.outputs(kind).items():
        plain = scalar_of(hint)
        if (kind, name) in _COMPLETED:
            found[name] = _completed(sdk, inputs[name]["type"], hint, _COMPLETED[kind, name])
        elif name in inputs:
            found |= _identity(sdk, inputs[name]["type"], hint) if name == "identity" else {}
        elif plain:
            found[name] = _scalar(name, plain)
        elif name in _OBJECTS:
            found[name] = {"type": _object(sdk, hint)}
    return found


def _object(sdk: Sdk, hint: Any) -> str:
    fields = sorted((output_fields(hint) or {}).items())
    return sdk.named(hint, {name: _scalar(name, plain) for name, value in fields if (plain := scalar_of(value))})


def _completed(sdk: Sdk, given: str, hint: Any, added: tuple[str, ...]) -> Field:
    fields = output_fields(hint) or {}
    own: dict[str, Field] = {name: {"type": scalar_of(fields[name]), "readonly": True} for name in added}
    return {"type": sdk.named(hint, {**sdk.types[given], **own})}


def _scalar(name: str, kind: str) -> Field:
    field: Field = {"type": kind}
    if name in _BY_NAME:
        return field | _BY_NAME[name]
    if kind == "str" and _GUID.search(name):
        field["format"] = "uuid"
    elif kind == "str" and _MOMENT.search(name):
        field["format"] = "datetime"
    return field


def _identity(sdk: Sdk, given: str, hint: Any) -> dict[str, Field]:
    """Identities go in as a list of ids and come out as a map with what Azure knows of each."""
    fields = output_fields(hint) or {}
    users = item_of(fields.get("userAssignedIdentities"), collections.abc.Mapping)
    if users is None or sdk.types[given]["userAssignedIdentities"]["type"] != "[str]":
        return {}
    each = sdk.named(users, {key: _scalar(key, "str") for key in sorted(output_fields(users) or {})})
    shape = {**sdk.types[given], "userAssignedIdentities": {"type": f"{{{each}}}"}}
    return {"identity": {"type": sdk.named(hint, shape)}}


def document() -> str:
    """The file's text: one line for each resource and each type, so that a change shows as one."""
    content = table()
    lines = [f'"{key}": {_line(content[key])}' for key in ("package", "version", "constants", "config")]
    for key in ("resources", "functions", "types"):
        items = ",\n".join(f" {_line(name)}: {_line(value)}" for name, value in content[key].items())
        lines.append(f'"{key}": {{\n{items}\n}}' if items else f'"{key}": {{}}')
    return "{" + ",\n".join(lines) + "}\n"


def _line(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where the file is out of date")
    text = document()
    if not parser.parse_args().check:
        FILE.write_text(text, encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == text:
        return 0
    print(f"out of date: plan/offline/tables/{FILE.name}\n  do: {COMMAND}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

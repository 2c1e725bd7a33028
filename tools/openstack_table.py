"""Write `tools/pulumi-resource-openstack/table.json`: what the Python package calls the Terraform provider's kinds.

Both sides are known: what the Terraform provider has, the plugin prints itself (`-entities`); what the Python package
has stands in the tables of the offline providers. Only what the bridge would not guess is written. `--check` writes
nothing and fails where the table is out of date, or where anything of the Python package has no counterpart.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plan.offline.tables import Package, package
from tools.go_build import BuildFailed, build
from tools.go_tools import FOLDER, TOOLS

TOOL: Final = "pulumi-resource-openstack"
TABLE: Final = FOLDER / TOOL / "table.json"
FAILED: Final = 3
_PREFIX: Final = "openstack_"
_SCALARS: Final = {
    "str": ("string", "string"),
    "bool": ("bool", "boolean"),
    "int": ("int", "integer"),
    "number": ("float", "number"),
}
"""Type in our tables -> kind of the Terraform provider, type of Pulumi."""
_COLLECTIONS: Final = frozenset({"list", "set"})
_SHARES: Final = "openstack:sharedfilesystem"
_LOOK_UPS: Final[Mapping[str, str]] = {
    "openstack:loadbalancer/getFlavorV2:getFlavorV2": "openstack_lb_flavor_v2",
    "openstack:loadbalancer/getLbFlavorDeprecated:getLbFlavorDeprecated": "openstack_loadbalancer_flavor_v2",
    # misspelt there
    f"{_SHARES}/getAvailbilityZones:getAvailbilityZones": "openstack_sharedfilesystem_availability_zones_v2",
}
"""Token -> entity of the look-ups whose names do not tell."""
_NAMES: Final[Mapping[str, str]] = {"openstack_orchestration_stack_v1.outputs": "StackOutputs"}
"""Properties whose names do not tell."""

Row = dict[str, Any]


@dataclass
class Derivation:
    """The table, and what it could not settle; a person must."""

    sdk: Package
    doubts: list[str] = field(default_factory=list)

    def table(self, entities: Row) -> Row:
        found = {
            "settings": self._settings(entities["settings"]),
            "resources": self._resources(entities["resources"]),
            "look_ups": self._look_ups(entities["look_ups"]),
        }
        for kind in ("resources", "look_ups"):
            left = sorted(set(entities[kind]) - set(found[kind]))
            self.doubts += [f"{entity}: the Python package has none of the {kind} for it" for entity in left]
        return found

    def _settings(self, said: Row) -> Row:
        found = self._properties(said, self.sdk.config, "settings", outputs={})
        for key, one in said.items():
            known = self.sdk.config.get(found.get(key, {}).get("name", one["name"]), {})
            if known.get("env"):
                found.setdefault(key, {})["variables"] = known["env"]
        return found

    def _resources(self, entities: Row) -> Row:
        found: Row = {}
        older = {new: [old] for old, new in self.sdk.aliases.items()}
        for token in self.sdk.tokens:
            raw = self.sdk.raw(token)
            entity = raw.get("tf", "")
            if entity not in entities:
                self.doubts.append(f"{token}: the Terraform provider has no `{entity}`")
                continue
            named = self._properties(entities[entity], raw.get("inputs", {}), entity, raw.get("outputs", {}))
            row = {"token": token, "also": sorted(older.get(token, [])), "properties": named}
            if entity in found:
                self.doubts.append(f"{token}: `{entity}` is {found[entity]['token']} already")
            found[entity] = {key: value for key, value in row.items() if value}
        return found

    def _look_ups(self, entities: Row) -> Row:
        by_name = {_flat(entity.removeprefix(_PREFIX)): entity for entity in entities}
        found: Row = {}
        for token, raw in sorted(self.sdk.functions.items()):
            entity = _LOOK_UPS.get(token) or next((by_name[name] for name in _names(token) if name in by_name), "")
            if not entity:
                self.doubts.append(f"{token}: no look-up of the Terraform provider has such a name")
                continue
            if entity in found:
                self.doubts.append(f"{token}: `{entity}` is {found[entity]['token']} already")
            named = self._properties(entities[entity], raw.get("inputs", {}), entity, raw.get("outputs", {}))
            row = {"token": token, "properties": named}
            found[entity] = {key: value for key, value in row.items() if value}
        return found

    def _properties(self, said: Row, inputs: Row, where: str, outputs: Row) -> Row:
        """What the bridge would not guess, of the properties of one entity or block."""
        fields = {**outputs, **inputs}
        found: Row = {}
        for key, one in sorted(said.items()):
            name = self._name(key, one, fields, f"{where}.{key}", said)
            if not name:
                continue
            row = self._row(one, name, fields[name], f"{where}.{key}")
            is_setting = name in inputs
            if one.get("settable") and not is_setting and not one.get("removed") and inputs:
                row["output_only"] = True
            if bool(one.get("sensitive")) != _secret(fields[name]):
                row["secret"] = _secret(fields[name])
            if row or (key == "name" and is_setting and fields[name].get("required")):
                # an empty row, too, keeps the bridge from naming by itself
                found[key] = row
        left = sorted(set(fields) - {found.get(key, {}).get("name", one["name"]) for key, one in said.items()} - {"id"})
        self.doubts += [f"{where}: nothing of the Terraform provider is `{name}`" for name in left]
        return found

    def _name(self, key: str, one: Row, fields: Row, where: str, said: Row) -> str:
        if one["name"] in fields:
            return str(one["name"])
        if where in _NAMES:
            return _NAMES[where]
        if key == "id":
            return ""
        taken = {other["name"] for other in said.values()}
        near = [name for name in fields if name not in taken and _stem(name) == _stem(one["name"])]
        if len(near) == 1:
            return near[0]
        if not one.get("removed"):
            self.doubts.append(f"{where}: the Python package has no `{one['name']}`")
        return ""

    def _row(self, one: Row, name: str, known: Any, where: str) -> Row:
        kind = known["type"] if isinstance(known, dict) else known
        row: Row = {}
        if one["kind"] in _COLLECTIONS and kind.startswith("[") == bool(one.get("single")):
            row["single"] = not kind.startswith("[")
        if name != one["name"] or "single" in row:
            row["name"] = name
        bare = kind.strip("[]{}")
        if one.get("inside"):
            inside = self.sdk.types.get(bare)
            if inside is None:
                self.doubts.append(f"{where}: `{kind}` is no type of the Python package's")
            elif named := self._properties(one["inside"], inside, where, outputs={}):
                row["inside"] = named
        elif bare in _SCALARS and one["kind"] not in (*_COLLECTIONS, "map") and one["kind"] != _SCALARS[bare][0]:
            row["type"] = _SCALARS[bare][1]
        return row


def _secret(known: Any) -> bool:
    return isinstance(known, dict) and bool(known.get("secret"))


def _stem(name: str) -> str:
    """Without what makes it plural: lists are plural at the bridge, single blocks are not."""
    return re.sub(r"(ies|y)$", "i", re.sub(r"(?<=[^s])s$", "", name.lower().replace("ies", "y")))


def _flat(name: str) -> str:
    return re.sub(r"(_?v\d+)$", "", name).replace("_", "")


def _names(token: str) -> tuple[str, ...]:
    """What an entity may be called whose look-up has this token."""
    module, _, name = token.removeprefix("openstack:").partition("/")
    kind = re.sub(r"V\d+$", "", name.rpartition(":")[2].removeprefix("get")).lower()
    short = {"loadbalancer": "lb", "firewall": "fw"}.get(module, module)
    return (f"{module}{kind}", f"{short}{kind}", kind)


def derived(entities: Row) -> tuple[str, list[str]]:
    """The table's text, and what is doubtful in it."""
    work = Derivation(package("openstack"))
    table = work.table(entities)
    return json.dumps(table, indent=1, sort_keys=True) + "\n", work.doubts


def entities() -> Row:
    """What the Terraform provider has, asked of the plugin. Raises BuildFailed where it cannot be built."""
    program = build(TOOLS[TOOL])
    done = subprocess.run([program, "-entities"], capture_output=True, text=True, check=True, timeout=60)
    said: Row = json.loads(done.stdout)
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the table is out of date")
    check = parser.parse_args().check
    try:
        text, doubts = derived(entities())
    except BuildFailed as error:
        print(f"error: the plugin could not be built: {error}", file=sys.stderr)
        return FAILED
    for doubt in doubts:
        print(f"doubt: {doubt}", file=sys.stderr)
    if check:
        same = TABLE.read_text(encoding="utf-8") == text
        if not same:
            print(f"error: {TABLE} is out of date\n  do: python -m tools.openstack_table", file=sys.stderr)
        return int(bool(doubts) or not same)
    TABLE.write_text(text, encoding="utf-8")
    return int(bool(doubts))


if __name__ == "__main__":
    sys.exit(main())

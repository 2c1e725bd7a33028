"""Write `plan/offline/tables/<package>.json`: what the installed SDKs add to the facts of `providers/schemas`.

The facts are those of the provider in an older version. The SDK's classes tell newer kinds, arguments, outputs and
types, what is required, what is always there, and what is secret; where neither they nor their documentation tell which
change replaces, that is marked `replaceUnknown`, and a rule (`plan/offline/rules/<package>.yaml`) decides it. `--check`
writes nothing and fails where a table is out of date, or where a kind that the estates use has something undecided.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import pkgutil
import re
import sys
import types
import typing
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any, Final

import pulumi

from plan.estate import plan_estate
from plan.offline.rules_check import rule_faults, undecided
from plan.offline.tables import package
from stacks.catalogue import estates

ROOT: Final = Path(__file__).resolve().parent.parent
FACTS: Final = ROOT / "providers" / "schemas"
TABLES: Final = ROOT / "plan" / "offline" / "tables"

SDKS: Final = {
    "aws": ("pulumi_aws", "pulumi-aws"),
    "openstack": ("pulumi_openstack", "pulumi-openstack"),
    "ovh": ("pulumi_ovh", "pulumi-ovh"),
    "random": ("pulumi_random", "pulumi-random"),
    "scaleway": ("pulumiverse_scaleway", "pulumiverse-scaleway"),
}
"""Package -> module and distribution of its SDK. azure-native has a tool of its own."""

_CUT: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "aws": (
        "s3",
        frozenset(
            {
                "Bucket",
                "BucketObjectLockConfiguration",
                "BucketObjectv2",
                "BucketPolicy",
                "BucketPublicAccessBlock",
                "BucketServerSideEncryptionConfiguration",
                "BucketVersioning",
            }
        ),
    ),
}
"""Package -> the one module of its SDK that is read, and the classes in it: the rest is of no use to any cloud here."""

_SECRETS: Final = re.compile(r"additional_secret_outputs=\[([^\]]*)\]")
_REPLACES: Final = re.compile(
    r"chang(?:ing|es to) (?:this|the)(?: value| field)? "
    r"(?:recreates the resource|forces (?:a new|recreation)|creates a new|will recreate)|recreate a new resource",
    re.IGNORECASE,
)
"""How the SDKs' documentation says that a change replaces."""

_SCALARS: Final = {str: "str", int: "int", float: "number", bool: "bool"}

Row = dict[str, Any]


@dataclass
class Sdk:
    """One SDK read by introspection, held against the facts of its package."""

    facts: Mapping[str, Any]
    resources: dict[str, Row] = field(default_factory=dict)
    types: dict[str, dict[str, Row]] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)

    def read(self, module: str, only: frozenset[str] | None = None) -> None:
        """Read every resource class of the SDK, or `only` some."""
        known = {row["token"]: row for row in self.facts["resources"].values()}
        aliases = self.facts.get("deprecated_aliases", {})
        for token, cls in sorted(_classes(module).items()):
            if token in aliases or token.startswith("pulumi:") or (only and cls.__name__ not in only):
                continue
            row = self._resource(token, cls, known.get(token, {}))
            if row:
                self.resources[token] = {"token": token, **row}

    def config(self, module: str) -> dict[str, Row]:
        """Settings of the provider that the facts do not know."""
        cls = importlib.import_module(f"{module}.provider").ProviderArgs
        known = self.facts.get("provider", {})
        return {
            name: {"type": self._type(hint, None, reads=False)}
            for name, (hint, _) in _properties(cls).items()
            if name not in known
        }

    def _resource(self, token: str, cls: type, known: Row) -> Row:
        args = _args_of(cls)
        required = _required(args)
        secrets = _secrets(cls)
        given, answered = _properties(args), _properties(cls)
        is_new = not known
        replacing = _documented(args)
        inputs: dict[str, Row] = {}
        for name, hint in given.items():
            old = known.get("inputs", {}).get(name)
            row = self._input(hint, old, name in required, name in secrets)
            if old is None and replacing:
                # Where the documentation marks what replaces, what it does not mark changes in place.
                row.pop("replaceUnknown")
                row |= {"replace": True, "reason": "SDK documentation"} if name in replacing else {}
            if row:
                inputs[name] = row
        _mark_write_only(inputs, given)
        outputs: dict[str, Any] = {}
        for name, (hint, _) in answered.items():
            if name in given or name in ("id", "urn"):
                continue
            old = known.get("outputs", {}).get(name)
            if old is None:
                kind = self._type(hint, None, reads=True)
                outputs[name] = {"type": kind, "secret": True} if name in secrets else kind
            elif name in secrets and not old.get("secret"):
                outputs[name] = {"secret": True}
        always = sorted(name for name, (_, optional) in answered.items() if name in given and not optional)
        always = [name for name in always if name not in required]
        found: Row = {}
        for key, part in (("inputs", inputs), ("outputs", outputs), ("always", always)):
            if part or (is_new and key != "always"):
                found[key] = part
        return found

    def _input(self, given: tuple[Any, bool], old: Row | None, required: bool, secret: bool) -> Row:
        hint, _ = given
        kind = self._type(hint, old["type"] if old else None, reads=False)
        row: Row = {}
        if old is None:
            row = {"type": kind, "required": required, "secret": secret, "replaceUnknown": True}
        else:
            if bool(old.get("required")) != required:
                row["required"] = required
            if secret and not old.get("secret"):
                row["secret"] = True
        return {key: value for key, value in row.items() if value or old is not None}

    def _type(self, hint: Any, known: str | None, *, reads: bool) -> str:
        """The type in the tables' words. Where the facts know it, its fields are completed and its name is kept."""
        hint, _ = _unwrapped(hint)
        origin, parts = typing.get_origin(hint), typing.get_args(hint)
        if hint in _SCALARS:
            return known or _SCALARS[hint]
        if getattr(origin, "__name__", "") in ("list", "Sequence"):
            inner = known[1:-1] if known and known.startswith("[") else None
            return f"[{self._type(parts[0], inner, reads=reads)}]"
        if getattr(origin, "__name__", "") in ("Mapping", "dict"):
            inner = known[1:-1] if known and known.startswith("{") else None
            return f"{{{self._type(parts[1], inner, reads=reads)}}}"
        if inspect.isclass(hint) and (_is_nested(hint)):
            return self._named_type(hint, known, reads=reads)
        return known or "any"

    def _named_type(self, cls: type, known: str | None, *, reads: bool) -> str:
        name = (
            known
            or f"sdk.{cls.__module__.rsplit('.', 2)[-2]}.{cls.__name__.removesuffix('Args')}{'.out' if reads else ''}"
        )
        key = f"{name} {cls.__module__} {cls.__name__}"
        if key in self._named:
            return name
        self._named.add(key)
        old = self.facts.get("types", {}).get(name, {}) if known else {}
        required = _required(cls)
        added = self.types.get(name, {})
        for field_name, (hint, _) in _properties(cls).items():
            before = old.get(field_name)
            kind = self._type(hint, before["type"] if before else None, reads=reads)
            if before is None and field_name not in added:
                row: Row = {"type": kind}
                if reads:
                    row["readonly"] = True
                elif field_name in required:
                    row["required"] = True
                added[field_name] = row if reads else {**row, "replaceUnknown": True}
        if added:
            self.types[name] = added
        return name


def _mark_write_only(rows: dict[str, Row], given: Mapping[str, Any]) -> None:
    # Terraform's convention: `<name>Wo` is never kept, and `<name>WoVersion` says when it changed.
    for name in given:
        if name.endswith("Wo") and f"{name}Version" in given:
            rows.setdefault(name, {})["writeonly"] = True


def _is_nested(cls: type) -> bool:
    return hasattr(cls, "_pulumi_input_type") or hasattr(cls, "_pulumi_output_type")


def _classes(module: str) -> dict[str, type]:
    found: dict[str, type] = {}
    for loaded in _modules(module):
        for cls in vars(loaded).values():
            if inspect.isclass(cls) and issubclass(cls, pulumi.CustomResource) and cls.__module__ == loaded.__name__:
                token = getattr(cls, "pulumi_type", None)
                if isinstance(token, str):
                    found[token] = cls
    return found


def _modules(name: str) -> Iterator[types.ModuleType]:
    package = importlib.import_module(name)
    for info in sorted(pkgutil.walk_packages(package.__path__, f"{name}."), key=lambda info: info.name):
        # look-ups hold no resource; `config` reads itself in a circle
        if not re.search(r"\.(_\w*|get_\w+|config(\..*)?)$", info.name):
            yield importlib.import_module(info.name)


def _args_of(cls: type) -> type:
    module = sys.modules[cls.__module__]
    # `...InitArgs` where `...Args` is the name of a nested type
    found: type = getattr(module, f"{cls.__name__}InitArgs", None) or getattr(module, f"{cls.__name__}Args")
    return found


def _required(cls: type) -> set[str]:
    names = {name: value for name, value in inspect.signature(cls).parameters.items()}
    python = {name for name, value in names.items() if value.default is inspect.Parameter.empty}
    pulumi_names = {
        _python_name(cls, prop): _pulumi_name(prop) for prop in vars(cls).values() if isinstance(prop, property)
    }
    return {pulumi_names[name] for name in python if name in pulumi_names}


def _python_name(cls: type, prop: property) -> str:
    return getattr(prop.fget, "__name__", "")


def _pulumi_name(prop: property) -> str:
    return str(getattr(prop.fget, "_pulumi_name", getattr(prop.fget, "__name__", "")))


def _properties(cls: type) -> dict[str, tuple[Any, bool]]:
    """Pulumi name -> type and whether it may be absent."""
    found = {}
    # Two dictionaries on purpose: with one, `typing` remembers what a name such as `ServerArgs` stood for in the first
    # module that used it, and gives it to every other. `Output[T]` stands unbound in the SDK's own alias `Input`.
    names, own = vars(sys.modules[cls.__module__]), {"Output": pulumi.Output, "T": Any}
    for prop in vars(cls).values():
        if isinstance(prop, property) and prop.fget is not None and hasattr(prop.fget, "_pulumi_name"):
            hint = typing.get_type_hints(prop.fget, names, own).get("return", Any)
            found[_pulumi_name(prop)] = _unwrapped(hint)
    return found


def _unwrapped(hint: Any) -> tuple[Any, bool]:
    """The type without Output, Input, Optional and the dictionary form of arguments; and whether it was optional."""
    optional = False
    while True:
        origin, parts = typing.get_origin(hint), typing.get_args(hint)
        if origin is pulumi.Output:
            hint = parts[0]
        elif origin in (typing.Union, types.UnionType):
            optional = optional or type(None) in parts
            rest = [part for part in parts if part is not type(None) and not _is_wrapping(part)]
            if len(rest) != 1:
                return _one_of(rest), optional
            hint = rest[0]
        else:
            return hint, optional


def _is_wrapping(part: Any) -> bool:
    # `Input[T]` is T, an awaitable of T or an Output of T; arguments may be a typed dictionary instead of a class.
    origin = typing.get_origin(part)
    if origin is pulumi.Output or getattr(origin, "__name__", "") == "Awaitable":
        return True
    return inspect.isclass(part) and part.__name__.endswith("ArgsDict")


def _one_of(parts: list[Any]) -> Any:
    classes = [part for part in parts if inspect.isclass(part) and part.__name__.endswith("Args")]
    # a text that may be written as an object too
    return classes[0] if len(classes) == 1 and str not in parts else Any


def _documented(cls: type) -> set[str]:
    """Names of the properties whose documentation says that a change replaces."""
    properties = (prop for prop in vars(cls).values() if isinstance(prop, property))
    return {_pulumi_name(prop) for prop in properties if _REPLACES.search(inspect.getdoc(prop.fget) or "")}


def _secrets(cls: type) -> set[str]:
    # `inspect.getsource` parses the file anew for each class, which takes most of a minute in all
    text = Path(inspect.getfile(cls)).read_text(encoding="utf-8")
    found = _SECRETS.search(text, text.index(f"class {cls.__name__}(pulumi.CustomResource)"))
    return set(re.findall(r'"([^"]+)"', found[1])) if found else set()


def table(name: str) -> dict[str, Any]:
    """The table of one package."""
    module, distribution = SDKS[name]
    file = FACTS / f"{name}.json"
    # of a package without a file of facts the SDK tells everything
    facts = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"version": "", "resources": {}}
    sdk = Sdk(facts)
    part, only = _CUT.get(name, ("", None))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sdk.read(f"{module}.{part}" if part else module, only)
        config = sdk.config(module)
    return {
        "package": name,
        "version": installed_version(distribution),
        "facts": facts["version"],
        "config": config,
        "resources": sdk.resources,
        "types": dict(sorted(sdk.types.items())),
    }


def written(found: Mapping[str, Any]) -> str:
    """The table as text: one resource or type a line, so that a change reads well."""
    lines = ["{"]
    for key, value in found.items():
        if isinstance(value, dict):
            rows = [f"  {json.dumps(name)}: {json.dumps(row, separators=(', ', ':'))}" for name, row in value.items()]
            lines.append(f" {json.dumps(key)}: {{\n" + ",\n".join(rows) + "\n },")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)},")
    return "\n".join(lines).rstrip(",") + "\n}\n"


def open_questions() -> list[str]:
    """What is wrong with the rules, and what no table decides of the kinds that the estates use."""
    found = [fault for name in (*SDKS, "azure-native") for fault in rule_faults(package(name))]
    for estate in estates():
        for resource in (resource for plan in plan_estate(estate) for resource in plan.resources if resource.is_cloud):
            kind = package(resource.type.split(":", 1)[0]).kind(resource.type)
            if kind is None:
                found.append(f"no table knows {resource.type}")
                continue
            found += [f"{resource.type}: nothing decides `{path}`" for path in undecided(kind, resource.inputs)]
    return sorted(set(found))


def main() -> int:
    """0 where all is well, 1 where a rule is wrong, something is undecided, or `--check` found a table out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a table is out of date")
    check = parser.parse_args().check
    # first: reading every module of an SDK spoils the lazy ones that the programs use
    questions = open_questions()
    stale = []
    for name in SDKS:
        file, text = TABLES / f"{name}.json", written(table(name))
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(file.relative_to(ROOT))
        if not check:
            file.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path} {'is out of date: run python tools/offline_tables.py' if check else 'written'}")
    for question in questions:
        print(f"{question}: write it down in plan/offline/rules")
    return 1 if questions or (check and stale) else 0


if __name__ == "__main__":
    sys.exit(main())

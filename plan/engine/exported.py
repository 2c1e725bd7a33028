"""A state that somebody exported (`pulumi stack export`), read so that the engine can compare with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from facts.errors import BadInput, Place
from plan.engine.project import PROJECT, State
from plan.engine.sealing import Seal
from plan.signatures import SECRET, SIGNATURE
from plan.values import WITHHELD

_KNOWN_VERSIONS: Final = (3,)
APPROXIMATE: Final = (
    "the state is of real providers, and offline ones compare with it: what the cloud filled in or rewrote can show "
    "as a change; so can what the program derives from secrets, unless the state was exported with --show-secrets"
)
_REFERENCE: Final = "pulumi:pulumi:StackReference"
_MAX_BYTES: Final = 200_000_000


def read(file: Path, seal: Seal, providers: Mapping[str, Any]) -> tuple[str, State]:
    """The stack's name and its state, its secrets sealed anew, or replaced where only their owner can open them.

    Raises BadInput where the file is no such export, is of a newer format, or of another project.
    """
    content = _json(file)
    version, deployment = content.get("version"), content.get("deployment")
    if not isinstance(deployment, dict) or not isinstance(version, int):
        raise _bad(
            file, "no exported state", "an object with `version` and `deployment`, as pulumi stack export writes"
        )
    if version not in _KNOWN_VERSIONS:
        raise BadInput(
            f"found a state of version {version}",
            place=Place(file, None, None, "version"),
            expected=f"version {', '.join(map(str, _KNOWN_VERSIONS))}",
            action="export it with a Pulumi CLI that this version of Bastide knows, or upgrade Bastide",
        )
    resources = deployment.get("resources")
    if not isinstance(resources, list) or not all(_is_resource(item) for item in resources):
        raise _bad(file, "a state without a list of resources", "`deployment.resources`, each with `urn` and `type`")
    stack = _stack(file, resources)
    sealed = [_sealed(resource, seal) for resource in resources]
    return stack, {**deployment, "secrets_providers": dict(providers), "resources": sealed, "pending_operations": None}


def references(state: State) -> dict[str, Mapping[str, Any]]:
    """What the stack knew of other stacks when it was last applied: their names and outputs."""
    found = [resource for resource in state["resources"] if resource["type"] == _REFERENCE]
    return {_short(resource): (resource.get("outputs") or {}).get("outputs") or {} for resource in found}


def _short(resource: Mapping[str, Any]) -> str:
    name = (resource.get("inputs") or {}).get("name") or resource["urn"].rpartition("::")[2]
    return str(name).rpartition("/")[2]


def _json(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise _bad(file, "a file of more than 200 MB", "an exported state of one stack")
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}", action="check its name and rights") from None
    except UnicodeDecodeError:
        raise _bad(file, "a file that is not UTF-8 text", "an exported state as JSON") from None
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise BadInput(
            "found what is not JSON (cut off?)",
            place=Place(file, line, None, ""),
            expected="an exported state as JSON",
            action="export it again with `pulumi stack export --file`",
        ) from None
    if not isinstance(content, dict):
        raise _bad(file, "JSON that is no object", "an exported state")
    return content


def _bad(file: Path, found: str, expected: str) -> BadInput:
    return BadInput(
        f"found {found}",
        place=Place(file, None, None, ""),
        expected=expected,
        action="export it again with `pulumi stack export --file`",
    )


def _is_resource(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("urn"), str) and isinstance(item.get("type"), str)


def _stack(file: Path, resources: list[dict[str, Any]]) -> str:
    """The one stack that all URNs name."""
    found = {tuple(resource["urn"].split("::")[:2]) for resource in resources}
    if len(found) != 1:
        raise _bad(file, f"{len(found)} stacks in one state", "the resources of exactly one stack")
    parts = found.pop()
    if len(parts) != 2 or not parts[0].startswith("urn:pulumi:") or parts[1] != PROJECT:
        raise BadInput(
            f"found a state of the project `{parts[-1]}`",
            place=Place(file, None, None, "deployment.resources"),
            expected=f"a stack of the project `{PROJECT}`",
            action="export a stack of this project",
        )
    return str(parts[0]).removeprefix("urn:pulumi:")


def _sealed(value: Any, seal: Seal) -> Any:
    if isinstance(value, list):
        return [_sealed(item, seal) for item in value]
    if not isinstance(value, Mapping):
        return value
    if value.get(SIGNATURE) == SECRET:
        plain = value.get("plaintext")
        return {SIGNATURE: SECRET, "ciphertext": seal.seal(plain if isinstance(plain, str) else json.dumps(WITHHELD))}
    return {key: _sealed(item, seal) for key, item in value.items()}

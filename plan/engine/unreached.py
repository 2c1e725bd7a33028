"""What a refused plan did not come to: the engine ends its deletions at the first that is protected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.engine import reading
from plan.engine.command import Result
from plan.engine.failure import is_of_protection
from plan.engine.project import State
from plan.model import PlannedResource

_DEFAULT: Final = re.compile(r"::pulumi:providers:[^:]+::default(_[^:]*)?$")


def unreached(result: Result, state: State | None) -> tuple[PlannedResource, ...]:
    """Resources that stand in `state` and that the program has not registered, as deletions, sorted by URN.

    `result`: of a preview against `state`. Nothing where the preview ended well (the engine has named all of them), and
    nothing where it failed for another reason than protection: the program may not have come to its end, and what it
    would have registered later is not deleted. Not among them: what was only read, what waits for its deletion since
    an earlier run, and the engine's own default providers, which no program registers.
    """
    steps = result.digest.get("steps") or ()
    if not steps or not is_of_protection(result):
        return ()
    seen = frozenset(_urns(steps))
    left = [resource for resource in (state or {}).get("resources") or () if _stands(resource)]
    return reading.resources({"steps": [_deletion(resource) for resource in left if resource["urn"] not in seen]})


def _urns(steps: Any) -> Iterator[str]:
    """Of all resources that the engine came to, also those that an alias has renamed."""
    for step in steps:
        yield step["urn"]
        yield from (old["urn"] for old in (step.get("oldState"),) if old)


def _stands(resource: Mapping[str, Any]) -> bool:
    return not (resource.get("external") or resource.get("delete") or _DEFAULT.search(resource["urn"]))


def _deletion(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"op": "delete", "urn": resource["urn"], "oldState": resource}

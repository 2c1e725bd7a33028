"""Plans from what `pulumi preview --json` prints."""

from __future__ import annotations

from typing import Any, Final

from facts.document import Path_
from plan.engine import reading
from plan.engine.command import Result
from plan.json_file import JsonFile, shown
from plan.model import STACK_TYPE, LayerPlan
from plan.origin import plan_of
from plan.state_record import record

ENGINE: Final = "preview-json"
_AGAIN: Final = (
    "make it again with `pulumi preview --json --show-sames`, with a Pulumi CLI that this version of Bastide knows"
)


def is_preview(data: Any) -> bool:
    """True for the shape of a preview's digest. One that failed early has no steps."""
    return isinstance(data, dict) and ("steps" in data or {"diagnostics", "changeSummary"} <= data.keys())


def plans(file: JsonFile) -> tuple[LayerPlan, ...]:
    """The plan of the preview. Raises BadInput for what is no preview."""
    steps = [] if file.data.get("steps") is None else file.data["steps"]
    if not isinstance(steps, list):
        raise file.bad(("steps",), "found no list of steps", expected="a list", action=_AGAIN)
    _check_all_shown(file, steps)
    digest = {"steps": [_step(file, raw, ("steps", index)) for index, raw in enumerate(steps)]}
    try:
        resources = reading.resources(digest)
    except ValueError as error:
        raise file.bad(("steps",), shown(error), expected="operations that this version knows", action=_AGAIN) from None
    outputs = next((resource.outputs for resource in resources if resource.type == STACK_TYPE), {})
    return (plan_of(file, ENGINE, resources, messages=_messages(file), outputs=outputs),)


def _check_all_shown(file: JsonFile, steps: list[Any]) -> None:
    """The CLI leaves out what does not change, however bad it is, unless it is told otherwise."""
    summary = file.data.get("changeSummary")
    told = summary.get("same") if isinstance(summary, dict) else None
    found = sum(isinstance(step, dict) and step.get("op") == "same" for step in steps)
    if isinstance(told, int) and told > found:
        raise file.bad(
            ("changeSummary", "same"),
            f"found {found} of {told} resources that do not change",
            expected="every resource: the others would not be looked at",
            action="make it again with `pulumi preview --json --show-sames`",
        )


def _step(file: JsonFile, raw: Any, path: Path_) -> dict[str, Any]:
    if not isinstance(raw, dict) or not isinstance(raw.get("op"), str) or not isinstance(raw.get("urn"), str):
        raise file.bad(path, "found no step", expected="an object with `op` and `urn`", action=_AGAIN)
    states = {key: record(file, raw[key], (*path, key), _AGAIN) for key in ("oldState", "newState") if raw.get(key)}
    if not states:
        raise file.bad(path, "found a step without a state", expected="`oldState` or `newState`", action=_AGAIN)
    if not _is_diff(raw):
        raise file.bad(path, "found a diff of another form", expected="`detailedDiff`, an object", action=_AGAIN)
    return {**raw, **states}


def _is_diff(raw: dict[str, Any]) -> bool:
    detailed = raw.get("detailedDiff") or {}
    return isinstance(detailed, dict) and all(isinstance(entry, dict) for entry in detailed.values())


def _messages(file: JsonFile) -> Any:
    found = file.data.get("diagnostics") or []
    fits = isinstance(found, list) and all(
        isinstance(item, dict) and isinstance(item.get("message"), str) and isinstance(item.get("severity"), str)
        for item in found
    )
    if not fits:
        raise file.bad(("diagnostics",), "found no list of messages", expected="a list", action=_AGAIN)
    return reading.messages(Result(0, {"diagnostics": found}, (), ""))

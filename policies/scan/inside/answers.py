"""What the built-in checks say of the records."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from policies.scan.inside import closed, internals

UNKNOWN: Final = "[unknown]"
"""Stands in a record for what is known only after apply."""

OWN_KEY: Final = "bastide_urn"
# What decides most checks: nothing there, the world, yes, no.
_PROBES: Final = (None, "*", "0.0.0.0/0", True, False)
_CRASHED: Final = "the check itself failed ({error}); nothing was checked here"
_INDEX: Final = re.compile(r"\[[^\]]*\]")

Answer = dict[str, Any]
"""`check`, `title`, `outcome`, the record's `urn`, `name`, `stack`, `layer`, and `properties`, `reason`, `crashed`."""


class Asked:
    """What was asked, and which of the set-aside checks had anything to be set aside for."""

    def __init__(self, set_aside: Iterable[Mapping[str, Any]]) -> None:
        self.count = 0
        self.idle: set[str] = set()
        self.met: set[str] = set()
        self._aside = list(set_aside)

    def skip(self, check: str, entity: str) -> dict[str, str]:
        """How checkov wants to hear that a check is set aside; empty where it is asked."""
        for entry in self._aside:
            if entry["check"] == check and (not entry["types"] or entity in entry["types"]):
                self.met.add(check)
                return {"id": check, "suppress_comment": entry["reason"]}
        return {}

    def stale(self) -> list[str]:
        return sorted({entry["check"] for entry in self._aside} - self.met)


def of_records(records: list[dict[str, Any]], asked: Asked) -> Iterator[Answer]:
    """Every check of every record. A type without any check is added to `asked.idle`."""
    registries = {name: make() for name, make in _REGISTRIES.items() if any(r["framework"] == name for r in records)}
    for record in records:
        checks = registries[record["framework"]].get_checks(record["entity"])
        if not checks:
            asked.idle.add(record["type"])
        body = _body(record)
        for check in checks:
            asked.count += 1
            yield from _answer(check, record, body, asked)
    arm = [record for record in records if record["framework"] == "arm"]
    if arm:
        yield from _of_graph(arm, asked)


_REGISTRIES: Final = {
    "arm": internals.arm_registry,
    "terraform": internals.terraform_registry,
    "provider": internals.provider_registry,
}


def _body(record: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = record["body"]
    return body if record["framework"] == "arm" else internals.terraform_form(record["entity"], body)


def _answer(check: Any, record: dict[str, Any], body: dict[str, Any], asked: Asked) -> Iterator[Answer]:
    entity = record["entity"]
    skip = asked.skip(check.id, entity)
    # checks write into what they are given
    verdict = closed.run(check, pickle.loads(pickle.dumps(body)), record["name"], entity, skip)
    outcome = _outcome(verdict["result"])
    keys = [str(key) for key in verdict.get("evaluated_keys", ())]
    reason = verdict.get("suppress_comment", "")
    crash = verdict.get("crash", "")
    if crash:
        reason = _CRASHED.format(error=crash)
    elif outcome != "skipped":
        later = _later(check, record, body, keys, verdict["result"])
        if later:
            outcome, keys, reason = "unknown", later, f"known only after apply: {', '.join(later)}"
    if outcome is not None:
        yield _made(check, record, outcome, keys, reason, bool(crash))


def _made(check: Any, record: dict[str, Any], outcome: str, keys: list[str], reason: str, crashed: bool) -> Answer:
    return {
        "check": check.id,
        "title": check.name,
        "outcome": outcome,
        "urn": record["urn"],
        "name": record["name"],
        "stack": record["stack"],
        "layer": record["layer"],
        "properties": [key.strip("/") for key in keys if key.strip("/")],
        "reason": reason,
        "crashed": crashed,
    }


def _outcome(result: Any) -> str | None:
    """None for what does not apply, which checkov calls unknown."""
    kind = internals.result_type()
    if isinstance(result, tuple):
        result = result[0]
    found = {kind.PASSED: "passed", kind.FAILED: "failed", kind.SKIPPED: "skipped"}.get(result)
    if found is None and result is not kind.UNKNOWN:
        raise ValueError(f"a check answered {type(result).__name__}")
    return found


def _later(check: Any, record: dict[str, Any], body: dict[str, Any], keys: list[str], result: Any) -> list[str]:
    """Paths on which the answer hangs and that are known only after apply; empty where it stands.

    Two ways to tell, since many checks do not say what they read: it names such a path, or it answers otherwise when
    something else is there, or nothing.
    """
    paths = list(unknown_paths(record["body"]))
    if not paths:
        return []
    named = _named(paths, (*keys, *_inspected(check)))
    if named:
        return named
    for probe in _PROBES:
        other = closed.run(check, _replaced(body, probe), record["name"], record["entity"])
        if other["result"] != result:
            return paths
    return []


def _inspected(check: Any) -> tuple[str, ...]:
    ask = getattr(check, "get_inspected_key", None)
    if ask is None:
        return ()
    try:
        return (str(ask()),)
    except Exception:
        return ()


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[/.]", _INDEX.sub("", path)) if part)


def _named(paths: Iterable[str], keys: Iterable[str]) -> list[str]:
    """Paths at or below which a key lies. A key above a path says little: most of what is there may be known."""
    read = [_parts(key) for key in keys]
    return [path for path in paths if any(key[: len(_parts(path))] == _parts(path) for key in read)]


def unknown_paths(value: Any, path: str = "") -> Iterator[str]:
    """`properties/encryption/keySource`: where a body holds what is known only after apply."""
    if value == UNKNOWN:
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from unknown_paths(item, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from unknown_paths(item, f"{path}/[{index}]")


def _replaced(value: Any, probe: Any) -> Any:
    """A copy with the probe in place of every unknown value; without them for the probe None."""
    if isinstance(value, dict):
        found = {key: _replaced(item, probe) for key, item in value.items()}
        return {key: item for key, item in found.items() if item is not None or value[key] is None}
    if isinstance(value, list):
        items = [_replaced(item, probe) for item in value]
        return [item for item, before in zip(items, value, strict=True) if item is not None or before is None] or None
    return probe if value == UNKNOWN else value


def _of_graph(records: list[dict[str, Any]], asked: Asked) -> Iterator[Answer]:
    by_urn = {record["urn"]: record for record in records}
    graph = internals.arm_graph([{**record["body"], OWN_KEY: record["urn"]} for record in records])
    types = {record["entity"] for record in records}
    for check in internals.arm_graph_checks():
        if not types & set(check.resource_types):
            continue
        try:
            passed, failed, _ = check.run(graph)
            keys = [str(key) for key in check.get_evaluated_keys()]
        except Exception as error:
            reason = _CRASHED.format(error=type(error).__name__)
            for record in records:
                if record["entity"] in check.resource_types:
                    yield _made(check, record, "failed", [], reason, True)
            continue
        for outcome, vertices in (("passed", passed), ("failed", failed)):
            for vertex in vertices:
                asked.count += 1
                yield _vertex(check, by_urn[vertex[OWN_KEY]], outcome, keys, asked)


def _vertex(check: Any, record: dict[str, Any], outcome: str, keys: list[str], asked: Asked) -> Answer:
    skip = asked.skip(check.id, record["entity"])
    if skip:
        return _made(check, record, "skipped", keys, skip["suppress_comment"], False)
    later = _named(list(unknown_paths(record["body"])), keys)
    if later:
        return _made(check, record, "unknown", later, f"known only after apply: {', '.join(later)}", False)
    return _made(check, record, outcome, keys, "", False)

"""checkov's checks, made to fail closed. By itself it takes a check that raises for one that does not apply."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from policies.scan.inside import internals


class Crash(NamedTuple):
    """A check that raised. Not what it said: that can hold a value."""

    check: str
    title: str
    error: str
    file: str


CRASHES: Final[list[Crash]] = []
"""Of checks that checkov's own runners run."""


def install() -> None:
    """For every check of this process, built-in and external, of resources and of files."""
    internals.check_registry().run_check = _run_check
    internals.graph_registry_base().run_check_parallel = _run_graph_check


def run(check: Any, body: dict[str, Any], name: str, entity: str, skip: dict[str, str] | None = None) -> dict[str, Any]:
    """What a check says: `result`, `evaluated_keys`, and `crash` where it raised."""
    try:
        answer = check.run(
            scanned_file="/plan", entity_configuration=body, entity_name=name, entity_type=entity, skip_info=skip or {}
        )
    except Exception as error:
        return {"result": internals.result_type().FAILED, "evaluated_keys": [], "crash": type(error).__name__}
    return dict(answer)


def _run_check(
    self: Any,
    check: Any,
    entity_configuration: Any,
    entity_name: str,
    entity_type: str,
    scanned_file: str,
    skip_info: Any,
) -> dict[str, Any]:
    check.graph = self.graph
    try:
        answer: dict[str, Any] = check.run(
            scanned_file=scanned_file,
            entity_configuration=entity_configuration,
            entity_name=entity_name,
            entity_type=entity_type,
            skip_info=skip_info,
        )
    except Exception as error:
        CRASHES.append(Crash(check.id, check.name, type(error).__name__, scanned_file))
        unknown = internals.result_type().UNKNOWN
        # the runner of Dockerfiles takes a pair; the failure itself is reported from CRASHES
        answer = {"result": (unknown, None) if _of_dockerfiles(self) else unknown, "evaluated_keys": []}
        answer |= {"results_configuration": entity_configuration, "check": check, "entity": entity_configuration}
    return answer


def _of_dockerfiles(registry: Any) -> bool:
    return str(registry.report_type) == "dockerfile"


def _run_graph_check(self: Any, check: Any, check_results: dict[Any, Any], graph_connector: Any) -> None:
    try:
        answers = zip(("PASSED", "FAILED", "UNKNOWN"), check.run(graph_connector), strict=True)
        keys = check.get_evaluated_keys()
        found: list[Any] = []
        for name, vertices in answers:
            found = self._process_check_result(vertices, found, internals.result_type()[name], keys)
        check_results[check] = found
    except Exception as error:
        # it runs in a thread whose end nobody looks at
        CRASHES.append(Crash(check.id, check.name, type(error).__name__, ""))

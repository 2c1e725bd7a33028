"""A candidate made of a few resources, for what no estate of the repository shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bastide.tender.candidate import Candidate, candidate
from plan.model import PlannedResource
from policies.examples import Case, ExampleResource, plan_of
from policies.kinds.sources import FILE
from policies.kinds.values import Reference
from policies.model import Lang
from stacks.estate import load_estate

ON: Final = date(2026, 11, 28)


def resource(type_: str, name: str, parent: str = "", /, **inputs: Any) -> ExampleResource:
    """A resource, written as in the examples of the rules: `{"secret": ..}`, `{"unknown": True}`, `{"ref": name}`."""
    return ExampleResource(type=type_, name=name, parent=parent, inputs=inputs)


def role(type_: str, name: str, parent: str = "", /, **inputs: Any) -> ExampleResource:
    """A role without links and gaps, unless they are given."""
    return resource(f"bastide:{type_}", name, parent, **{"spec": {}, "links": {}, "gaps": [], **inputs})


def source(file: str, *references: Reference) -> PlannedResource:
    """A file of the repository that names something."""
    inputs = {"file": file, "references": references}
    return PlannedResource(urn=f"urn:bastide:file::{file}", type=FILE, name=file, custom=False, inputs=inputs)


def made(
    *resources: ExampleResource,
    estate: str = "scaleway",
    sources: Sequence[PlannedResource] = (),
    state: Mapping[str, Any] | None = None,
    lang: Lang = Lang.EN,
) -> Candidate:
    """The candidate of these resources, with the files of a real estate."""
    definition = load_estate(estate)
    cloud = definition.cloud.value
    case = Case(title="t", expect="pass", cloud=cloud, stack=estate, state=dict(state or {}), resources=resources)
    return candidate(definition, (plan_of(case),), sources, ON, lang)

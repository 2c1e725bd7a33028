"""Damages of planned resources: raw inputs changed so that what a table says of them turns bad.

Nothing here knows the inputs of a cloud. The readers of the tables say which inputs they read, and a value counts as a
damage only where the reader then gives a bad answer that it did not give before. So an input that no reader reads, or
one whose damage the reader hides, shows as an attribute without damages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret, revealed
from policies.kinds.readers import look, paths_of
from policies.kinds.table import Inputs
from policies.record import Record

Bad = Callable[[Any], bool]

WORLD = ("0.0.0.0/0", "::/0", "0.0.0.0/1", "*", "Any", "Internet", "")
"""Everybody, as providers and careless people spell it."""
_PORTS = (0, -1, 22, "22", "0-65535", "*")
_WORDS = (
    "none",
    "plain",
    "disabled",
    "suspended",
    "public",
    "public-read",
    "allow",
    "accept",
    "http",
    "external",
    "internet-facing",
    "governance",
    "rsa_1024",
    "1.0",
    "us-east-1",
    "ssh_pwauth: true",
    '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}',
)
VALUES: tuple[Any, ...] = (True, False, 0, 1, *_WORDS, *WORLD, *_PORTS)
"""What is tried where a watch names nothing of its own."""
GONE = object()
"""Takes an input away."""


@dataclass(frozen=True)
class Watch:
    """What is bad of an attribute, and the rules of which one at least must fail on it.

    Attributes:
        values: what to try, where not every value that turns the attribute bad does harm.
        literal: the input names something outside and depends on no resource any more.
    """

    bad: Bad
    rules: tuple[str, ...]
    values: tuple[Any, ...] = ()
    literal: bool = False


@dataclass(frozen=True)
class Damage:
    """One change of one resource.

    Attributes:
        attribute: what turns bad; `location`, `tags`, `->` and a name for what it points to.
        what: the path and what stands there now, for the name of a test; never a secret of the plan.
        points: input -> URN that it points to from now on; "" for none.
    """

    attribute: str
    what: str
    inputs: Inputs
    rules: tuple[str, ...]
    points: Mapping[str, str] = field(default_factory=dict)

    def of(self, resource: PlannedResource) -> PlannedResource:
        """The resource with the damage."""
        points = {name: (urn,) if urn else () for name, urn in self.points.items()}
        dependencies = {**resource.property_dependencies, **points}
        return replace(resource, inputs=self.inputs, property_dependencies=dependencies)


def damages(record: Record, attribute: str, watch: Watch) -> Iterator[Damage]:
    """Every damage of one attribute by its own inputs, at most one for each path and bad answer."""
    inputs, reader = record.resource.inputs, record.entry.attributes[attribute]
    if watch.bad(reader(inputs)):
        return
    for path in paths_of(reader):
        seen: set[str] = set()
        for value in watch.values or (GONE, *VALUES):
            changed = put(inputs, path, value)
            answer = reader(changed)
            if watch.bad(answer) and repr((answer, value in WORLD)) not in seen:
                seen.add(repr((answer, value in WORLD)))
                points = {_first(path): ""} if watch.literal else {}
                yield Damage(attribute, f"{path} {named(value)}", changed, watch.rules, points)


def named(value: Any) -> str:
    """A value that was tried, for a name."""
    return "removed" if value is GONE else repr(value)


def moved(record: Record, place: str = "us-east-2") -> Iterator[Damage]:
    """The resource at another place, by each input that names one."""
    for path in paths_of(record.entry.location):
        changed = put(record.resource.inputs, path, place)
        found = record.entry.location(changed)
        if isinstance(found, str) and place in found and found != record.entry.location(record.resource.inputs):
            yield Damage("location", f"{path} {place!r}", changed, ("SOV-LOC-001",))


def untagged(record: Record) -> Iterator[Damage]:
    """The resource without its tags."""
    if record.entry.tags is not None and record.entry.tags(record.resource.inputs):
        for path in paths_of(record.entry.tags):
            name = path.partition("[")[0]
            changed = put(record.resource.inputs, name, GONE)
            if not record.entry.tags(changed):
                yield Damage("tags", f"{name} removed", changed, ("ENV-003",))


def cut_off(record: Record, ref: str, rules: tuple[str, ...]) -> Iterator[Damage]:
    """The resource without what it points to by one name."""
    changed: Mapping[str, Any] = record.resource.inputs
    for path in record.entry.refs[ref].split("|"):
        if _stands(look(changed, path)):
            changed = put(changed, path, GONE)
    if changed != record.resource.inputs:
        yield Damage(f"->{ref}", "removed", changed, rules)


def led_elsewhere(record: Record, ref: str, rules: tuple[str, ...]) -> Iterator[Damage]:
    """The resource pointing to one of the same class in another area."""
    for path in record.entry.refs[ref].split("|"):
        other = _of_another_area(record, path, _MEANT.get(ref, ()))
        if other is not None:
            changed = put(record.resource.inputs, path.removesuffix("[]"), UNKNOWN)
            yield Damage(f"->{ref}", f"{path} of another area", changed, rules, {_first(path): other.urn})


_MEANT: Mapping[str, tuple[str, ...]] = {"key": ("kms.key", "setting")}
"""Ref -> kinds that it is about, where an input depends on more than what it points to."""


def _of_another_area(record: Record, path: str, kinds: tuple[str, ...]) -> Record | None:
    """One of the class that an input points to, in an area that is neither the record's own nor the hub."""
    if not _stands(look(record.resource.inputs, path)):
        return None
    urns = record.resource.property_dependencies.get(_first(path), ())
    targets = [target for urn in urns if (target := record.view.record(urn)) is not None]
    meant = [target for kind in kinds or ("",) for target in targets if not kind or target.kind == kind]
    token = next((target.resource.type for target in meant if target.kind != "reference"), "")
    same = [item for item in record.view.records if item.resource.type == token and item.area != record.area]
    areas = [item for stage in ("space", "production", "non-production") for item in same if item.area.stage == stage]
    return next(iter(areas), None)


def _first(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _stands(value: Any) -> bool:
    return value is UNKNOWN or value not in (None, "", [], {})


def put(inputs: Inputs, path: str, value: Any) -> dict[str, Any]:
    """A copy of the inputs with `value` at `path`, in the first member of each list; `GONE` takes the input away."""
    return _put(inputs, path.replace("[]", ".[]").strip(".").split("."), value)  # type: ignore[no-any-return]


def _put(holder: Any, steps: Sequence[str], value: Any) -> Any:
    secret, holder = isinstance(holder, Secret), revealed(holder)
    if not steps:
        return value
    made: Any
    if steps[0] == "[]":
        members = list(holder) if isinstance(holder, list | tuple) else []
        inner = _put(members[0] if members else None, steps[1:], value)
        made = ([] if inner is GONE else [inner]) + members[1:]
    else:
        made = dict(holder) if isinstance(holder, Mapping) else {}
        old = made.get(steps[0])
        inner = _put(old, steps[1:], _listed(old, value) if len(steps) == 1 else value)
        made.pop(steps[0], None)
        if inner is not GONE:
            made[steps[0]] = inner
    return Secret(made) if secret else made


def _listed(old: Any, value: Any) -> Any:
    """Where a list stood, a list of one stands."""
    listed = isinstance(revealed(old), list | tuple) and not isinstance(value, list | tuple)
    return [value] if listed and value is not GONE else value


def damaged(plans: Sequence[LayerPlan], record: Record, damage: Damage) -> list[LayerPlan]:
    """The plans with the damage in them."""
    return exchanged(plans, record.resource, damage.of(record.resource))


def exchanged(plans: Sequence[LayerPlan], old: PlannedResource, *new: PlannedResource) -> list[LayerPlan]:
    """The plans with other resources (or none) in the place of one."""
    return [
        replace(plan, resources=tuple(r for item in plan.resources for r in (new if item is old else (item,))))
        if plan.by_urn.get(old.urn) is old
        else plan
        for plan in plans
    ]

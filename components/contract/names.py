"""Names: built from the intent, never random, checked against each cloud's limits before anything runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from components.contract.addresses import Fault, Path, area_paths
from components.contract.intent import Area, Hub, Intent, Named, Space


@dataclass(frozen=True, slots=True)
class NameRule:
    """What a cloud accepts as the name of one role's main resource.

    `longest` leaves room for the suffixes that the builder adds; `joiner` replaces the `-` between words (Azure storage
    accounts take none). `source` says where the limit is from.
    """

    longest: int
    pattern: str = r"^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$"
    joiner: str = "-"
    source: str = "provider documentation"

    def spell(self, label: str) -> str:
        """The label as this cloud writes it."""
        return label if self.joiner == "-" else label.replace("-", self.joiner).lower()

    def problem(self, label: str) -> str | None:
        """Why the cloud would refuse the label, or None."""
        name = self.spell(label)
        if len(name) > self.longest:
            return f"has {len(name)} characters, {len(name) - self.longest} too many (limit {self.longest})"
        if not re.match(self.pattern, name):
            return f"does not match {self.pattern}"
        return None


DEFAULT_RULE = NameRule(longest=60, source="own limit: shorter than every cloud's limit without a rule of its own")


@dataclass(frozen=True, slots=True)
class RoleName:
    """The name of one role instance. `label` is the cloud name: explicit, or prefix and name."""

    capability: str
    name: str
    label: str
    area: str
    path: Path


# block of an area -> capability id of the roles made from it
BLOCKS: Mapping[str, str] = {
    "segments": "segment",
    "keys": "key",
    "secrets": "secret",
    "buckets": "bucket",
    "volumes": "volume",
    "file_shares": "file-share",
    "databases": "database",
    "clusters": "cluster",
    "backups": "backup",
    "certificates": "certificate",
    "portals": "portal",
    "groups": "group",
    "accounts": "service-account",
    "grants": "grant",
}
HUB_BLOCKS: Mapping[str, str] = {
    "bastion": "bastion",
    "egress": "egress-allow-list",
    "site_link": "site-link",
    "audit": "audit-sink",
    "alerts": "alert-route",
    "time_source": "time-source",
    "package_mirror": "package-mirror",
    "identity_provider": "identity-provider",
    "registry": "registry",
    "internal_dns": "internal-dns",
}
# capability id -> that of other roles whose names it shares: a log that cannot be changed is a bucket at most clouds
_NAMED_AMONG: Mapping[str, str] = {"audit-sink": "bucket"}
AIRLOCK_STAGES = ("inbox", "review", "outbox")
STATE = "state"
DEPLOYER = "deployer"
LINK = "link"
"""The grant of an area's deployer in the hub. The bootstrap layer has both for each area, and the hub no link."""
RECORDINGS = "recordings"


def role_names(intent: Intent) -> Iterator[RoleName]:
    """Every role name of the estate that becomes a cloud name, and the label it gets."""
    for area, path in area_paths(intent):
        yield from _area_names(intent, area, path)
    yield RoleName("bucket", STATE, f"{intent.platform.prefix}-{STATE}", "bootstrap", ("platform", "prefix"))


def _area_names(intent: Intent, area: Area, path: Path) -> Iterator[RoleName]:
    prefix = intent.platform.prefix
    own = area.label or f"{prefix}-{area.name}"
    for capability in ("project", "network", "key-store"):
        yield RoleName(capability, area.name, own, area.name, (*path, "name"))
    for block, capability in BLOCKS.items():
        for index, item in enumerate(getattr(area, block)):
            place = (*path, block, index, "name")
            yield RoleName(capability, role_name(area, item), label_of(prefix, area, item), area.name, place)
    for index, kind in enumerate(area.workstations):
        for seat in range(1, kind.seats + 1):
            name = seat_name(area, kind, seat)
            label = f"{label_of(prefix, area, kind)}-{seat}"
            yield RoleName("workstation", name, label, area.name, (*path, "workstations", index, "name"))
    if isinstance(area, Hub):
        for block, capability in HUB_BLOCKS.items():
            item = getattr(area, block)
            place = (*path, block, "name")
            yield RoleName(capability, role_name(area, item), label_of(prefix, area, item), area.name, place)
        name = f"{area.name}-{RECORDINGS}"
        yield RoleName("bucket", name, f"{own}-{RECORDINGS}", area.name, (*path, "bastion", "name"))
    yield from _deployer_names(area, own, (*path, "name"))
    if isinstance(area, Space):
        for stage in AIRLOCK_STAGES:
            yield RoleName("bucket", airlock_name(area, stage), f"{own}-{stage}", area.name, (*path, "name"))


def _deployer_names(area: Area, own: str, path: Path) -> Iterator[RoleName]:
    """What the bootstrap layer makes for the deployer of an area."""
    yield RoleName("service-account", f"{area.name}-{DEPLOYER}", f"{own}-{DEPLOYER}", area.name, path)
    for suffix in (DEPLOYER,) if isinstance(area, Hub) else (DEPLOYER, LINK):
        yield RoleName("grant", f"{area.name}-{suffix}", f"{own}-{suffix}", area.name, path)


def role_name(area: Area, item: Named) -> str:
    """The role's name in the plan: area and item, so that it is unique in an estate and the same at every cloud."""
    return f"{area.name}-{item.name}"


def label_of(prefix: str, area: Area, item: Named) -> str:
    """The item's cloud name: as given, or prefix, area and item."""
    return item.label or f"{prefix}-{area.name}-{item.name}"


def seat_name(area: Area, kind: Named, seat: int) -> str:
    return f"{area.name}-{kind.name}-{seat}"


def airlock_name(area: Area, stage: str) -> str:
    return f"{area.name}-{stage}"


def faults(intent: Intent, rules: Mapping[str, NameRule], cloud: str) -> list[Fault]:
    """Names over the cloud's limits, and two roles that would get one cloud name."""
    found: list[Fault] = []
    seen: dict[tuple[str, str], RoleName] = {}
    roles: dict[tuple[str, str], RoleName] = {}
    for name in role_names(intent):
        rule = rules.get(name.capability, DEFAULT_RULE)
        problem = rule.problem(name.label)
        spelled = rule.spell(name.label)
        if problem:
            found.append(_limit_fault(name, spelled, problem, rule, cloud))
        namesake = roles.setdefault((name.capability, name.name), name)
        if namesake is not name:
            # told apart by a label at the cloud, they would still get one label: it is found by the role's name
            found.append(_same_role_fault(name, namesake))
            continue
        other = seen.setdefault((_NAMED_AMONG.get(name.capability, name.capability), spelled), name)
        if other is not name:
            found.append(
                Fault(
                    name.path,
                    f"the {name.capability} `{name.name}` and {_called(other, name)} would both be named `{spelled}`",
                    "a name of its own for each",
                    "rename one, or give it a `label`",
                )
            )
    return found


def _called(other: RoleName, name: RoleName) -> str:
    return f"`{other.name}`" if other.capability == name.capability else f"the {other.capability} `{other.name}`"


def _same_role_fault(name: RoleName, other: RoleName) -> Fault:
    return Fault(
        name.path,
        f"the {name.capability} of `{name.area}` and that of `{other.area}` would both be the role `{name.name}`",
        "a name of area and item for each that no other gives",
        "rename one of the areas or items",
    )


def _limit_fault(name: RoleName, spelled: str, problem: str, rule: NameRule, cloud: str) -> Fault:
    return Fault(
        name.path,
        f"the {name.capability} name `{spelled}` {problem} at {cloud}",
        f"at most {rule.longest} characters, {rule.pattern}",
        "shorten the name of the area or the item, or give it a `label`",
    )

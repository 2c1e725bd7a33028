"""Plans and findings made by hand: a change that replaces a database, opens a port and removes a bucket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bastide.review.comment.build import comment
from bastide.review.comment.found import findings
from bastide.review.comment.model import Comment, Findings
from bastide.review.comment.render import Forge, Style
from bastide.review.findings.as_json import document
from facts.inventory import Item
from plan.model import Base, Change, Diff, Gap, LayerPlan, Message, Operation, Options, PlannedResource
from policies.checking import Ask, check
from policies.model import ExemptionNote, Finding, Lang, Level, Result, Severity, Text
from tests.bastide.findings import ON, finding, report

COMMIT = "5e1c0b7a9d42" + "0" * 28
BASE = Base("revision", "origin/main", COMMIT)
HUB = "urn:pulumi:scaleway-hub::bastide::"
KINDS = {
    "database": "scaleway:databases/instance:Instance",
    "bucket": "scaleway:object/bucket:Bucket",
    "volume": "scaleway:block/volume:Volume",
    "group": "scaleway:instance/securityGroup:SecurityGroup",
    "rules": "scaleway:instance/securityGroupRules:SecurityGroupRules",
    "network": "scaleway:network/privateNetwork:PrivateNetwork",
    "server": "scaleway:instance/server:Server",
}
ROLES = {
    "database": "bastide:data:Database",
    "bucket": "bastide:storage:Bucket",
    "volume": "bastide:storage:Volume",
    "rules": "bastide:net:Firewall",
    "group": "bastide:net:Firewall",
    "network": "bastide:net:Network",
    "server": "bastide:access:Bastion",
}
AREA = "bastide:area:Environment"


def role_urn(kind: str, name: str, stack: str = "scaleway-prod") -> str:
    return f"urn:pulumi:{stack}::bastide::{AREA}${ROLES[kind]}::{name}"


def roles(kind: str, name: str, stack: str = "scaleway-prod", **changes: Any) -> list[PlannedResource]:
    """The area and the role that a resource stands in."""
    area = PlannedResource(
        f"urn:pulumi:{stack}::bastide::{AREA}::area", AREA, "area", custom=False, operation=Operation.SAME
    )
    role = PlannedResource(
        role_urn(kind, name, stack),
        ROLES[kind],
        name,
        custom=False,
        parent=area.urn,
        operation=changes.pop("operation", Operation.SAME),
    )
    return [area, replace(role, **changes)]


def resource(
    kind: str,
    name: str,
    operation: Operation,
    *,
    stack: str = "scaleway-prod",
    role: str = "",
    changes: Iterable[Change] = (),
    reasons: Iterable[str] = (),
    options: Options | None = None,
    **others: Any,
) -> PlannedResource:
    """A resource of Scaleway below the role of the same name."""
    token = KINDS.get(kind, kind)
    parent = role_urn(kind, role or name, stack) if kind in ROLES else ""
    return PlannedResource(
        urn=f"urn:pulumi:{stack}::bastide::{AREA}${ROLES.get(kind, 'x:y:Z')}${token}::{name}",
        type=token,
        name=name,
        custom=True,
        parent=parent,
        operation=operation,
        diff=Diff(tuple(changes), tuple(reasons)) if operation in (Operation.UPDATE, Operation.REPLACE) else None,
        options=options or Options(),
        **others,
    )


def plan(resources: Iterable[PlannedResource], layer: str = "prod", **changes: Any) -> LayerPlan:
    unique = {item.urn: item for item in resources}
    made = LayerPlan("scaleway", layer, "scaleway", "pulumi", "offline", tuple(unique.values()), base=BASE)
    return replace(made, **changes)


RULE = {"action": "accept", "protocol": "TCP", "port": 22, "ipRange": "0.0.0.0/0"}


def opened() -> PlannedResource:
    """A rule that lets everybody in by SSH."""
    return resource(
        "rules", "door", Operation.UPDATE, stack="scaleway-hub", role="door", inputs={"inboundRules": [RULE]}
    )


def door_findings() -> list[Finding]:
    """What the rules say of the open door: to the world, and declared by nobody."""
    said = check([plan([opened()], "hub")], Ask(ON)).findings
    return [item for item in said if item.urn == opened().urn and item.rule in ("NET-001", "NET-002")]


def three_blows() -> list[LayerPlan]:
    """A database is replaced, a bucket goes, a port is opened; and a network changes a tag."""
    tag = Change("tags[0]", "update", "old", "new")
    moved = Change("region", "update", "fr-par", "nl-ams", forces_replace=True)
    gap = {"capability": "bucket.lock", "level": "absent"}
    prod = [
        *roles("database", "core"),
        resource("database", "core", Operation.REPLACE, changes=[moved], options=Options(protect=True)),
        *roles("bucket", "exports", operation=Operation.DELETE),
        resource("bucket", "exports", Operation.DELETE),
        *roles("network", "prod"),
        resource("network", "prod", Operation.UPDATE, changes=[tag]),
        *roles("bucket", "new", operation=Operation.CREATE, inputs={"gaps": [gap]}),
        resource("bucket", "new", Operation.CREATE),
    ]
    hub = [*roles("rules", "door", "scaleway-hub"), opened()]
    known = Gap("Environment/Bucket", "new", "bucket.lock", "absent", "no object lock there", "source", "2026-11-23")
    return [plan(prod, gaps=(known,)), plan(hub, "hub")]


SOON = ExemptionNote(
    "EX-2026-004", "the registry has no private endpoint yet", "officer", "SEC-142", date(2026, 12, 31)
)


def all_findings() -> list[Any]:
    """One of each kind that the comment tells apart, all of them new."""
    return [
        *door_findings(),
        finding(rule="CRY-001", name="advice", level=Level.ADVISORY, severity=Severity.LOW, info=_text("plain disk")),
        finding(rule="BCK-004", name="proof", level=Level.EVIDENCE, info=_text("no dated result")),
        finding(rule="NET-007", name="accepted", exemption=SOON, info=_text("answers to the internet")),
        finding(
            rule="CRY-002", name="later", result=Result.UNKNOWN, info=_text("known later"), properties=("customer_key",)
        ),
    ]


def _text(said: str) -> Text:
    return Text(said, f"{said} (fr)")


def found(items: Iterable[Any], base: Iterable[Any] = ()) -> Findings:
    """The findings as the document has them, compared with those of a base."""
    made = report(items, base)
    return findings(document(replace(made, against=f"origin/main ({COMMIT[:12]})")))


FACT = Item(
    file="facts/qualifications.yaml",
    line=12,
    path="secnumcloud.scaleway[0]",
    register="qualifications",
    value="qualified",
    source="list",
    checked=date(2026, 11, 1),
    mark="",
    since=None,
    until=date(2027, 1, 15),
    ask="",
)


def commented(
    plans: Iterable[LayerPlan] | None = None, items: Iterable[Any] | None = None, mask: Any = None, **changes: Any
) -> Comment:
    """A comment of the three blows with all findings, but for what is given."""
    made = comment(
        list(plans) if plans is not None else three_blows(),
        found(all_findings() if items is None else items),
        facts=[FACT],
        on=ON,
        mask=mask,
        again="bastide preview scaleway --against origin/main",
    )
    return replace(made, **changes)


def style(lang: Lang = Lang.EN, forge: Forge = Forge.GITHUB, **changes: Any) -> Style:
    return replace(Style("scaleway", forge, lang), **changes)


def refusal(text: str = "cannot be deleted because it is protected") -> Message:
    return Message("error", text, role_urn("bucket", "exports"))

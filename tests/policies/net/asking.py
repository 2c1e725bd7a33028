"""One rule asked of a small plan that is written as an example."""

from __future__ import annotations

from typing import Any

from policies.examples import Case, ExampleResource, verdicts_of
from policies.model import Result, Verdict
from policies.rules import rule


def asked(rule_id: str, *resources: dict[str, Any], **case: Any) -> list[Verdict]:
    """What the rule says of the resource that the case is about, the last one by default. Crashes are no answer."""
    described = tuple(ExampleResource(**resource) for resource in resources)
    made = Case(title="a trap", expect="fail", resources=described, **case)
    found = list(verdicts_of(rule(rule_id), made))
    assert not [verdict for verdict in found if verdict.info and "itself failed" in verdict.info.en], found
    return found


def fails(rule_id: str, *resources: dict[str, Any], **case: Any) -> list[str]:
    """Why it fails, in English."""
    found = asked(rule_id, *resources, **case)
    return [verdict.info.en for verdict in found if verdict.result is Result.FAIL and verdict.info]


def thing(token: str, name: str, parent: str = "", /, **inputs: Any) -> dict[str, Any]:
    """One resource."""
    return {"type": token, "name": name, "parent": parent, "inputs": inputs}


def role(
    token: str, name: str, parent: str = "", links: dict[str, Any] | None = None, /, **spec: Any
) -> dict[str, Any]:
    """One role."""
    return {
        "type": f"bastide:{token}",
        "name": name,
        "parent": parent,
        "inputs": {"spec": spec, "links": {key: {"urn": value} for key, value in (links or {}).items()}, "gaps": []},
    }


def space(name: str) -> dict[str, Any]:
    """A project space."""
    return role("area:ProjectSpace", name, classification="snds")


def flow(flow_id: str, direction: str, ports: str, *peers: str, **more: Any) -> dict[str, Any]:
    """One rule of a firewall's spec."""
    made = {"flow": flow_id, "direction": direction, "protocol": "tcp", "ports": [ports], "peers": list(peers)}
    return {**made, "justification": "because", "until": None, **more}


def wall(name: str, cidr: str, purpose: str, *rules: dict[str, Any], parent: str = "") -> dict[str, Any]:
    """A firewall that declares these rules."""
    return role("net:Firewall", name, parent, cidr=cidr, purpose=purpose, segment=purpose, rules=list(rules))

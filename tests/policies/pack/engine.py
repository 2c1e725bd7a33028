"""Talks to the policy pack as the engine does: over gRPC, resource by resource, parents first, then all at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto import analyzer_pb2_grpc as services

from plan.model import LayerPlan, PlannedResource
from plan.values import revealed
from plan.wire import encoded
from policies.rules import rules
from tests.conftest import REPOSITORY

PACK = REPOSITORY / "policies"
ON = "2026-11-28"
_LARGE = [("grpc.max_receive_message_length", 1 << 29), ("grpc.max_send_message_length", 1 << 29)]
SECONDS = 60


class Said(NamedTuple):
    """One diagnostic. `rule`: the policy, or for a policy of several rules the rule that the message begins with."""

    rule: str
    level: str
    urn: str
    message: str
    policy: str


@dataclass
class Engine:
    """A running pack."""

    analyzer: services.AnalyzerStub
    process: subprocess.Popen[bytes]

    def info(self) -> Any:
        return self.analyzer.GetAnalyzerInfo(empty_pb2.Empty(), timeout=SECONDS)

    def configure(self, **properties: Any) -> None:
        """The same settings for every policy."""
        settings = struct_pb2.Struct()
        settings.update({"date": ON, **properties})
        levels = {policy.name: policy.enforcementLevel for policy in self.info().policies}
        request = proto.ConfigureAnalyzerRequest(
            policyConfig={
                name: proto.PolicyConfig(enforcementLevel=level, properties=settings) for name, level in levels.items()
            }
        )
        self.analyzer.Configure(request, timeout=SECONDS)

    def show(self, resource: PlannedResource, plan: LayerPlan) -> list[Said]:
        """A resource before it is made."""
        return [_said(item, item.urn or resource.urn) for item in self.ask(request(resource, plan)).diagnostics]

    def ask(self, request: Any) -> Any:
        """One request as the engine makes it: first for remediation, then for validation."""
        remediated = self.analyzer.Remediate(request, timeout=SECONDS)
        assert not remediated.remediations, "the pack changes nothing"
        return self.analyzer.Analyze(request, timeout=SECONDS)

    def finish(self, plan: LayerPlan) -> list[Said]:
        """The whole stack, with what its resources have become."""
        return [_said(item, item.urn) for item in self.ask_at_the_end(whole(plan)).diagnostics]

    def ask_at_the_end(self, request: Any) -> Any:
        """The last request of a stack."""
        return self.analyzer.AnalyzeStack(request, timeout=SECONDS)

    def run(self, plan: LayerPlan) -> list[Said]:
        """A stack from its first resource to its end."""
        found = [said for resource in in_order(plan) for said in self.show(resource, plan)]
        return [*found, *self.finish(plan)]


@contextmanager
def engine(pack: Path = PACK) -> Iterator[Engine]:
    """Start the pack as the language host does."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(pack)], stdout=subprocess.PIPE, cwd=pack
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=_LARGE) as channel:
            yield Engine(services.AnalyzerStub(channel), process)
    finally:
        process.terminate()
        process.communicate()


def in_order(plan: LayerPlan) -> list[PlannedResource]:
    """As they are registered: what a resource stands on before it."""
    by_urn = plan.by_urn
    done: dict[str, PlannedResource] = {}

    def add(urn: str) -> None:
        resource = by_urn.get(urn)
        if resource is not None and urn not in done:
            for other in (resource.parent, resource.options.provider, *resource.dependencies):
                add(other)
            done[urn] = resource

    for urn in by_urn:
        add(urn)
    return list(done.values())


def request(resource: PlannedResource, plan: LayerPlan) -> Any:
    """How the engine shows a resource, with its explicit provider."""
    shown = plan.by_urn.get(resource.options.provider)
    provider = None
    if shown is not None:
        provider = proto.AnalyzerProviderResource(
            type=shown.type, urn=shown.urn, name=shown.name, properties=encoded(shown.inputs)
        )
    return proto.AnalyzeRequest(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        properties=encoded(resource.inputs),
        options=_options(resource),
        provider=provider,
    )


def _options(resource: PlannedResource) -> Any:
    return proto.AnalyzerResourceOptions(
        protect=bool(resource.options.protect),
        ignoreChanges=resource.options.ignore_changes,
        parent=resource.parent,
    )


def whole(plan: LayerPlan) -> Any:
    """How the engine shows a stack at its end."""
    return proto.AnalyzeStackRequest(resources=[_whole(resource) for resource in in_order(plan)])


def _whole(resource: PlannedResource) -> Any:
    shown = proto.AnalyzerResource(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        # a component's own outputs, a resource's inputs with what the provider adds
        properties=encoded(_open(resource.outputs if not resource.custom else {**resource.inputs, **resource.outputs})),
        options=_options(resource),
        parent=resource.parent,
        dependencies=resource.dependencies,
    )
    for name, urns in resource.property_dependencies.items():
        shown.propertyDependencies[name].urns.extend(urns)
    return shown


def _open(values: Mapping[str, Any]) -> dict[str, Any]:
    """At the end the engine shows what is in secrets without saying that it is one."""
    return {key: _opened(value) for key, value in values.items()}


def _opened(value: Any) -> Any:
    value = revealed(value)
    if isinstance(value, Mapping):
        return _open(value)
    return [_opened(item) for item in value] if isinstance(value, list | tuple) else value


def _said(item: Any, urn: str) -> Said:
    level = proto.EnforcementLevel.Name(item.enforcementLevel).lower()
    # the SDK writes the policy's description on a line of its own
    message = item.message.partition("\n")[2]
    named = message.partition(": ")[0]
    return Said(named if named in rules() else item.policyName, level, urn, message, item.policyName)


def places(found: Sequence[Said], level: str) -> set[tuple[str, str]]:
    """(rule, URN) of everything said at a level."""
    return {(said.rule, said.urn) for said in found if said.level == level}

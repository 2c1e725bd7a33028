"""The policy pack over gRPC: its metadata, what it refuses before it is made, what waits, what never shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime.proto import analyzer_pb2 as proto

from facts import ask
from plan.model import NO_OPTIONS, STACK_TYPE, LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret
from policies.checking import Ask, check
from policies.context import Wanted
from policies.examples import Case, examples, plan_of
from policies.model import Level, Result
from policies.pack import build
from policies.profiles import profile
from policies.rules import rules
from tests.conftest import REPOSITORY
from tests.policies.pack.engine import PACK, Engine, Said, engine, in_order, places

MARK = "planted-secret-of-the-pack"
ROOT = f"urn:pulumi:scaleway-hub::bastide::{STACK_TYPE}::bastide-scaleway-hub"
PROVIDER = "urn:pulumi:scaleway-hub::bastide::pulumi:providers:scaleway::scaleway"
ENVIRONMENT = "urn:pulumi:scaleway-hub::bastide::bastide:area:Environment::hub"


@pytest.fixture(scope="module")
def running() -> Iterator[Engine]:
    with engine() as started:
        yield started


def plan(*resources: PlannedResource, stage: str = "hub", region: Any = "fr-par") -> LayerPlan:
    """The hub at Scaleway with these resources in its environment."""
    spec = {"stage": stage, "classification": "health"}
    before = (
        PlannedResource(ROOT, STACK_TYPE, "bastide-scaleway-hub", False),
        PlannedResource(PROVIDER, "pulumi:providers:scaleway", "scaleway", True, ROOT, {"region": region}),
        PlannedResource(
            ENVIRONMENT, "bastide:area:Environment", "hub", False, ROOT, {"spec": spec, "links": {}, "gaps": []}
        ),
    )
    return LayerPlan("scaleway", "hub", "scaleway", "pulumi", "real", (*before, *resources))


def resource(token: str, it: str = "it", /, **inputs: Any) -> PlannedResource:
    urn = f"urn:pulumi:scaleway-hub::bastide::bastide:area:Environment${token}::{it}"
    options = replace(NO_OPTIONS, provider=PROVIDER)
    return PlannedResource(urn, token, it, True, ENVIRONMENT, inputs, options=options)


BUCKET, SERVER = "scaleway:object/bucket:Bucket", "scaleway:instance/server:Server"


def shown(running: Engine, whole: LayerPlan) -> tuple[list[Said], list[Said]]:
    """What is said before anything is made, and what at the end."""
    before = [said for item in in_order(whole) for said in running.show(item, whole)]
    return before, running.finish(whole)


class TestMetadata:
    def test_the_pack_names_itself(self, running: Engine) -> None:
        info = running.info()
        assert info.name == "bastide"
        assert info.supportsConfig
        assert "version: 0.1.0" in (PACK / "PulumiPolicy.yaml").read_text(encoding="utf-8")

    def test_every_rule_of_one_record_is_a_policy_with_severity_framework_and_clauses(self, running: Engine) -> None:
        policies = {policy.name: policy for policy in running.info().policies}
        alone = [rule for rule in rules().values() if rule.scope == "record"]
        assert len(alone) > 10
        for rule in alone:
            policy = policies[rule.id]
            assert proto.EnforcementLevel.Name(policy.enforcementLevel) == "MANDATORY"
            assert proto.PolicySeverity.Name(policy.severity).endswith(rule.severity.upper())
            assert list(policy.tags) == list(rule.clauses)
            assert policy.remediation_steps == rule.remediation.en
            clause = ask.clause(rule.clauses[0])
            assert clause is not None
            framework = ask.framework(clause.framework)
            assert framework is not None
            assert policy.framework.name == framework.name
            assert policy.framework.specification == rule.clauses[0]
        assert set(policies) == {
            *(rule.id for rule in alone),
            *("remember", "advice", "whole-stack", "whole-stack-advice"),
        }

    def test_every_policy_that_judges_can_be_told_day_profile_and_strictness(self, running: Engine) -> None:
        for policy in running.info().policies:
            if policy.name != "remember":
                assert set(policy.configSchema.properties.fields) == {"date", "profile", "strict"}


class TestRefusal:
    def test_a_bucket_abroad_is_refused_before_it_is_made_and_once(self, running: Engine) -> None:
        running.configure()
        whole = plan(resource(BUCKET, region="nl-ams"))
        before, at_the_end = shown(running, replace(whole))
        (refused,) = [said for said in before if said.rule == "SOV-LOC-001"]
        assert (refused.level, refused.urn) == ("mandatory", whole.resources[-1].urn)
        assert "`nl-ams` lies in NL" in refused.message
        assert "do: " in refused.message
        assert "SNC 19.2.b" in refused.message
        assert ("SOV-LOC-001", refused.urn) not in {(said.rule, said.urn) for said in at_the_end}

    def test_the_region_of_its_provider_counts(self, running: Engine) -> None:
        running.configure()
        before, _ = shown(running, plan(resource(BUCKET), region="nl-ams"))
        assert ("SOV-LOC-001", resource(BUCKET).urn) in places(before, "mandatory")

    def test_what_needs_the_stack_waits_for_it(self, running: Engine) -> None:
        running.configure()
        before, at_the_end = shown(running, plan(resource(BUCKET)))
        assert {said.rule for said in before} & {"CRY-001", "BCK-001", "NET-007", "SOV-CTL-001"} == set()
        assert "SOV-CTL-001" in {said.rule for said in at_the_end if said.level == "mandatory"}

    def test_what_is_advice_in_non_production_is_told_as_advice(self, running: Engine) -> None:
        running.configure()
        bucket = resource(BUCKET)
        for stage, level in (("production", "mandatory"), ("non-production", "advisory")):
            before, _ = shown(running, plan(bucket, stage=stage))
            assert [said.level for said in before if said.rule == "SOV-CTL-002"] == [level]

    def test_while_the_stage_is_not_known_a_rule_that_depends_on_it_waits(self, running: Engine) -> None:
        running.configure()
        whole = plan(resource(BUCKET))
        early = replace(whole.resources[-1], parent=ROOT)
        whole = replace(whole, resources=(*whole.resources[:2], early))
        before, at_the_end = shown(running, whole)
        assert "SOV-CTL-002" not in {said.rule for said in before}
        assert ("SOV-CTL-002", early.urn) in places(at_the_end, "mandatory")

    def test_a_class_that_no_table_knows_is_refused(self, running: Engine) -> None:
        running.configure()
        whole = plan(resource("scaleway:future/thing:Thing"))
        found = running.run(whole)
        assert ("PLN-001", whole.resources[-1].urn) in places(found, "mandatory")

    def test_after_the_end_of_a_stack_another_one_begins(self, running: Engine) -> None:
        running.configure()
        first = running.run(plan(resource(BUCKET, region="nl-ams")))
        again = running.run(plan(resource(BUCKET, region="nl-ams")))
        assert sorted(first) == sorted(again)


class TestUnknown:
    @pytest.mark.parametrize(("strict", "level"), [(False, "advisory"), (True, "mandatory")])
    def test_what_is_known_only_after_apply_is_advice_unless_strict(
        self, running: Engine, strict: bool, level: str
    ) -> None:
        running.configure(strict=strict)
        before, _ = shown(running, plan(resource(BUCKET, region=UNKNOWN)))
        (said,) = [said for said in before if said.rule == "SOV-LOC-001"]
        assert said.level == level
        assert "known only after apply" in said.message

    def test_an_unknown_never_hides_behind_the_sdk(self, running: Engine) -> None:
        running.configure()
        found = running.run(plan(resource(SERVER, image=UNKNOWN, zone=UNKNOWN, tags=[UNKNOWN], cloudInit=UNKNOWN)))
        assert found
        assert not [said for said in found if "can't run policy" in said.message]


class TestValues:
    def test_numbers_are_whole_as_they_were_written(self, running: Engine) -> None:
        running.configure()
        group = "scaleway:instance/securityGroup:SecurityGroup"
        rule = {"action": "accept", "protocol": "TCP", "port": 22, "ipRange": "0.0.0.0/0"}
        found = running.run(plan(resource(group, inboundDefaultPolicy="drop", inboundRules=[rule])))
        told = [said.message for said in found if said.urn.endswith("::it") and "22" in said.message]
        assert told
        assert not [message for message in told if "22.0" in message]

    def test_the_spec_of_a_role_is_remembered_though_the_end_does_not_show_it(self, running: Engine) -> None:
        running.configure()
        # outputs of a role do not say its stage: without its inputs the hub would be no hub
        found = running.run(plan(resource(BUCKET), stage="non-production"))
        assert ("SOV-CTL-002", resource(BUCKET).urn) in places(found, "advisory")
        assert ("BCK-001", resource(BUCKET).urn) not in places(found, "mandatory")

    def test_a_secret_is_judged_and_never_shown(self, running: Engine) -> None:
        running.configure(strict=True)
        script = f"#cloud-config\nruncmd:\n  - curl https://{MARK}.github.io/x?token={MARK}\n"
        inputs: dict[str, Any] = {"cloudInit": Secret(script), "tags": [Secret(MARK)], "adminPasswordEncryption": MARK}
        found = running.run(
            plan(
                resource(SERVER, **inputs),
                resource("scaleway:secrets/version:Version", "plain", data=Secret(MARK), secretId=UNKNOWN),
                resource("scaleway:databases/user:User", "user", name="u", password=Secret(MARK), instanceId=UNKNOWN),
                resource("scaleway:future/thing:Thing", "new", **{MARK: Secret(MARK), "x": Secret(MARK)}),
            )
        )
        assert "SOV-CTL-005" in {said.rule for said in found}
        assert [said for said in found if MARK in said.message.replace(f"`{MARK}`", "")] == []


BROKEN = """
import sys
from dataclasses import replace

sys.path[:] = [{root!r}, *sys.path[1:]]
from pulumi_policy import EnforcementLevel, PolicyPack

from policies.rules import net_001, sov_loc_001
from policies import exemptions
from facts.errors import BadInput


def crash(record, context):
    raise ValueError({mark!r})


def wrong():
    raise BadInput("found a wildcard", action="mend policies/exemptions.yaml")


for module in (sov_loc_001, net_001):
    module.RULE = replace(module.RULE, check=crash)
def unkept(props):
    raise OverflowError({mark!r})


if {wrong}:
    exemptions.register = wrong
if {unkept}:
    from policies.pack import memory

    memory.plan_values = unkept

from policies.pack.build import policies

if __name__ == "__main__":
    PolicyPack(name="bastide", enforcement_level=EnforcementLevel.MANDATORY, policies=policies())
"""


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., Path]:
    """The pack with two rules that crash; or with a register of exemptions that is wrong."""

    def write(*, wrong: bool = False, unkept: bool = False) -> Path:
        text = BROKEN.format(root=str(REPOSITORY), mark=MARK, wrong=wrong, unkept=unkept)
        (tmp_path / "__main__.py").write_text(text, encoding="utf-8")
        (tmp_path / "PulumiPolicy.yaml").write_text("runtime: python\n", encoding="utf-8")
        return tmp_path

    return write


class TestFailure:
    def test_a_rule_that_crashes_is_a_violation_that_names_it(self, broken: Callable[..., Path]) -> None:
        with engine(broken()) as running:
            before, at_the_end = shown(running, plan(resource(BUCKET), resource(SERVER)))
        alone = [said for said in before if said.rule == "SOV-LOC-001" and said.level == "mandatory"]
        assert alone
        assert all("the rule SOV-LOC-001 itself failed (ValueError" in said.message for said in alone)
        # the other rules are asked all the same
        assert "SOV-CTL-001" in {said.rule for said in at_the_end}
        assert [said for said in (*before, *at_the_end) if MARK in said.message] == []

    def test_a_file_of_the_policies_that_is_wrong_is_a_violation_that_says_what_to_do(
        self, broken: Callable[..., Path]
    ) -> None:
        with engine(broken(wrong=True)) as running:
            before, at_the_end = shown(running, plan(resource(BUCKET)))
        for said in (before, at_the_end):
            mandatory = [item for item in said if item.level == "mandatory"]
            assert mandatory
            assert all("do: mend policies/exemptions.yaml" in item.message for item in mandatory)

    @pytest.mark.parametrize(
        ("setting", "words"),
        [({"date": "soon"}, "found the day `soon`"), ({"profile": "strictest"}, "there is no profile `strictest`")],
    )
    def test_a_wrong_setting_is_a_violation(self, running: Engine, setting: dict[str, str], words: str) -> None:
        running.configure(**setting)
        found = running.run(plan(resource(BUCKET)))
        mandatory = [said for said in found if said.level == "mandatory"]
        assert mandatory
        assert all(words in said.message for said in mandatory)

    def test_a_failure_of_the_pack_itself_is_a_violation_without_what_it_says(self) -> None:
        told: list[str] = []

        def report(message: str, urn: str | None) -> None:
            told.append(message)

        with build._told(report, "advice"):
            raise ValueError(MARK)
        (message,) = told
        assert message.startswith("advice: the pack itself failed (ValueError)")
        assert MARK not in message

    def test_what_cannot_be_kept_is_met_again(self, broken: Callable[..., Path]) -> None:
        with engine(broken(unkept=True)) as running:
            before, at_the_end = shown(running, plan(resource(BUCKET)))
        for said in (before, at_the_end):
            assert "the pack itself failed (OverflowError)" in " ".join(
                item.message for item in said if item.level == "mandatory"
            )


def told_apart() -> list[tuple[str, Case]]:
    """For every rule its examples that the engine can show: creations, of one known cloud, and gaps of roles."""
    found = []
    for rule_id in rules():
        for case in examples(rule_id):
            odd = (
                case.gaps
                or case.wanted
                or case.state
                or any(
                    item.operation != "create" or item.retain or item.type.startswith("aws:") or item.inputs.get("gaps")
                    for item in case.resources
                )
            )
            if not odd and case.expect in ("fail", "unknown"):
                found.append((rule_id, case))
    return found


def test_examples_of_all_rules_are_judged_as_by_the_check(running: Engine) -> None:
    cases = told_apart()
    assert len(cases) > 100
    seen = set()
    for rule_id, case in cases:
        whole = replace(plan_of(case), stack="example", layer="", engine="pulumi")
        running.configure(date=case.on.isoformat(), profile=case.profile)
        found = running.run(whole)
        expected = check([whole], Ask(case.on, profile(case.profile)), Wanted()).findings
        mandatory = {
            (item.rule, item.urn.partition("::gap::")[0])
            for item in expected
            if item.result is Result.FAIL and item.level is Level.MANDATORY
        }
        assert places(found, "mandatory") == mandatory, f"{rule_id}: {case.title}"
        seen |= {rule for rule, _ in mandatory}
    assert len(seen) > 30

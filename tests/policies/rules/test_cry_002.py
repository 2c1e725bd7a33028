"""CRY-002: every area has keys of its own."""

from __future__ import annotations

import pytest

from policies.examples import Case, ExampleResource, outcome, verdicts_of
from policies.model import Result
from policies.rules import rule
from tests.policies.cases import cases, check_all_results, check_example

RULE = "CRY-002"
ENCRYPTION = "scaleway:object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


def space(name: str) -> ExampleResource:
    return ExampleResource(type="bastide:area:ProjectSpace", name=name, inputs={"spec": {}, "links": {}, "gaps": []})


def key_role(name: str, parent: str) -> ExampleResource:
    return ExampleResource(
        type="bastide:keys:Key", name=name, parent=parent, inputs={"spec": {}, "links": {}, "gaps": []}
    )


def bucket(key: object, link: str) -> tuple[ExampleResource, ...]:
    """A bucket of cardio whose own input names `key`, in a role that is linked to another one."""
    under = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": key}
    return (
        space("cardio"),
        key_role("cardio-data", "cardio"),
        space("onco"),
        key_role("onco-data", "onco"),
        ExampleResource(type="scaleway:keymanager/key:Key", name="cardio-key", parent="cardio-data"),
        ExampleResource(type="scaleway:keymanager/key:Key", name="onco-key", parent="onco-data"),
        ExampleResource(type="pulumi:pulumi:StackReference", name="scaleway-space-onco", inputs={"name": "onco"}),
        ExampleResource(
            type="bastide:storage:Bucket", name="role", parent="cardio",
            inputs={"spec": {}, "links": {"key": {"urn": link}}, "gaps": []},
        ),
        ExampleResource(type="scaleway:object/bucket:Bucket", name="data", parent="role", inputs={"name": "hdh-data"}),
        ExampleResource(
            type=ENCRYPTION, name="encryption", parent="role",
            inputs={"bucket": "hdh-data", "rules": [{"applyServerSideEncryptionByDefault": under}]},
        ),
    )  # fmt: skip


def result(key: object, link: str, about: str = "data") -> Result:
    case = Case(title="t", expect="fail", resources=bucket(key, link), about=about)
    return outcome(verdicts_of(rule(RULE), case))


def test_a_right_link_does_not_hide_a_wrong_key() -> None:
    assert result({"ref": "cardio-key"}, "cardio-data") is Result.PASS
    assert result({"ref": "onco-key"}, "cardio-data") is Result.FAIL
    assert result("11111111-1111-4111-8111-111111111111", "cardio-data") is Result.FAIL
    assert result({"ref": "scaleway-space-onco"}, "cardio-data") is Result.FAIL


def test_a_right_key_does_not_hide_a_wrong_link() -> None:
    assert result({"ref": "cardio-key"}, "onco-data") is Result.FAIL
    assert result({"ref": "cardio-key"}, "onco-data", "role") is Result.FAIL


def test_a_key_that_comes_later_is_told_by_its_link() -> None:
    assert result({"unknown": True}, "cardio-data") is Result.PASS
    assert result({"unknown": True}, "onco-data") is Result.FAIL


def test_the_key_itself_shows_who_else_uses_it() -> None:
    assert result({"ref": "cardio-key"}, "cardio-data", "cardio-key") is Result.PASS
    assert result({"ref": "onco-key"}, "cardio-data", "onco-key") is Result.FAIL


@pytest.mark.parametrize("key", ["onco-key"])
def test_the_message_names_both_areas(key: str) -> None:
    case = Case(title="t", expect="fail", resources=bucket({"ref": key}, "cardio-data"), about="data")
    texts = [verdict.info.en for verdict in verdicts_of(rule(RULE), case) if verdict.info]
    assert any("`cardio`" in text and "`onco`" in text for text in texts)

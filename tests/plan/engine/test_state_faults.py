"""What the CLI says of a state it cannot use becomes one message. The texts are real ones, cut where they repeat."""

from __future__ import annotations

import pytest

from facts.errors import BadInput
from plan.engine.state_faults import ENVIRONMENT, explain
from plan.errors import EngineFailed

HEAD = 'error: read ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): operation error S3: GetObject, '
LOCK = """\
error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock \
file with `pulumi cancel`.
  s3://state/.pulumi/locks/organization/bastide/hub/0371091a.json?endpoint=https%3A%2F%2Fs3.example: created by \
root@vm (pid 28237) at 2026-11-24T23:58:01Z
"""
INPUT = {
    "StatusCode: 403, api error SignatureDoesNotMatch: The request signature": "does not know these credentials",
    "StatusCode: 403, api error InvalidAccessKeyId: none": "does not know these credentials",
    "StatusCode: 403, api error AccessDenied: Access Denied.": "refuses these credentials",
    "get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found": "no credentials",
    "StatusCode: 404, NoSuchBucket: The specified bucket does not exist.": "the bucket of the state does not exist",
    'StatusCode: 400, api error AuthorizationHeaderMalformed: the region "nl-ams" is wrong': "the region",
    "request send failed, tls: x509: certificate signed by unknown authority": "who it is",
    "http: server gave HTTP response to HTTPS client": "who it is",
}
GONE = (
    "dial tcp 127.0.0.1:17070: connect: connection refused",
    "dial tcp: lookup s3.invalid on 192.0.2.53:53: no such host",
    "dial tcp 192.0.2.1:443: connect: network is unreachable",
    "dial tcp 192.0.2.1:443: i/o timeout",
)


@pytest.mark.parametrize("said", INPUT)
def test_what_a_person_must_correct_is_bad_input(said: str) -> None:
    fault = explain(HEAD + said, "hub")
    assert isinstance(fault, BadInput)
    assert INPUT[said] in fault.found
    assert fault.action


@pytest.mark.parametrize("said", GONE)
def test_a_backend_that_is_away_is_a_failure(said: str) -> None:
    fault = explain(HEAD + "request send failed, " + said, "hub")
    assert isinstance(fault, EngineFailed)
    assert fault.found == "the state backend cannot be reached"


def test_a_lock_says_whose_it_is_and_how_it_is_freed() -> None:
    fault = explain(LOCK, "hub")
    assert isinstance(fault, EngineFailed)
    assert fault.found == "the stack hub is locked by root@vm since 2026-11-24T23:58:01Z"
    assert "pulumi cancel --stack hub" in fault.action
    assert explain(LOCK.splitlines()[0], "hub") is not None


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Diagnostics:\n  Error: program failed",
        # a provider's trouble with its cloud, in the same words
        "error: creating bucket: operation error S3: CreateBucket, StatusCode: 403, api error AccessDenied",
        'error: Get "https://api.example/v1": dial tcp 192.0.2.1:443: connect: connection refused',
    ],
)
def test_other_trouble_is_not_taken_for_the_state(said: str) -> None:
    assert explain(said, "hub") is None


def test_no_credentials_are_asked_of_the_machine() -> None:
    assert ENVIRONMENT["AWS_EC2_METADATA_DISABLED"] == "true"

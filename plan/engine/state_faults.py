"""What the Pulumi CLI says of a state that it cannot reach or may not change, as one message with a next action."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from facts.errors import BadInput
from plan.errors import EngineFailed

ENVIRONMENT: Final[Mapping[str, str]] = {
    # without credentials the AWS SDK asks 169.254.169.254 for some, which other clouds answer too
    "AWS_EC2_METADATA_DISABLED": "true",
    # the checksums of newer SDKs are refused by S3 services that are not AWS; the CLI sets it only with `endpoint`
    "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
}
"""What the CLI gets beside the credentials where its state is on S3."""


@dataclass(frozen=True, slots=True)
class _Fault:
    pattern: re.Pattern[str]
    found: str
    action: str
    expected: str = ""
    is_input: bool = True
    everywhere: bool = False
    """Whether the words alone are enough. Others are those of any cloud: then the line must be about the state."""


_OF_STATE: Final = re.compile(r"blob \(|\.pulumi/|unable to open bucket|PostgreSQL")
_KEYS: Final = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of an identity that may write to the bucket"
_LOCKED: Final = re.compile(
    r"stack is currently locked by(?:.*?created by (?P<who>\S+) \(pid \d+\) at (?P<when>\S+))?", re.S
)

# First fit. The texts were seen with CLI 3.274 against versitygw and PostgreSQL's driver (docs/state.md).
_FAULTS: Final = (
    _Fault(
        re.compile(r"SignatureDoesNotMatch|InvalidAccessKeyId|XAdminUserNotFound"),
        "the state backend does not know these credentials",
        "set the two variables to a key of the cloud where the state lies",
        _KEYS,
    ),
    _Fault(
        re.compile(r"failed to refresh cached credentials|no EC2 IMDS role|failed to retrieve credentials", re.I),
        "there are no credentials for the state backend",
        "set the two variables",
        _KEYS,
    ),
    _Fault(
        re.compile(r"AccessDenied|api error Forbidden|StatusCode: 403"),
        "the state backend refuses these credentials",
        "give that identity the right to list, read, write and delete in the bucket, or take another one",
        _KEYS,
    ),
    _Fault(
        re.compile(r"NoSuchBucket"),
        "the bucket of the state does not exist",
        "correct the bucket's name in PULUMI_BACKEND_URL, or deploy the bootstrap layer first (docs/state.md)",
    ),
    _Fault(
        re.compile(r"AuthorizationHeaderMalformed|the region .* is wrong"),
        "the region of the state's address is not that of its endpoint",
        "correct `region` in PULUMI_BACKEND_URL (docs/state.md has the address for each cloud)",
    ),
    _Fault(
        re.compile(r"incorrect passphrase"),
        "the passphrase does not open the secrets of the stack",
        "set PULUMI_CONFIG_PASSPHRASE_FILE to the file that holds the stack's passphrase",
        everywhere=True,
    ),
    _Fault(
        re.compile(r"passphrase must be set"),
        "the stack's secrets are sealed with a passphrase, and there is none",
        "set PULUMI_CONFIG_PASSPHRASE_FILE to the file that holds the stack's passphrase",
        everywhere=True,
    ),
    _Fault(
        re.compile(r"x509: |certificate signed by unknown authority|server gave HTTP response to HTTPS client"),
        "the state backend does not prove who it is",
        "correct `endpoint` in PULUMI_BACKEND_URL; for a certificate of your own set SSL_CERT_FILE",
        "a certificate of a known authority",
    ),
    _Fault(
        re.compile(r"no such host|connection refused|network is unreachable|i/o timeout|connection reset"),
        "the state backend cannot be reached",
        "check the endpoint in PULUMI_BACKEND_URL and the network, then run the command again",
        is_input=False,
    ),
)


def explain(said: str, stack: str) -> BadInput | EngineFailed | None:
    """The fault of the state backend in what the CLI said on standard error, None where there is none."""
    locked = _LOCKED.search(said)
    if locked:
        return _locked(locked, stack)
    of_state = "\n".join(line for line in said.splitlines() if _OF_STATE.search(line))
    for fault in _FAULTS:
        if fault.pattern.search(said if fault.everywhere else of_state):
            return _faulty(fault)
    return None


def _locked(match: re.Match[str], stack: str) -> EngineFailed:
    holder = f" by {match['who']} since {match['when']}" if match["who"] else ""
    return EngineFailed(
        f"the stack {stack} is locked{holder}",
        f"wait for that run to end; where it is certainly dead: `pulumi cancel --stack {stack}`, then `pulumi refresh`",
    )


def _faulty(fault: _Fault) -> BadInput | EngineFailed:
    if fault.is_input:
        return BadInput(fault.found, expected=fault.expected, action=fault.action)
    return EngineFailed(fault.found, fault.action)

"""A program with the buckets of `components.s3` at an endpoint of another cloud than Amazon."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pulumi

from components import s3
from components.contract.site import Place

SECRET = "planted-s3-key"
ENDPOINT = s3.S3Endpoint("https://oos.eu-west-2.outscale.com", "eu-west-2")
EVERYTHING = s3.Offered(encryption=True, lock=True, policy=True, public_access_block=True, tags=True)
NOTHING = s3.Offered(encryption=False, lock=False, policy=False, public_access_block=False, tags=False)
STATEMENT = {
    "Sid": "Collector",
    "Effect": "Allow",
    "Principal": {"AWS": ["arn:aws:iam::1:user/collector"]},
    "Action": ["s3:PutObject"],
    "Resource": ["arn:aws:s3:::evidence/*"],
}


class Here(Place[Any]):
    """A place that needs no estate."""

    def tags(self, *flows: str) -> dict[str, str]:
        return {"area": "hub"}


def place(name: str, provider: pulumi.ProviderResource) -> Here:
    role = pulumi.ComponentResource("bastide:storage:Bucket", name)
    site = cast(Any, SimpleNamespace(providers={s3.PACKAGE: provider}))
    return Here(site, role, name)


def program() -> None:
    provider = s3.provider("s3", ENDPOINT, pulumi.ResourceOptions(), access_key="AK", secret_key=SECRET)
    policy = s3.policy_document([STATEMENT])
    s3.bucket(place("evidence", provider), "evidence", EVERYTHING, locked_days=30, policy=policy)
    s3.bucket(place("plain", provider), "plain", NOTHING, suffix="-two")

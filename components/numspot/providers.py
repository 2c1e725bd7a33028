"""The explicit providers of a layer. Credentials come from the environment at `pulumi up`: NUMSPOT_CLIENT_ID and
NUMSPOT_CLIENT_SECRET, and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the same service account for object storage.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pulumi
import pulumi_numspot as numspot
import pulumi_random as random

from components import s3
from components.contract.site import ProviderScope
from components.numspot.choices import NumspotChoices

CLOUD = "numspot"


def providers(scope: ProviderScope) -> Mapping[str, pulumi.ProviderResource]:
    """One for the space, one for the settings of buckets that only the S3 interface has, and `random`.

    Deliberately not: credentials, another API address than the region's own. The provider does not verify TLS, whatever
    is asked of it: see facts/provider_risks.yaml.
    """
    choices = cast(NumspotChoices, scope.choices)
    return {
        CLOUD: numspot.Provider(
            CLOUD, numspot_host=choices.api, numspot_host_os=choices.object_endpoint, space_id=choices.space_id
        ),
        s3.PACKAGE: s3.provider(
            s3.PACKAGE, s3.S3Endpoint(choices.object_endpoint, choices.region), pulumi.ResourceOptions()
        ),
        "random": random.Provider("random"),
    }

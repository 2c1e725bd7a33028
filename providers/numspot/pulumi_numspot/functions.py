"""Look-ups.

Made by tools/terraform_sdks.py from providers/schemas/numspot.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulumi import Input, InvokeOptions, InvokeOutputOptions, Output

from . import outputs
from ._utilities import invoke, invoke_output, nested
from .inputs import *

__all__ = [
    "GetBucketsResult", "get_buckets", "get_buckets_output", "GetKeypairsResult", "get_keypairs", "get_keypairs_output",
    "GetSubnetsResult", "get_subnets", "get_subnets_output", "GetVpcsResult", "get_vpcs", "get_vpcs_output",
]

@nested
class GetBucketsResult:
    """Answer to `numspot_buckets`."""
    id: str; items: Sequence[outputs.GetBucketsItemResult]

def get_buckets(*, opts: InvokeOptions | None = None) -> GetBucketsResult:
    return invoke("numspot:index/getBuckets:getBuckets", locals(), opts, GetBucketsResult, {})

def get_buckets_output(*, opts: InvokeOptions | InvokeOutputOptions | None = None) -> Output[GetBucketsResult]:
    return invoke_output("numspot:index/getBuckets:getBuckets", locals(), opts, GetBucketsResult, {})

@nested
class GetKeypairsResult:
    """Answer to `numspot_keypairs`."""
    id: str; items: Sequence[outputs.GetKeypairsItemResult]; keypair_fingerprints: Sequence[str] | None
    keypair_names: Sequence[str] | None; keypair_types: Sequence[str] | None

def get_keypairs(
    *, keypair_fingerprints: Sequence[str] | None = None, keypair_names: Sequence[str] | None = None,
    keypair_types: Sequence[str] | None = None, opts: InvokeOptions | None = None,
) -> GetKeypairsResult:
    return invoke("numspot:index/getKeypairs:getKeypairs", locals(), opts, GetKeypairsResult, {})

def get_keypairs_output(
    *, keypair_fingerprints: Input[Sequence[Input[str]]] | None = None,
    keypair_names: Input[Sequence[Input[str]]] | None = None, keypair_types: Input[Sequence[Input[str]]] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetKeypairsResult]:
    return invoke_output("numspot:index/getKeypairs:getKeypairs", locals(), opts, GetKeypairsResult, {})

@nested
class GetSubnetsResult:
    """Answer to `numspot_subnets`."""
    availability_zone_names: Sequence[str] | None; available_ips_counts: Sequence[float] | None; id: str
    ids: Sequence[str] | None; ip_ranges: Sequence[str] | None; items: Sequence[outputs.GetSubnetsItemResult]
    states: Sequence[str] | None; tag_keys: Sequence[str] | None; tag_values: Sequence[str] | None
    tags: Sequence[str] | None; vpc_ids: Sequence[str] | None

def get_subnets(
    *, availability_zone_names: Sequence[str] | None = None, available_ips_counts: Sequence[float] | None = None,
    ids: Sequence[str] | None = None, ip_ranges: Sequence[str] | None = None, states: Sequence[str] | None = None,
    tag_keys: Sequence[str] | None = None, tag_values: Sequence[str] | None = None, tags: Sequence[str] | None = None,
    vpc_ids: Sequence[str] | None = None, opts: InvokeOptions | None = None,
) -> GetSubnetsResult:
    return invoke("numspot:index/getSubnets:getSubnets", locals(), opts, GetSubnetsResult, {})

def get_subnets_output(
    *, availability_zone_names: Input[Sequence[Input[str]]] | None = None,
    available_ips_counts: Input[Sequence[Input[float]]] | None = None, ids: Input[Sequence[Input[str]]] | None = None,
    ip_ranges: Input[Sequence[Input[str]]] | None = None, states: Input[Sequence[Input[str]]] | None = None,
    tag_keys: Input[Sequence[Input[str]]] | None = None, tag_values: Input[Sequence[Input[str]]] | None = None,
    tags: Input[Sequence[Input[str]]] | None = None, vpc_ids: Input[Sequence[Input[str]]] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetSubnetsResult]:
    return invoke_output("numspot:index/getSubnets:getSubnets", locals(), opts, GetSubnetsResult, {})

@nested
class GetVpcsResult:
    """Answer to `numspot_vpcs`."""
    dhcp_options_set_ids: Sequence[str] | None; id: str; ids: Sequence[str] | None; ip_ranges: Sequence[str] | None
    is_default: bool | None; items: Sequence[outputs.GetVpcsItemResult]; states: Sequence[str] | None
    tag_keys: Sequence[str] | None; tag_values: Sequence[str] | None; tags: Sequence[str] | None

def get_vpcs(
    *, dhcp_options_set_ids: Sequence[str] | None = None, ids: Sequence[str] | None = None,
    ip_ranges: Sequence[str] | None = None, is_default: bool | None = None, states: Sequence[str] | None = None,
    tag_keys: Sequence[str] | None = None, tag_values: Sequence[str] | None = None, tags: Sequence[str] | None = None,
    opts: InvokeOptions | None = None,
) -> GetVpcsResult:
    return invoke("numspot:index/getVpcs:getVpcs", locals(), opts, GetVpcsResult, {})

def get_vpcs_output(
    *, dhcp_options_set_ids: Input[Sequence[Input[str]]] | None = None, ids: Input[Sequence[Input[str]]] | None = None,
    ip_ranges: Input[Sequence[Input[str]]] | None = None, is_default: Input[bool] | None = None,
    states: Input[Sequence[Input[str]]] | None = None, tag_keys: Input[Sequence[Input[str]]] | None = None,
    tag_values: Input[Sequence[Input[str]]] | None = None, tags: Input[Sequence[Input[str]]] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetVpcsResult]:
    return invoke_output("numspot:index/getVpcs:getVpcs", locals(), opts, GetVpcsResult, {})

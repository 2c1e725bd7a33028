"""Look-ups.

Made by tools/terraform_sdks.py from providers/schemas/outscale.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulumi import Input, InvokeOptions, InvokeOutputOptions, Output

from . import outputs
from ._utilities import invoke, invoke_output, nested
from .inputs import *

__all__ = [
    "GetAccountResult", "get_account", "get_account_output", "GetImagesResult", "get_images", "get_images_output",
    "GetOksKubeconfigResult", "get_oks_kubeconfig_output", "GetSubregionsResult", "get_subregions",
    "get_subregions_output",
]

@nested
class GetAccountResult:
    """Answer to `outscale_account`."""
    account_id: str; additional_emails: Sequence[str]; city: str; company_name: str; country: str; customer_id: str
    email: str; first_name: str; id: str | None; job_title: str; last_name: str; mobile_number: str; phone_number: str
    request_id: str; state_province: str; vat_number: str; zip_code: str

def get_account(*, id: str | None = None, opts: InvokeOptions | None = None) -> GetAccountResult:
    return invoke("outscale:index/getAccount:getAccount", locals(), opts, GetAccountResult, {})

def get_account_output(
    *, id: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetAccountResult]:
    return invoke_output("outscale:index/getAccount:getAccount", locals(), opts, GetAccountResult, {})

@nested
class GetImagesResult:
    """Answer to `outscale_images`."""
    account_ids: Sequence[str] | None; filters: Sequence[outputs.GetImagesFilterResult] | None; id: str | None
    image_ids: Sequence[str] | None; images: Sequence[outputs.GetImagesImageResult]; permissions: Sequence[str] | None
    request_id: str

def get_images(
    *, account_ids: Sequence[str] | None = None, filters: Sequence[GetImagesFilterArgsDict] | None = None,
    id: str | None = None, image_ids: Sequence[str] | None = None, permissions: Sequence[str] | None = None,
    opts: InvokeOptions | None = None,
) -> GetImagesResult:
    return invoke("outscale:index/getImages:getImages", locals(), opts, GetImagesResult, {"filters": "getImagesFilter"})

def get_images_output(
    *, account_ids: Input[Sequence[Input[str]]] | None = None,
    filters: Input[Sequence[Input[GetImagesFilterArgsDict]]] | None = None, id: Input[str] | None = None,
    image_ids: Input[Sequence[Input[str]]] | None = None, permissions: Input[Sequence[Input[str]]] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetImagesResult]:
    return invoke_output(
        "outscale:index/getImages:getImages", locals(), opts, GetImagesResult, {"filters": "getImagesFilter"},
    )

@nested
class GetOksKubeconfigResult:
    """Answer to `outscale_oks_kubeconfig`."""
    cluster_id: str; group: str | None; id: str; kubeconfig: str
    kubeconfig_attributes: outputs.GetOksKubeconfigKubeconfigAttributesResult; request_id: str; ttl: str | None
    user: str | None; x_encrypt_nacl: str | None

def get_oks_kubeconfig_output(
    *, cluster_id: Input[str], group: Input[str] | None = None, ttl: Input[str] | None = None,
    user: Input[str] | None = None, x_encrypt_nacl: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetOksKubeconfigResult]:
    return Output.secret(invoke_output(
        "outscale:index/getOksKubeconfig:getOksKubeconfig", locals(), opts, GetOksKubeconfigResult, {},
    ))

@nested
class GetSubregionsResult:
    """Answer to `outscale_subregions`."""
    filters: Sequence[outputs.GetSubregionsFilterResult] | None; id: str | None; request_id: str
    subregions: Sequence[outputs.GetSubregionsSubregionResult]

def get_subregions(
    *, filters: Sequence[GetSubregionsFilterArgsDict] | None = None, id: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetSubregionsResult:
    return invoke(
        "outscale:index/getSubregions:getSubregions", locals(), opts, GetSubregionsResult,
        {"filters": "getSubregionsFilter"},
    )

def get_subregions_output(
    *, filters: Input[Sequence[Input[GetSubregionsFilterArgsDict]]] | None = None, id: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetSubregionsResult]:
    return invoke_output(
        "outscale:index/getSubregions:getSubregions", locals(), opts, GetSubregionsResult,
        {"filters": "getSubregionsFilter"},
    )

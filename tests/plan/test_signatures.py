"""The marks of special values are those of the SDK."""

from __future__ import annotations

from plan import pulumi_private as sdk
from plan import signatures


def test_the_copies_are_the_sdks_own() -> None:
    assert signatures.UNKNOWN_SENTINEL == sdk.UNKNOWN_SENTINEL
    assert signatures.SIGNATURE == sdk.SIGNATURE_KEY
    assert signatures.SECRET == sdk.SECRET_SIGNATURE
    assert signatures.RESOURCE == sdk.RESOURCE_SIGNATURE
    assert signatures.OUTPUT == sdk.OUTPUT_SIGNATURE
    assert signatures.ASSET == sdk.ASSET_SIGNATURE
    assert signatures.ARCHIVE == sdk.ARCHIVE_SIGNATURE

"""What a provider does that no program can prevent: dated, sourced, of the version in use, and on every page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bastide.preview import written
from components.contract.words import Cloud
from facts import load
from facts.document import parse
from facts.errors import BadInput
from facts.model import ProviderRisk, ProviderRisks
from facts.validate import validate
from tests.conftest import REPOSITORY, Plans

RISKS = [(cloud, risk) for cloud, risks in load.provider_risks().items() for risk in risks]


def test_risks_are_of_clouds_that_exist_and_have_ids_of_their_own() -> None:
    assert RISKS
    assert {cloud for cloud, _ in RISKS} <= set(Cloud)
    for cloud, risks in load.provider_risks().items():
        assert len({risk.id for risk in risks}) == len(risks), cloud


@pytest.mark.parametrize(("cloud", "risk"), RISKS, ids=[f"{cloud}-{risk.id}" for cloud, risk in RISKS])
def test_a_risk_is_of_the_version_whose_schema_is_in_use(cloud: str, risk: ProviderRisk) -> None:
    """Another version needs another look."""
    schema = json.loads((REPOSITORY / "providers" / "schemas" / f"{cloud}.json").read_text(encoding="utf-8"))
    assert risk.version == schema["version"]
    assert risk.version in risk.source


def test_the_unverified_connection_of_numspot_is_known() -> None:
    (risk,) = [risk for cloud, risk in RISKS if (cloud, risk.id) == ("numspot", "tls-not-verified")]
    assert "InsecureSkipVerify" in risk.what


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_document_shows_the_risks_of_its_clouds_and_of_no_other(plans: Plans, form: str) -> None:
    with_, without = (written(plans[name], form, detail=False) for name in ("numspot", "scaleway"))
    assert "InsecureSkipVerify" in with_
    assert "InsecureSkipVerify" not in without


def test_a_risk_without_what_lowers_it_is_refused() -> None:
    text = """schema: bastide/provider-risks/1
clouds:
  numspot:
    - {id: one, version: "1", what: something, source: somewhere, checked: 2026-11-25}
"""
    with pytest.raises(BadInput) as refused:
        validate(parse(text, Path("x.yaml")), ProviderRisks)
    assert "the key `mitigation` is missing" in str(refused.value)

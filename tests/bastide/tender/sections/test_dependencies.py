"""What an estate depends on, and who controls that."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import dependencies
from bastide.tender.sections.dependencies import Dependencies, Dependency, Owned
from bastide.tender.sections.dependencies_control import Control
from bastide.tender.sections.dependencies_named import Nature
from facts import ask
from facts.answer import Known
from facts.sovereignty import ForeignLaw, Parent
from policies.kinds.values import Reference
from policies.model import Lang, Result
from policies.references import references_in
from policies.rules import sov_ctl_005
from tests.bastide.tender.sections.by_hand import made, resource, role, source
from tests.estates import CANDIDATES
from tests.policies.established import UNKNOWN_FACT, european, known

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]
ALERT = "scaleway:observability/alertManager:AlertManager"
SERVER = "scaleway:instance/server:Server"


def owned(found: Dependencies, id_: str) -> Owned:
    return next(item for item in found.owners if item.id == id_)


def named(found: Dependencies, name: str) -> Dependency:
    return next(one for item in found.owners for one in item.dependencies if one.name == name)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_what_fails_is_what_the_two_rules_find(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    failures = {
        item.info.en
        for item in candidate.checked.findings
        if item.rule in ("SOV-CTL-005", "SOV-LOC-006") and item.result is Result.FAIL and item.info
    }
    bad = [one for item in dependencies.of(candidate).owners for one in item.dependencies if one.result is Result.FAIL]
    assert bad
    # each failure shown is one of a rule, and each of a rule is about something shown as a failure
    assert {one.why for one in bad} <= failures
    for text in failures:
        about = re.findall(r"`([^`]+)`", text)
        assert not about or {one.name for one in bad} & set(about), text


@pytest.mark.parametrize("estate", CANDIDATES)
def test_the_verdict_follows_the_facts(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = dependencies.of(candidate)
    assert [item.control for item in found.owners] == sorted(
        (item.control for item in found.owners), key=list(Control).index
    )
    for item in found.owners:
        assert bool(item.ask) is (item.control is Control.UNKNOWN), item
        if item.control is Control.FOREIGN:
            inside = ask.in_area(item.country, "EU", candidate.on)
            assert isinstance(inside, Known) and not inside.value
    # a seat in France, and holdings that nobody has established
    own = owned(found, candidate.cloud)
    assert (own.control, own.country) == (Control.UNKNOWN, "FR")
    assert any("capital" in text for text in own.ask)
    assert own.source is not None and own.source.checked == "2026-11-23"
    assert found.names == {
        control: sum(len(item.dependencies) for item in found.owners if item.control is control) for control in Control
    }


@pytest.mark.parametrize("estate", CANDIDATES)
def test_a_name_that_stands_in_secrets_only_is_not_shown(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    everything = [item for record in candidate.view.records for item in references_in(record.resource.inputs)]
    everything += [item for record in candidate.view.of("source") for item in record.raw("references")]
    openly = {item.name for item in everything if not item.in_secret}
    secretly = {item.name for item in everything if item.in_secret} - openly
    assert secretly or estate == "scaleway"  # whose class does not mark user-data as a secret
    shown = {one.name for item in dependencies.of(candidate).owners for one in item.dependencies}
    assert not shown & secretly
    assert openly - secretly <= shown


def test_a_secret_shows_no_more_than_the_register_says() -> None:
    text = "curl https://token-1.collector.example-unowned.io/x https://abc.datadoghq.com/y"
    found = dependencies.of(made(resource(SERVER, "desk", cloudInit={"secret": text})))
    written = found.model_dump_json()
    assert "example-unowned" not in written and "abc." not in written
    hidden = next(one for item in found.owners for one in item.dependencies if "secret" in one.name)
    assert (hidden.name, hidden.result) == ("a host named in a secret", Result.FAIL)
    assert (owned(found, "datadog").control, named(found, "datadoghq.com").count) == (Control.FOREIGN, 1)
    # named openly as well, it is no secret any more
    again = dependencies.of(
        made(
            resource(SERVER, "desk", cloudInit={"secret": text}),
            resource(SERVER, "other", cloudInit="curl https://abc.datadoghq.com/y"),
        )
    )
    assert named(again, "abc.datadoghq.com").count == 2


def test_files_name_with_line_and_purpose() -> None:
    found = dependencies.of(
        made(
            sources=[
                source(
                    ".github/workflows/check.yml",
                    Reference("action", "actions/checkout@v4", ".github/workflows/check.yml:7"),
                    Reference("image", "debian:12", ".github/workflows/check.yml:9"),
                    Reference("runner", "github.com", ".github/workflows/check.yml"),
                ),
                source(
                    "stacks/Pulumi.x.yaml", Reference("secrets-provider", "kms.amazonaws.com", "x: secretsprovider")
                ),
            ]
        )
    )
    action = named(found, "actions/checkout@v4")
    assert (action.natures, action.places) == ((Nature.ACTION,), (".github/workflows/check.yml:7",))
    assert action.result is Result.FAIL and "GitHub" in action.why
    assert owned(found, "github").control is Control.FOREIGN
    assert named(found, "debian:12").natures == (Nature.IMAGE,) and owned(found, "docker").country == "US"
    assert named(found, "kms.amazonaws.com").natures == (Nature.SECRETS,)
    assert found.unnamed == (Nature.PLUGIN, Nature.STATE, Nature.IDENTITY)


def test_where_the_state_lies() -> None:
    by_run = dependencies.of(made(state={"kind": "s3", "host": "s3.fr-par.scw.cloud", "country": "FR"}))
    assert named(by_run, "s3.fr-par.scw.cloud").natures == (Nature.STATE,)
    bucket = resource("scaleway:object/bucket:Bucket", "hdh-state", "state", name="hdh-state", region="fr-par")
    by_bucket = dependencies.of(made(role("storage:Bucket", "state"), bucket))
    state = named(by_bucket, "hdh-state")
    assert (state.natures, state.places, state.result) == ((Nature.STATE,), ("Bucket",), Result.PASS)
    assert [item.id for item in by_bucket.owners] == ["scaleway"]
    away = resource("scaleway:object/bucket:Bucket", "hdh-state", "state", name="hdh-state", region="us-east-1")
    assert named(dependencies.of(made(role("storage:Bucket", "state"), away)), "hdh-state").result is Result.FAIL


def test_purposes_come_from_kind_and_role() -> None:
    found = dependencies.of(
        made(
            role("net:EgressAllowList", "out", spec={"hosts": ["www.data.gouv.fr"]}),
            role("services:PackageMirror", "mirror", spec={"upstream": "https://www.debian.org/debian"}),
            role("access:IdentityProvider", "login", spec={"issuer": "https://login.microsoftonline.com/x"}),
            resource(SERVER, "desk", cloudInit="curl https://www.data.gouv.fr/x"),
        )
    )
    assert named(found, "www.data.gouv.fr").natures == (Nature.DESTINATION,)
    assert named(found, "www.data.gouv.fr").count == 2
    assert owned(found, "gouv.fr").control is Control.EU
    assert named(found, "www.debian.org").natures == (Nature.PACKAGES,)
    debian = owned(found, "debian.org")
    assert (debian.control, debian.country) == (Control.UNKNOWN, "") and "mirror" in debian.ask[0]
    assert named(found, "login.microsoftonline.com").natures == (Nature.IDENTITY,)
    assert owned(found, "azure").control is Control.FOREIGN


def test_the_platforms_own_names_are_told_apart() -> None:
    found = dependencies.of(
        made(resource(SERVER, "desk", cloudInit="curl http://10.0.0.7/ https://mirror.hdh.example/"))
    )
    assert [(item.id, item.control, item.owner, item.source) for item in found.owners] == [
        ("own", Control.OWN, "", None)
    ]
    assert [one.name for one in found.owners[0].dependencies] == ["10.0.0.7", "mirror.hdh.example"]
    assert all(one.result is Result.PASS for one in found.owners[0].dependencies)


CHANGES = {
    "everything is established": ({}, Control.EU),
    "a parent outside the Union": ({"parent": known(Parent(name="A parent", country="US"))}, Control.FOREIGN),
    "a veto": ({"veto": known(True)}, Control.FOREIGN),
    "holdings above the clause": ({"largest_holding": known(24.5)}, Control.FOREIGN),
    "a holding that nobody knows": ({"holdings": UNKNOWN_FACT}, Control.UNKNOWN),
    "a parent outside is enough": (
        {"parent": known(Parent(name="A parent", country="US")), "veto": UNKNOWN_FACT},
        Control.FOREIGN,
    ),
}


@pytest.mark.parametrize(("changes", "expected"), CHANGES.values(), ids=CHANGES)
def test_control_of_the_candidate_itself(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], expected: Control
) -> None:
    monkeypatch.setattr(ask, "provider", lambda name, on: european(id=name, **changes))
    found = dependencies.of(made(resource(SERVER, "desk", cloudInit="curl https://s3.fr-par.scw.cloud/x")))
    own = owned(found, "scaleway")
    assert own.control is expected
    assert own.ask == (("somebody",) if expected is Control.UNKNOWN else ())


def test_an_established_company_that_is_not_the_candidate_was_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "provider", lambda name, on: european(id=name))
    found = dependencies.of(made(resource(SERVER, "desk", cloudInit="curl https://api.ovh.net/x"), lang=Lang.FR))
    assert owned(found, "ovhcloud").control is Control.UNKNOWN
    assert "personne n'a jugé qui contrôle" in owned(found, "ovhcloud").ask[0]


def test_foreign_laws_that_reach_an_owner_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    law = ForeignLaw(law="an order", country="CA")
    monkeypatch.setattr(ask, "provider", lambda name, on: european(id=name, foreign_laws=known((law,))))
    found = dependencies.of(made(resource(SERVER, "desk", cloudInit="curl https://s3.fr-par.scw.cloud/x")))
    assert owned(found, "scaleway").laws == ("an order (CA)",)


def test_ids_are_the_same_in_both_languages(candidate_of: Of) -> None:
    english, french = (dependencies.of(candidate_of("ovhcloud", lang)) for lang in Lang)
    assert [item.id for item in english.owners] == [item.id for item in french.owners]
    assert (english.names, english.unnamed) == (french.names, french.unnamed)
    assert named(french, "get.pulumi.com").why.endswith("hors de l'Union")


def test_every_word_of_an_answer_is_in_both_languages() -> None:
    for word in (*Nature, *Control):
        assert dependencies.WORDS(word, Lang.EN) and dependencies.WORDS(word, Lang.FR)


def test_attributes_are_those_that_the_rule_reads(candidate_of: Of) -> None:
    # what a provider's endpoint or an image names stands in an attribute, and in no input
    for estate in CANDIDATES:
        candidate = candidate_of(estate)
        shown = {one.name for item in dependencies.of(candidate).owners for one in item.dependencies}
        for record in candidate.view.of("provider"):
            assert {item.name for item in references_in({"endpoints": record.raw("endpoints")})} <= shown
    assert "provider" in sov_ctl_005.RULE.kinds

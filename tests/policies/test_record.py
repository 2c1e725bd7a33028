"""A planned resource in neutral words: what is known, what is known later, what cannot be said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plan.model import Options, PlannedResource
from plan.values import UNKNOWN, Secret
from policies.kinds import tables
from policies.kinds.readers import NOT_SAYABLE, any_of, at, const
from policies.kinds.table import Entry, Place
from policies.record import KnownLater, Record, known, plain
from policies.view import View
from tests.policies.records import layer_of, record_of

TOKEN = "test:index:Thing"
ENTRIES = {
    TOKEN: Entry(
        "store.object",
        {"public": at("public"), "tls_min": at("tls"), "encrypted": NOT_SAYABLE},
        {"key": "keyId", "many": "ids[]|other.id", "account": "accountName"},
        location=at("region"),
        tags=at("tags"),
        combine={"public": any_of},
        like="account",
    ),
    "test:index:Setting": Entry(
        "store.object",
        {"public": at("public"), "tls_min": at("tls"), "locked_days": at("days")},
        {"thing": "thing"},
        tags=at("tags"),
        place=Place.NOWHERE,
        of="thing",
    ),
    "test:index:Account": Entry("store.object", {"public": const(False), "encrypted": const(True)}),
    "test:index:Beside": Entry(
        "store.block", {"encrypted": const(True)}, {"thing": "thing"}, located_with="thing", place=Place.WITH
    ),
    "test:index:World": Entry("iam.user", {}, place=Place.GLOBAL),
}


@pytest.fixture(autouse=True)
def own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Classes of this test beside those of the clouds."""
    found = tables.entry
    monkeypatch.setattr(tables, "entry", lambda token: ENTRIES.get(token) or found(token))


def thing(name: str = "a", token: str = TOKEN, /, **inputs: Any) -> PlannedResource:
    """A resource that has its own name as an input, too."""
    return PlannedResource(f"urn:pulumi:t::t::{token}::{name}", token, name, True, inputs={"name": name, **inputs})


def of(*resources: PlannedResource, name: str = "a") -> Record:
    return record_of(View([layer_of(*resources)]), name)


def setting(name: str = "s", **inputs: Any) -> PlannedResource:
    return thing(name, "test:index:Setting", thing="a", **inputs)


def test_a_known_value_is_given_and_an_unset_one_is_none() -> None:
    record = of(thing(public=True))
    assert record["public"] is True and record["tls_min"] is None


def test_what_is_known_later_raises_and_raw_gives_it() -> None:
    record = of(thing(public=UNKNOWN))
    assert record.raw("public") is UNKNOWN
    with pytest.raises(KnownLater) as later:
        record["public"]
    assert later.value.attribute == "public"


@pytest.mark.parametrize("value", [0, "", None, False, ()])
def test_known_gives_back_whatever_is_known(value: Any) -> None:
    assert known(value, "x") is value


def test_an_attribute_that_the_kind_does_not_have_is_a_fault_of_the_rule() -> None:
    with pytest.raises(KeyError, match="rotation_days"):
        of(thing())["rotation_days"]


def test_secrets_are_opened_for_rules() -> None:
    assert of(thing(public=Secret(Secret(True))))["public"] is True
    assert plain({"a": [Secret({"b": Secret(1)}), (UNKNOWN,)]}) == {"a": [{"b": 1}, [UNKNOWN]]}


def test_a_setting_answers_for_its_resource() -> None:
    record = of(thing(tls="1.0"), setting(tls="1.2", days=3))
    assert (record["tls_min"], record["locked_days"]) == ("1.2", 3)


def test_of_two_settings_that_differ_the_second_counts_for_nothing() -> None:
    # it is an orphan, on which PLN-001 fails
    assert of(thing(), setting("s", tls="1.0"), setting("t", tls="1.2"))["tls_min"] == "1.0"


@pytest.mark.parametrize(
    ("own", "settings", "expected"),
    [
        (True, [False], True),
        (False, [True, False], True),
        (None, [False, False], False),
        (True, [UNKNOWN], True),
        (False, [UNKNOWN], UNKNOWN),
        (None, [], None),
    ],
)
def test_what_is_combined_takes_the_own_answer_too(own: Any, settings: list[Any], expected: Any) -> None:
    made = [setting(f"s{number}", public=value) for number, value in enumerate(settings)]
    inputs = {} if own is None else {"public": own}
    assert of(thing(**inputs), *made).raw("public") is expected


def test_what_the_class_cannot_say_is_asked_of_what_it_is_like() -> None:
    account = thing("acc", "test:index:Account")
    assert of(account, thing(accountName="acc"))["encrypted"] is True
    assert of(account, thing())["encrypted"] is None


def test_it_points_by_dependency_and_tells_unset_from_unknown() -> None:
    key = thing("key", "scaleway:keymanager/key:Key")
    record = of(key, replace(thing(keyId=UNKNOWN), property_dependencies={"keyId": (key.urn,)}))
    assert [item.name for item in record.refs("key")] == ["key"]
    assert record.sets("key") and record.refs("key", "kms.vault") == () and record.refs("nothing") == ()
    elsewhere = of(thing(keyId="key-of-another-stack"))
    assert elsewhere.sets("key") and elsewhere.refs("key") == ()
    assert not of(thing()).sets("key")


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_an_empty_input_points_nowhere(value: Any) -> None:
    key = thing("key", "scaleway:keymanager/key:Key")
    record = of(key, replace(thing(keyId=value), property_dependencies={"keyId": (key.urn,)}))
    assert record.refs("key") == () and not record.sets("key")


def test_a_ref_may_name_several_inputs() -> None:
    one, two = (thing(name, "scaleway:keymanager/key:Key") for name in ("one", "two"))
    record = of(one, two, thing(ids=["one"], other={"id": "two"}))
    assert [item.name for item in record.refs("many")] == ["one", "two"]
    assert of(thing(other={"id": "x"})).sets("many")


def test_tags_are_merged_with_those_of_settings_and_none_is_not_empty() -> None:
    assert of(thing(tags={"owner": "x"}), setting(tags={"space": "y"})).tags == {"owner": "x", "space": "y"}
    assert of(thing(tags=UNKNOWN)).tags == {}
    assert of(thing("w", "test:index:World"), name="w").tags is None


def test_a_place_comes_from_inputs_then_from_the_provider() -> None:
    provider = PlannedResource("urn:p", "pulumi:providers:scaleway", "p", True, inputs={"region": "nl-ams"})
    at_provider = replace(thing(), options=Options(provider="urn:p"))
    assert of(provider, at_provider).location == "nl-ams"
    assert of(provider, replace(at_provider, inputs={"region": "fr-par"})).location == "fr-par"
    assert of(thing()).location is None
    assert of(thing(region=UNKNOWN)).location is UNKNOWN


def test_it_lies_with_another_and_a_circle_lies_nowhere() -> None:
    beside = thing("b", "test:index:Beside", thing="a")
    assert of(thing(region="fr-par"), beside, name="b").location == "fr-par"
    one = thing("one", "test:index:Beside", thing="two")
    two = thing("two", "test:index:Beside", thing="one")
    assert of(one, two, name="one").location is None


def test_a_joint_has_no_place_and_a_service_of_the_whole_cloud_is_global() -> None:
    joint = record_of(View([layer_of(thing(), setting())]), "s")
    assert not joint.has_place
    world = of(thing("w", "test:index:World"), name="w")
    assert world.is_global and world.has_place
    assert of(thing(region="Global")).is_global and not of(thing(region="fr-par")).is_global


def test_owners_are_the_roles_around_it_the_nearest_first() -> None:
    outer = PlannedResource("urn:o", "bastide:area:Environment", "prod", False)
    inner = PlannedResource("urn:i", "bastide:storage:Bucket", "data", False, parent="urn:o")
    record = of(outer, inner, replace(thing(), parent="urn:i"))
    assert [item.name for item in record.owners()] == ["data", "prod"]
    assert record.role == "Environment/Bucket"


def test_its_name_for_a_debugger_holds_no_value() -> None:
    assert "hunter2" not in repr(of(thing(public=Secret("hunter2"))))

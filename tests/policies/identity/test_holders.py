"""Who holds what over a whole estate."""

from __future__ import annotations

from policies.examples import Case, ExampleResource, plan_of
from policies.identity.holders import holders
from policies.identity.pairs import broken
from policies.kinds.values import Grant
from policies.parameters import Pair, parameters
from policies.view import View

RULE = {"permissionSetNames": ["ObjectStorageFullAccess"], "projectIds": ["p"]}
PAIR = Pair(name="one and the other", nom="l'un et l'autre", one=("manage-keys",), other=("read-data",))


def role(token: str, name: str, links: dict[str, str] | None = None, **spec: object) -> ExampleResource:
    named = {key: {"urn": urn} for key, urn in (links or {}).items()}
    return ExampleResource(type=token, name=name, inputs={"spec": spec, "links": named, "gaps": []})


def policy(name: str, parent: str = "", **inputs: object) -> ExampleResource:
    return ExampleResource(
        type="scaleway:iam/policy:Policy", name=name, parent=parent, inputs={"rules": [RULE], **inputs}
    )


def view_of(*resources: ExampleResource) -> View:
    return View([plan_of(Case(title="t", expect="pass", resources=resources))])


def test_a_policy_counts_for_the_group_of_the_role_that_it_was_made_for() -> None:
    view = view_of(
        role("bastide:access:Group", "readers"),
        role("bastide:access:Grant", "work", {"identity": "readers"}, right="work"),
        policy("policy", "work", groupId={"unknown": True}),
    )
    group = next(item for item in view.of("role.Group"))
    held = holders(view)
    assert "read-data" in held.all_of(group.urn)
    assert held.rights[group.urn] == {"work"}


def test_a_member_holds_what_its_groups_hold_and_a_group_reaches_its_members() -> None:
    view = view_of(
        ExampleResource(type="scaleway:iam/application:Application", name="tool"),
        ExampleResource(type="scaleway:iam/group:Group", name="readers", inputs={"applicationIds": [{"ref": "tool"}]}),
        policy("policy", groupId={"ref": "readers"}),
    )
    held = holders(view)
    tool, readers = (next(item.urn for item in view.records if item.name == name) for name in ("tool", "readers"))
    assert "read-data" in held.all_of(tool)
    assert held.touched(readers) == {tool, readers}


def test_policies_without_any_identity_are_not_thrown_together() -> None:
    view = view_of(policy("one", groupId={"unknown": True}), policy("two", groupId={"unknown": True}))
    assert len([key for key in holders(view).abilities if "policy" in key.lower()]) == 2


def test_lists_of_persons() -> None:
    view = view_of(
        role("bastide:access:Workstation", "desk", people=["researcher-1"], operators=["operator-1"]),
        role("bastide:keys:KeyStore", "store", operators=["operator-1", "custodian-1"]),
    )
    people = holders(view).people
    assert people == {"researcher-1": {"work"}, "operator-1": {"administer", "custody"}, "custodian-1": {"custody"}}


def test_pairs() -> None:
    assert list(broken(frozenset({"manage-keys", "read-data"}), (PAIR,))) == [PAIR]
    assert list(broken(frozenset({"all"}), (PAIR,))) == [PAIR]
    assert not list(broken(frozenset({"manage-keys", "write-data"}), (PAIR,)))


def test_the_pairs_of_the_parameters_are_of_words_that_grants_have() -> None:
    words = Grant.__doc__ or ""
    for pair in parameters().incompatible_rights.value:
        assert all(f"`{word}`" in words for word in (*pair.one, *pair.other)), pair.name
    rights = {"read", "work", "review", "administer", "deploy", "link", "custody"}
    for pair in parameters().incompatible_intents.value:
        assert {*pair.one, *pair.other} <= rights, pair.name

"""What bears data is protected and kept; what is only machinery is not."""

from __future__ import annotations

from tests.components.scaleway.conftest import Plans, plain

DATA = {
    "account/project:Project",
    "block/volume:Volume",
    "databases/database:Database",
    "databases/instance:Instance",
    "index/fileFilesystem:FileFilesystem",
    "keymanager/key:Key",
    "object/bucket:Bucket",
    "object/bucketLockConfiguration:BucketLockConfiguration",
    "object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "observability/source:Source",
}


def test_data_is_protected_and_kept(plans: Plans) -> None:
    for item in plans.of(*DATA):
        assert item.options.protect is True, item.urn
        assert item.options.retain_on_delete is True, item.urn


def test_key_stores_are_protected_and_kept(plans: Plans) -> None:
    stores = [item for item in plans.of("iam/group:Group", "iam/policy:Policy") if item.name.endswith("-custodians")]
    own = [
        item for item in stores if item.type.endswith("Policy") or item.inputs["description"].startswith("administer")
    ]
    assert own
    assert all(item.options.protect and item.options.retain_on_delete for item in own)


def test_machinery_can_be_replaced(plans: Plans) -> None:
    for item in plans.of("instance/server:Server", "network/acl:Acl", "instance/securityGroup:SecurityGroup"):
        assert not item.options.protect, item.urn


def test_no_output_of_a_layer_is_secret_or_holds_a_generated_value(plans: Plans) -> None:
    for plan in plans.layers:
        assert "('secret'" not in str(plain(plan.outputs)), plan.layer


def test_nothing_deprecated_is_used_and_nothing_is_warned_of(plans: Plans) -> None:
    assert [message.text for plan in plans.layers for message in plan.messages] == []

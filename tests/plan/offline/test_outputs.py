"""What `up` gives: every declared output, always the same, in the cloud's own form."""

from __future__ import annotations

import re
from typing import Any

import pytest

from plan.offline.codec import decoded
from plan.values import Secret

BUCKET = "scaleway:object/bucket:Bucket"
NETWORK = "scaleway:network/privateNetwork:PrivateNetwork"
PASSWORD = "random:index/randomPassword:RandomPassword"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def test_a_previewed_create_says_nothing_that_only_the_cloud_knows(serve: Any) -> None:
    answer = serve("scaleway").create(NETWORK, {"name": "a"}, preview=True)
    assert answer.id == ""
    assert decoded(answer.properties) == {"name": "a"}


def test_every_declared_output_has_a_value_of_its_type(serve: Any) -> None:
    made = serve("scaleway").made(NETWORK, {"name": "a", "ipv4Subnet": {"subnet": "10.0.0.0/24"}})
    assert made["name"] == "a"
    assert made["ipv4Subnet"]["subnet"] == "10.0.0.0/24"
    assert re.fullmatch(UUID, made["ipv4Subnet"]["id"])
    assert isinstance(made["ipv4Subnet"]["prefixLength"], int)
    assert made["createdAt"].endswith("Z")
    assert made["organizationId"]


def test_the_same_resource_has_the_same_outputs_in_every_process(serve: Any) -> None:
    inputs = {"name": "a"}
    first, second = serve("scaleway"), serve("scaleway")
    assert first.made(NETWORK, inputs) == second.made(NETWORK, inputs)
    assert first.made(NETWORK, inputs)["id"] != first.made(NETWORK, inputs, name="two")["id"]


@pytest.mark.parametrize(
    ("plugin", "token", "inputs", "expected"),
    [
        ("scaleway", NETWORK, {"region": "nl-ams"}, f"nl-ams/{UUID}"),
        ("scaleway", NETWORK, {}, f"fr-par/{UUID}"),
        ("scaleway", "scaleway:block/volume:Volume", {"iops": 5000, "zone": "fr-par-2"}, f"fr-par-2/{UUID}"),
        ("scaleway", "scaleway:iam/application:Application", {}, UUID),
        ("scaleway", BUCKET, {"name": "records", "region": "fr-par"}, "fr-par/records"),
        ("scaleway", "scaleway:secrets/version:Version", {"secretId": "fr-par/s"}, "fr-par/s/1"),
        ("openstack", "openstack:networking/network:Network", {}, UUID),
        ("openstack", "openstack:compute/volumeAttach:VolumeAttach", {"instanceId": "i", "volumeId": "v"}, "i/v"),
        (
            "openstack",
            "openstack:networking/routerRoute:RouterRoute",
            {"routerId": "r", "destinationCidr": "10.0.0.0/8", "nextHop": "10.0.0.1"},
            "r-route-10.0.0.0/8-10.0.0.1",
        ),
        ("ovh", "ovh:CloudProject/s3Policy:S3Policy", {"serviceName": "p", "userId": "7", "policy": "{}"}, "p/7"),
        ("ovh", "ovh:CloudProject/project:Project", {}, "[0-9a-f]{32}"),
        ("ovh", "ovh:Vrack/vrack:Vrack", {}, r"pn-\d{6}"),
    ],
)
def test_ids_have_the_form_that_each_cloud_gives_them(
    serve: Any, plugin: str, token: str, inputs: dict[str, Any], expected: str
) -> None:
    assert re.fullmatch(expected, serve(plugin).made(token, inputs)["id"])


def test_a_setting_of_the_provider_stands_in_for_what_the_program_leaves_out(serve: Any) -> None:
    client = serve("scaleway")
    client.configure(region="pl-waw")
    assert client.made(NETWORK, {})["id"].startswith("pl-waw/")


def test_outputs_are_secret_where_the_table_says_so(serve: Any) -> None:
    made = serve("scaleway").made("scaleway:iam/apiKey:ApiKey", {"applicationId": "a"})
    assert isinstance(made["secretKey"], Secret)
    assert made["accessKey"].startswith("SCW")
    assert made["id"] == made["accessKey"]


def test_a_secret_input_stays_secret_in_preview_and_up(serve: Any) -> None:
    inputs = {"engine": "PostgreSQL-16", "nodeType": "DB-DEV-S", "password": "plain"}
    client, token = serve("scaleway"), "scaleway:databases/instance:Instance"
    assert client.made(token, inputs)["password"] == Secret("plain")
    assert decoded(client.create(token, inputs, preview=True).properties)["password"] == Secret("plain")


def test_an_update_keeps_what_the_cloud_once_said(serve: Any) -> None:
    client = serve("scaleway")
    state = {**client.made(BUCKET, {"name": "a"}), "endpoint": "https://from.the.real.cloud"}
    updated = client.update(BUCKET, state, {"name": "a", "tags": {"x": "y"}}, id="fr-par/a")
    assert updated["tags"] == {"x": "y"}
    assert updated["endpoint"] == "https://from.the.real.cloud"
    assert "tags" not in client.update(BUCKET, updated, {"name": "a"}, id="fr-par/a")


@pytest.mark.parametrize(
    ("inputs", "letters"),
    [
        ({"length": 32}, r"[\s\S]{32}"),
        ({"length": 20, "special": False}, "[A-Za-z0-9]{20}"),
        ({"length": 12, "special": True, "overrideSpecial": "_", "upper": False, "numeric": False}, "[a-z_]{12}"),
    ],
)
def test_a_password_has_the_length_and_letters_that_were_asked_for(
    serve: Any, inputs: dict[str, Any], letters: str
) -> None:
    made = serve("random").made(PASSWORD, inputs)
    assert isinstance(made["result"], Secret)
    assert re.fullmatch(letters, made["result"].value)
    assert isinstance(made["bcryptHash"], Secret)


def test_a_password_holds_the_least_number_of_each_kind(serve: Any) -> None:
    inputs = {"length": 8, "minNumeric": 3, "minSpecial": 3, "minUpper": 2}
    text = serve("random").made(PASSWORD, inputs)["result"].value
    assert sum(letter.isdigit() for letter in text) >= 3
    assert sum(not letter.isalnum() for letter in text) >= 3
    assert sum(letter.isupper() for letter in text) >= 2


def test_random_values_change_with_their_keepers_only(serve: Any) -> None:
    client = serve("random")
    one = client.made(PASSWORD, {"length": 32, "keepers": {"turn": "1"}})["result"]
    assert client.made(PASSWORD, {"length": 32, "keepers": {"turn": "1"}})["result"] == one
    assert client.made(PASSWORD, {"length": 32, "keepers": {"turn": "2"}})["result"] != one


@pytest.mark.parametrize(
    ("kind", "inputs", "output", "form"),
    [
        ("randomId:RandomId", {"byteLength": 4}, "hex", "[0-9a-f]{8}"),
        ("randomUuid:RandomUuid", {}, "result", UUID),
        ("randomString:RandomString", {"length": 6, "special": False}, "result", "[A-Za-z0-9]{6}"),
        ("randomPet:RandomPet", {"length": 3, "separator": "."}, "id", r"[a-z]+\.[a-z]+\.[a-z]+"),
    ],
)
def test_the_other_random_kinds(serve: Any, kind: str, inputs: dict[str, Any], output: str, form: str) -> None:
    assert re.fullmatch(form, serve("random").made(f"random:index/{kind}", inputs)[output])


def test_random_numbers_and_shuffles(serve: Any) -> None:
    client = serve("random")
    assert 3 <= client.made("random:index/randomInteger:RandomInteger", {"min": 3, "max": 5})["result"] <= 5
    items = ["a", "b", "c", "d"]
    assert sorted(client.made("random:index/randomShuffle:RandomShuffle", {"inputs": items})["results"]) == items

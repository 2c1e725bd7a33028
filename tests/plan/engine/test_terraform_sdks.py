"""The SDKs of the Terraform-only clouds in both engines: a provider, resources, look-ups and secrets of each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plan import serialise
from plan.agreement import disagreements
from plan.builtin import layer_plan, run
from plan.engine import reading
from plan.fixtures import answers_from
from plan.model import LayerPlan
from plan.values import Secret
from tests.plan.engine.small_programs import STACK, Small, operations, small
from tests.plan.engine.three_clouds import ANSWERS, SECRETS, program

pytestmark = pytest.mark.xdist_group("terraform-sdks")
CLOUDS = {"outscale": "1.8.0", "numspot": "1.7.3", "cloudtemple": "1.10.0"}


@pytest.fixture(scope="module")
def three() -> Iterator[Small]:
    with small("tests.plan.engine.three_clouds", "program", ANSWERS) as found:
        yield found


def builtin() -> LayerPlan:
    result = run(program, project="bastide", stack=STACK, invokes=answers_from(ANSWERS))
    return layer_plan(result, estate="e", layer="l", cloud="c", facts=lambda *_: None)  # type: ignore[arg-type]


def test_a_life_at_the_real_engine(three: Small) -> None:
    first = three.preview()
    assert operations(first) == {"create"}
    three.up()
    assert operations(three.preview()) == {"same"}
    state = {resource["urn"].rpartition("::")[2]: resource for resource in three.state()["resources"]}
    net = state["net"]
    assert net["id"].startswith("vpc-")
    assert net["outputs"]["netId"] == net["id"]
    assert state["subnet"]["inputs"]["netId"] == net["id"]
    assert state["vm"]["inputs"]["imageId"] == "ami-12345678"
    assert state["vpc"]["inputs"]["ipRange"] == "10.9.0.0/16"
    assert state["bucket"]["inputs"]["name"] == "hub-evidence"
    assert state[f"bastide-{STACK}"]["outputs"]["tag"] == "Name"
    three.refresh()
    assert operations(three.preview()) == {"same"}
    _no_secret_is_written(three)
    three.destroy()
    assert not three.state().get("resources")


def _no_secret_is_written(three: Small) -> None:
    written = three.written()
    assert "hub-evidence" in written
    assert [secret for secret in SECRETS if secret in written] == []


def test_the_two_engines_agree(three: Small) -> None:
    three.session.files.write_state(STACK, None)
    theirs = LayerPlan("e", "l", "c", "pulumi", "offline", reading.resources(three.preview().digest))
    found = disagreements(builtin(), theirs)
    assert not found, "\n".join(map(str, found))


def test_every_resource_names_its_parameterized_package() -> None:
    for resource in (resource for resource in builtin().resources if resource.custom):
        cloud = resource.type.rpartition(":")[2] if resource.type.startswith("pulumi:") else resource.type.split(":")[0]
        package = resource.package
        assert package is not None
        assert (package.plugin, package.plugin_version) == ("terraform-provider", "1.1.3")
        assert (package.name, package.version) == (cloud, CLOUDS[cloud])
        assert f'"version":"{CLOUDS[cloud]}"' in package.parameter


def test_runs_after_one_another_each_announce_their_packages() -> None:
    # a reference is good for the engine that gave it only
    first, second = builtin(), builtin()
    assert first.resources == second.resources
    assert all(resource.package for resource in second.resources if resource.custom)


def test_no_secret_is_in_a_serialised_plan() -> None:
    plan = builtin()
    text = serialise.to_json([plan])
    assert [secret for secret in SECRETS if secret in text] == []
    certificate = next(resource for resource in plan.resources if resource.name == "certificate")
    assert isinstance(certificate.inputs["privateKey"], Secret)

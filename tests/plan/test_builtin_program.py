"""Config, invokes, references, transforms, failures, messages."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
from typing import Any, ClassVar

import pulumi
import pulumi_openstack as openstack
import pulumi_random as random
import pytest
from pulumi import ResourceOptions

from plan.errors import MissingInvoke, MissingStackReference, ProgramFailed
from plan.fixtures import answers_from
from plan.model import UNKNOWN, Message, Secret
from tests.plan.conftest import Named, Preview


def test_config_and_its_secrets(preview: Preview) -> None:
    def program() -> None:
        config = pulumi.Config("demo")
        pulumi.export("region", config.require("region"))
        pulumi.export("token", config.require_secret("token"))
        pulumi.export("where", f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}")

    result = preview(program, config={"demo:region": "par", "demo:token": "clear-text"}, secret_config=["demo:token"])
    assert result.outputs == {
        "region": "par",
        "token": Secret("clear-text"),
        "where": "organization/demo/dev",
    }


def test_an_asynchronous_program(preview: Preview) -> None:
    async def program() -> None:
        await asyncio.sleep(0)
        pulumi.export("thread", await asyncio.to_thread(lambda: "other"))

    assert preview(program).outputs == {"thread": "other"}


def test_pulumi_run_inside_the_program(preview: Preview) -> None:
    async def main() -> dict[str, int]:
        return {"a": 1}

    assert preview(lambda: pulumi.run(main)).outputs == {"a": 1}


IMAGE = {
    "token": "openstack:images/getImage:getImage",
    "args": {"name": "debian"},
    "result": {"id": "img-1", "name": "debian", "minRamMb": 512},
}


class TestInvokes:
    @staticmethod
    def program() -> None:
        image = openstack.images.get_image(name="debian")
        later = openstack.images.get_image_output(name="debian")
        pulumi.export("image", [image.id, image.min_ram_mb, later.id])

    def test_a_fixture_answers(self, preview: Preview) -> None:
        assert preview(self.program, invokes=answers_from([IMAGE])).outputs == {"image": ["img-1", 512, "img-1"]}

    def test_a_missing_fixture_names_token_and_arguments(self, preview: Preview) -> None:
        with pytest.raises(MissingInvoke, match=r'openstack:images/getImage:getImage.*"name": "debian"'):
            preview(self.program)

    def test_a_known_secret_does_not_reach_the_message(self, preview: Preview) -> None:
        def program() -> None:
            openstack.images.get_image_output(name=pulumi.Config("demo").require_secret("name"))

        with pytest.raises(MissingInvoke) as failed:
            preview(program, config={"demo:name": "clear-text"}, secret_config=["demo:name"])
        assert "clear-text" not in str(failed.value)

    def test_unknown_arguments_and_results_stay_unknown(self, preview: Preview) -> None:
        def program() -> None:
            region = openstack.networking.Network("net").region
            pulumi.export("asked", openstack.images.get_image_output(region=region).id)
            pulumi.export("told", openstack.images.get_image_output(name="x").id)

        result = preview(program, invokes=lambda token, args: UNKNOWN)
        assert result.outputs == {"asked": UNKNOWN, "told": UNKNOWN}

    def test_secret_results_stay_secret(self, preview: Preview) -> None:
        def program() -> None:
            pulumi.export("id", openstack.images.get_image_output(name="x").id)

        result = preview(program, invokes=lambda token, args: {"id": Secret("clear-text")})
        assert result.outputs == {"id": Secret("clear-text")}

    def test_a_fixture_without_result_is_refused(self) -> None:
        with pytest.raises(ValueError, match="result"):
            answers_from([{"token": "a:b:c"}])


class TestStackReferences:
    REFERENCES: ClassVar[dict[str, Any]] = {
        "organization/demo/hub": {
            "cidr": "10.0.0.0/8",
            "key": UNKNOWN,
            "password": Secret("clear-text"),
            "token": Secret(UNKNOWN),
            "nested": {"known": 1, "later": UNKNOWN},
            "none": [],
        }
    }

    def outputs(self, preview: Preview, names: list[str], stack: str = "organization/demo/hub") -> dict[str, object]:
        def program() -> None:
            hub = pulumi.StackReference("hub-reference", stack)
            for name in names:
                pulumi.export(name, hub.require_output(name))

        return dict(preview(program, references=self.REFERENCES).outputs)

    def test_known_secret_and_unknown_outputs(self, preview: Preview) -> None:
        assert self.outputs(preview, ["cidr", "key", "password", "token", "none"]) == {
            "cidr": "10.0.0.0/8",
            "key": UNKNOWN,
            "password": Secret("clear-text"),
            "token": Secret(UNKNOWN),
            "none": [],
        }

    def test_an_output_with_an_unknown_inside_is_unknown(self, preview: Preview) -> None:
        assert self.outputs(preview, ["nested"]) == {"nested": UNKNOWN}

    def test_the_last_part_of_the_name_is_enough(self, preview: Preview) -> None:
        assert self.outputs(preview, ["cidr"], "hub") == {"cidr": "10.0.0.0/8"}

    def test_apply_runs_on_known_outputs_only(self, preview: Preview) -> None:
        seen: list[str] = []

        def read(value: str) -> str:
            seen.append(value)
            return f"{value}!"

        def program() -> None:
            hub = pulumi.StackReference("organization/demo/hub")
            pulumi.export("a", hub.get_output("cidr").apply(read))
            pulumi.export("b", hub.get_output("key").apply(read))
            pulumi.export("c", pulumi.Output.concat("x-", hub.get_output("nested")["later"]))
            pulumi.export("d", hub.get_output("nested")["known"])
            pulumi.export("e", hub.outputs["cidr"])
            pulumi.export("f", hub.outputs["key"])
            pulumi.export("absent", hub.get_output("absent"))

        result = preview(program, references=self.REFERENCES)
        assert seen == ["10.0.0.0/8"]
        # Without a name the secrets among the outputs make all of them secret, as with the engine.
        assert result.outputs == {
            "a": "10.0.0.0/8!",
            "b": UNKNOWN,
            "c": UNKNOWN,
            "d": 1,
            "e": Secret("10.0.0.0/8"),
            "f": Secret(UNKNOWN),
        }

    def test_a_required_output_that_is_missing_is_named(self, preview: Preview) -> None:
        with pytest.raises(ProgramFailed, match="hub-reference has no output absent"):
            self.outputs(preview, ["absent"])

    def test_outputs_of_a_run_feed_the_next_layer(self, preview: Preview, named: Named) -> None:
        def hub() -> None:
            pulumi.export("network", openstack.networking.Network("net", name="n").id)
            pulumi.export("password", random.RandomPassword("p", length=9).result)

        def space() -> None:
            reference = pulumi.StackReference("organization/demo/hub")
            openstack.networking.Subnet("sub", network_id=reference.require_output("network"), cidr="10.0.0.0/24")
            pulumi.export("password", reference.require_output("password"))

        outputs = preview(hub).outputs
        result = preview(space, references={"organization/demo/hub": outputs})
        assert named(result, "sub").inputs["networkId"] is UNKNOWN
        assert result.outputs == {"password": Secret(UNKNOWN)}

    def test_a_stack_that_is_not_given_is_named(self, preview: Preview) -> None:
        with pytest.raises(MissingStackReference, match="organization/demo/other"):
            self.outputs(preview, ["cidr"], "other")


class TestTransforms:
    def test_of_a_resource_and_its_children(self, preview: Preview, named: Named) -> None:
        def tag(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
            if not args.custom:
                return None
            return pulumi.ResourceTransformResult(
                {**args.props, "tags": ["t"]}, ResourceOptions.merge(args.opts, ResourceOptions(protect=True))
            )

        def program() -> None:
            role = pulumi.ComponentResource("bastide:x:Y", "role", None, ResourceOptions(transforms=[tag]))
            openstack.networking.Network("in", opts=ResourceOptions(parent=role))
            openstack.networking.Network("out")

        result = preview(program)
        assert named(result, "in").inputs["tags"] == ["t"]
        assert named(result, "in").options.protect is True
        assert "tags" not in named(result, "out").inputs

    def test_of_the_stack_synchronous_and_asynchronous(self, preview: Preview, named: Named) -> None:
        async def tag(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
            await asyncio.sleep(0)
            options = ResourceOptions.merge(args.opts, ResourceOptions(ignore_changes=["tags"]))
            return pulumi.ResourceTransformResult({**args.props, "name": "by-transform"}, options)

        def program() -> None:
            pulumi.runtime.register_resource_transform(tag)
            openstack.networking.Network("net", opts=ResourceOptions(import_="i"))

        net = named(preview(program), "net")
        assert net.inputs["name"] == "by-transform"
        assert net.options.ignore_changes == ("tags",)
        assert net.options.import_id == "i"

    def test_of_invokes(self, preview: Preview) -> None:
        def rename(args: pulumi.InvokeTransformArgs) -> pulumi.InvokeTransformResult:
            return pulumi.InvokeTransformResult({**args.args, "name": "debian"}, args.opts)

        def program() -> None:
            pulumi.runtime.register_invoke_transform(rename)
            pulumi.export("id", openstack.images.get_image_output(name="other").id)

        assert preview(program, invokes=answers_from([IMAGE])).outputs == {"id": "img-1"}

    def test_legacy_transformations(self, preview: Preview, named: Named) -> None:
        def program() -> None:
            def tag(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
                return pulumi.ResourceTransformationResult({**args.props, "tags": ["t"]}, args.opts)

            pulumi.runtime.register_stack_transformation(tag)
            pulumi.CustomResource("acme:x:Y", "net", {})

        assert named(preview(program), "net").inputs == {"tags": ["t"]}


class Broken(Exception):
    pass


class TestFailures:
    def test_the_program_raises(self, preview: Preview) -> None:
        def program() -> None:
            random.RandomId("a", byte_length=1)
            raise Broken("reason")

        with pytest.raises(ProgramFailed, match="Broken: reason") as failed:
            preview(program)
        assert isinstance(failed.value.__cause__, Broken)

    def test_an_apply_raises(self, preview: Preview) -> None:
        def program() -> None:
            def burst(value: str) -> str:
                raise Broken(value)

            name = openstack.networking.Network("net", name="n").name.apply(burst)
            openstack.networking.Network("next", name=name)

        with pytest.raises(ProgramFailed, match="Broken: n"):
            preview(program)

    def test_a_fixture_raises(self, preview: Preview) -> None:
        def burst(token: str, args: object) -> object:
            raise Broken(token)

        with pytest.raises(ProgramFailed, match="Broken"):
            preview(TestInvokes.program, invokes=burst)

    def test_an_input_of_a_wrong_type(self, preview: Preview) -> None:
        with pytest.raises(ProgramFailed, match="unexpected input of type object"):
            preview(lambda: openstack.networking.Network("net", name=object()) and None)  # type: ignore[call-overload]

    def test_the_message_shows_no_known_secret(self, preview: Preview) -> None:
        def program() -> None:
            raise Broken("bad: clear-text")

        with pytest.raises(ProgramFailed) as failed:
            preview(program, config={"demo:t": "clear-text"}, secret_config=["demo:t"])
        assert "clear-text" not in str(failed.value)

    def test_the_next_run_is_not_touched(self, preview: Preview) -> None:
        with pytest.raises(ProgramFailed):
            preview(lambda: 1 / 0 and None)
        assert preview(lambda: pulumi.export("a", 1)).outputs == {"a": 1}


class TestMessages:
    def test_log_and_prints_are_messages(self, preview: Preview, capsys: pytest.CaptureFixture[str]) -> None:
        def program() -> None:
            print("printed")
            pulumi.log.warn("careful")
            pulumi.log.debug("silent")
            pulumi.log.error("about it", random.RandomId("a", byte_length=1))

        result = preview(program)
        urn = "urn:pulumi:dev::demo::random:index/randomId:RandomId::a"
        assert result.messages == (
            Message("info", "printed"),
            Message("warning", "careful"),
            Message("error", "about it", urn),
        )
        assert capsys.readouterr().out == ""

    def test_deprecations_of_the_sdk_are_not_shown(self) -> None:
        # In a process of its own: the SDK warns when it is imported, too.
        code = """
            from plan.builtin import run

            def program():
                import pulumiverse_scaleway as scaleway
                scaleway.VpcPrivateNetwork("n")

            run(program, project="demo", stack="dev")
        """
        command = [sys.executable, "-W", "always", "-c", textwrap.dedent(code)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "pulumiverse_scaleway" not in done.stderr
        assert done.stdout == ""

    def test_progress_is_told(self, preview: Preview) -> None:
        seen: list[int] = []
        preview(lambda: random.RandomId("a", byte_length=1) and None, on_resource=seen.append)
        assert seen == [1, 2]

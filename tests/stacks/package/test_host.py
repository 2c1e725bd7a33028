"""The process that the engine starts: what it answers before a program runs, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import provider_pb2_grpc

from tests.conftest import REPOSITORY

COMPONENTS = REPOSITORY / "components"


@contextmanager
def host(folder: Path, *command: str) -> Iterator[Any]:
    """The host, started in a folder that has nothing of ours; gives the client."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield provider_pb2_grpc.ResourceProviderStub(channel)
    finally:
        process.kill()
        process.communicate()


COMMANDS = {
    "as the language host starts it": (sys.executable, "-u", str(COMPONENTS), "127.0.0.1:1"),
    "as the engine starts it": (str(COMPONENTS / "pulumi-resource-bastide"), "127.0.0.1:1", "--logtostderr"),
    "to be attached to": (sys.executable, str(COMPONENTS)),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_it_serves_the_published_schema(command: tuple[str, ...], tmp_path: Path) -> None:
    with host(tmp_path, *command) as client:
        assert client.Attach(proto.PluginAttach(address="127.0.0.1:2")) == empty_pb2.Empty()
        schema = json.loads(client.GetSchema(proto.GetSchemaRequest()).schema)
        version = client.GetPluginInfo(empty_pb2.Empty()).version
    published = REPOSITORY / "docs" / "schemas" / "package.json"
    assert schema == json.loads(published.read_text(encoding="utf-8")), "do: make schemas"
    assert schema["version"] == version


def test_wrong_arguments_never_become_a_traceback(tmp_path: Path) -> None:
    inputs = struct_pb2.Struct()
    inputs.update({"intent": "schema: bastide/intent/1", "layer": "hub", "scaleway": {"rootGb": 1}})
    request = proto.ConstructRequest(
        project="team", stack="dev", type="bastide:index:Environment", name="platform", inputs=inputs
    )
    with host(tmp_path, *COMMANDS["to be attached to"]) as client, pytest.raises(grpc.RpcError) as failed:
        client.Construct(request)
    assert failed.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    text = failed.value.details() + str(failed.value.trailing_metadata())
    assert "scaleway.rootGb" in text
    assert "Traceback" not in text
    assert 'File "' not in text


def test_a_component_that_does_not_exist_is_one_line(tmp_path: Path) -> None:
    request = proto.ConstructRequest(project="team", stack="dev", type="bastide:index:Bucket", name="data")
    with host(tmp_path, *COMMANDS["to be attached to"]) as client, pytest.raises(grpc.RpcError) as failed:
        client.Construct(request)
    assert "there is no component `bastide:index:Bucket`" in failed.value.details()
    assert 'File "' not in failed.value.details()


def test_without_its_python_environment_it_says_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "components" / "pulumi-resource-bastide"
    script.parent.mkdir()
    script.write_bytes((COMPONENTS / "pulumi-resource-bastide").read_bytes())
    script.chmod(0o755)
    done = subprocess.run([script, "127.0.0.1:1"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "make setup" in done.stderr

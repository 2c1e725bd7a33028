"""The state of a space on the cloud's own object storage, by its S3 API: encrypted, and locked while it is in use."""

from __future__ import annotations

import json
import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config

from plan.engine.command import Result
from plan.engine.environment import SKIP_CHECKPOINTS, resumable
from plan.engine.project import with_outputs
from plan.engine.session import Session
from plan.engine.state_faults import ENVIRONMENT, explain
from plan.errors import EngineFailed
from stacks.catalogue import BOOTSTRAP, HUB
from tests.e2e.openstack.extra import AREA, Extra
from tests.e2e.openstack.standing import Standing
from tests.e2e.openstack.states import call, said

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

PASSPHRASE = "correct horse"


@dataclass
class Bucket:
    """A bucket of the space's project, and the settings of who may use it."""

    client: Any
    name: str
    url: str
    variables: Mapping[str, str]

    def content(self) -> dict[str, bytes]:
        listed = self.client.list_objects_v2(Bucket=self.name).get("Contents", [])
        return {
            item["Key"]: self.client.get_object(Bucket=self.name, Key=item["Key"])["Body"].read() for item in listed
        }


@pytest.fixture
def bucket(stood: Standing) -> Iterator[Bucket]:
    project = stood.tenancy.projects[AREA]
    identity: Any = stood.admin.identity
    key = {"access": secrets.token_hex(16), "secret": secrets.token_hex(16)}
    credential = identity.create_credential(
        type="ec2", blob=json.dumps(key), user_id=stood.admin.current_user_id, project_id=project
    )
    service = stood.admin.object_store.get_endpoint()
    assert service is not None
    parts = urlsplit(service)
    endpoint, region = f"{parts.scheme}://{parts.netloc}", stood.admin.config.get_region_name()
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=key["access"],
        aws_secret_access_key=key["secret"],
        config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
    )
    name = f"bastide-e2e-{secrets.token_hex(4)}"
    client.create_bucket(Bucket=name)
    try:
        url = f"s3://{name}?endpoint={endpoint}&region={region}&use_path_style=true&disable_https=true"
        yield Bucket(client, name, url, {"AWS_ACCESS_KEY_ID": key["access"], "AWS_SECRET_ACCESS_KEY": key["secret"]})
    finally:
        for item in client.list_objects_v2(Bucket=name).get("Contents", []):
            client.delete_object(Bucket=name, Key=item["Key"])
        client.delete_bucket(Bucket=name)
        identity.delete_credential(credential)


@dataclass
class Deployer:
    """Whoever brings the space up with the state in the bucket."""

    extra: Extra
    run: Session

    def keep(self, stack: str, outputs: Mapping[str, Any] | None = None) -> None:
        """Make a stack there, which exports what the layers above it read."""
        made = call(self.run, "stack", "init", stack, "--secrets-provider", "passphrase")
        assert made.code == 0, made.stderr
        if outputs is not None:
            file = self.run.files.folder / f"{stack}.json"
            file.write_text(json.dumps({"version": 3, "deployment": with_outputs(None, stack, outputs, {})}))
            done = call(self.run, "stack", "import", "--stack", stack, "--file", str(file))
            assert done.code == 0, done.stderr

    def up(self) -> Result:
        return self.run.up(self.extra.host, self.extra.stack)

    def hurried(self) -> Deployer:
        """The same, writing the state down once, at the end: of each step it takes a second here."""
        variables = {**self.run.caller.environment, SKIP_CHECKPOINTS: "true"}
        return replace(self, run=replace(self.run, caller=replace(self.run.caller, environment=variables)))


@pytest.fixture
def deployer(extra: Extra, bucket: Bucket, tmp_path: Path) -> Iterator[Deployer]:
    session = extra.stood.run
    variables = {
        **resumable(session.caller.environment),
        **ENVIRONMENT,
        **bucket.variables,
        "PULUMI_BACKEND_URL": bucket.url,
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
    }
    # a stack that is made writes its settings there, and others of this run have theirs beside
    work = tmp_path / "work"
    shutil.copytree(session.caller.folder, work)
    found = Deployer(extra, replace(session, caller=replace(session.caller, folder=work, environment=variables)))
    for layer in (BOOTSTRAP, HUB):
        root = next(item for item in extra.stood.state(layer)["resources"] if item["type"] == "pulumi:pulumi:Stack")
        found.keep(extra.target.stack(layer), root["outputs"])
    found.keep(extra.stack)
    yield found
    # what it made in the hub's project is in this state alone
    for arguments in (("state", "unprotect", "--all"), ("destroy", "--skip-preview")):
        done = call(found.hurried().run, *arguments, "--yes", "--stack", extra.stack)
        assert done.code == 0, done.stderr


def test_the_same_up_keeps_its_state_in_the_clouds_object_storage_encrypted(deployer: Deployer, bucket: Bucket) -> None:
    done = deployer.up()
    assert done.code == 0, said(done)
    content = bucket.content()
    (key,) = [key for key in content if key.endswith(f"/stacks/bastide/{deployer.extra.stack}.json")]
    assert b"ciphertext" in content[key]
    for name, body in content.items():
        assert b"#cloud-config" not in body, name
        assert PASSPHRASE.encode() not in body, name
    assert not [name for name in content if "/locks/" in name]


def test_a_second_run_is_refused_while_the_first_is_at_work(deployer: Deployer) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def hold(method: str, path: str) -> None:
        if method == "POST" and path.endswith("/networks"):
            reached.set()
            go_on.wait(120)

    deployer.extra.between.on_request = hold
    deployer = deployer.hurried()
    results: list[Result] = []
    first = threading.Thread(target=lambda: results.append(deployer.up()))
    first.start()
    try:
        assert reached.wait(120)
        refused = deployer.up()
    finally:
        go_on.set()
        first.join()
    assert refused.code != 0
    fault = explain(refused.stderr, deployer.extra.stack)
    assert isinstance(fault, EngineFailed)
    assert "is locked by" in fault.found
    assert [done.code for done in results] == [0]

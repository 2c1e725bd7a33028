"""State on S3-compatible storage, against a real S3 server: what docs/state.md says was tested is tested here."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.engine.state_faults import explain
from plan.errors import EngineFailed
from tests.e2e.state.conftest import PASSPHRASE, SECRET, STACK, Deployer
from tests.e2e.state.s3_server import S3Server

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("state")]

CHECKPOINT = f".pulumi/stacks/bastide/{STACK}.json"
LOCKS = f".pulumi/locks/organization/bastide/{STACK}/"
Until = Callable[[Callable[[], bool]], None]


def _deployed(deployer: Deployer) -> None:
    done = deployer.up()
    assert done.returncode == 0, done.stdout + done.stderr


def _has_lock(s3: S3Server) -> Callable[[], bool]:
    return lambda: any(key.startswith(LOCKS) for key in s3.objects())


def test_the_state_is_in_the_bucket_with_its_history_and_no_lock_is_left(deployer: Deployer, s3: S3Server) -> None:
    _deployed(deployer)
    resources = json.loads(s3.read(CHECKPOINT))["checkpoint"]["latest"]["resources"]
    assert {resource["urn"].rpartition("::")[2] for resource in resources} == {
        f"bastide-{STACK}",
        "kept",
        "sealed",
        "part",
        "default",  # the engine's own provider of Stash
    }
    keys = s3.objects()
    assert [key for key in keys if key.startswith(f".pulumi/history/bastide/{STACK}/")]
    assert [key for key in keys if key.startswith(f".pulumi/backups/bastide/{STACK}/")]
    assert not _has_lock(s3)()
    history = deployer.call("stack", "history", "--json", "--stack", STACK)
    assert [item["result"] for item in json.loads(history.stdout)] == ["succeeded"]


def test_no_object_and_no_version_of_one_holds_a_secret_in_the_clear(deployer: Deployer, s3: S3Server) -> None:
    _deployed(deployer)
    assert deployer.call("stack", "output", "--json", "--stack", STACK).returncode == 0
    assert b"ciphertext" in s3.read(CHECKPOINT)
    found = s3.client.list_object_versions(Bucket=s3.bucket)["Versions"]
    assert len(found) > 10
    for item in found:
        content = s3.read(item["Key"], item["VersionId"])
        assert SECRET.encode() not in content, item["Key"]
        assert PASSPHRASE.encode() not in content, item["Key"]


def test_a_second_up_is_refused_while_the_first_one_runs(deployer: Deployer, s3: S3Server, until: Until) -> None:
    _deployed(deployer)
    first = deployer.start_up()
    until(_has_lock(s3))
    second = deployer.up()
    assert second.returncode != 0
    fault = explain(second.stderr, STACK)
    assert isinstance(fault, EngineFailed)
    assert fault.found.startswith(f"the stack {STACK} is locked by ")
    assert f"pulumi cancel --stack {STACK}" in fault.action
    assert "s3://" not in str(fault)
    deployer.go_on()
    out, _ = first.communicate(timeout=60)
    assert first.returncode == 0, out
    assert not _has_lock(s3)()


def test_a_preview_needs_no_lock(deployer: Deployer, s3: S3Server, until: Until) -> None:
    _deployed(deployer)
    deployer.start_up()
    until(_has_lock(s3))
    done = deployer.call("destroy", "--preview-only", "--stack", STACK)
    assert done.returncode == 0, done.stderr
    assert "4 to delete" in done.stdout


def test_a_run_that_was_killed_leaves_its_lock_and_cancel_frees_it(
    deployer: Deployer, s3: S3Server, until: Until
) -> None:
    _deployed(deployer)
    killed = deployer.start_up()
    until(_has_lock(s3))
    killed.kill()
    killed.communicate()
    deployer.go_on()
    assert _has_lock(s3)()
    assert isinstance(explain(deployer.up().stderr, STACK), EngineFailed)
    cancelled = deployer.call("cancel", "--stack", STACK, "--yes")
    assert cancelled.returncode == 0, cancelled.stderr
    assert not _has_lock(s3)()
    _deployed(deployer)


def test_a_run_that_is_interrupted_frees_its_lock(deployer: Deployer, s3: S3Server, until: Until) -> None:
    _deployed(deployer)
    run = deployer.start_up()
    # the CLI takes its lock before it listens for interrupts: one in between would end it with the lock left behind
    until(deployer.reached.exists)
    assert _has_lock(s3)()
    run.send_signal(signal.SIGINT)
    deployer.go_on()
    out, _ = run.communicate(timeout=60)
    assert run.returncode != 0, out
    assert not _has_lock(s3)()
    _deployed(deployer)


def test_a_state_moves_from_a_file_to_the_bucket_and_nothing_changes(
    deployer: Deployer, s3: S3Server, tmp_path: Path
) -> None:
    (tmp_path / "local").mkdir()
    local = {"PULUMI_BACKEND_URL": f"file://{tmp_path / 'local'}"}
    moved = tmp_path / "moved.json"
    for arguments in (("stack", "init", STACK), deployer.up_arguments()):
        done = deployer.call(*arguments, **local)
        assert done.returncode == 0, done.stdout + done.stderr
    assert deployer.call("stack", "export", "--stack", STACK, "--file", str(moved), **local).returncode == 0
    assert SECRET not in moved.read_text()
    done = deployer.call("stack", "import", "--stack", STACK, "--file", str(moved))
    assert done.returncode == 0, done.stderr
    again = deployer.up()
    assert again.returncode == 0, again.stderr
    assert "4 unchanged" in again.stdout, again.stdout
    assert json.loads(s3.read(CHECKPOINT))["checkpoint"]["latest"]["resources"]


def test_an_older_version_of_the_checkpoint_brings_the_older_state_back(deployer: Deployer, s3: S3Server) -> None:
    _deployed(deployer)
    assert deployer.call("config", "set", "word", "second", "--stack", STACK).returncode == 0
    before = s3.versions(CHECKPOINT)[0]
    _deployed(deployer)
    shown = deployer.call("stack", "output", "word", "--stack", STACK)
    assert shown.stdout.strip() == "second"
    s3.client.put_object(Bucket=s3.bucket, Key=CHECKPOINT, Body=s3.read(CHECKPOINT, before))
    assert deployer.call("stack", "output", "word", "--stack", STACK).stdout.strip() == "first"
    _deployed(deployer)


def test_a_deleted_checkpoint_comes_back_by_removing_the_delete_marker(deployer: Deployer, s3: S3Server) -> None:
    _deployed(deployer)
    gone = s3.client.delete_object(Bucket=s3.bucket, Key=CHECKPOINT)
    assert deployer.call("stack", "export", "--stack", STACK).returncode != 0
    s3.client.delete_object(Bucket=s3.bucket, Key=CHECKPOINT, VersionId=gone["VersionId"])
    assert deployer.call("stack", "output", "word", "--stack", STACK).stdout.strip() == "first"


def _address(s3: S3Server, **changes: str) -> str:
    parts = {"bucket": s3.bucket, "endpoint": s3.endpoint, "region": "fr-par", **changes}
    return f"s3://{parts['bucket']}?endpoint={parts['endpoint']}&region={parts['region']}&use_path_style=true"


INPUT_FAULTS: dict[str, tuple[Callable[[S3Server], dict[str, str | None]], str]] = {
    "wrong secret": (lambda s3: {"AWS_SECRET_ACCESS_KEY": "wrong"}, "does not know these credentials"),
    "wrong key": (lambda s3: {"AWS_ACCESS_KEY_ID": "nobody"}, "does not know these credentials"),
    "no credentials": (
        lambda s3: {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None},
        "there are no credentials",
    ),
    "missing bucket": (lambda s3: {"PULUMI_BACKEND_URL": _address(s3, bucket="nobodys")}, "does not exist"),
    "wrong region": (lambda s3: {"PULUMI_BACKEND_URL": _address(s3, region="nl-ams")}, "is not that of its endpoint"),
    "unknown certificate": (lambda s3: {"SSL_CERT_FILE": "/dev/null"}, "does not prove who it is"),
    "wrong passphrase": (lambda s3: {"PULUMI_CONFIG_PASSPHRASE": "wrong"}, "does not open the secrets"),
    "no passphrase": (lambda s3: {"PULUMI_CONFIG_PASSPHRASE": None}, "there is none"),
}


@pytest.mark.parametrize("name", INPUT_FAULTS)
def test_what_the_person_must_correct_is_said_with_the_next_action(deployer: Deployer, s3: S3Server, name: str) -> None:
    change, words = INPUT_FAULTS[name]
    done = deployer.up(**change(s3))
    assert done.returncode != 0
    fault = explain(done.stderr, STACK)
    assert isinstance(fault, BadInput), done.stderr
    assert words in fault.found
    assert fault.action
    assert s3.credentials["AWS_SECRET_ACCESS_KEY"] not in done.stdout + done.stderr + fault.message()


def test_a_server_that_is_gone_is_said_and_the_next_run_works(deployer: Deployer, s3: S3Server) -> None:
    _deployed(deployer)
    s3.stop()
    fault = explain(deployer.up().stderr, STACK)
    assert isinstance(fault, EngineFailed)
    assert fault.found == "the state backend cannot be reached"
    s3.start()
    _deployed(deployer)


def test_a_run_waits_for_a_server_that_goes_in_the_middle_and_ends_well(
    deployer: Deployer, s3: S3Server, until: Until
) -> None:
    _deployed(deployer)
    assert deployer.call("config", "set", "word", "second", "--stack", STACK).returncode == 0
    cut = deployer.start_up()
    until(_has_lock(s3))
    s3.stop()
    deployer.go_on()
    with pytest.raises(subprocess.TimeoutExpired):
        cut.wait(3)
    s3.start()
    out, _ = cut.communicate(timeout=60)
    assert cut.returncode == 0, out
    assert not _has_lock(s3)()
    assert deployer.call("stack", "output", "word", "--stack", STACK).stdout.strip() == "second"

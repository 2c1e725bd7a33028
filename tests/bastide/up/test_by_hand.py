"""`pulumi up` by hand, without `bastide`: the program itself refuses, in production."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plan.engine import children, environment, plugins
from tests.bastide.up.conftest import PASSPHRASE, STACK, Done, Site
from tests.pulumi_cli import real_cli

pytestmark = pytest.mark.xdist_group("up")
_HOST = Path(__file__).with_name("language_host.py")


@contextmanager
def by_hand(site: Site, folder: Path, **variables: str) -> Iterator[list[str]]:
    """A program host as an official installation has one, with the user's environment. Gives the CLI's arguments."""
    command = [sys.executable, str(_HOST), str(site.root)]
    with subprocess.Popen(
        command, env={**site.environment(), **variables}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as host:
        assert host.stdin is not None
        assert host.stdout is not None
        try:
            yield [f"--client=127.0.0.1:{int(host.stdout.readline())}", "--exec-kind", "auto.inline"]
        finally:
            host.stdin.close()
            host.wait(timeout=30)


def call(site: Site, folder: Path, arguments: list[str]) -> Done:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    with children.starting_offline(folder) as child:
        variables = {
            **environment.of_pulumi(home),
            **plugins.ENVIRONMENT,
            **environment.attached(children.ready_offline(child)),
            "PULUMI_BACKEND_URL": f"file://{site.state}",
            "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        }
        command = [str(real_cli().path), *arguments, "--stack", STACK, "--non-interactive"]
        return subprocess.run(command, cwd=site.root, env=variables, capture_output=True, text=True, check=False)


def test_a_preview_goes_and_an_up_does_not(site: Site, tmp_path: Path) -> None:
    before = site.checkpoint().read_bytes()
    with by_hand(site, tmp_path) as program:
        preview = call(site, tmp_path, ["preview", *program])
        done = call(site, tmp_path, ["up", "--yes", "--skip-preview", *program])

    assert preview.returncode == 0, preview.stdout + preview.stderr
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert f"{STACK} is in production, and this run was not started by `bastide up`" in said
    assert f"do: bastide up {STACK} --receipt FILE" in said
    assert resources(site.checkpoint().read_bytes()) == resources(before)


def resources(checkpoint: bytes) -> object:
    found = json.loads(checkpoint)["checkpoint"]["latest"]["resources"]
    return [(item["urn"], item.get("inputs"), item.get("id")) for item in found]


def test_a_flag_is_not_enough(site: Site, tmp_path: Path) -> None:
    with by_hand(site, tmp_path, BASTIDE_RECEIPT="1", BASTIDE_RECEIPT_DIGEST="1") as program:
        done = call(site, tmp_path, ["up", "--yes", "--skip-preview", *program])

    assert done.returncode != 0
    assert "found no file that can be read" in done.stdout + done.stderr

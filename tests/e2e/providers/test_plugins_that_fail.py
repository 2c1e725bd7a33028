"""A plugin that is not there, ends at once, talks nonsense or hangs up: exit code 3 and one message with a way out."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.e2e.providers.conftest import make_stack, preview, providers, require_one_message, write_plugin
from tests.plan.engine.lives import checkout
from tests.pulumi_cli import real_cli

STACK = "scaleway-bootstrap"
SECRET = "s3cr3t-of-the-plugin"
# Stand-ins: a plugin that works cannot be made to fail in these ways.
ENDS = "#!/bin/sh\necho 'the disk is full' >&2\necho 'key: " + SECRET + "' >&2\nexit 7\n"
CRASHES = {
    "ends at once": (ENDS, "the disk is full"),
    "prints no port": ("#!/bin/sh\necho this is no port\nsleep 60\n", "without a word"),
    "prints nothing": ("#!/bin/sh\nexit 0\n", "without a word"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which `random` is real; nobody changes it."""
    real_cli()
    return checkout(tmp_path_factory.mktemp("real"), providers(random="real"))


def test_a_plugin_that_is_not_installed_is_named_with_its_version_and_nothing_is_downloaded(
    root: Path, no_plugins: Path
) -> None:
    begun = time.monotonic()
    done = preview(root, STACK, "--engine", "pulumi")
    require_one_message(done, 3)
    assert (
        f"the real provider random, whose plugin is not installed in version {version('pulumi_random')}" in done.stderr
    )
    assert f"pulumi plugin install resource random {version('pulumi_random')}" in done.stderr
    assert not list(no_plugins.iterdir())
    # the CLI tries a download five times, with pauses
    assert time.monotonic() - begun < 30


def test_with_real_providers_the_plugin_of_the_cloud_is_named_with_its_server(
    branch: Callable[..., Path], no_plugins: Path, tmp_path: Path
) -> None:
    root, state = branch(random="offline"), tmp_path / "state"
    state.mkdir()
    make_stack(root, tmp_path / "person", state.as_uri(), STACK, "correct horse")
    done = preview(
        root, STACK, "--providers", "real", PULUMI_BACKEND_URL=state.as_uri(), PULUMI_CONFIG_PASSPHRASE="correct horse"
    )
    require_one_message(done, 3)
    assert "the real provider scaleway" in done.stderr
    number = version("pulumiverse_scaleway")
    assert f"install resource scaleway {number} --server github://api.github.com/pulumiverse" in done.stderr


@pytest.mark.parametrize("how", CRASHES)
def test_a_plugin_that_crashes_is_one_message(root: Path, no_plugins: Path, how: str, tmp_path: Path) -> None:
    script, said = CRASHES[how]
    write_plugin(no_plugins, "random", script)
    done = preview(root, STACK, "--engine", "pulumi")
    require_one_message(done, 3)
    assert f"the plugin of the real provider random ended before it was done: {said}\n" in done.stderr
    assert SECRET not in done.stderr


def test_a_plugin_that_hangs_up_in_a_call_is_one_message(root: Path, no_plugins: Path) -> None:
    script = (
        "#!/usr/bin/env python3\nimport socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "print(server.getsockname()[1], flush=True)\nserver.accept()\n"
    )
    write_plugin(no_plugins, "random", script)
    done = preview(root, STACK, "--engine", "pulumi")
    require_one_message(done, 3)
    assert "the plugin of the real provider random ended before it was done" in done.stderr


def test_a_folder_of_plugins_that_is_none_is_bad_input(root: Path, tmp_path: Path) -> None:
    done = preview(root, STACK, "--engine", "pulumi", BASTIDE_PLUGINS=str(tmp_path / "elsewhere"), TMPDIR=None)
    require_one_message(done, 2)
    assert "BASTIDE_PLUGINS" in done.stderr


def test_only_plugins_of_real_packages_are_started(branch: Callable[..., Path], no_plugins: Path) -> None:
    write_plugin(no_plugins, "random", ENDS)
    done = preview(branch(), STACK, "--engine", "pulumi")
    assert done.returncode == 0, done.stderr

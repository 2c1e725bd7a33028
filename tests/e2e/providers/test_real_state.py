"""`--providers real` with a state of the user's own: the real engine, the real plugin of `random`, a folder.

No plugin of a cloud can be had here, so the estate says that `scaleway` stays offline; all else is as at work.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from plan.engine.session import session
from tests.built_tools import plugin_folder
from tests.e2e.providers.conftest import make_stack, preview, providers, require_one_message
from tests.plan.engine.lives import checkout
from tests.pulumi_cli import real_cli

pytestmark = pytest.mark.xdist_group("real-random")

STACK, PASSPHRASE = "scaleway-bootstrap", "correct horse"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A checkout, which nobody changes, and a state with one stack that is empty."""
    real_cli()
    folder = tmp_path_factory.mktemp("at-work")
    root, state = checkout(folder, providers(scaleway="offline")), folder / "state"
    state.mkdir()
    _without_guard(root)
    make_stack(root, folder / "person", state.as_uri(), STACK, PASSPHRASE)
    return root, state


@pytest.fixture
def at_work(
    prepared: tuple[Path, Path], no_plugins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """The checkout, and a copy of the state that is the test's own."""
    root, state = prepared[0], tmp_path / "state"
    shutil.copytree(prepared[1], state)
    plugin_folder(no_plugins, "random")
    monkeypatch.setenv("PULUMI_BACKEND_URL", state.as_uri())
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    return root, state


def _without_guard(root: Path) -> None:
    """Here a state is compared, not approved: tests/bastide/up shows what the guard refuses."""
    file = root / "stacks" / "approval" / "guard.py"
    text = file.read_text(encoding="utf-8")
    asked = "    if not is_guarded(stack, folder) or _is_rehearsal(stack):\n        return\n"
    assert text.count(asked) == 1
    file.write_text(text.replace(asked, "    return\n"), encoding="utf-8")


def content(folder: Path) -> Mapping[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_preview_compares_with_the_state_and_leaves_it_as_it_is(at_work: tuple[Path, Path]) -> None:
    root, state = at_work
    before = content(state)
    first = preview(root, STACK, "--providers", "real")
    assert first.returncode == 0, first.stderr
    assert "mixed: random real; scaleway offline" in first.stdout
    assert "create" in first.stdout
    assert content(state) == before

    with session(root, "scaleway", real=True) as (run, host):
        result = run.up(host, STACK)
    assert result.code == 0, result.stderr
    made = content(state)
    assert made != before

    second = preview(root, STACK, "--providers", "real", "--format", "json")
    assert second.returncode == 0, second.stderr
    assert '"operation": "create"' not in second.stdout
    assert '"operation": "same"' in second.stdout
    assert content(state) == made


def test_a_folder_may_be_named_from_where_the_command_runs(at_work: tuple[Path, Path]) -> None:
    root, state = at_work
    done = preview(root, STACK, "--providers", "real", PULUMI_BACKEND_URL=f"file://{os.path.relpath(state, root)}")
    assert done.returncode == 0, done.stderr


def test_a_stack_that_does_not_exist_is_bad_input(at_work: tuple[Path, Path]) -> None:
    done = preview(at_work[0], "scaleway-hub", "--providers", "real")
    require_one_message(done, 2)
    assert "do: pulumi stack init scaleway-hub" in done.stderr


def test_a_wrong_passphrase_is_bad_input(at_work: tuple[Path, Path]) -> None:
    done = preview(at_work[0], STACK, "--providers", "real", PULUMI_CONFIG_PASSPHRASE="battery staple")
    require_one_message(done, 2)
    assert "staple" not in done.stderr


REFUSED = {
    None: "no state backend is named",
    "https://api.pulumi.com": "the state would lie at api.pulumi.com, in US",
    "s3://states?region=us-east-1": "the state would lie at s3.us-east-1.amazonaws.com, in US",
    "file:///nowhere/at/all": "the folder of the state does not exist",
}


@pytest.mark.parametrize("address", REFUSED)
def test_a_state_that_is_nowhere_or_outside_the_union_is_refused(
    at_work: tuple[Path, Path], address: str | None
) -> None:
    done = preview(at_work[0], STACK, "--providers", "real", PULUMI_BACKEND_URL=address)
    require_one_message(done, 2)
    assert REFUSED[address] in done.stderr

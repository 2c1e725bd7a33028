"""The guard of the program: which runs may change what stands, and what it looks at to know."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

import pulumi
import pytest

from facts.errors import BadInput
from plan import builtin
from plan.engine import host
from plan.engine.project import ProjectFiles
from plan.errors import ProgramFailed
from plan.model import LayerPlan
from policies.profiles import profile_of
from stacks.approval import guard
from stacks.approval.refused import NotApproved
from tests.conftest import REPOSITORY
from tests.estates import ESTATES
from tests.stacks.retiring import entry, write_list

STACK = "scaleway-hub"


@pytest.mark.parametrize("estate", ESTATES)
def test_all_is_guarded_but_what_the_policies_take_for_non_production(
    estate: str, plans: Mapping[str, tuple[LayerPlan, ...]]
) -> None:
    for plan in plans[estate]:
        stage = "non-production" if plan.layer == "nonprod" else "production"
        assert guard.is_guarded(f"{estate}-{plan.layer}") is (stage == "production")
        if plan.cloud != "azure":
            assert guard.is_guarded(f"{estate}-{plan.layer}") is (profile_of(plan).name != "non-production")


def test_a_run_that_nobody_started_by_bastide_up_is_refused_and_told_what_to_do() -> None:
    with pytest.raises(NotApproved) as error:
        guard.require_approved(STACK, {})
    assert "scaleway-hub is in production" in error.value.message()
    assert "bastide up scaleway-hub --receipt FILE" in error.value.message()


def test_an_environment_that_is_not_production_is_free() -> None:
    guard.require_approved("scaleway-nonprod", {})


@pytest.mark.parametrize("value", ["1", "true", "yes", ""])
def test_no_flag_opens_it(value: str) -> None:
    with pytest.raises((NotApproved, BadInput)):
        guard.require_approved(STACK, {guard.RECEIPT: value, guard.DIGEST: value})
    with pytest.raises(NotApproved):
        guard.require_approved(STACK, {guard.BROKEN: value})


def run_program(stack: str) -> builtin.ProgramRun:
    return builtin.run(lambda: runpy.run_path(str(REPOSITORY / "__main__.py")), project="bastide", stack=stack)


def test_a_run_that_changes_things_ends_before_anything_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: False)
    with pytest.raises(ProgramFailed) as error:
        run_program("scaleway-bootstrap")
    assert "RunError" in str(error.value)
    assert "was not started by `bastide up`" in str(error.value)


def test_a_preview_needs_nothing() -> None:
    assert run_program("scaleway-bootstrap").resources


class TestRehearsals:
    """Runs of our own program host whose state lies in its private folder and ends with it."""

    @pytest.fixture
    def private(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectFiles:
        files = ProjectFiles(tmp_path)
        files.create("name: bastide\n")
        main = type(sys)("__main__")
        main.__file__ = host.__file__
        monkeypatch.setitem(sys.modules, "__main__", main)
        monkeypatch.setattr("sys.argv", ["host.py", "root", "scaleway", str(tmp_path / "awaited")])
        return files

    def test_they_are_free(self, private: ProjectFiles) -> None:
        private.write_state(STACK, None)
        guard.require_approved(STACK, {})

    def test_nor_need_they_a_receipt_for_what_is_retired(self, private: ProjectFiles, tmp_path: Path) -> None:
        write_list(tmp_path, entry())
        with pytest.raises(BadInput, match="there is no file"):
            guard.require_retirement("azure-legacy-prod", tmp_path)
        private.write_state("azure-legacy-prod", None)
        guard.require_retirement("azure-legacy-prod", tmp_path)

    def test_the_same_host_with_a_state_elsewhere_is_not(self, private: ProjectFiles) -> None:
        with pytest.raises(NotApproved):
            guard.require_approved(STACK, {})

    def test_nor_with_the_state_of_another_stack(self, private: ProjectFiles) -> None:
        private.write_state("scaleway-prod", None)
        with pytest.raises(NotApproved):
            guard.require_approved(STACK, {})

    def test_nor_is_another_program_with_such_a_folder(
        self, private: ProjectFiles, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        private.write_state(STACK, None)
        main = type(sys)("__main__")
        main.__file__ = str(REPOSITORY / "__main__.py")
        monkeypatch.setitem(sys.modules, "__main__", main)
        with pytest.raises(NotApproved):
            guard.require_approved(STACK, {})


def test_a_stack_that_is_not_there_is_bad_input() -> None:
    with pytest.raises(BadInput, match="did you mean"):
        guard.require_approved("scaleway-hubb", {})

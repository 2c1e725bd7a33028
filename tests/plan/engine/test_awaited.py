"""Layers that read from each other run at once: what is read waits for what is shown, and no longer than that."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.engine import reading
from plan.engine.command import Result
from plan.engine.plans import Request, plan_estate
from plan.engine.session import session
from plan.errors import EngineFailed
from tests.plan.engine.lives import REPOSITORY, checkout, replaced
from tests.pulumi_cli import real_cli

ESTATE, BOOTSTRAP, HUB = "scaleway", "scaleway-bootstrap", "scaleway-hub"


def test_a_program_waits_while_the_outputs_that_it_reads_are_awaited() -> None:
    real_cli()
    with session(REPOSITORY, ESTATE) as (run, host):
        run.add_stack(BOOTSTRAP)
        run.add_stack(HUB)
        below, too_early = run.preview(host, BOOTSTRAP), run.preview(host, HUB)
        ended, results = threading.Event(), list[Result]()

        def hub() -> None:
            results.append(run.preview(host, HUB))
            ended.set()

        with run.awaiting([BOOTSTRAP]):
            thread = threading.Thread(target=hub)
            thread.start()
            assert not ended.wait(8), "it read what was not there yet"
            with run.shown(BOOTSTRAP):
                run.show_outputs(BOOTSTRAP, reading.outputs(below.events))
            assert ended.wait(60)
            thread.join()
        after = run.preview(host, HUB)
    (above,) = results
    assert above.code == 0, above.stderr
    assert reading.resources(above.digest) == reading.resources(after.digest)
    assert reading.resources(above.digest) != reading.resources(too_early.digest)


def test_a_layer_that_fails_is_what_the_run_says_and_nobody_waits_for_it(tmp_path: Path) -> None:
    real_cli()
    place = "    if layer == BOOTSTRAP:\n"
    broken = f"{place}        raise ValueError('deliberately broken')\n"
    root = checkout(tmp_path, replaced("stacks/target.py", place, broken))
    with pytest.raises(EngineFailed, match=r"scaleway-bootstrap.*deliberately broken"):
        plan_estate(ESTATE, (), root, Request())


def test_choices_that_are_wrong_are_said_though_the_layers_were_known(tmp_path: Path) -> None:
    real_cli()
    root = checkout(tmp_path, replaced("stacks/scaleway.yaml", "image: debian_bookworm", "imago: debian_bookworm"))
    with pytest.raises(BadInput) as caught:
        plan_estate(ESTATE, (), root, Request())
    assert "imago" in str(caught.value)

"""The Job for many machines."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import Any

import yaml

from bastide.cutover.rehearsal.objects import job


def _job() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(job.manifest("hub", 12))
    return found


def test_each_index_is_one_machine_s_and_is_resumed() -> None:
    spec = _job()["spec"]
    assert (spec["completionMode"], spec["completions"], spec["parallelism"]) == ("Indexed", 12, 12)
    assert spec["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"] == [1, 2]
    # the API refuses a failure policy beside any other policy of restarts
    assert spec["template"]["spec"]["restartPolicy"] == "Never"


def test_it_holds_no_secret_and_asks_for_no_right() -> None:
    pod = _job()["spec"]["template"]["spec"]
    container = pod["containers"][0]
    assert "env" not in container
    assert container["envFrom"] == [{"secretRef": {"name": "rehearsal-hub"}}]
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_its_volumes_are_all_mounted() -> None:
    pod = _job()["spec"]["template"]["spec"]
    assert {one["name"] for one in pod["volumes"]} == {one["name"] for one in pod["containers"][0]["volumeMounts"]}


def test_its_script_begins_anew_or_goes_on(tmp_path: Path) -> None:
    shell, option, script = _job()["spec"]["template"]["spec"]["containers"][0]["command"]
    program = tmp_path / ".venv" / "bin" / "bastide"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    own = script.replace("/run-folder", str(tmp_path / "run"))
    environment = {"JOB_COMPLETION_INDEX": "3", "PATH": "/usr/bin:/bin"}

    def said() -> list[str]:
        done = subprocess.run(
            [shell, option, own], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return shlex.split(done.stdout)

    assert "--resume" not in said()
    (tmp_path / "run" / "3").mkdir(parents=True)
    (tmp_path / "run" / "3" / "state.json").touch()
    assert said()[:6] == ["cutover", "rehearse", "hub", "--only", "objects", "--resume"]
    assert said()[7] == "/settings/3.yaml"

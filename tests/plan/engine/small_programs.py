"""A small program at the real CLI with the offline providers, and in the built-in engine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.engine import children, environment, plugins
from plan.engine.children import Host, Serving
from plan.engine.command import Caller, Result
from plan.engine.folder import run_folder
from plan.engine.project import ProjectFiles
from plan.engine.session import Session
from plan.engine.transit import transit
from tests.pulumi_cli import real_cli

STACK = "small"
_HOST = Path(__file__).with_name("program_host.py")


@dataclass(frozen=True)
class Small:
    """One stack of one program. Every file of a run stays until the end, for tests that look for secrets in them."""

    session: Session
    host: Host

    def preview(self) -> Result:
        return good(self.session.preview(self.host, STACK))

    def up(self) -> Result:
        return good(self.session.up(self.host, STACK))

    def refresh(self) -> Result:
        return good(self.session.refresh(STACK))

    def destroy(self) -> Result:
        return good(self.session.destroy(STACK))

    def state(self) -> Mapping[str, Any]:
        state = self.session.files.read_state(STACK)
        assert state is not None
        return state

    def written(self) -> str:
        """All that the CLI wrote: digests, event logs, diagnostics, states."""
        files = [file for file in sorted(self.session.files.folder.rglob("*")) if file.is_file()]
        return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


def good(result: Result) -> Result:
    said = [event["diagnosticEvent"] for event in result.events if "diagnosticEvent" in event]
    errors = [item["message"] for item in said if item["severity"] == "error"]
    assert result.code == 0, result.stderr + "\n".join(errors)
    return result


def operations(result: Result) -> set[str]:
    """What a preview does to the resources of clouds."""
    return {step["op"] for step in result.digest["steps"]}


@contextmanager
def small(module: str, function: str, answers: Sequence[Mapping[str, Any]] = ()) -> Iterator[Small]:
    """A program as `module.function`, with these recorded answers to its look-ups."""
    cli = real_cli()
    with run_folder() as folder, _program(module, function) as port, transit() as vault:
        files = ProjectFiles(folder)
        files.create("name: bastide\nruntime: python\nstackConfigDir: stacks\n")
        recorded = folder / "answers.json"
        recorded.write_text(json.dumps({"schema": "bastide/answers/1", "answers": list(answers)}))
        with children.starting_offline(folder, ["--answers", str(recorded)]) as child:
            ports = children.ready_offline(child)
            recorded.unlink()
            variables = {
                **environment.of_pulumi(files.home),
                **plugins.ENVIRONMENT,
                **environment.attached(ports),
                **vault.environment,
                "PULUMI_BACKEND_URL": files.backend,
            }
            caller = Caller(cli.path, files.work, variables)
            session = Session(files, caller, vault, (child,), folder)
            session.add_stack(STACK)
            yield Small(session, Host(child, False, "", (), lambda: Serving((port,), frozenset())))


@contextmanager
def _program(module: str, function: str) -> Iterator[int]:
    command = [sys.executable, str(_HOST), module, function]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as host:
        assert host.stdin is not None
        assert host.stdout is not None
        try:
            yield int(host.stdout.readline())
        finally:
            host.stdin.close()
            host.wait(timeout=30)

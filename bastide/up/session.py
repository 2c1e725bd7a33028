"""One run of the engine against the state of a stack: its folder, its program, its providers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from plan.engine import backend, children, environment, plugins, processes
from plan.engine.children import Child, Host
from plan.engine.cli import find_cli
from plan.engine.command import Caller, Result
from plan.engine.estate import Target, layer_plan
from plan.engine.failure import check
from plan.engine.folder import run_folder
from plan.engine.interrupted import Interrupted, interrupted, require_none
from plan.engine.project import ProjectFiles
from plan.engine.session import Session
from plan.engine.settings import settings_of
from plan.engine.transit import transit
from plan.errors import EngineFailed
from plan.model import LayerPlan

_HOST: Final = Path(children.__file__).with_name("host.py")
_ALWAYS: Final = frozenset({"random"})
# What the engine was shown it is held to.
_PLANS: Final[Mapping[str, str]] = {"PULUMI_EXPERIMENTAL": "true"}
_NUMBERS: Final = count()


@dataclass(frozen=True)
class Run:
    """A run that is ready. Everything in its folder is gone after it; the state is the user's."""

    session: Session
    host: Host
    target: Target

    @property
    def kept_plan(self) -> Path:
        """What the engine has shown in `preview`, and is held to in `up`."""
        return self.session.files.folder / "plan.json"

    def log(self, operation: str) -> Path:
        """A new file for what the engine tells."""
        return self.session.files.folder / f"{next(_NUMBERS)}-{operation}.events"

    def command(self, operation: str, stack: str, *options: str) -> list[str]:
        """Arguments for the CLI, with the program of this run."""
        inline = (f"--client=127.0.0.1:{self.host.port}", "--exec-kind", "auto.inline")
        return [operation, "--stack", stack, *inline, *options]

    def preview(self, layer: str) -> LayerPlan:
        """What would happen to what stands. Changes nothing.

        Raises:
            BadInput: what the engine was given is wrong.
            EngineFailed: it failed, or an earlier run left open what it was doing.
        """
        stack = self.target.stack(layer)
        require_none(self._open(stack), stack)
        arguments = self.command("preview", stack, "--json", "--show-sames", "--save-plan", str(self.kept_plan))
        result: Result = self.session.caller.run(arguments, log=self.log("preview"))
        plan = layer_plan(self.session, self.target, layer, result)
        check(result, plan, stack)
        return plan

    def _open(self, stack: str) -> tuple[Interrupted, ...]:
        result = self.session.caller.run(("stack", "export", "--stack", stack), log=self.log("export"), events=False)
        check(result, None, stack)
        if "deployment" not in result.digest:
            raise EngineFailed(
                f"the Pulumi CLI gave no state of {stack}", "run it again; `pulumi stack export` shows more"
            )
        return interrupted(result.digest["deployment"] or {})


@contextmanager
def run_of(root: Path, estate: str, *, real: bool, approval: Mapping[str, str]) -> Iterator[Run]:
    """A run with the program of the checkout `root`, whose guard is shown `approval`.

    Raises BadInput or EngineFailed where something that it needs is missing or wrong.
    """
    cli, asked = find_cli(), settings_of(root, estate)
    with ExitStack() as stack:
        files = ProjectFiles(stack.enter_context(run_folder()))
        files.create((root / "Pulumi.yaml").read_text(encoding="utf-8"))
        program = stack.enter_context(_program(files, root, estate, approval))
        providers = stack.enter_context(children.starting_offline(files.folder, asked.recorded))
        vault = stack.enter_context(transit())
        ports = children.ready_offline(providers)
        host = children.ready_host(program)
        modes = {
            name: (asked.providers or {}).get(name, "real" if real else "offline")
            for name in sorted(host.packages | _ALWAYS)
        }
        asked_for_real = [name for name, mode in modes.items() if mode == "real"]
        plugins.link(asked_for_real, files.home)
        played = {name: port for name, port in ports.items() if name not in plugins.of(asked_for_real)}
        variables = {
            **environment.resumable(environment.of_pulumi(files.home)),
            **_PLANS,
            **plugins.ENVIRONMENT,
            **(environment.attached(played) if played else {}),
            **environment.of_accounts(asked_for_real),
            **_of_state(files, root),
        }
        caller = Caller(cli.path, files.work, variables)
        session = Session(
            files, caller, vault, (providers, program), root / "stacks", modes=lambda: modes, owns_states=False
        )
        yield Run(session, host, Target(estate, host.cloud, host.layers))


def _of_state(files: ProjectFiles, root: Path) -> dict[str, str]:
    files.copy_stacks(root / "stacks")
    url, _ = backend.named(root, os.environ)
    return environment.of_state(url, files.secrets_providers())


@contextmanager
def _program(files: ProjectFiles, root: Path, estate: str, approval: Mapping[str, str]) -> Iterator[Child]:
    """The program host, with what its guard asks for in its environment."""
    command = [sys.executable, str(_HOST), str(root), estate, str(children.awaited(files.folder))]
    log = files.folder / "program-host.log"
    with log.open("wb") as said:
        try:
            process = processes.start(
                command,
                environment={**environment.bare(files.home), **approval},
                folder=root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except OSError as error:
            raise EngineFailed(f"{command[0]} cannot be started: {error.strerror}", "run make setup") from None
    try:
        yield Child(process, log, "the program host")
    finally:
        processes.stop(process)

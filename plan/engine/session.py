"""One run of the engine: its folder, its providers, and the operations on stacks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from plan.engine import backend, children, environment, plugins, stack_file
from plan.engine.children import Child, Host
from plan.engine.cli import find_cli
from plan.engine.command import Caller, Result
from plan.engine.folder import run_folder
from plan.engine.policy import pack_file
from plan.engine.project import ProjectFiles, State, with_outputs
from plan.engine.settings import settings_of
from plan.engine.transit import Transit, transit
from plan.errors import EngineFailed
from plan.values import MASKED_SECRET

_ALWAYS: Final = frozenset({"random"})
_NUMBERS: Final = count()


@dataclass(frozen=True)
class Session:
    """Runs operations of the engine in a private folder, with offline providers.

    Several operations may run at once on several threads, each on a stack of its own.
    """

    files: ProjectFiles
    caller: Caller
    vault: Transit
    children: tuple[Child, ...]
    settings: Path
    policy_packs: Sequence[Path] = ()
    refreshing: bool = False
    modes: Callable[[], Mapping[str, str]] = dict
    owns_states: bool = True

    @property
    def packages(self) -> Mapping[str, str]:
        """Provider package -> `offline` or `real`."""
        return self.modes()

    def add_stack(self, stack: str, state: State | None = None, settings: Path | None = None) -> None:
        """Make a stack with a state (None: nothing deployed). `settings`: as for `configure`."""
        self.configure(stack, settings)
        self.files.write_state(stack, state)

    def configure(self, stack: str, settings: Path | None = None) -> None:
        """Give a stack what `Pulumi.<stack>.yaml` says in the folder `settings` (None: the checkout's own).

        Whatever secrets provider the file names: nobody's key is needed, its secrets are placeholders.

        Raises BadInput where that file is wrong.
        """
        file = (settings or self.settings) / f"Pulumi.{stack}.yaml"
        text = file.read_text(encoding="utf-8") if file.is_file() else "{}"
        self.files.write_stack(stack, stack_file.offline(text, file, self.vault.seal))

    def preview(
        self,
        host: Host | int,
        stack: str,
        on_resource: Callable[[int], None] | None = None,
        *,
        events: bool = True,
    ) -> Result:
        """What would happen to a stack, whose program runs in a host, or at a port. Changes nothing.

        `events`: also what the stack would export. With policy packs they come in any case.
        """
        packs = [part for pack in self.policy_packs for part in ("--policy-pack", str(pack))]
        again = ["--refresh"] if self.refreshing else []
        options = ["--json", "--show-sames", *again, *packs]
        return self._program("preview", host, stack, options, on_resource, events=events or bool(packs))

    def up(self, host: Host | int, stack: str, on_resource: Callable[[int], None] | None = None) -> Result:
        """Make it so, at the providers of this session; what stands is read anew before where the session refreshes."""
        again = ["--refresh"] if self.refreshing else []
        return self._program("up", host, stack, ["--yes", "--skip-preview", *again], on_resource)

    def refresh(self, stack: str) -> Result:
        """Read every resource anew into the state."""
        return self._run("refresh", stack, ["--yes", "--skip-preview"])

    def destroy(self, stack: str, *, preview: bool = False) -> Result:
        """Delete every resource of a stack; `preview` tells what would be deleted and deletes nothing."""
        return self._run("destroy", stack, ["--preview-only", "--json"] if preview else ["--yes", "--skip-preview"])

    def show_outputs(self, stack: str, outputs: Mapping[str, Any]) -> None:
        """Let the stacks above see what a previewed stack would export; states that are the user's stay as they are.

        Raises EngineFailed for a secret output: none crosses layers.
        """
        if _holds_secret(outputs):
            raise EngineFailed(
                f"the stack {stack} exports a secret to other stacks",
                "this is a fault of the toolkit: please report it",
            )
        if not self.owns_states:
            return
        state = self.files.read_state(stack)
        self.files.write_state(stack, with_outputs(state, stack, outputs, self.vault.secrets_providers))

    @contextmanager
    def awaiting(self, stacks: Sequence[str]) -> Iterator[None]:
        """Programs that read outputs of these stacks wait for the end of `shown`, or of this block."""
        folder = children.awaited(self.files.folder)
        folder.mkdir(exist_ok=True)
        marks = [folder / stack for stack in stacks]
        for mark in marks:
            mark.touch()
        try:
            yield
        finally:
            for mark in marks:
                mark.unlink(missing_ok=True)

    @contextmanager
    def shown(self, stack: str) -> Iterator[None]:
        """Outputs of the stack are there at the end of the block. Where it fails nobody waits for them any longer."""
        try:
            yield
        finally:
            (children.awaited(self.files.folder) / stack).unlink(missing_ok=True)

    def _program(
        self,
        operation: str,
        host: Host | int,
        stack: str,
        options: Sequence[str],
        on_resource: Callable[[int], None] | None,
        *,
        events: bool = True,
    ) -> Result:
        port = host if isinstance(host, int) else host.port
        inline = [f"--client=127.0.0.1:{port}", "--exec-kind", "auto.inline"]
        return self._run(operation, stack, [*inline, *options], on_resource, events=events)

    def _run(
        self,
        operation: str,
        stack: str,
        options: Sequence[str],
        on_resource: Callable[[int], None] | None = None,
        *,
        events: bool = True,
    ) -> Result:
        log = self.files.folder / f"{next(_NUMBERS)}-{operation}-{stack}.events"
        command = [operation, "--stack", stack, *options]
        result = self.caller.run(command, log=log, events=events, on_resource=on_resource)
        for child in self.children:
            child.require_alive()
        return result


@contextmanager
def session(
    root: Path,
    estate: str,
    *,
    real: bool = False,
    policy_packs: Sequence[Path] = (),
    refresh: bool = False,
) -> Iterator[tuple[Session, Host]]:
    """A session with the program of the checkout `root`; nothing of it is left afterwards.

    With offline providers the states are the session's own. With `real` ones they are the user's: previews only read
    them.

    Raises BadInput or EngineFailed where something that it needs is missing or wrong.
    """
    cli, asked = find_cli(), settings_of(root, estate)
    with ExitStack() as stack:
        files = ProjectFiles(stack.enter_context(run_folder()))
        files.create((root / "Pulumi.yaml").read_text(encoding="utf-8"))
        # Both take their time to start, so they start at once.
        program = stack.enter_context(children.starting_host(files.folder, root, estate))
        providers = stack.enter_context(children.starting_offline(files.folder, asked.recorded))
        vault = stack.enter_context(transit())
        ports = children.ready_offline(providers)
        host = children.announced_host(program)

        def modes() -> Mapping[str, str]:
            return _modes(host.packages | _ALWAYS, asked.providers or {}, real=real)

        # Where all are offline it is not yet to be known which they are: the CLI need not wait for the host.
        asked_for_real = [name for name, mode in modes().items() if mode == "real"] if real or asked.providers else []
        real_plugins = plugins.of(asked_for_real)
        plugins.link(asked_for_real, files.home)
        variables = {
            **environment.of_pulumi(files.home),
            **plugins.ENVIRONMENT,
            **environment.attached({name: port for name, port in ports.items() if name not in real_plugins}),
            **environment.of_accounts(asked_for_real),
            **(_of_users_state(files, root) if real else {**vault.environment, "PULUMI_BACKEND_URL": files.backend}),
        }
        packs = [pack_file(pack, files.folder) for pack in policy_packs]
        caller = Caller(cli.path, files.work, variables)
        yield (
            Session(files, caller, vault, (providers, host.child), root / "stacks", packs, refresh, modes, not real),
            host,
        )


def _of_users_state(files: ProjectFiles, root: Path) -> dict[str, str]:
    files.copy_stacks(root / "stacks")
    url, _ = backend.named(root, os.environ)
    return environment.of_state(url, files.secrets_providers())


def _modes(packages: frozenset[str], asked: Mapping[str, str], *, real: bool) -> dict[str, str]:
    """Package -> `offline` or `real`."""
    return {name: asked.get(name, "real" if real else "offline") for name in sorted(packages)}


def _holds_secret(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_secret(item) for item in value.values())
    if isinstance(value, list):
        return any(_holds_secret(item) for item in value)
    return bool(value == MASKED_SECRET)

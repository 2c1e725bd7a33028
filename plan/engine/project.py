"""The files of a run as the CLI wants them: project, stack files, and a file backend with the states."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from plan.model import STACK_TYPE

PROJECT: Final = "bastide"
ORGANIZATION: Final = "organization"
_STATE_VERSION: Final = 3
_SECRETS_PROVIDER: Final = re.compile(r"^secretsprovider:\s*[\"']?([^\s\"']+)", re.MULTILINE)

EMPTY_MANIFEST: Final[Mapping[str, str]] = {"time": "0001-01-01T00:00:00Z", "magic": "", "version": ""}
"""Of a state that no CLI wrote: the engine holds a manifest with a version to a checksum over it."""

State = Mapping[str, Any]
"""A deployment as Pulumi writes it: `{"manifest", "secrets_providers", "resources"}`."""


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """A copy of the project in the run's folder: the CLI rewrites stack files, and the checkout's are not ours."""

    folder: Path

    @property
    def work(self) -> Path:
        """Where the CLI runs."""
        return self.folder / "work"

    @property
    def home(self) -> Path:
        """What stands for the user's home."""
        return self.folder / "home"

    @property
    def backend(self) -> str:
        """URL of the run's own state backend."""
        return f"file://{self.folder / 'state'}"

    def create(self, project: str) -> None:
        """Make the folders, with the text of `Pulumi.yaml`."""
        for folder in (self.work / "stacks", self.home, self._states):
            folder.mkdir(parents=True)
        # The CLI logs every step, values included, into a folder of its home; where there is no folder it does without.
        (self.home / "logs").touch()
        (self.folder / "state" / ".pulumi" / "meta.yaml").write_text("version: 1\n", encoding="utf-8")
        (self.work / "Pulumi.yaml").write_text(project, encoding="utf-8")

    @property
    def _states(self) -> Path:
        return self.folder / "state" / ".pulumi" / "stacks" / PROJECT

    def write_stack(self, stack: str, settings: str) -> None:
        """The stack's settings: `Pulumi.<stack>.yaml`."""
        (self.work / "stacks" / f"Pulumi.{stack}.yaml").write_text(settings, encoding="utf-8")

    def copy_stacks(self, folder: Path) -> None:
        """The stack settings of the checkout, as they are: with real providers their secrets are needed."""
        for file in folder.glob("Pulumi.*.yaml"):
            shutil.copyfile(file, self.work / "stacks" / file.name)

    def secrets_providers(self) -> tuple[str, ...]:
        """Addresses of the secrets providers that the stack settings here name; a passphrase has none."""
        texts = [file.read_text(encoding="utf-8") for file in sorted((self.work / "stacks").glob("Pulumi.*.yaml"))]
        return tuple(url for text in texts for url in _SECRETS_PROVIDER.findall(text))

    def write_state(self, stack: str, state: State | None) -> None:
        """Make the stack `stack` with this state (None: with nothing)."""
        checkpoint = {"stack": f"{ORGANIZATION}/{PROJECT}/{stack}", "latest": state}
        text = json.dumps({"version": _STATE_VERSION, "checkpoint": checkpoint})
        (self._states / f"{stack}.json").write_text(text, encoding="utf-8")

    def read_state(self, stack: str) -> State | None:
        """The state of a stack, or None where it has none."""
        content = json.loads((self._states / f"{stack}.json").read_text(encoding="utf-8"))
        latest: State | None = content["checkpoint"].get("latest")
        return latest


def with_outputs(state: State | None, stack: str, outputs: Mapping[str, Any], providers: Mapping[str, Any]) -> State:
    """The state with other outputs of the stack, for the stacks that refer to it.

    A preview changes no state, but the layers above it must see what it would export.
    """
    urn = f"urn:pulumi:{stack}::{PROJECT}::{STACK_TYPE}::{PROJECT}-{stack}"
    root = {"urn": urn, "custom": False, "type": STACK_TYPE, "outputs": dict(outputs)}
    old = state or {"manifest": dict(EMPTY_MANIFEST)}
    others = [resource for resource in old.get("resources") or [] if resource["urn"] != urn]
    return {"secrets_providers": dict(providers), **old, "resources": [root, *others]}

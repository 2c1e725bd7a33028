"""Repositories in which something is retired: approvers with keys, receipts of real plans, records of destruction."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bastide.receipt.desired import part
from plan.estate import plan_loaded
from plan.model import LayerPlan, PlannedResource
from stacks import destruction, retire
from stacks.approval import receipt as receipts
from stacks.approval.signature import NAMESPACE
from stacks.estate import load_estate
from tests.stacks.signed import DAY, Repository, content

LEGACY, TARGET = "azure-legacy", "scaleway"
APPROVED_ON: Final = DAY + timedelta(days=2)
DESTROYED_ON: Final = DAY + timedelta(days=20)
RECORD: Final = "EV-2027-014"
ALL: Final = ("one", "two")


TYPE: Final = "azure-native:storage:StorageAccount"
OWNED: Final = ("prod-catalogue-account", "prod-catalogue-lock")
"""Names of the resources of `prod-catalogue` in the short plan; of these the first is protected."""


def urn(kinds: str, name: str) -> str:
    return f"urn:pulumi:azure-legacy-prod::bastide::{kinds}::{name}"


def short_part() -> dict[str, Any]:
    """A stack with two roles, as a receipt has it."""
    roles = "bastide:index:Environment$bastide:storage:Bucket"
    environment = urn("bastide:index:Environment", "prod")
    found: dict[str, dict[str, Any]] = {environment: _wanted("bastide:index:Environment", "", custom=False)}
    for name, owned in (("prod-catalogue", OWNED), ("prod-other", ("prod-other-account",))):
        found[urn(roles, name)] = _wanted("bastide:storage:Bucket", environment, custom=False)
        for at, leaf in enumerate(owned):
            options = {"protect": True, "retain_on_delete": True} if at == 0 else {}
            found[urn(f"{roles}${TYPE}", leaf)] = _wanted(TYPE, urn(roles, name), custom=True, **options)
    return {
        "stack": "azure-legacy-prod",
        "estate": LEGACY,
        "layer": "prod",
        "cloud": "azure",
        "desired": "",
        "resources": found,
    }


def _wanted(kind: str, parent: str, *, custom: bool, **options: bool) -> dict[str, Any]:
    return {"type": kind, "custom": custom, "parent": parent, "inputs": {}, "options": options}


def allowing(*urns: str, operation: str = "delete") -> list[dict[str, Any]]:
    """What a receipt allows."""
    return [{"operation": operation, "urn": one, "holds_data": None, "planned": None} for one in urns]


def leaf(name: str) -> str:
    """The URN of a resource of a bucket in the short plan."""
    return urn(f"bastide:index:Environment$bastide:storage:Bucket${TYPE}", name)


def entry(**changed: Any) -> dict[str, Any]:
    return {
        "stack": "azure-legacy-prod",
        "role": "Environment/Bucket",
        "name": "prod-catalogue",
        "state": "lifted",
        "reason": "copied, verified and signed by its owner",
        "requested_by": "asker@example.org",
        "approved_by": [f"{who}@example.org" for who in ALL],
        "approved_on": str(APPROVED_ON),
        "receipt": "0" * 64,
        **changed,
    }


def write_list(folder: Path, *entries: dict[str, Any]) -> None:
    """The list of what is retired."""
    text = yaml.safe_dump({"schema": "bastide/retire/1", "roles": list(entries)}, sort_keys=False)
    (folder / retire.FILE).write_text(text, encoding="utf-8")


@cache
def layer_plan(estate: str, layer: str) -> LayerPlan:
    """A layer of the repository's own estates, nothing of it retired: nobody changes it."""
    (plan,) = plan_loaded(load_estate(estate), (layer,))
    return plan


def resources_of(plan: LayerPlan, role: str, name: str) -> list[PlannedResource]:
    """The cloud resources of one role."""
    owners = {one.urn for one in plan.resources if one.is_role and one.name == name and plan.role_path(one) == role}
    return [one for one in plan.resources if one.parent in owners and one.custom]


@dataclass(frozen=True)
class Retiring:
    """One repository; `one`, `two` and `asker` may approve, and `writer` wrote its newest commit."""

    repository: Repository

    @classmethod
    def started(cls, folder: Path) -> Retiring:
        repository = Repository(folder / "repository", folder / "keys")
        repository.start()
        for who in (*ALL, "asker", "writer"):
            repository.allow(who)
        (repository.root / "stacks" / destruction.FOLDER).mkdir()
        repository.commit("founder")
        repository.commit("writer")
        return cls(repository)

    @property
    def folder(self) -> Path:
        return self.repository.root / "stacks"

    @property
    def kept(self) -> Path:
        """Where receipts and records are."""
        return self.folder / destruction.FOLDER

    def write(self, *entries: dict[str, Any]) -> None:
        write_list(self.folder, *entries)

    def receipt(
        self,
        plan: LayerPlan | None = None,
        role: str = "Environment/Bucket",
        name: str = "prod-catalogue",
        *,
        by: Collection[str] = ALL,
        **other: Any,
    ) -> str:
        """The digest of a receipt that allows the deletion of a role's resources, signed by these.

        Args:
            plan: that it is of; None: of the short one, and of everything of its bucket.
        """
        urns = sorted(one.urn for one in resources_of(plan, role, name)) if plan else [leaf(one) for one in OWNED]
        shown = part(plan).model_dump(mode="json") if plan else short_part()
        said = content(
            self.repository.git("rev-parse", "HEAD"),
            **{"stacks": [shown], "allowed": allowing(*urns), **other},
        )
        made = receipts.made(said)
        (self.kept / f"{made.digest}.json").write_text(receipts.text(made), encoding="utf-8")
        for who in by:
            self.sign(made.digest, who)
        return made.digest

    def keep(self, digest: str, name: str) -> None:
        """Put the file of a receipt where that of another digest is looked for."""
        self.file(digest).rename(self.file(name))

    def file(self, digest: str) -> Path:
        return self.kept / f"{digest}.json"

    def sign(self, digest: str, who: str, namespace: str = NAMESPACE) -> Path:
        """The first signature has the name that `ssh-keygen` gives it; others have that of the person in it."""
        first = self.kept / f"{digest}.json.sig"
        file = self.kept / f"{digest}.json.{who}.sig" if first.exists() else first
        command = ["ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", str(self.repository.key(who))]
        done = subprocess.run(command, input=self.file(digest).read_bytes(), check=True, capture_output=True)
        file.write_bytes(done.stdout)
        return file

    def record(self, name: str = RECORD, /, **changed: Any) -> dict[str, str]:
        """A record of destruction in its file, as the list names it."""
        said = {
            "schema": "bastide/destruction/1",
            "id": name,
            "stack": "azure-legacy-prod",
            "role": "Environment/Bucket",
            "name": "prod-catalogue",
            "destroyed_on": str(DESTROYED_ON),
            "how": "deleted by the engine, and no longer shown by the provider",
            "attested_by": "security-officer-1",
            **changed,
        }
        file = self.kept / f"{name}.yaml"
        file.write_text(yaml.safe_dump(said, sort_keys=False), encoding="utf-8")
        return {"id": name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}

    def paper(self, name: str, text: str) -> dict[str, str]:
        """A paper beside the records, as a record names it."""
        (self.kept / name).write_text(text, encoding="utf-8")
        return {"file": name, "sha256": hashlib.sha256(text.encode()).hexdigest()}

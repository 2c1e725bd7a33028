"""Small repositories with approvers, and receipts of their commits: nothing is planned."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stacks.approval import receipt as receipts
from stacks.approval.receipt import Receipt
from tests.ssh_keys import key_file, public

DAY = date(2026, 11, 28)
STACK = "scaleway-hub"


def content(commit: str, **other: Any) -> dict[str, Any]:
    """A receipt's content, as short as there is one."""
    part = {"stack": STACK, "estate": "scaleway", "layer": "hub", "cloud": "scaleway", "desired": "", "resources": {}}
    return {
        "day": DAY.isoformat(),
        "expires": (DAY + timedelta(days=7)).isoformat(),
        "commit": commit,
        "toolkit": "0.1.0",
        "facts": "2026-11-28-000000000000",
        "compared": None,
        "stacks": [part],
        "findings": {"digest": "", "counts": {}, "open": []},
        "allowed": [],
        "break_glass": [],
        **other,
    }


@dataclass(frozen=True)
class Repository:
    """One repository, and the keys of the people who work in it."""

    root: Path
    keys: Path
    people: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.root / "receipt.json"

    def start(self) -> None:
        """The first commit, by `founder`: no approvers yet."""
        (self.root / "stacks").mkdir(parents=True)
        self.keys.mkdir()
        (self.root / "stacks" / "approval.yaml").write_text(
            "schema: bastide/approval/1\nreceipt_days: 7\nbreak_glass_hours: 4\n"
        )
        (self.root / "stacks" / "approvers").write_text("# nobody\n")
        self.git("init", "-q", "-b", "main")
        self.commit("founder")

    def git(self, *arguments: str, who: str = "founder") -> str:
        person = {"NAME": who, "EMAIL": f"{who}@example.org"}
        return subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
                **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()},
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def commit(self, who: str, message: str = "change") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, who=who)
        return self.git("rev-parse", "HEAD")

    def key(self, who: str) -> Path:
        return key_file(self.keys, who)

    def allow(self, who: str, options: str = "", name: str = "") -> None:
        shown = public(self.key(who))
        with (self.root / "stacks" / "approvers").open("a") as file:
            file.write(f"{name or f'{who}@example.org'} {options} {shown}\n".replace("  ", " "))

    def write(self, **other: Any) -> Receipt:
        """A receipt of the newest commit, not signed."""
        made = receipts.made(content(self.git("rev-parse", "HEAD"), **other))
        self.file.write_text(receipts.text(made), encoding="utf-8")
        return made

    def sign(self, who: str, namespace: str = "bastide-receipt") -> None:
        self.file.with_name("receipt.json.sig").unlink(missing_ok=True)
        command = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(self.key(who)), str(self.file)]
        subprocess.run(command, check=True, capture_output=True)

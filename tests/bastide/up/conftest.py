"""A repository with approvers, a stack that stands at the offline providers, and the people who work there."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from bastide import cli
from stacks.approval import receipt as receipts
from tests.copies import again, copied, without_spaces
from tests.pulumi_cli import real_cli
from tests.ssh_keys import key_file, public

STACK = "scaleway-bootstrap"
DAY = "2026-11-28"
WRITER, APPROVER, STRANGER = "writer", "approver", "stranger"
_COPIED = ("bastide", "components", "facts", "plan", "policies", "providers", "stacks", "tools")
_FILES = ("Pulumi.yaml", "__main__.py", "requirements.txt", ".gitignore")
PASSPHRASE = "correct horse battery"
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Site:
    """One clone and its state."""

    root: Path
    state: Path
    keys: Path

    def environment(self, who: str = WRITER) -> dict[str, str]:
        person = {"NAME": who, "EMAIL": f"{who}@example.org"}
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "BASTIDE_RECEIPT"))},
            **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()},
            "GIT_CONFIG_GLOBAL": str(self.keys / f"{who}.gitconfig"),
            "PYTHONPATH": os.pathsep.join([str(self.root), *self._sdks()]),
            "PULUMI_BACKEND_URL": f"file://{self.state}",
            "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        }

    def _sdks(self) -> list[str]:
        return [str(self.root / "providers" / cloud) for cloud in ("outscale", "numspot", "cloudtemple")]

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "bastide", *arguments]

    def bastide(self, *arguments: str, who: str = WRITER, **environment: str) -> Done:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env={**self.environment(who), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def here(self, *arguments: str, who: str = WRITER, **environment: str) -> Done:
        """The same in this process, which has the SDKs already: where the program was not edited, or nothing runs."""
        out, err = io.StringIO(), io.StringIO()
        with (
            chdir(self.root),
            patch.dict(os.environ, {**self.environment(who), **environment}, clear=True),
            patch.object(sys, "argv", ["bastide", *arguments]),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            cli.main()
        code = ended.value.code
        return Done(arguments, int(code) if code is not None else 0, out.getvalue(), err.getvalue())

    def git(self, *arguments: str, who: str = WRITER) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            env=self.environment(who),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, message: str = "change", who: str = WRITER) -> str:
        self.git("add", "-A", "--", ".", ":!receipt.json", ":!receipt.json.sig", who=who)
        self.git("commit", "-qm", message, "--allow-empty", who=who)
        return self.git("rev-parse", "HEAD")

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
        file.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def receipt(self) -> Path:
        return self.root / "receipt.json"

    def make(self, *options: str) -> Done:
        return self.bastide(*self.making(*options))

    def making(self, *options: str) -> tuple[str, ...]:
        return ("receipt", STACK, "--date", DAY, "--output", self.receipt.name, *options)

    def sign(self, who: str = APPROVER, namespace: str = "bastide-receipt") -> None:
        self.receipt.with_name("receipt.json.sig").unlink(missing_ok=True)
        subprocess.run(
            ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(self.keys / who), str(self.receipt)],
            capture_output=True,
            check=True,
        )

    def approved(self, *options: str) -> None:
        """A receipt of what is checked out, signed by the approver."""
        made = self.make(*options)
        assert made.returncode == 0, made.stderr
        self.sign()

    def allow_instead(self, operation: str, urn: str) -> None:
        """A receipt that differs in what it allows alone, as the command makes it with the other option, signed."""
        found = receipts.read(self.receipt).model_dump(mode="json", by_alias=True, exclude={"schema_", "digest"})
        allowed = {"operation": operation, "urn": urn, "holds_data": None, "planned": None}
        self.receipt.write_text(receipts.text(receipts.made({**found, "allowed": [allowed]})), encoding="utf-8")
        self.sign()

    def up(self, *options: str, **environment: str) -> Done:
        return self.bastide(*self.applying(*options), **environment)

    def up_here(self, *options: str, stack: str = STACK, **environment: str) -> Done:
        """See `here`."""
        return self.here(*self.applying(*options, stack=stack), **environment)

    def applying(self, *options: str, stack: str = STACK) -> tuple[str, ...]:
        return ("up", stack, *(options or ("--receipt", self.receipt.name)), "--providers", "offline")

    def checkpoint(self, stack: str = STACK) -> Path:
        return self.state / ".pulumi" / "stacks" / "bastide" / f"{stack}.json"


def _people(folder: Path) -> str:
    """Keys and git identities; the lines of those who may approve."""
    lines = []
    for who in (WRITER, APPROVER, STRANGER):
        (folder / f"{who}.gitconfig").write_text(f"[user]\n\tname = {who}\n\temail = {who}@example.org\n")
        key = public(key_file(folder, who))
        if who != STRANGER:
            lines.append(f'{who}@example.org namespaces="bastide-receipt" {key}\n')
    return "".join(lines)


def _checkout(root: Path, approvers: str) -> None:
    copied(root, _COPIED, _FILES)
    without_spaces(root, "cardio", "methods")
    with (root / "stacks" / "approvers").open("a", encoding="utf-8") as file:
        file.write(approvers)


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A stack that was applied with an approved receipt. Receipts are of one day, whenever the tests run: they last."""
    folder = tmp_path_factory.mktemp("approved")
    site = Site(folder / "repository", folder / "state", folder / "keys")
    for path in (site.state, site.keys):
        path.mkdir()
    (site.state / "bastide-rehearsal").touch()
    _checkout(site.root, _people(site.keys))
    site.edit("stacks/approval.yaml", "receipt_days: 7", "receipt_days: 36500")
    site.git("init", "-q", "-b", "main")
    subprocess.run(
        [real_cli().path, "stack", "init", f"organization/bastide/{STACK}", "--secrets-provider", "passphrase"],
        cwd=site.root,
        env={**site.environment(), "PULUMI_HOME": str(folder / "home"), "PULUMI_SKIP_UPDATE_CHECK": "true"},
        check=True,
        capture_output=True,
    )
    site.commit("with approvers")
    site.commit("approved by those who could approve before")
    made = site.here(*site.making())
    assert made.returncode == 0, made.stderr
    site.sign()
    shutil.copytree(site.state, folder / "empty")
    done = site.up_here()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{STACK}: done: "), done.stdout
    return site


@pytest.fixture
def site(standing: Site, tmp_path: Path) -> Site:
    """A copy of it with the approved receipt, and of its state."""
    return _clone(standing, tmp_path, standing.state)


@pytest.fixture
def new_site(standing: Site, tmp_path: Path) -> Site:
    """The same before anything was applied."""
    return _clone(standing, tmp_path, standing.state.with_name("empty"))


def _clone(standing: Site, folder: Path, state: Path) -> Site:
    made = Site(folder / "repository", folder / "state", standing.keys)
    again(standing.root, made.root)
    shutil.copytree(state, made.state)
    return made

"""A revision of the repository, laid out in a folder of its own. Only reads the repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from facts.errors import BadInput
from plan.errors import EngineFailed

_GIT_SECONDS: Final = 60
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, and the name under which it was asked for."""

    name: str
    commit: str


def find(root: Path, name: str) -> Revision:
    """The commit that a name means in the repository at `root`.

    Raises:
        BadInput: there is no such revision, or no repository.
        EngineFailed: git is missing or hangs.
    """
    if name.startswith("-"):
        raise _unknown(name)
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode != 0:
        raise _unknown(name)
    return Revision(name, found.stdout.decode().strip())


def _unknown(name: str) -> BadInput:
    return BadInput(
        f"found `{name}`, which is neither a file nor a revision of this repository",
        expected="an exported state (`pulumi stack export`), or a branch, tag or commit",
        action="check the name; a branch of the server needs `git fetch` first",
    )


def current(root: Path) -> tuple[str, bool]:
    """The commit that is checked out, and whether files differ from it; ("", False) where there is no repository.

    Raises EngineFailed where git is missing or hangs.
    """
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if head.returncode != 0:
        return "", False
    return head.stdout.decode().strip(), bool(_changed(root))


def require_clean(root: Path) -> None:
    """Raises BadInput where files are changed that no commit holds: a comparison must be one that others can repeat."""
    changed = _changed(root)
    if changed:
        named = ", ".join(line[3:] for line in changed[:_SHOWN]) + (", ..." if len(changed) > _SHOWN else "")
        raise BadInput(
            f"{len(changed)} files of the working tree are not committed: {named}",
            expected="a clean working tree: a comparison of two commits can be repeated",
            action="commit or stash them, or add --allow-dirty to compare the files as they are",
        )


def lay_out(root: Path, revision: Revision, folder: Path) -> Path:
    """The files of a revision in a new folder, outside of git's own list of worktrees: a killed run leaves none there.

    Raises EngineFailed where git does not give them.
    """
    archive = _git(root, "archive", "--format=tar", revision.commit)
    if archive.returncode != 0:
        raise EngineFailed(
            f"git does not give the files of {revision.name}: {archive.stderr.decode(errors='replace').strip()}",
            "check the repository with `git fsck`",
        )
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


def _changed(root: Path) -> list[str]:
    return _git(root, "status", "--porcelain", "--untracked-files=normal").stdout.decode().splitlines()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, timeout=_GIT_SECONDS, check=False
        )
    except FileNotFoundError:
        raise EngineFailed("there is no git", "install git, or compare with an exported state") from None
    except subprocess.TimeoutExpired:
        raise EngineFailed(f"git {arguments[0]} has not ended after {_GIT_SECONDS} s", "run it by hand") from None

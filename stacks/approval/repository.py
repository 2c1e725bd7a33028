"""What git says of the checkout: the commit, what it does not hold, who wrote it. Only reads."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import Final

from facts.errors import BadInput

_SECONDS: Final = 60
_SHOWN: Final = 5
_UNSEEN: Final = frozenset("Shmrck")
"""Tags of `git ls-files -v`: skipped, or (in lower case) taken for unchanged."""
_ADDRESS: Final = re.compile(r"<([^<>\s]+)>")


def head(root: Path) -> str:
    """The commit that is checked out.

    Raises:
        BadInput: `root` is no checkout of a repository, or git is missing.
    """
    done = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if done.returncode != 0:
        raise BadInput(
            "there is no commit here",
            expected="a checkout of a git repository: what is approved is a commit",
            action="commit what is to be approved",
        )
    return done.stdout.decode().strip()


def uncommitted(root: Path, besides: Collection[Path] = ()) -> tuple[str, ...]:
    """Files that no commit holds as they are, but for `besides`.

    Also those that git was told not to look at: changed files by a mark in its index, new ones by a list of the user's
    own (but for hidden ones, which no program here reads). What the repository's `.gitignore` names does not count.
    """
    told = _listed(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    marked = _listed(root, "ls-files", "-z", "-v")
    others = _listed(root, "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore")
    found = {
        # `--no-renames`: each entry is one file
        *(entry[3:] for entry in told),
        *(entry[2:] for entry in marked if entry[0] in _UNSEEN),
        *(name for name in others if not any(part.startswith(".") for part in name.split("/"))),
    }
    apart = {path.resolve() for path in besides}
    return tuple(sorted(name for name in found if (root / name).resolve() not in apart))


def _listed(root: Path, *arguments: str) -> list[str]:
    done = _git(root, *arguments)
    if done.returncode != 0:
        raise _failed(done, "git does not say what is changed")
    return [entry for entry in done.stdout.decode(errors="replace").split("\0") if entry]


def require_clean(root: Path, besides: Collection[Path] = ()) -> None:
    """Raises BadInput where files are changed that no commit holds: nobody else could have looked at them."""
    changed = uncommitted(root, besides)
    if changed:
        named = ", ".join(changed[:_SHOWN]) + (", ..." if len(changed) > _SHOWN else "")
        raise BadInput(
            f"{len(changed)} files of the working tree are not committed: {named}",
            expected="a clean working tree: what is approved is a commit",
            action="commit or stash them",
        )


def writers(root: Path, commit: str) -> frozenset[str]:
    """Addresses, in lower case, of all who wrote what a commit brings: its author and co-authors.

    Of a merge also those of every commit that it brings to the line it is merged into.

    Raises:
        BadInput: the commit, or what it stands on, is not in this clone.
    """
    reached = f"{parent}..{commit}" if (parent := first_parent(root, commit)) else commit
    done = _git(root, "log", "--format=%ae%n%(trailers:key=Co-authored-by,valueonly)", reached, "--")
    if done.returncode != 0:
        raise _failed(done, f"git does not say who wrote {commit[:12]}")
    lines = [line.strip() for line in done.stdout.decode(errors="replace").splitlines() if line.strip()]
    found = [address for line in lines for address in (_ADDRESS.findall(line) or [line])]
    return frozenset(address.lower() for address in found)


def first_parent(root: Path, commit: str) -> str:
    """The commit that a commit was made on; "" for the very first.

    Raises:
        BadInput: it is not in this clone.
    """
    raw = _git(root, "cat-file", "commit", commit)
    if raw.returncode != 0:
        raise _missing(commit)
    for line in raw.stdout.decode(errors="replace").splitlines():
        if not line:
            break
        if line.startswith("parent "):
            parent = line.removeprefix("parent ")
            # a shallow clone names it without having it
            if _git(root, "cat-file", "-e", f"{parent}^{{commit}}").returncode != 0:
                raise _missing(parent)
            return parent
    return ""


def file_at(root: Path, commit: str, name: str) -> str:
    """A file as a commit has it; "" where it has none."""
    done = _git(root, "cat-file", "blob", f"{commit}:{name}")
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def identity(root: Path) -> str:
    """Who works here, as git has it: `Name <address>`.

    Raises:
        BadInput: git was not told.
    """
    name, address = (_git(root, "config", f"user.{key}").stdout.decode().strip() for key in ("name", "email"))
    if not name or not address:
        raise BadInput(
            "git does not know who you are",
            expected="user.name and user.email: the journal says who did it",
            action="git config user.name ...; git config user.email ...",
        )
    return f"{name} <{address}>"


def _missing(commit: str) -> BadInput:
    return BadInput(
        f"the commit {commit[:12]} is not in this clone",
        expected="the commit of the receipt, and the one that it was made on",
        action="git fetch --deepen=1000 (or clone without --depth)",
    )


def _failed(done: subprocess.CompletedProcess[bytes], found: str) -> BadInput:
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return BadInput(f"{found}: {said[0] if said else 'without a word'}", action="check the repository with `git fsck`")


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # The program runs with a home of its own, where nobody has said that the checkout may belong to another user. What
    # is in it is run in any case.
    options = ["-c", f"safe.directory={root.resolve()}", "-c", "core.fsmonitor=false"]
    try:
        return subprocess.run(
            ["git", "-C", str(root), *options, *arguments], capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise BadInput("there is no git", expected="git on the search path", action="install git") from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"git {arguments[0]} has not ended after {_SECONDS} s", action="run it by hand") from None

"""The copy itself, by rclone: what it is told, and what it says it has done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bastide.cutover.rehearsal.objects.names import QUOTE
from bastide.cutover.rehearsal.objects.sides import Source, Target
from bastide.cutover.rehearsal.servers.programs import Program
from plan.engine import processes

OPTIONS: Final = (
    "--metadata",
    # else the tier of Azure arrives as a storage class, and a strict S3 refuses every object
    "--metadata-set",
    "tier=STANDARD",
    # what is copied was chosen by its ETag: same size, time or hash is no reason to leave it out
    "--ignore-times",
    # who calls it goes on by itself, from what is really missing
    "--retries=1",
    "--low-level-retries=3",
    "--contimeout=5s",
    "--timeout=30s",
    "--s3-no-check-bucket",
    "--s3-upload-cutoff=32M",
    "--s3-chunk-size=16M",
    "--s3-upload-concurrency=2",
    "--use-json-log",
    "--log-level=INFO",
    "--stats=0",
)
LOG: Final = "copy.log"
WHOLE_AT_MOST: Final = 1_000_000
"""Of more objects than these a whole listing would not fit into memory."""
_GLOB: Final = re.compile(r"([*?\[\]{}\\])")
_DONE: Final = ("Copied (", "Multi-thread Copied (")


@dataclass(frozen=True, slots=True)
class Copied:
    """What one run did.

    Attributes:
        names: of the objects that it says it has copied.
        failed: name -> what it said, of those that it could not.
        bytes_per_second: over the whole run; the size of what was copied is the caller's to know.
    """

    names: frozenset[str]
    failed: Mapping[str, str]
    code: int
    seconds: float


def copy(
    rclone: Program,
    source: Source,
    target: Target,
    names: Iterable[str],
    folder: Path,
    transfers: int,
    without: Sequence[str] | None = None,
) -> Copied:
    """Copy these objects, whatever the target has of them. Returns also where it failed; raises OSError only.

    `without`: where these are nearly all objects, the others. Then all of the source is listed at once, instead of each
    object being asked for. What has come since is copied too; `names` of the answer tells.
    """
    listed, log = folder / "copy.names", folder / LOG
    listed.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    command = [*rclone.command, "copy", f"source:{source.container}", f"target:{target.bucket}", *OPTIONS]
    command += ["--transfers", str(transfers), "--checkers", str(transfers)]
    if without is None:
        command += ["--no-traverse", "--files-from-raw", str(listed)]
    else:
        rules = folder / "copy.rules"
        rules.write_text("".join(f"- /{_pattern(name)}\n" for name in without), encoding="utf-8")
        command += ["--fast-list", "--filter-from", str(rules)]
    begun = time.monotonic()
    with log.open("wb") as output:
        process = processes.start(
            command, environment=environment(source, target, folder), folder=folder, stdout=output, stderr=output
        )
        try:
            code = process.wait()
        except BaseException:
            processes.stop(process)
            raise
    done, failed = _read(log)
    return Copied(frozenset(done), failed, code, time.monotonic() - begun)


def said(folder: Path) -> frozenset[str]:
    """What the last run in this folder has said that it copied, also where it or we were killed; empty before any."""
    log = folder / LOG
    return frozenset(_read(log)[0]) if log.exists() else frozenset()


def can_be_left_out(name: str) -> bool:
    """Whether a rule of the copy tool can name it: of a line it drops the spaces at both ends."""
    return name.strip() == name and name.isprintable()


def _pattern(name: str) -> str:
    # the copy tool sees another name there; what the star takes in besides is copied by the next loop
    return _GLOB.sub(r"\\\1", name).replace(QUOTE, "*")


def environment(source: Source, target: Target, folder: Path) -> dict[str, str]:
    """Both remotes, keys included: never in a file, never among the arguments, nothing of the user's own settings."""
    values = {
        "SOURCE_TYPE": "azureblob",
        "SOURCE_ACCOUNT": source.account,
        "SOURCE_KEY": source.key,
        "SOURCE_ENDPOINT": source.endpoint,
        # names as they are: by default a full stop at the end would be looked for as another character
        "SOURCE_ENCODING": "None",
        "TARGET_TYPE": "s3",
        "TARGET_PROVIDER": "Other",
        "TARGET_ENDPOINT": target.endpoint,
        "TARGET_REGION": target.region,
        "TARGET_ACCESS_KEY_ID": target.access,
        "TARGET_SECRET_ACCESS_KEY": target.secret,
        "TARGET_FORCE_PATH_STYLE": "true",
        "TARGET_STORAGE_CLASS": "STANDARD",
        "TARGET_ENCODING": "None",
    }
    if target.lock is not None:
        values["TARGET_OBJECT_LOCK_SUPPORTED"] = "true"
        values["TARGET_OBJECT_LOCK_MODE"] = target.lock[0]
        values["TARGET_OBJECT_LOCK_RETAIN_UNTIL_DATE"] = target.lock[1].strftime("%Y-%m-%dT%H:%M:%SZ")
    remotes = {f"RCLONE_CONFIG_{name}": value for name, value in values.items()}
    return {"PATH": os.defpath, "HOME": str(folder), "RCLONE_CONFIG": "", **remotes}


def version(rclone: Program) -> str:
    """The program's own word for its version."""
    done = subprocess.run([*rclone.command, "version"], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout.partition("\n")[0].removeprefix("rclone v") or "unknown"


def _read(log: Path) -> tuple[set[str], dict[str, str]]:
    done: set[str] = set()
    failed: dict[str, str] = {}
    with log.open(encoding="utf-8", errors="replace") as lines:
        for text in lines:
            try:
                entry = json.loads(text)
            except ValueError:
                continue
            name, message = entry.get("object"), str(entry.get("msg", ""))
            if not isinstance(name, str):
                continue
            if message.startswith(_DONE):
                done.add(name)
            elif entry.get("level") == "error":
                failed[name] = message[:200]
    return done, {name: message for name, message in failed.items() if name not in done}

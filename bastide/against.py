"""Findings of another revision, by its own rules and facts, to tell new ones from old ones."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bastide.failure import Exit, ToolkitFailed
from bastide.review.findings.as_json import SCHEMA
from bastide.review.findings.report import Report
from facts.errors import BadInput
from plan.engine import environment, locked, revision
from plan.errors import EngineFailed
from policies.checking import Ask, Checked
from policies.fingerprint import Compared, Key, Known, compare, lasting

_SECONDS: Final = 600
_SHOWN_LINES: Final = 6


def compared(report: Report, ask: Ask, root: Path, against: str, *, allow_dirty: bool) -> Report:
    """The report with its findings told apart by what the revision `against` had.

    The base is judged by its own rules and facts, on the same day, with the same options: what a change of a rule
    finds is new, too. An estate or layer that the base does not have is new as a whole.

    Raises:
        BadInput: no such revision, files that are not committed, or a base that cannot be judged.
        ToolkitFailed: git, the base's environment or its toolkit failed.
    """
    try:
        base = _base(root, against, allow_dirty=allow_dirty)
        with tempfile.TemporaryDirectory(prefix="bastide-") as folder:
            checkout = revision.lay_out(root, base, Path(folder) / "base")
            found = _judged(checkout, root, [item.stack for item in report.checked], ask, base.name)
    except EngineFailed as error:
        raise ToolkitFailed(error.found, error.action) from error
    by_stack = {item.stack: _compared(item, found.get(item.stack, ())) for item in report.checked}
    return replace(report, against=f"{base.name} ({base.commit[:12]})", compared=by_stack)


def require_comparable(root: Path, against: str, *, allow_dirty: bool) -> None:
    """What would stop the comparison, said before anything is planned for it.

    Raises:
        BadInput: no such revision, or files that are not committed.
        ToolkitFailed: git failed.
    """
    try:
        _base(root, against, allow_dirty=allow_dirty)
    except EngineFailed as error:
        raise ToolkitFailed(error.found, error.action) from error


def _base(root: Path, against: str, *, allow_dirty: bool) -> revision.Revision:
    base = revision.find(root, against)
    if not allow_dirty:
        revision.require_clean(root)
    return base


def _compared(item: Checked, base: Iterable[Known]) -> Compared:
    """Told apart within the layers that were asked for: the base is always judged whole."""
    if item.layers:
        base = [known for known in base if known.key.layer in item.layers]
    return compare(item.findings, base)


def _judged(checkout: Path, root: Path, estates: Sequence[str], ask: Ask, name: str) -> dict[str, list[Known]]:
    known = [estate for estate in estates if (checkout / "stacks" / f"{estate}.yaml").is_file()]
    if not known:
        return {}
    done = _run([str(locked.interpreter(checkout, root)), "-m", "bastide", *_command(known, ask)], checkout, name)
    if done.returncode in (Exit.WELL, Exit.FINDINGS):
        return _findings(done.stdout, name)
    said = "\n".join(done.stderr.strip().splitlines()[:_SHOWN_LINES])
    if done.returncode == Exit.BAD_INPUT:
        raise BadInput(
            f"the base {name} cannot be judged: {said}",
            expected="a revision that has `bastide check`, with files that it can read",
            action="name another base; to see what is wrong, check it out and run `bastide check` there",
        )
    raise ToolkitFailed(f"judging the base {name} failed: {said}", "check it out and run `bastide check` there")


def _command(estates: Sequence[str], ask: Ask) -> list[str]:
    options = ["--format", "json", "--date", ask.on.isoformat()]
    if ask.profile is not None:
        options += ["--profile", ask.profile.name]
    return ["check", *estates, *options, *(["--strict"] if ask.strict else [])]


def _run(command: Sequence[str], checkout: Path, name: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=checkout,
            env={**environment.bare(checkout.parent), "PYTHONPATH": str(checkout)},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ToolkitFailed(f"the base {name} was not judged in {_SECONDS} s", "name fewer stacks") from None


def _findings(text: str, name: str) -> dict[str, list[Known]]:
    try:
        document: dict[str, Any] = json.loads(text)
        schema = document.get("schema")
    except (ValueError, AttributeError):
        raise BadInput(f"the base {name} gives no document of findings", action="name another base") from None
    if schema != SCHEMA:
        raise BadInput(
            f"the base {name} gives findings as `{schema}`",
            expected=f"`{SCHEMA}`",
            action="name a base with the same version of the document",
        )
    found: dict[str, list[Known]] = {}
    for item in document["findings"]:
        if item["result"] in ("fail", "unknown"):
            found.setdefault(item["stack"], []).append(_known(item))
    return found


def _known(item: Mapping[str, Any]) -> Known:
    key = Key(
        stack=item["stack"],
        layer=item["layer"],
        rule=item["rule"],
        result=item["result"],
        urn=item["urn"],
        subject=item["subject"],
        said=lasting(item["message"]),
    )
    stops = item["result"] == "fail" and item["level"] == "mandatory" and item["exemption"] is None
    return Known(key, item["message"], stops)

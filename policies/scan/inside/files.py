"""checkov's own runners over files of a repository: Dockerfiles, CI files, secrets in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from policies.scan.inside import closed, internals
from policies.scan.inside.answers import Answer

_MUST_READ: Final = {
    "dockerfile": ("**/Dockerfile", "**/Dockerfile.*", "**/*.dockerfile"),
    "github_actions": (".github/workflows/*.yml", ".github/workflows/*.yaml"),
    "gitlab_ci": (".gitlab-ci.yml",),
}
_UNREAD: Final = "BASTIDE_UNREAD"


def of_files(root: Path, frameworks: list[str]) -> Iterator[Answer]:
    """What they say, without any line of a file. What such a runner cannot read is a failure, and so is a crash."""
    for framework in frameworks:
        runner = internals.file_runner(framework)
        before = len(closed.CRASHES)
        answered = runner.run(root_folder=str(root), runner_filter=internals.runner_filter(framework))
        for report in answered if isinstance(answered, list) else [answered]:
            yield from _of_report(report, framework)
        for crash in closed.CRASHES[before:]:
            reason = f"the check itself failed ({crash.error}); nothing was checked here"
            yield _made(crash.check, crash.title, "failed", framework, _short(crash.file, root), 0, reason, True)
        for file in _unread(root, framework, runner):
            yield _made(_UNREAD, "The file can be read", "failed", framework, file, 0, "checkov cannot read it", True)


def _of_report(report: Any, framework: str) -> Iterator[Answer]:
    parts = (("passed", report.passed_checks), ("failed", report.failed_checks), ("skipped", report.skipped_checks))
    for outcome, records in parts:
        for record in records:
            reason = record.check_result.get("suppress_comment", "") if outcome == "skipped" else ""
            file, line = record.file_path.lstrip("/"), int(record.file_line_range[0])
            yield _made(record.check_id, record.check_name, outcome, framework, file, line, reason, False)


def _unread(root: Path, framework: str, runner: Any) -> list[str]:
    patterns = _MUST_READ.get(framework, ())
    there = {file.resolve() for pattern in patterns for file in root.glob(pattern) if file.is_file()}
    there = {file for file in there if not _ignored(file.relative_to(root.resolve()), framework)}
    # some runners name files by their whole path, some from the root on
    names = [str(file) for file in runner.definitions or ()]
    read = {path.resolve() for name in names for path in (Path(name), root / name.lstrip("/"))}
    return sorted(file.relative_to(root.resolve()).as_posix() for file in there - read)


def _ignored(file: Path, framework: str) -> bool:
    """What checkov leaves out on purpose: hidden folders and installed modules."""
    if framework != "dockerfile":
        return False
    return any(part.startswith(".") or part == "node_modules" for part in file.parts)


def _short(file: str, root: Path) -> str:
    try:
        return Path(file).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return file.lstrip("/")


def _made(
    check: str, title: str, outcome: str, framework: str, file: str, line: int, reason: str, crashed: bool
) -> Answer:
    return {
        "check": check,
        "title": title,
        "outcome": outcome,
        "urn": "",
        "name": file,
        "stack": framework,
        "layer": "",
        "properties": [],
        "line": line,
        "reason": reason,
        "crashed": crashed,
    }

"""Ask checkov and report what it and our own rules say: one report, in a process and an environment of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from plan.engine import processes
from plan.model import LayerPlan
from policies.model import Finding, Rule
from policies.scan import own, texts
from policies.scan.environment import Environment, find
from policies.scan.errors import ScanFailed
from policies.scan.inside import names
from policies.scan.model import (
    DEFAULTS,
    Format,
    NotLooked,
    Outcome,
    ScanFinding,
    ScanOptions,
    ScanReport,
    Source,
)
from policies.scan.records import records

_RUNNER: Final = Path(__file__).with_name("runner.py")
_AGAIN: Final = "run it again; report it if that does not help"
_IDLE: Final = "checkov has no check for it"


def scan(
    plans: Sequence[LayerPlan],
    findings: Iterable[Finding] = (),
    rules: Mapping[str, Rule] | None = None,
    options: ScanOptions = DEFAULTS,
    environment: Environment | None = None,
) -> ScanReport:
    """What checkov's built-in checks and the findings of our rules say of the plans.

    Args:
        plans: what is scanned; of secrets only that they are there is handed over.
        findings: of our rules, shown in the same report; `rules` gives their titles.
        environment: checkov's; None for the one of this machine.

    Raises:
        ScanFailed: checkov is not there, did not come to an end, or cannot be believed.
    """
    where = environment or find()
    ours = tuple(_strict(item, options) for item in own.findings(findings, rules or {}, options.lang))
    asked, lines = records(plans), list(texts.lines(plans))
    question = {
        "version": where.version,
        "records": list(asked.records),
        "lines": lines,
        "findings": [_spoken(item) for item in ours],
        "set_aside": [asdict(item) for item in options.set_aside],
        "mandatory": options.mandatory,
        "strict": options.strict,
        "frameworks": list(options.frameworks),
        "root": str((options.repository or Path()).resolve()),
        "formats": [item.value for item in options.formats],
    }
    answer = _ask(where, question, options.seconds)
    types = Counter(record["type"] for record in asked.records)
    idle = tuple(NotLooked(token, types[token], _IDLE) for token in answer["idle"])
    return ScanReport(
        version=answer["version"],
        findings=(*ours, *map(_finding, answer["findings"])),
        asked=answer["asked"],
        texts=len(lines),
        not_looked=tuple(sorted((*asked.not_looked, *idle), key=lambda item: item.type)),
        stale=tuple(answer["stale"]),
        outputs={Format(name): text for name, text in answer["outputs"].items()},
    )


def _strict(finding: ScanFinding, options: ScanOptions) -> ScanFinding:
    later = options.strict and finding.outcome is Outcome.UNKNOWN
    return replace(finding, stops=True) if later else finding


def _spoken(finding: ScanFinding) -> dict[str, Any]:
    spoken = asdict(finding)
    spoken["name"] = spoken.pop("resource")
    spoken["guideline"] = own.GUIDELINE.format(rule=finding.check)
    return spoken


def _finding(answer: Mapping[str, Any]) -> ScanFinding:
    return ScanFinding(
        check=answer["check"],
        title=answer["title"],
        outcome=Outcome(answer["outcome"]),
        source=Source.CHECKOV,
        stack=answer["stack"],
        layer=answer["layer"],
        urn=answer["urn"],
        resource=answer["name"],
        properties=tuple(answer["properties"]),
        line=answer.get("line", 0),
        reason=answer["reason"],
        crashed=answer["crashed"],
        stops=answer["stops"],
    )


def _ask(where: Environment, question: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """The runner's answer. Its folder is this user's alone and is gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="bastide-scan-") as name:
        folder = Path(name)
        _write(folder / names.QUESTION, question)
        code = _run(where, folder, seconds)
        try:
            answer: dict[str, Any] = json.loads((folder / names.ANSWER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise ScanFailed(f"checkov ended with code {code} and gave no answer", _AGAIN) from None
    if "error" in answer:
        raise ScanFailed(f"checkov failed: {answer['error']} at {answer['place']}", _AGAIN)
    if code != 0:
        raise ScanFailed(f"checkov ended with code {code} after its answer", _AGAIN)
    if answer["refused"]:
        raise ScanFailed(
            f"checkov tried to use the network ({', '.join(answer['refused'])})", "report it: a scan needs none"
        )
    return answer


def _write(file: Path, question: Mapping[str, Any]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        json.dump(question, written)


def _run(where: Environment, folder: Path, seconds: float) -> int:
    """Exit code of the runner. A run that is interrupted or too long leaves no process behind."""
    try:
        process = processes.start(
            [str(where.python), "-I", str(_RUNNER), str(folder)], environment=_environment(folder), folder=folder
        )
    except OSError as error:
        raise ScanFailed(f"checkov cannot be started ({error.strerror})", "make scan") from None
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(seconds)
        raise ScanFailed(
            f"checkov had no end after {seconds:.0f} s", "scan fewer estates at once, or give it more time"
        )
    finally:
        processes.stop(process)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's: an API key or a setting found there would change what is scanned."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LOG_LEVEL": "CRITICAL",
        "ANSI_COLORS_DISABLED": "1",
        "NO_COLOR": "1",
        # one process: threads and forks of checkov swallow what goes wrong in them
        "CHECKOV_PARALLELIZATION_TYPE": "none",
        "BC_SKIP_MAPPING": "TRUE",
    }

"""What the toolkit needs, what of it is here, and what each missing part costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final, Literal

from packaging.requirements import InvalidRequirement, Requirement

from facts.errors import BadInput
from plan.engine import go
from plan.engine.cli import Cli, find_cli
from plan.engine.version import GO_MOD
from plan.errors import EngineFailed
from policies.scan import environment as scan_environment
from policies.scan.errors import ScanFailed

State = Literal["ok", "missing", "broken"]

REPOSITORY: Final = Path(__file__).resolve().parent.parent
OLDEST_PYTHON: Final = (3, 11)
LANGUAGE_HOST: Final = "pulumi-language-python"
BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_SHOWN: Final = 3
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the toolkit uses.

    Attributes:
        necessary: nothing works without it.
        found: what is here.
        costs: what does not work while it is as it is; "" where all is well.
        action: what to do about it; "" where all is well.
    """

    name: str
    state: State
    found: str
    necessary: bool = False
    costs: str = ""
    action: str = ""


def examine() -> tuple[Part, ...]:
    """All parts, the necessary ones first. Reads only: nothing is installed, and nothing asks the network."""
    cli, pulumi = _pulumi()
    return (_python(), _libraries(), pulumi, _language_host(cli), _git(), _go(cli), _checkov(), _browser())


def is_well(parts: tuple[Part, ...]) -> bool:
    """Whether everything necessary is here and nothing is broken."""
    return all(part.state == "ok" or (part.state == "missing" and not part.necessary) for part in parts)


def _python() -> Part:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        return Part("Python", "ok", found, necessary=True)
    return Part("Python", "broken", found, True, "everything", "make clean, then make PYTHON=/path/to/python3.11 setup")


def _libraries() -> Part:
    try:
        wanted = _requirements(REPOSITORY / "requirements.txt")
    except (OSError, InvalidRequirement) as error:
        return Part(
            "Python libraries",
            "broken",
            f"requirements.txt cannot be read ({type(error).__name__})",
            necessary=True,
            costs="nobody can tell what is installed",
            action="restore requirements.txt from git",
        )
    faults = [fault for requirement in wanted if (fault := _fault(requirement))]
    if not faults:
        return Part("Python libraries", "ok", f"all {len(wanted)}, as pinned", necessary=True)
    shown = ", ".join(faults[:_SHOWN]) + (f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else "")
    return Part(
        "Python libraries", "broken", shown, True, "plans may fail or differ from those of others", "make setup"
    )


def _requirements(file: Path) -> list[Requirement]:
    """What applies on this machine of a lock file. None at all is no lock file.

    Raises OSError, InvalidRequirement.
    """
    lines = [line.rstrip("\\ ") for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    found = [requirement for requirement in map(Requirement, lines) if not requirement.marker or _applies(requirement)]
    if not found:
        raise InvalidRequirement("nothing is required")
    return found


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


def _fault(requirement: Requirement) -> str:
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement.name} is not there"
    if requirement.specifier.contains(version, prereleases=True):
        return ""
    return f"{requirement.name} is {version} instead of {str(requirement.specifier).removeprefix('==')}"


def _pulumi() -> tuple[Cli | None, Part]:
    name = "Pulumi CLI"
    costs = "no real diffs (`preview --against`, `--engine pulumi`), no `pulumi up`"
    try:
        cli = find_cli()
    except BadInput as error:
        return None, Part(name, "broken", error.found, costs=costs, action=error.action)
    except EngineFailed as error:
        return None, Part(name, "missing", error.found, costs=costs, action=error.action)
    return cli, Part(name, "ok", f"{cli.version}, {cli.source}: {cli.path}")


def _language_host(cli: Cli | None) -> Part:
    costs = "no `pulumi up` at the command line; the toolkit's own runs do without"
    action = "install Pulumi the official way: its language hosts come with it"
    if cli is not None:
        beside = cli.path.resolve().with_name(LANGUAGE_HOST)
        found = str(beside) if beside.exists() else shutil.which(LANGUAGE_HOST)
        if found:
            return Part(LANGUAGE_HOST, "ok", found)
    where = "neither beside the CLI nor on the search path" if cli else "there is no CLI that it could belong to"
    return Part(LANGUAGE_HOST, "missing", where, costs=costs, action=action)


def _git() -> Part:
    costs, action = "no `preview --against` a git ref", "install git"
    if shutil.which("git") is None:
        return Part("git", "missing", "not on the search path", costs=costs, action=action)
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Part("git", "broken", f"gives no answer ({type(error).__name__})", costs=costs, action=action)
    if done.returncode:
        return Part("git", "broken", f"fails with exit code {done.returncode}", costs=costs, action=action)
    return Part("git", "ok", done.stdout.strip().removeprefix("git version "))


def _go(cli: Cli | None) -> Part:
    costs = "the Pulumi CLI cannot be built here" + (" (one is there)" if cli else "")
    try:
        wanted = go.demanded(GO_MOD)
    except OSError:
        return Part("Go", "broken", "tools/pulumi/go.mod is not there", costs=costs, action="restore it from git")
    found = go.version()
    action = f"install Go {go.dotted(wanted)} or newer, unless Pulumi is installed the official way"
    if found is None:
        return Part("Go", "missing", "not on the search path", costs=costs, action=action)
    if found < wanted:
        return Part("Go", "missing", f"{go.dotted(found)} is too old", costs=costs, action=action)
    return Part("Go", "ok", go.dotted(found))


def _checkov() -> Part:
    try:
        found = scan_environment.find()
    except ScanFailed as error:
        return Part("checkov", "missing", error.found, costs="no second opinion (docs/scan.md)", action=error.action)
    return Part("checkov", "ok", f"{found.version}: {found.folder}")


def find_browser() -> str | None:
    """The program of a browser that can be driven: Chromium without windows, Chromium, or what is made from it."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _browser() -> Part:
    found = find_browser()
    if found is None:
        costs = "the tests do not open the tender report in a browser; reading it needs any browser, on any machine"
        action = f"install {BROWSERS[0]} or {BROWSERS[1]}"
        return Part("Chromium", "missing", "not on the search path", costs=costs, action=action)
    return Part("Chromium", "ok", found)

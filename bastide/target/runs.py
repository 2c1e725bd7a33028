"""Where a run with credentials may take place: forges and machines that are allowed by name. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from bastide.target.judge import Agreed, Judged, Refusal
from bastide.target.model import NAME, Targets
from facts import ask
from facts.answer import Known

_ELSEWHERE: Final = "run it from a forge of the platform's own, or by hand on a runner that the file names"


class _Forge(NamedTuple):
    """How a forge says that it runs a job, where itself is, and on which machine."""

    sign: str
    address: str
    runner: str


_FORGES: Final = (
    _Forge("GITLAB_CI", "CI_SERVER_URL", "CI_RUNNER_DESCRIPTION"),
    # Forgejo and Gitea say the same
    _Forge("GITHUB_ACTIONS", "GITHUB_SERVER_URL", "RUNNER_NAME"),
)
_BY_HAND: Final = "BASTIDE_RUNNER"


def place(wanted: Targets, environment: Mapping[str, str], on: date) -> list[Judged]:
    """Whether this forge and this machine may run with credentials.

    What is compared, the environment says of itself: it stops mistakes. Who may take such a job at all, the forge
    enforces (protected runners and environments).
    """
    forge = next((item for item in _FORGES if environment.get(item.sign)), None)
    if forge is None and environment.get("CI"):
        return [Refusal("CI is set, and no table knows this forge", "add it to bastide/target/runs.py")]
    judged = [] if forge is None else [_forge(wanted, environment.get(forge.address, ""), forge.address, on)]
    variable = forge.runner if forge else _BY_HAND
    return [*judged, _runner(wanted, environment.get(variable, ""), variable, on)]


def _forge(wanted: Targets, url: str, variable: str, on: date) -> Judged:
    host = _host(url)
    if not host:
        return Refusal(f"{variable} does not say which forge this is", _ELSEWHERE)
    owner = ask.owner_of(host, on)
    if isinstance(owner, Known) and owner.value.seat and not _is_inside(owner.value.seat, on):
        return Refusal(
            f"the forge {host} belongs to {owner.value.name}, with its seat in {owner.value.seat}: it may check, and "
            "never hold credentials, whatever a list says",
            _ELSEWHERE,
        )
    if host not in wanted.forges:
        return Refusal(f"the forge {host} is not in `forges` of {NAME}", f"{_ELSEWHERE}; or add it, reviewed")
    return Agreed("run", "forge", host, variable)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _runner(wanted: Targets, name: str, variable: str, on: date) -> Judged:
    if not name:
        return Refusal(
            f"{variable} does not say which machine this is",
            f"set it to the machine's name in `runners` of {NAME}",
        )
    runner = wanted.runners.get(name)
    if runner is None:
        return Refusal(f"the machine `{name}` is not in `runners` of {NAME}", f"{_ELSEWHERE}; or add it, reviewed")
    if not _is_inside(runner.country, on):
        return Refusal(
            f"the machine `{name}` stands in {runner.country}, of which no fact says that it is in the Union",
            _ELSEWHERE,
        )
    return Agreed("run", "runner", f"{name} ({runner.country})", variable)


def _is_inside(country: str, on: date) -> bool:
    found = ask.in_area(country, "EU", on)
    return isinstance(found, Known) and found.value

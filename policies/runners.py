"""On whose machines a CI file runs, where the file itself says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.kinds.values import Reference

_ALWAYS: Final = {
    ".circleci/": "circleci.com",
    "azure-pipelines": "dev.azure.com",
    ".azure-pipelines/": "dev.azure.com",
    "bitbucket-pipelines": "bitbucket.org",
    ".buildkite/": "buildkite.com",
    ".travis.": "travis-ci.com",
}
"""Beginning of a path -> the service that reads it, whoever owns the machines."""
_WORKFLOWS: Final = ".github/workflows/"
_OWN: Final = "self-hosted"


def hosted(name: str, data: Any) -> Iterator[Reference]:
    """The runner that a CI file is given to. `data`: what it holds, None where that cannot be read: then the worst.

    Workflows that another forge reads too (`.github/`) count as the platform's own where each job asks for a machine
    of one's own. What reads `.gitlab-ci.yml`, `.forgejo/` and scripts, the file does not say.
    """
    for beginning, host in _ALWAYS.items():
        if name.startswith(beginning):
            yield Reference("runner", host, name)
    if name.startswith(_WORKFLOWS) and not _is_own(data):
        yield Reference("runner", "github.com", name)


def _is_own(data: Any) -> bool:
    jobs = data.get("jobs") if isinstance(data, Mapping) else None
    return isinstance(jobs, Mapping) and bool(jobs) and all(_asks_for_own(job) for job in jobs.values())


def _asks_for_own(job: Any) -> bool:
    if not isinstance(job, Mapping):
        return False
    if "uses" in job and "runs-on" not in job:
        # a workflow from elsewhere is a reference of its own
        return True
    wanted = job.get("runs-on")
    labels = wanted.get("labels") if isinstance(wanted, Mapping) else wanted
    return _OWN in ([labels] if isinstance(labels, str) else labels if isinstance(labels, list) else ())

"""What commands in a text fetch: hosts named without a scheme, and container images. Pure text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_CONTINUED: Final = re.compile(r"\\\r?\n[ \t]*")
"""A command goes on in the next line."""
_IN_PARTS: Final = re.compile(
    r"\[\s*((?:[\"']?sudo[\"']?\s*,\s*)?[\"']?(?:/[\w/]+/)?(?:curl|wget|docker|podman|nerdctl|crictl|ctr)[\"']?\s*,"
    r"[^\[\]]{1,2000})\]"
)
"""A command as a list of its words, as cloud-init and containers take it: `[docker, run, nginx]`."""
_BETWEEN: Final = re.compile(r"[\"']?\s*,\s*[\"']?")
_FETCHERS: Final = re.compile(r"\b(?:curl|wget|aria2c|lynx|http|https)[ \t]+([^\n|;&<>]*)")
_FETCHERS_OPTIONS: Final = frozenset(
    (
        *("-o", "--output", "-O", "--output-document", "-d", "--data", "--data-raw", "-H", "--header", "-u", "--user"),
        *("-A", "--user-agent", "-e", "--referer", "-T", "--upload-file", "-w", "--write-out", "-E", "--cert", "--key"),
        *("--cacert", "--capath", "-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay", "-X"),
        *("--request", "-b", "--cookie", "-c", "--cookie-jar", "-F", "--form", "-P", "--directory-prefix", "-K"),
        *("--config", "--post-data", "--post-file", "-t", "--tries", "--timeout"),
    )
)
_RUNNERS: Final = re.compile(
    # options of the program itself stand before what it does, with a value or without
    r"\b(?:(?:docker|podman|nerdctl)[ \t]+(?:-\S+[ \t]+(?:[^-\s]\S*[ \t]+)?){0,8}?"
    r"(?:(?:image|container)[ \t]+)?(?:pull|run|create)(?!\S)"
    r"|crictl[ \t]+pull|ctr[ \t]+(?:-\S+[ \t]+\S+[ \t]+)*(?:images?|i)[ \t]+pull)[ \t]+([^\n|;&<>]*)"
)
_RUNNERS_OPTIONS: Final = frozenset(
    (
        *("-p", "--publish", "-v", "--volume", "-e", "--env", "--env-file", "--name", "--network", "--net", "-w"),
        *("--network-alias", "--workdir", "-u", "--user", "--restart", "--mount", "--entrypoint", "-l", "--label"),
        *("--label-file", "--add-host", "-h", "--hostname", "--log-driver", "--log-opt", "-m", "--memory"),
        *("--memory-swap", "--cpus", "--cpuset-cpus", "--cap-add", "--cap-drop", "--security-opt", "--tmpfs"),
        *("--ulimit", "--device", "--pull", "--platform", "--ip", "--dns", "--gpus", "--pid", "--ipc", "--uts"),
        *("--userns", "--shm-size", "--stop-signal", "--stop-timeout", "--health-cmd", "--health-interval"),
        *("--group-add", "--cidfile", "--volumes-from", "--runtime", "--sysctl", "--secret", "--creds"),
        *("--authfile", "--cert-dir"),
    )
)
_HOST: Final = re.compile(r"^(?:[^\s@/]+@)?((?:[\w-]+[.\u3002\uff0e\uff61])+[^\W\d_][\w-]+\.?(?::\d+)?)(?:[/?#]\S*)?$")
_AROUND: Final = "\"'`[](){},"


def hosts_fetched(text: str) -> Iterator[str]:
    """Hosts that `curl example.org/x` and the like name without a scheme."""
    for match in _commands(text, _FETCHERS):
        for word in _arguments(match.group(1), _FETCHERS_OPTIONS):
            found = _HOST.match(word)
            if found:
                yield found.group(1)


def images_run(text: str) -> Iterator[str]:
    """Images that `docker run` and the like name."""
    for match in _commands(text, _RUNNERS):
        image = next(_arguments(match.group(1), _RUNNERS_OPTIONS), "")
        if image and not image.startswith(("$", "%")):
            yield image


def _commands(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    yield from pattern.finditer(_CONTINUED.sub(" ", text))
    for listed in _IN_PARTS.finditer(text):
        yield from pattern.finditer(_BETWEEN.sub(" ", listed.group(1)).strip("\"' \t\n"))


def _arguments(words: str, options: frozenset[str]) -> Iterator[str]:
    """The words of a command that are neither options nor values of options."""
    is_value = False
    for word in words.replace("\\", " ").split():
        bare = word.strip(_AROUND)
        if is_value:
            is_value = False
        elif bare.startswith("-"):
            is_value = bare in options
        else:
            yield bare

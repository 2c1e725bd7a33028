"""Software that Debian does not have: one reviewed archive, fetched once and checked before anything of it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import LIBRARY, host_network

PROGRAMS = "/usr/local/bin"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+~-]{0,39}")


@dataclass(frozen=True)
class Artifact:
    """An archive (`.tar.gz`) on the platform's own mirror that holds the wanted program exactly once, in any folder.

    `sha256` is the archive's: it is what was reviewed, wherever the bytes come from. `version` is what people call it.
    """

    url: str
    sha256: str
    version: str

    def __post_init__(self) -> None:
        checks.url("artifact url", self.url, ("https", "http"), path=True)
        if not self.url.endswith(".tar.gz"):
            raise checks.mismatch("artifact url", self.url, "the URL of a .tar.gz archive")
        if not _SHA256.fullmatch(self.sha256):
            raise checks.mismatch("artifact sha256", self.sha256, "64 digits of lower-case hexadecimal")
        if not _VERSION.fullmatch(self.version):
            raise checks.mismatch("artifact version", self.version, "a version such as 2.4.1")

    @property
    def host(self) -> str:
        """The name or address it is fetched from."""
        return urlsplit(self.url).hostname or ""


def fetched(artifact: Artifact, program: str, proxy: str | None) -> Part:
    """`program` in `/usr/local/bin`, from the archive, at the first boot.

    Fetched through `proxy` where there is one. A wrong checksum, or an archive that holds the program not at all or
    twice, ends the first boot there: nothing of it has been unpacked or run. Not produced: an update of a running
    host (it is replaced), a second source, a way to go on without the archive.
    """
    checks.account("program", program)
    settings = filled(
        "artifact/settings", url=artifact.url, sha256=artifact.sha256, program=program, proxy=proxy or "", to=PROGRAMS
    )
    script = f"{LIBRARY}/fetch-{program}"
    return Part(
        packages=("ca-certificates", "curl"),
        files=(
            File(f"/etc/bastide/artifact-{program}", settings),
            File(script, text("artifact/fetch"), "0700"),
        ),
        commands=((script,),),
    )


def way_out(artifact: Artifact, proxy: str | None) -> Flow:
    """The flow by which root fetches it: to the proxy, or straight to an address."""
    checks_proxy(proxy)
    parts = urlsplit(proxy or artifact.url)
    if not checks.is_address(parts.hostname or ""):
        raise checks.mismatch("artifact url", artifact.url, "a host that is an address, where no proxy is given")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Flow("software", (host_network(str(parts.hostname)),), "tcp", (port,), user="root")


def checks_proxy(proxy: str | None) -> None:
    """Raise ValueError unless it is none, or an http URL whose host is an address."""
    if proxy is None:
        return
    checks.url("proxy", proxy, ("http",))
    if not checks.is_address(urlsplit(proxy).hostname or ""):
        raise checks.mismatch("proxy", proxy, "a URL whose host is an address, for the firewall")

"""Where a state lies, read off the address of its backend. Nothing is asked and nothing is guessed."""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from facts import load
from facts.document import read
from facts.errors import BadInput, Place
from facts.model import Region, StateHost

UNKNOWN: Final = "unknown"
VARIABLE: Final = "PULUMI_BACKEND_URL"


class Kind(StrEnum):
    """How Pulumi speaks to a backend."""

    FILE = "file"
    S3 = "s3"
    AZBLOB = "azblob"
    GS = "gs"
    POSTGRES = "postgres"
    PULUMI = "pulumi"  # Pulumi Cloud, or a service that speaks its API


@dataclass(frozen=True, slots=True)
class Backend:
    """A state backend, without the credentials that its address may hold.

    What the address or the facts do not say is `unknown`.

    Attributes:
        host: the machine that is spoken to; "" for files.
        bucket: bucket, container or database; "" where there is none.
        country: where the data lies. Never derived from `seat`.
        cloud: a cloud, or a service of `facts/state_hosts.yaml`.
        seat: country of the operator's seat.
        path_style: the bucket's name is in the path, not in the host's name.
        tls: None where nothing travels.
    """

    kind: Kind
    host: str = ""
    bucket: str = ""
    region: str = UNKNOWN
    country: str = UNKNOWN
    cloud: str = UNKNOWN
    seat: str = UNKNOWN
    path_style: bool = False
    tls: bool | None = None

    def record(self) -> dict[str, Any]:
        """As plain data, for the plan."""
        return {**asdict(self), "kind": self.kind.value}

    @property
    def is_local(self) -> bool:
        """Whether the state does not leave the machine."""
        return self.kind is Kind.FILE or _is_loopback(self.host)


def parse(url: str, where: str = VARIABLE) -> Backend:
    """The backend of an address that `pulumi login` takes.

    Args:
        where: what the address was read from, named in errors. The address itself is not: it may hold a password.

    Raises:
        BadInput: no address, of no known scheme, or with a parameter that the Pulumi CLI would refuse.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        raise _not_an_address(where, "it is not an address") from None
    reader = _READERS.get(parts.scheme)
    if reader is None:
        found = f"found the scheme `{parts.scheme}`" if parts.scheme and "://" in url else "found no scheme"
        raise _not_an_address(where, found)
    if parts.scheme in _IN_BUCKETS and not parts.netloc.rpartition("@")[2]:
        raise BadInput(
            f"{where} names no bucket",
            expected=f"{parts.scheme}://BUCKET",
            action="take the address of your cloud from docs/state.md",
        )
    return reader(parts, host, where)


def configured(root: Path, environment: Mapping[str, str]) -> Backend | None:
    """The backend that Pulumi takes in the checkout `root`.

    None where nothing names one: then it is what somebody once logged in to, which no review can see.

    Raises:
        BadInput: as `parse`.
    """
    found = address(root, environment)
    return parse(*found) if found else None


def address(root: Path, environment: Mapping[str, str]) -> tuple[str, str] | None:
    """The address of that backend and where it was read: the variable, else `Pulumi.yaml`. It may hold a password.

    A folder is given as Pulumi finds it when it runs in `root`.
    """
    if environment.get(VARIABLE):
        return _absolute(environment[VARIABLE], root), VARIABLE
    data = read(root / "Pulumi.yaml", what="the project file of Pulumi").data
    backend = data.get("backend") if isinstance(data, dict) else None
    url = backend.get("url") if isinstance(backend, dict) else None
    return (_absolute(url, root), "backend.url of Pulumi.yaml") if isinstance(url, str) and url else None


def named(root: Path, environment: Mapping[str, str]) -> tuple[str, str]:
    """The same, for a run that needs one.

    Raises BadInput where nothing names one.
    """
    found = address(root, environment)
    if found is None:
        raise BadInput(
            "no state backend is named",
            expected=f"{VARIABLE}, or backend.url in Pulumi.yaml: a login that nobody can see is not enough",
            action="see docs/state.md for the address at your cloud",
        )
    return found


def _absolute(url: str, root: Path) -> str:
    scheme, _, rest = url.strip().partition("://")
    return f"file://{root / Path(rest).expanduser()}" if scheme == "file" else url


def refuse(backend: Backend, where: str = VARIABLE) -> BadInput | None:
    """Why a run against real clouds must not keep its state there, None where nothing certain speaks against it.

    Only what is certain: an unknown place passes here and fails in the rules.
    """
    if backend.is_local:
        return None
    action = f"set {where} to a bucket in the European Union (docs/state.md has the address for each cloud)"
    if backend.tls is False:
        return BadInput(
            f"the state at {backend.host} would travel without TLS",
            place=Place(None, None, None, where),
            expected="https",
            action="correct the address: https in `endpoint`, no `disableSSL`, no `sslmode=disable`",
        )
    if backend.country != UNKNOWN and backend.country not in load.areas()["EU"].countries:
        return BadInput(
            f"the state would lie at {backend.host}, in {backend.country}",
            place=Place(None, None, None, where),
            expected="a country of the European Union (rule SOV-LOC-006)",
            action=action,
        )
    return None


def state_url(cloud: str, region: str, bucket: str, account: str = "") -> str | None:
    """The address of a state in a bucket of `cloud`, None where the facts do not suffice to write one.

    Args:
        region: as the register of regions names it.
        account: what the customer has of the endpoint's name, where the cloud gives one (Cloud Temple: namespace).
    """
    fact, place = load.state_hosts().get(cloud), load.known_regions(cloud).get(region)
    if (
        fact is None
        or place is None
        or "{region}" not in fact.endpoint
        or ("{account}" in fact.endpoint and not account)
    ):
        return None
    spelled = _spelled(fact, region, place)
    query = {
        "endpoint": "https://" + fact.endpoint.format(region=spelled, account=account),
        "region": fact.signing_region or spelled,
        "use_path_style": "true",
    }
    return f"s3://{bucket}?{urlencode(query, safe=':/')}"


def _not_an_address(where: str, found: str) -> BadInput:
    return BadInput(
        f"{where} does not name a state backend: {found}",
        expected=f"an address that begins with one of {', '.join(f'{scheme}://' for scheme in _READERS)}",
        action="take the address of your cloud from docs/state.md",
    )


# What the Pulumi CLI accepts; a misspelled `endpoint` would send the state to AWS.
_S3_PARAMETERS: Final = (
    "accelerate", "anonymous", "awssdk", "disableSSL", "disable_https", "dualstack", "endpoint", "fips",
    "hostname_immutable", "kmskeyid", "profile", "rate_limiter_capacity", "region", "request_checksum_calculation",
    "response_checksum_validation", "role", "s3ForcePathStyle", "ssetype", "use_path_style",
)  # fmt: skip
_AZBLOB_PARAMETERS: Final = ("cdn", "domain", "localemu", "protocol", "storage_account")
_IN_BUCKETS: Final = ("s3", "azblob", "gs")
_TRUE: Final = ("1", "t", "T", "TRUE", "true", "True")


def _parameters(parts: SplitResult, where: str, known: tuple[str, ...] = ()) -> dict[str, str]:
    found = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    for name in found:
        if known and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            raise BadInput(
                f"{where} has the parameter `{name}`, which {parts.scheme}:// does not know",
                expected=f"some of {', '.join(known)}",
                action=f"did you mean `{near[0]}`?" if near else "remove it",
            )
    return found


def _file(parts: SplitResult, host: str, where: str) -> Backend:
    return Backend(Kind.FILE)


def _s3(parts: SplitResult, host: str, where: str) -> Backend:
    given = _parameters(parts, where, _S3_PARAMETERS)
    endpoint, region = given.get("endpoint", ""), given.get("region", "")
    plain = given.get("disable_https") in _TRUE
    if not endpoint:
        endpoint = f"s3.{region}.amazonaws.com" if region else ""
    if "://" not in endpoint:
        plain = plain or given.get("disableSSL") in _TRUE
        endpoint = f"https://{endpoint}"
    try:
        address = urlsplit(endpoint)
        machine = address.hostname or ""
    except ValueError:
        raise _not_an_address(where, "its endpoint is not an address") from None
    path_style = given.get("use_path_style") in _TRUE or given.get("s3ForcePathStyle") in _TRUE
    # the bucket as it is written: a host name would be lower case
    backend = Backend(Kind.S3, machine, parts.netloc.rpartition("@")[2], path_style=path_style)
    return replace(_placed(backend), tls=address.scheme == "https" and not plain)


def _azblob(parts: SplitResult, host: str, where: str) -> Backend:
    given = _parameters(parts, where, _AZBLOB_PARAMETERS)
    domain, account = given.get("domain") or "blob.core.windows.net", given.get("storage_account", "")
    machine = f"{account}.{domain}" if account else domain
    tls = given.get("protocol", "https") == "https"
    if _is_loopback(domain.partition(":")[0]) or given.get("localemu") in _TRUE:
        machine = domain.partition(":")[0]
    if machine == "blob.core.windows.net":
        # the account stands in the environment; whose it is shows all the same
        return Backend(
            Kind.AZBLOB, machine, parts.netloc, cloud="azure", seat=load.state_hosts()["azure"].seat, tls=tls
        )
    return replace(_placed(Backend(Kind.AZBLOB, machine, parts.netloc)), tls=tls)


def _gs(parts: SplitResult, host: str, where: str) -> Backend:
    return replace(_placed(Backend(Kind.GS, "storage.googleapis.com", parts.netloc)), tls=True)


def _postgres(parts: SplitResult, host: str, where: str) -> Backend:
    # `require` is the driver's default; what may fall back to plain text is plain text
    mode = _parameters(parts, where).get("sslmode", "require")
    tls = mode in ("require", "verify-ca", "verify-full")
    return replace(_placed(Backend(Kind.POSTGRES, host, parts.path.strip("/"))), tls=tls)


def _pulumi(parts: SplitResult, host: str, where: str) -> Backend:
    # the console's address is as good as that of the API
    machine = "api.pulumi.com" if host == "app.pulumi.com" else host
    return replace(_placed(Backend(Kind.PULUMI, machine)), tls=parts.scheme == "https")


_READERS: Final[Mapping[str, Callable[[SplitResult, str, str], Backend]]] = {
    "s3": _s3,
    "postgres": _postgres,
    "file": _file,
    "azblob": _azblob,
    "gs": _gs,
    "https": _pulumi,
    "http": _pulumi,
}


def _placed(backend: Backend) -> Backend:
    """With what the facts know of the host."""
    for cloud, fact in load.state_hosts().items():
        match = re.fullmatch(_pattern(fact.endpoint), backend.host)
        if match:
            region, country = _region(cloud, fact, match.groupdict().get("region", ""))
            return replace(backend, region=region, country=country, cloud=cloud, seat=fact.seat)
    return replace(backend, host=backend.host or UNKNOWN)


def _pattern(endpoint: str) -> str:
    pattern = re.escape(endpoint)
    for part in ("region", "account"):
        pattern = pattern.replace(re.escape(f"{{{part}}}"), f"(?P<{part}>[a-z0-9-]+)")
    return pattern


def _region(cloud: str, fact: StateHost, spelled: str) -> tuple[str, str]:
    """The register's id of a region that an endpoint spells, and its country."""
    for name, region in load.known_regions(cloud).items():
        if spelled and spelled == _spelled(fact, name, region):
            return name, region.country
    if spelled in fact.outside:
        return spelled, fact.outside[spelled]
    return spelled or UNKNOWN, fact.country or UNKNOWN


def _spelled(fact: StateHost, name: str, region: Region) -> str:
    return region.spellings.get(fact.spelling, name) if fact.spelling else name


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

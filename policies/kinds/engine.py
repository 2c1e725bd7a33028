"""What the Pulumi engine itself has: the stack, explicit providers, references to other stacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from plan.values import UNKNOWN, revealed
from policies.kinds.readers import NOT_SAYABLE, at, const, first, look, place, reads
from policies.kinds.table import Entry, Inputs, Place, Reader

_S3: Final = "endpoints[].s3"
_ENDPOINTS_OF_AWS: Final = "endpoints"


def _part(inputs: Inputs, path: str) -> Any:
    """What stands at `path`. The engine gives lists and mappings of a provider's settings as JSON texts."""
    name = path.partition(".")[0].partition("[")[0]
    return look({name: _opened(inputs.get(name))}, path)


def _opened(value: Any) -> Any:
    value = revealed(value)
    if isinstance(value, str) and value.lstrip().startswith(("[", "{")):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _texts(value: Any) -> Iterator[Any]:
    """Every text in a value, UNKNOWN ones included."""
    value = revealed(value)
    if value is UNKNOWN or (isinstance(value, str) and value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _endpoints(*paths: str) -> Reader:
    """Hosts that a provider is told to call; empty where it calls its cloud's own."""

    @reads(*paths)
    def read(inputs: Inputs) -> tuple[Any, ...]:
        return tuple(text for path in paths for text in _texts(_part(inputs, path)))

    return read


def _of_host(*paths: str) -> Reader:
    """The region that the endpoints at `paths` name (`objectstorage.cloudgouv-eu-west-1.numspot.com`): the part before
    the domain of two names. Another host gives itself, and several regions give all of them: no register knows either.
    """

    @reads(*paths)
    def read(inputs: Inputs) -> Any:
        found = dict.fromkeys(
            text if text is UNKNOWN else _region(text) for path in paths for text in _texts(_part(inputs, path))
        )
        if UNKNOWN in found:
            return UNKNOWN
        return " / ".join(map(str, found)) or None

    return read


def _region(endpoint: str) -> str:
    try:
        host = urlsplit(endpoint if "//" in endpoint else f"//{endpoint}").hostname or endpoint
    except ValueError:
        return endpoint
    parts = host.rstrip(".").split(".")
    # an address of numbers names no region
    return host if len(parts) < 4 or parts[-1].isdigit() else parts[-3]


def _setting(path: str) -> Reader:
    """One setting, also inside one that the engine gives as JSON."""

    @reads(path)
    def read(inputs: Inputs) -> Any:
        return _part(inputs, path)

    return read


@reads("region")
def _at_amazon(inputs: Inputs) -> Any:
    """Without an endpoint for S3 the provider calls Amazon: a place that no register of another cloud knows."""
    region = look(inputs, "region")
    return f"Amazon {'' if region in (None, UNKNOWN) else region}".strip()


@reads(_ENDPOINTS_OF_AWS)
def _endpoints_of_aws(inputs: Inputs) -> tuple[Any, ...]:
    """What it is told to call, and Amazon's own host for S3 where it is told nothing of it."""
    told = tuple(_texts(_part(inputs, _ENDPOINTS_OF_AWS)))
    s3 = next(_texts(_part(inputs, _S3)), None)
    return (*told, "s3.amazonaws.com") if s3 is None else told


def _provider(package: str, location: Reader = NOT_SAYABLE, endpoints: Callable[[Inputs], Any] | None = None) -> Entry:
    return Entry(
        "provider",
        {"package": const(package), "endpoints": endpoints or _endpoints()},
        location=location,
        place=Place.NOWHERE,
        named="",
    )


TABLE: Final[Mapping[str, Entry]] = {
    "pulumi:pulumi:Stack": Entry("stack", place=Place.NOWHERE, named=""),
    "pulumi:pulumi:StackReference": Entry("reference", {"stack": at("name")}, place=Place.NOWHERE, named=""),
    # the signing region says nothing of where an endpoint stands
    "pulumi:providers:aws": _provider("aws", first(_of_host(_S3), _at_amazon), _endpoints_of_aws),
    "pulumi:providers:azure-native": _provider("azure-native", at("location"), _endpoints("metadataHost")),
    # no setting names a region
    "pulumi:providers:cloudtemple": _provider("cloudtemple", NOT_SAYABLE, _endpoints("address")),
    # API and object storage are told apart: both must lie in one region
    "pulumi:providers:numspot": _provider(
        "numspot", _of_host("numspotHost", "numspotHostOs"), _endpoints("numspotHost", "numspotHostOs")
    ),
    "pulumi:providers:openstack": _provider("openstack", at("region"), _endpoints("authUrl", "endpointOverrides")),
    "pulumi:providers:outscale": _provider(
        "outscale",
        first(
            _of_host("api.endpoint", "endpoints[].api", "oks.endpoint", "endpoints[].oks"),
            _setting("api.region"),
            at("region"),
        ),
        _endpoints("api.endpoint", "oks.endpoint", "endpoints"),
    ),
    "pulumi:providers:ovh": _provider("ovh", NOT_SAYABLE, _endpoints("endpoint")),
    "pulumi:providers:random": _provider("random"),
    "pulumi:providers:scaleway": _provider("scaleway", place("zone", "region"), _endpoints("apiUrl")),
}


def refused(token: str) -> str:
    """Why a package is refused; "" where it is merely unknown."""
    return ""

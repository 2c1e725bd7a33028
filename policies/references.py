"""What a resource or file names outside itself: hosts, images, CI actions. Pure text; nothing is looked up."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from facts import ask
from facts.answer import Known, Unknown
from facts.hosts import host_of
from plan.values import UNKNOWN, Archive, Asset, Secret
from policies.commands import hosts_fetched, images_run
from policies.encoded import decoded_in
from policies.kinds.values import Reference
from policies.texts import Cleared, Texts, texts_in

# a host in brackets is one of IPv6; a backslash is taken along, for readers disagree on what it means
_URL: Final = re.compile(r"\b([a-z][a-z0-9+.-]{1,20})://((?:\[[0-9a-z:.%]+\])?[^\s\"'<>`|^{}()\[\],;]*)", re.IGNORECASE)
# at least one dot and a last label of letters: `docker.io`, not `1.2.3` and not `file.`; dots as IDNA reads them
_NAME: Final = re.compile(
    r"(?<![\w.@/-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?[.\u3002\uff0e\uff61]){1,8}(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})(?![\w-])",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[\w.+-]@((?:[\w-]+[.\u3002\uff0e\uff61]){1,8}[^\W\d_][\w-]{1,62})(?![\w-])")
_IPV4: Final = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.]|/\d)")
_IPV6: Final = re.compile(r"(?<![\w:.])([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:.]|/\d)", re.IGNORECASE)
# as YAML and as JSON write it
_IMAGE: Final = re.compile(r"(?:^\s*(?:-\s*)?|[{,]\s*)(?:image|[\"']image[\"']\s*):\s*[\"']?([\w./:@-]+)", re.MULTILINE)
_IMAGE_OPTION: Final = re.compile(r"--image[ =][\"']?([\w./:@-]+)")
# only beside another instruction: SQL has lines that begin with the same word
_FROM: Final = re.compile(
    r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*([\w./:@-]+)(?:[ \t]+AS[ \t]+([\w.-]+))?[ \t]*\r?$", re.MULTILINE | re.IGNORECASE
)
_INSTRUCTION: Final = re.compile(r"^[ \t]*(?:RUN|COPY|ADD|CMD|ENTRYPOINT|WORKDIR|EXPOSE)[ \t]", re.MULTILINE)
_NO_IMAGE: Final = "scratch"
_USES: Final = re.compile(r"^\s*(?:-\s*)?uses:\s*[\"']?([\w./@:-]+)", re.MULTILINE)
# lines that only explain; `#!`, `#include` and other words of cloud-init do something
_COMMENT: Final = re.compile(r"^[ \t]*#(?!!|include|part-handler|cloud-|upstart|template).*$", re.MULTILINE)
_NOT_A_HOST: Final = ("file", "urn", "data", "project", "arn", "unix", "mem")
_IMAGES: Final = ("docker", "oci", "docker-image")
# what stands before a path but is not in the address: signs that end it in running text can stand in a password
_AUTHORITY: Final = re.compile(r"[^\s\"'<>/?#\\]*")
_ONE_HOST: Final = ("http", "https", "ssh", "git")
_ESCAPE: Final = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
# key services that hold the key of a stack's secrets; of the last one, only the environment knows the host
_KEEPERS: Final = {
    "awskms": "kms.amazonaws.com",
    "gcpkms": "cloudkms.googleapis.com",
    "azurekeyvault": "",
    "hashivault": "hashivault",
}
# stores that the name of a bucket says: S3 is Amazon's where no endpoint is told
_STORES: Final = {
    "s3": "s3.amazonaws.com",
    "gs": "storage.googleapis.com",
    "azblob": "blob.core.windows.net",
}
_HOST_WORDS: Final = re.compile(
    r"(host|hostname|endpoint|url|uri|upstream|server|fqdn|issuer|domain|registry|mirror|proxy|smtp|e?mail|emailaddress|"
    r"contact|recipient|backend|authority|authurl|nameserver|resolver|relay|webhook|destination)s?$",
    re.IGNORECASE,
)
_IMAGE_PLACE: Final = re.compile(r"container.*\bimage$|\bregistryImage$|\bimageUri$", re.IGNORECASE)
# what can be a reference at all; asked of every text of a plan
_WORTH: Final = re.compile(
    r"[.\u3002\uff0e\uff61]|://|:[0-9a-f]*:|image|uses:|docker|podman|nerdctl|crictl|ctr |from |[A-Za-z0-9+/_-]{24}",
    re.IGNORECASE,
)
_NAMES_ONLY: Final = ("names",)
_JSON_ESCAPE: Final = re.compile(r"\\u00([2-7][0-9a-f])", re.IGNORECASE)
_SHOWN: Final = 100
_CACHED: Final = 16384

Named = tuple[tuple[str, str], ...]


def references_in(inputs: Any, place: str = "", *, containers: bool = True) -> tuple[Reference, ...]:
    """Everything that a resource's inputs name, each once: in plain values, in secrets, in texts of any length.

    `containers`: an `image:` there is a container's; False where it is a host's.
    """
    if containers and not may_name(texts_in(inputs)):
        return ()
    found: dict[tuple[str, str, bool], Reference] = {}
    for text, path, shown in _texts(inputs, place, None):
        secret = shown is not None
        for what, name in _all_in(text, path, containers):
            found.setdefault((what, name, secret), Reference(what, name, path if shown is None else shown, secret))
    return tuple(found.values())


def may_name(texts: Texts) -> bool:
    """Whether `references_in` could find anything among the inputs with these texts. Nearly always not: then no path
    needs to be written."""
    if texts.odd:
        return True
    dull = _dull_words
    if not _words.all(texts.keys):
        if not _no_image_places.all(texts.keys):
            return True
        dull = _dull
    return not (dull.all(texts.plain) and dull.all(texts.hidden))


def _is_dull(text: str, keys: tuple[str, ...]) -> bool:
    """Whether a text names nothing below any of these keys."""
    return _WORTH.search(text) is None or not any(True for key in keys for _ in _all_in(text, key, containers=True))


def _is_in_image_place(key: str) -> bool:
    """Whether a path with this key in it could be one of `_IMAGE_PLACE`."""
    folded = key.casefold()
    return "container" in folded or folded.endswith(("registryimage", "imageuri"))


_no_image_places: Final = Cleared(lambda key: not _is_in_image_place(str(key)))
_words: Final = Cleared(lambda key: _HOST_WORDS.search(_last(str(key))) is None and not _is_in_image_place(str(key)))
_dull: Final = Cleared(lambda text: _is_dull(text, ("", "host")))
_dull_words: Final = Cleared(lambda text: _is_dull(text, ("",)))


def _all_in(text: str, path: str, containers: bool) -> Iterator[tuple[str, str]]:
    yield from named_in(text, bool(_HOST_WORDS.search(_last(path))), containers)
    if containers and _IMAGE_PLACE.search(path):
        yield "image", text
    for inner in decoded_in(text):
        yield from named_in(inner, False, containers)


def _last(path: str) -> str:
    return path.rpartition(".")[2].partition("[")[0]


def _texts(value: Any, path: str, shown: str | None) -> Iterator[tuple[str, str, str | None]]:
    """(text, its path, the path of the secret around it). What a secret calls its parts is as secret as they are."""
    if isinstance(value, str):
        if not _dull.has(value) or (value and _IMAGE_PLACE.search(path)):
            yield value, path, shown
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key), shown)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]", shown)
    elif isinstance(value, Secret):
        yield from _texts(value.value, path, path if shown is None else shown)
    elif isinstance(value, Asset | Archive) and value is not UNKNOWN:
        yield from _texts(value.value, path, shown)


def without_comments(text: str) -> str:
    """A document of several lines without the lines that only explain."""
    return _COMMENT.sub("", text) if "\n" in text else text


@lru_cache(maxsize=_CACHED)
def named_in(text: str, is_host: bool, containers: bool = True) -> Named:
    """(what, name) of everything that a text names. `is_host`: the text stands where a host is expected.

    A name without a scheme is a reference only where a host is expected, where a command fetches from it, or where the
    facts know its owner: in running text `name.value` is no host.
    """
    text = _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\\/", "/")
    found: dict[tuple[str, str], None] = dict.fromkeys(_in_urls(text, containers))
    rest = _URL.sub(" ", text)
    for match in _NAME.finditer(rest):
        host = host_of(match.group(0))
        if host and _is_owned(host):
            found["host", host] = None
    for match in _MAIL.finditer(rest):
        host = host_of(match.group(1))
        if host and (is_host or (_is_owned(host) and not _is_name_only(host))):
            found["host", host] = None
    for address in _addresses(rest) if is_host or "\n" in text else ():
        found["host", address] = None
    for item in _listed(rest) if is_host else hosts_fetched(rest):
        host = host_of(item)
        if host:
            found["host", host] = None
    found.update(dict.fromkeys(("image", name) for name in _images(rest)) if containers else {})
    found.update(dict.fromkeys(("action", match.group(1)) for match in _USES.finditer(text)) if containers else {})
    return tuple(found)


def _in_urls(text: str, containers: bool) -> Iterator[tuple[str, str]]:
    for match in _URL.finditer(text):
        scheme = match.group(1).lower()
        if scheme in _NOT_A_HOST:
            continue
        yield from (("host", host) for host in _further(text, match, scheme))
        if not match.group(2):
            continue
        if scheme in _IMAGES:
            if containers:
                yield "image", f"docker://{match.group(2)}"
        elif scheme in _KEEPERS:
            yield "secrets-provider", _KEEPERS[scheme] or host_of(match.group(0)) or scheme
        elif scheme in _STORES:
            host = _of_store(match.group(0), scheme, text)
            if host:
                yield "host", host
        else:
            yield from (("host", host) for host in _hosts(match.group(0), match.group(2)))


def _further(text: str, url: re.Match[str], scheme: str) -> Iterator[str]:
    """Hosts of an address behind a sign that ends it in running text: `//user:p,w@host/`, `db://one,two/`."""
    after = "" if re.search(r"[/?#\\]", url.group(2)) else text[url.end() : _end_of(text, url.end())]
    words = [after.rpartition("@")[2]] if "@" in after else []
    words += after.split(",") if scheme not in _ONE_HOST else []
    for word in words:
        machine = word.rpartition("@")[2]
        found = _NAME.match(machine) or _IPV4.match(machine)
        if found:
            yield from filter(None, [host_of(found.group(0))])


def _end_of(text: str, start: int) -> int:
    match = _AUTHORITY.match(text, start)
    return match.end() if match else start


def _hosts(url: str, rest: str) -> Iterator[str]:
    """The host of an address. One that cannot be read for certain gives what stands there: nobody owns that."""
    before, backslash, after = re.split(r"[/?#]", rest, maxsplit=1)[0].partition("\\")
    host = host_of(f"//{before}") if backslash else host_of(url)
    if host:
        yield host
    if "@" in after:
        # some readers take the backslash for a slash, others for a part of what stands before the host
        yield from filter(None, [host_of(after.rpartition("@")[2])])
    machine = before.rpartition("@")[2]
    if not host and "$" not in machine and (not machine.isascii() or _ESCAPE.search(machine)):
        yield machine[:_SHOWN]


def _of_store(url: str, scheme: str, text: str) -> str:
    """The host behind `s3://bucket?endpoint=..`. An endpoint that the text tells beside it counts by itself."""
    try:
        given = parse_qs(urlsplit(url).query)
    except ValueError:
        given = {}
    if "endpoint" in given:
        return host_of(given["endpoint"][0])
    return "" if scheme == "s3" and "endpoint" in text.lower() else _STORES[scheme]


def _images(text: str) -> Iterator[str]:
    for pattern in (_IMAGE, _IMAGE_OPTION):
        yield from (match.group(1) for match in pattern.finditer(text))
    yield from images_run(text)
    if _INSTRUCTION.search(text):
        stages = {_NO_IMAGE}
        for image, stage in (match.groups() for match in _FROM.finditer(text)):
            if image not in stages:
                yield image
            # known from here on: `FROM nginx AS nginx` names an image
            stages.add(stage or _NO_IMAGE)


def _listed(text: str) -> Iterator[str]:
    """Hosts where hosts are expected: each word that can be one."""
    for word in re.split(r"[\s,;|]+", text):
        name = word.strip("\"'").rpartition("@")[2].partition("/")[0].partition(":")[0].rstrip(".").lower()
        if _NAME.fullmatch(name.removeprefix("*.")):
            yield word.strip("\"'")


def _addresses(text: str) -> Iterator[str]:
    """Addresses of the internet. Those of the platform's own networks, and ranges, name nothing outside."""
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            try:
                address = ipaddress.ip_address(match.group(1))
            except ValueError:
                continue
            if address.is_global:
                yield str(address)


@lru_cache(maxsize=_CACHED)
def _is_owned(host: str) -> bool:
    """Whether the register of hosts has the name, believed today or not."""
    return not isinstance(ask.owner_of(host, date.max), Unknown)


def _is_name_only(host: str) -> bool:
    """A name of algorithms (`sk-ssh-ed25519@openssh.com`): nothing is reached there."""
    found = ask.owner_of(host, date.min)
    return isinstance(found, Known) and found.value.uses == _NAMES_ONLY

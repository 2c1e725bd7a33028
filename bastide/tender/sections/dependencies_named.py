"""What the plan and the repository's files name outside the platform, found as SOV-CTL-005 and SOV-LOC-006 find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from facts import ask
from facts.answer import Answer, Known
from facts.questions.hosts import Owner
from plan.values import UNKNOWN
from policies.context import Context
from policies.evaluate import asked_about
from policies.kinds.values import Reference
from policies.model import Verdict, failed, known_later
from policies.owners import admitted, owner
from policies.places import judged
from policies.plugins import plugin_hosts
from policies.record import Record
from policies.references import references_in
from policies.rules import sov_ctl_005
from policies.view import View


class Nature(StrEnum):
    """What something named is for."""

    ACTION = "ci-action"
    CONTACT = "contact"  # where alerts go
    DESTINATION = "destination"  # that hosts may reach
    ENDPOINT = "endpoint"  # of a cloud
    HOST = "host"  # nothing tells for what
    HOST_IMAGE = "host-image"
    IDENTITY = "identity-provider"
    IMAGE = "container-image"
    PACKAGES = "package-source"
    PLUGIN = "plugin"
    RUNNER = "ci-runner"
    SECRETS = "secrets-provider"
    STATE = "state"


class Mention(NamedTuple):
    """One thing that one resource or file names.

    Attributes:
        place: role path, kind of what stands outside roles, file and line or path, or package of a plugin.
        verdict: what the rules say of it.
    """

    reference: Reference
    owner: Answer[Owner]
    nature: Nature
    place: str
    verdict: Verdict


class _By(NamedTuple):
    """What is named by records of a kind: by which of their attributes (`references` of inputs apart), and for what."""

    attribute: str
    nature: Nature


_BY_KIND: Final = {
    "compute.image": _By("source", Nature.HOST_IMAGE),
    "iam.idp": _By("host", Nature.IDENTITY),
    "log.alert": _By("contacts", Nature.CONTACT),
    "net.egress_gw": _By("hosts", Nature.DESTINATION),
    "provider": _By("endpoints", Nature.ENDPOINT),
}
"""The attributes are those that SOV-CTL-005 reads: what a cloud does by default stands in no input."""
_BY_ROLE: Final = {
    "role.AlertRoute": Nature.CONTACT,
    "role.EgressAllowList": Nature.DESTINATION,
    "role.IdentityProvider": Nature.IDENTITY,
    "role.PackageMirror": Nature.PACKAGES,
}
_BY_WHAT: Final = {
    "action": Nature.ACTION,
    "backend": Nature.STATE,
    "identity-provider": Nature.IDENTITY,
    "image": Nature.IMAGE,
    "plugin": Nature.PLUGIN,
    "runner": Nature.RUNNER,
    "secrets-provider": Nature.SECRETS,
}
_BY_USE: Final = {
    "ci": Nature.ACTION,
    "endpoint": Nature.ENDPOINT,
    "identity": Nature.IDENTITY,
    "packages": Nature.PACKAGES,
    "storage": Nature.ENDPOINT,
}
"""For a host that neither the kind nor the role explains: the first use that the register of hosts knows."""


def mentions(view: View, contexts: Mapping[str, Context]) -> Iterator[Mention]:
    """Everything that is named: once for each resource or file that names it, plugins once for each layer and package.

    `contexts`: layer -> what the rules may know there.
    """
    plugins: set[tuple[str, str, str]] = set()
    for record in view.records:
        context = contexts[record.plan.layer]
        for reference in dict.fromkeys((*_references(record), *_state(record))):
            yield _mention(reference, record, _place(reference, record), context)
        package = record.resource.package_name
        for host, place in plugin_hosts(record.resource):
            if (record.plan.layer, package, host) not in plugins:
                plugins.add((record.plan.layer, package, host))
                yield _mention(Reference("plugin", host, place), record, package, context)
        if _keeps_state(record):
            yield _of_bucket(record, context)


def _mention(reference: Reference, record: Record, place: str, context: Context) -> Mention:
    found = owner(reference, context)
    verdict = admitted(reference, record.cloud, context)
    return Mention(reference, found, _nature(reference, record, found), place, verdict)


def _references(record: Record) -> Iterator[Reference]:
    if record.kind == "source":
        yield from record.raw("references")
        return
    if not (record.entry.of or asked_about(sov_ctl_005.RULE, record.kind)):
        return
    by = None if record.entry.of else _BY_KIND.get(record.kind)
    said = {by.attribute: record.raw(by.attribute)} if by is not None else {}
    once: dict[tuple[str, str], Reference] = {}
    for item in (*references_in(record.resource.inputs), *references_in(said)):
        once.setdefault((item.what, item.name), item)
    yield from once.values()


def _state(record: Record) -> Iterator[Reference]:
    """The machine that keeps the stack's state, where the run says one."""
    host = record.plan.state.get("host") if record.kind == "stack" else None
    if host:
        yield Reference("backend", str(host), "state")


def _keeps_state(record: Record) -> bool:
    """Whether it is the bucket that the bootstrap layer makes for the state."""
    role = record.owner if record.kind == "store.object" and not record.entry.of else None
    return role is not None and role.kind == "role.Bucket" and role.name == "state"


def _of_bucket(record: Record, context: Context) -> Mention:
    """The bucket of the state belongs to the provider of its cloud; what is judged is where it lies."""
    facts = ask.provider(record.cloud, context.on)
    found: Answer[Owner] = (
        Known(Owner(record.cloud, record.cloud, facts.name, facts.seat.value, "provider", ("state",)), facts.seat.fact)
        if isinstance(facts.seat, Known)
        else facts.seat
    )
    return Mention(
        Reference("backend", record.name, "location"), found, Nature.STATE, _where(record), _lies(record, context)
    )


def _lies(bucket: Record, context: Context) -> Verdict:
    place = bucket.location
    if place is UNKNOWN:
        return known_later("location")
    if place is None:
        return failed(
            "nothing tells where the bucket of the state lies",
            "rien n'indique où se trouve le compartiment de l'état",
            "location",
        )
    return judged(bucket.cloud, str(place), context)


def _nature(reference: Reference, record: Record, found: Answer[Owner]) -> Nature:
    if reference.what in _BY_WHAT:
        return _BY_WHAT[reference.what]
    if record.kind in _BY_KIND:
        return _BY_KIND[record.kind].nature
    if record.kind in _BY_ROLE:
        return _BY_ROLE[record.kind]
    uses = found.value.uses if isinstance(found, Known) else ()
    return _BY_USE.get(uses[0], Nature.HOST) if uses else Nature.HOST


def _place(reference: Reference, record: Record) -> str:
    return reference.place if record.kind == "source" else _where(record)


def _where(record: Record) -> str:
    return record.role or record.kind

"""Under whose key each resource that holds data lies, and which key opens what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part
from bastide.tender.sections.keys_holder import (
    KEPT,
    Doubt,
    Found,
    Holder,
    found,
    holder_of,
    linked,
    of_disk,
    telling_gaps,
)
from bastide.tender.sections.keys_words import WORDS
from bastide.tender.sections.kind_words import named
from bastide.tender.sections.slugs import slug
from policies.crypto.keys import declared, made_by_cloud, store_of
from policies.crypto.own_disks import is_of_store
from policies.kinds.vocabulary import KINDS
from policies.model import Lang
from policies.record import Record

__all__ = ["WORDS", "Coverage", "Doubt", "Holder", "Key", "Keys", "Lying", "User", "holder_of", "of"]


class Lying(Part):
    """Resources of one kind and role that lie alike.

    Attributes:
        slug: tells it from the others of the candidate; the same in both languages.
        kind: neutral kind; `name` is what people call it.
        role: role path.
        doubt: None where the holder is known.
        meant: for what is known only after apply: the hosts are meant to encrypt it under a key of the platform's own.
        under: names of the keys that it lies (or is meant to lie) under.
        asked: names of keys that the role is linked to in vain: the cloud's service takes none.
        gaps: capabilities that are gaps here and say why.
    """

    slug: str
    kind: str
    name: str
    role: str
    holder: Holder
    doubt: Doubt | None
    meant: bool
    count: int
    under: tuple[str, ...]
    asked: tuple[str, ...]
    gaps: tuple[str, ...]


class Coverage(Part):
    """How many lie under whose key.

    Attributes:
        covered: under a key of the platform's own, at the cloud or in a store of its own.
        meant: known only after apply, and meant to be; not counted as covered. `stores`: those of them that hold a key
            store, which encrypts what it writes.
        by_holder: holder -> how many.
    """

    total: int
    covered: int
    meant: int
    stores: int
    by_holder: dict[Holder, int]
    rows: tuple[Lying, ...]


class User(Part):
    """Resources of one role in one area that lie, or are meant to lie, under a key."""

    role: str
    area: str
    count: int


class Key(Part):
    """One key of the plan.

    Attributes:
        area: whose it is.
        store: the store that it lies in.
        holder: CUSTOMER where the cloud makes it, OWN_STORE where a store on own hosts does, else UNKNOWN.
        users: what it opens, by role; `shared`: how many resources that is.
        crosses: something outside its area uses it (CRY-002).
    """

    name: str
    area: str
    store: str
    holder: Holder
    users: tuple[User, ...]
    shared: int
    crosses: bool


class Keys(Part):
    """Coverage of what holds data, of the disks that hosts come with, and all keys of the plan.

    Keys and key stores themselves are not counted: they hold no data but keys.
    """

    data: Coverage
    system_disks: Coverage
    keys: tuple[Key, ...]


_ORDER: Final = {holder: rank for rank, holder in enumerate(reversed(Holder))}


def of(candidate: Candidate) -> Keys:
    """The coverage of one candidate's estate."""
    view = candidate.view
    kinds = [kind for kind, known in KINDS.items() if known.data and kind not in KEPT]
    data = [found(record) for record in view.of(*kinds)]
    disks = [of_disk(host, disk) for host in view.of("compute.vm") for disk in host.raw("disks") or ()]
    return Keys(
        data=_coverage(data, candidate.lang),
        system_disks=_coverage(disks, candidate.lang),
        keys=tuple(_keys(view.of("role.Key"), data)),
    )


def _coverage(items: Sequence[Found], lang: Lang) -> Coverage:
    alike: dict[tuple[str, str, Holder, Doubt | None, bool], list[Found]] = {}
    for item in items:
        key = (item.record.kind, item.record.role, item.holder, item.doubt, item.meant)
        alike.setdefault(key, []).append(item)
    rows = sorted(
        (_row(same, lang) for same in alike.values()),
        key=lambda row: (_ORDER[row.holder], row.kind, row.role, row.slug),
    )
    counts = Counter(item.holder for item in items)
    return Coverage(
        total=len(items),
        covered=counts[Holder.CUSTOMER] + counts[Holder.OWN_STORE],
        meant=sum(item.meant for item in items),
        stores=sum(item.meant and is_of_store(item.record) for item in items),
        by_holder={holder: counts[holder] for holder in Holder},
        rows=tuple(rows),
    )


def _row(items: Sequence[Found], lang: Lang) -> Lying:
    first = items[0]
    names = tuple(sorted({printable(key.name) for item in items for key in linked(item)}))
    disks = first.record.kind == "compute.vm"
    lacking = {capability for item in items for capability in telling_gaps(item.record)}
    place = (first.record.kind, first.record.role, first.holder, "meant" if first.meant else first.doubt or "")
    return Lying(
        slug=slug(*place),
        kind=first.record.kind,
        name=named(first.record.kind, lang),
        role=printable(first.record.role),
        holder=first.holder,
        doubt=first.doubt,
        meant=first.meant,
        count=len(items),
        under=names if first.keyed and not disks else (),
        asked=() if first.keyed or disks else names,
        gaps=() if disks else tuple(sorted(lacking)),
    )


def _keys(roles: Iterable[Record], data: Sequence[Found]) -> Iterator[Key]:
    users: dict[str, Counter[tuple[str, str]]] = {}
    for item in data:
        for role in linked(item) if item.keyed else ():
            place = (printable(item.record.role), printable(item.record.area.name))
            users.setdefault(role.urn, Counter())[place] += 1
    for role in sorted(roles, key=lambda role: (role.area.name, role.name)):
        yield _key(role, users.get(role.urn, Counter()))


def _key(role: Record, users: Counter[tuple[str, str]]) -> Key:
    store, area = store_of(role), printable(role.area.name)
    own = store is not None and declared(role, store)
    return Key(
        name=printable(role.name),
        area=area,
        store=printable(store.name) if store is not None else "",
        holder=Holder.CUSTOMER if made_by_cloud(role) else Holder.OWN_STORE if own else Holder.UNKNOWN,
        users=tuple(User(role=path, area=user, count=count) for (path, user), count in sorted(users.items())),
        shared=users.total(),
        crosses=any(user != area for _, user in users),
    )

"""On whom the estate depends: everything outside that plan and files name, by owner, and who controls that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part, Source
from bastide.tender.sections.dependencies_control import OWN_KINDS, Control, controlled
from bastide.tender.sections.dependencies_named import Mention, Nature, mentions
from bastide.tender.sections.dependencies_words import WORDS
from bastide.tender.sections.slugs import slug
from facts.answer import Known
from policies.context import Context
from policies.model import Lang, Result, Text
from policies.profiles import profile_of

__all__ = ["WORDS", "Dependencies", "Dependency", "Owned", "of"]


class Dependency(Part):
    """One name: a host, image, action, or bucket.

    Attributes:
        name: of a name that stands only in secrets, as much as the register of hosts itself says.
        natures: what it is for.
        places: where it is named: role paths, kinds of what stands outside roles, file and line or path; of a plugin,
            the provider packages that need it.
        count: how many resources and files name it; of a plugin, packages of layers.
        result: what the register of admitted services says (SOV-CTL-005, SOV-LOC-006); a failure of one place counts.
        why: of a failure.
    """

    name: str
    natures: tuple[Nature, ...]
    places: tuple[str, ...]
    count: int
    result: Result
    why: str


class Owned(Part):
    """All names of one owner.

    Attributes:
        id: of a provider, a domain of the register, or `unknown-` and the name; the same in both languages, and so is
            `slug`, which can stand in an address.
        owner: "" where nobody knows it.
        country: of its seat (ISO 3166-1 alpha-2), "" where it is not known or does not matter.
        ask: for an unknown control, who must find out what; as the facts write it.
        laws: foreign laws or orders that are known to reach it; none known is not none.
        source: of the fact who owns it; None where there is none.
    """

    id: str
    slug: str
    owner: str
    country: str
    control: Control
    ask: tuple[str, ...]
    laws: tuple[str, ...]
    source: Source | None
    dependencies: tuple[Dependency, ...]


class Dependencies(Part):
    """All owners, the foreign ones first.

    Attributes:
        names: control -> how many names.
        unnamed: what was looked for and is named nowhere.
    """

    owners: tuple[Owned, ...]
    names: dict[Control, int]
    unnamed: tuple[Nature, ...]


_WORST: Final = (Result.FAIL, Result.UNKNOWN, Result.PASS, Result.NOT_APPLICABLE)
_RANK: Final = {control: rank for rank, control in enumerate(Control)}
_EXPECTED: Final = (
    Nature.ACTION,
    Nature.RUNNER,
    Nature.IMAGE,
    Nature.PLUGIN,
    Nature.STATE,
    Nature.SECRETS,
    Nature.IDENTITY,
)
"""What an estate can hardly do without, so that its absence is worth a word."""


def of(candidate: Candidate) -> Dependencies:
    """The dependencies of one candidate's estate. No key and no encryption is looked at: what is foreign stays so."""
    found = list(mentions(candidate.view, _contexts(candidate)))
    open_names = {(item.reference.what, item.reference.name) for item in found if not item.reference.in_secret}
    by_owner: dict[str, list[Mention]] = {}
    for item in found:
        by_owner.setdefault(_owner_id(item, open_names), []).append(item)
    owners = sorted(
        (_owned(id_, items, open_names, candidate) for id_, items in by_owner.items()),
        # by the English name: the order is the same in both languages
        key=lambda owned: (_RANK[owned.control], _name(by_owner[owned.id][0], Lang.EN).casefold(), owned.id),
    )
    names: Counter[Control] = Counter()
    for owned in owners:
        names[owned.control] += len(owned.dependencies)
    natures = {item.nature for item in found}
    return Dependencies(
        owners=tuple(owners),
        names={control: names[control] for control in Control},
        unnamed=tuple(nature for nature in _EXPECTED if nature not in natures),
    )


Names = set[tuple[str, str]]


def _contexts(candidate: Candidate) -> dict[str, Context]:
    return {
        plan.layer: Context(candidate.on, profile_of(plan), candidate.view, candidate.wanted)
        for plan in candidate.plans
    }


def _owner_id(item: Mention, open_names: Names) -> str:
    if not isinstance(item.owner, Known):
        # each unknown has its own question
        return f"unknown-{_shown(item, open_names)}"
    who = item.owner.value
    return "own" if who.kind in OWN_KINDS else who.provider or who.suffix


def _shown(item: Mention, open_names: Names) -> str:
    """The name as far as it may be shown: from a secret only what the register says, unless it stands openly, too."""
    reference = item.reference
    if not reference.in_secret or (reference.what, reference.name) in open_names:
        return printable(reference.name)
    if isinstance(item.owner, Known) and item.owner.value.kind not in OWN_KINDS:
        return item.owner.value.suffix
    return ""


def _name(item: Mention, lang: Lang) -> str:
    """The name of the owner; "" where nobody knows it."""
    who = item.owner.value if isinstance(item.owner, Known) else None
    return "" if who is None else printable(Text(who.name, who.name_fr).of(lang))


def _owned(id_: str, items: Sequence[Mention], open_names: Names, candidate: Candidate) -> Owned:
    answer = items[0].owner
    who = answer.value if isinstance(answer, Known) else None
    found = controlled(answer, candidate)
    by_name: dict[str, list[Mention]] = {}
    for item in items:
        by_name.setdefault(_shown(item, open_names), []).append(item)
    is_own = found.control is Control.OWN
    return Owned(
        id=id_,
        slug=slug(id_),
        owner="" if is_own else _name(items[0], candidate.lang),
        country=(who.seat or "") if who is not None else "",
        control=found.control,
        ask=found.ask,
        laws=found.laws,
        source=None
        if is_own or not isinstance(answer, Known)
        else Source(text=answer.fact.source, checked=answer.fact.checked.isoformat()),
        dependencies=tuple(_dependency(name, by_name[name], candidate) for name in sorted(by_name)),
    )


def _dependency(name: str, items: Sequence[Mention], candidate: Candidate) -> Dependency:
    result, why = _admitted(items, candidate.lang)
    natures = {item.nature for item in items}
    return Dependency(
        name=name or WORDS("hidden", candidate.lang),
        # a purpose says more than "a host"
        natures=tuple(sorted(natures - {Nature.HOST})) or (Nature.HOST,),
        places=tuple(sorted({printable(item.place) for item in items})),
        count=len(items),
        result=result,
        why=why,
    )


def _admitted(items: Iterable[Mention], lang: Lang) -> tuple[Result, str]:
    """The worst that the rules say of a name, and why."""
    # of two equally bad ones, the one that may name what it is about
    worst = min(items, key=lambda item: (_WORST.index(item.verdict.result), item.reference.in_secret)).verdict
    return worst.result, "" if worst.info is None else printable(worst.info.of(lang))

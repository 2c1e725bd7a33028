"""Who owns a provider, which laws reach it, and what it discloses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from facts import registers
from facts.answer import Answer, Known, Unknown
from facts.questions.common import CACHED, maybe, place
from facts.sovereignty import Disclosure, ForeignLaw, OtherProvider, Parent, Provider

_REGISTER = "providers"


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """All that is asked of a provider, each an answer of its own. Holdings, veto and board are those of non-EU parties.

    Attributes:
        registered: the register has the provider; where it has not, every answer is `Unknown`.
        largest_holding: percent of capital or votes, whichever is more, of the largest single one.
        holdings: percent of all together.
        foreign_laws: those in force on the day; empty: known to have none.
        remote_access: support or administration reaches in from outside the Union.
        disclosure: class of HDS EXI 31: `qualified`, `no-transfer` or `table`.
    """

    id: str
    registered: bool
    name: str
    seat: Answer[str]
    parent: Answer[Parent]
    largest_holding: Answer[float]
    holdings: Answer[float]
    veto: Answer[bool]
    board: Answer[bool]
    foreign_laws: Answer[tuple[ForeignLaw, ...]]
    remote_access: Answer[bool]
    disclosure: Answer[str]


@lru_cache(maxsize=CACHED)
def provider(name: str, on: date) -> ProviderFacts:
    """What is known of a provider on a day. Never raises for a name that is not registered."""
    register = registers.providers()
    if name in register.providers:
        return _infrastructure(name, register.providers[name], on)
    if name in register.others:
        return _other(name, register.others[name], on)
    return _unregistered(name)


def _infrastructure(name: str, row: Provider, on: date) -> ProviderFacts:
    path = f"providers.{name}"
    return ProviderFacts(
        id=name,
        registered=True,
        name=row.name,
        seat=maybe(row.seat, _REGISTER, f"{path}.seat", f"seat of {row.name}", on),
        parent=maybe(row.parent, _REGISTER, f"{path}.parent", f"parent of {row.name}", on),
        largest_holding=maybe(
            row.largest_holding, _REGISTER, f"{path}.largest_holding", f"largest non-EU holding in {row.name}", on
        ),
        holdings=maybe(row.holdings, _REGISTER, f"{path}.holdings", f"non-EU holdings in {row.name}", on),
        veto=maybe(row.veto, _REGISTER, f"{path}.veto", f"non-EU vetoes at {row.name}", on),
        board=maybe(row.board, _REGISTER, f"{path}.board", f"non-EU power over the boards of {row.name}", on),
        foreign_laws=_in_force(
            maybe(row.foreign_laws, _REGISTER, f"{path}.foreign_laws", f"foreign laws that reach {row.name}", on), on
        ),
        remote_access=maybe(
            row.remote_access, _REGISTER, f"{path}.remote_access", f"access from outside the EU at {row.name}", on
        ),
        disclosure=_text(maybe(row.disclosure, _REGISTER, f"{path}.disclosure", f"disclosure class of {row.name}", on)),
    )


def _in_force(answer: Answer[tuple[ForeignLaw, ...]], on: date) -> Answer[tuple[ForeignLaw, ...]]:
    """Only the laws of the day. None is known to be none only where nothing begins later: nobody looked before it."""
    if not isinstance(answer, Known):
        return answer
    laws = tuple(law for law in answer.value if law.in_force(on))
    if not laws and any(law.since and law.since > on for law in answer.value):
        return Unknown(
            f"which foreign laws reached the provider on {on}: what is recorded begins later",
            "the legal department, from the provider's list of that time (HDS EXI 30)",
            answer.fact.place,
            f"quels droits étrangers atteignaient le fournisseur au {on} : ce qui est enregistré commence plus tard",
            "le service juridique, d'après la liste que tenait alors le fournisseur (HDS EXI 30)",
        )
    return Known(laws, answer.fact)


def _text(answer: Answer[Disclosure]) -> Answer[str]:
    """The word itself, as documents show it."""
    return Known(answer.value.value, answer.fact) if isinstance(answer, Known) else answer


def _other(name: str, row: OtherProvider, on: date) -> ProviderFacts:
    """A company of which only the seat is recorded."""
    path = f"others.{name}"
    seat = maybe(row.seat, _REGISTER, f"{path}.seat", f"seat of {row.name}", on)
    unknown = Unknown(
        f"only the seat of {row.name} is registered, not who owns it",
        "the platform's legal department, from the company's own filings, should a service of it be admitted",
        place(_REGISTER, path),
        f"seul le siège de {row.name} est enregistré, non ses propriétaires",
        "le service juridique de la plateforme, d'après les publications légales de la société, si l'un de ses "
        "services doit être admis",
    )
    return _all(name, row.name, seat, unknown, registered=True)


def _unregistered(name: str) -> ProviderFacts:
    unknown = Unknown(
        f"the provider `{name}` is not registered",
        "the platform's legal department: seat, parent and holdings, each with source and date",
        place(_REGISTER, "providers"),
        f"le fournisseur `{name}` n'est pas enregistré",
        "le service juridique de la plateforme : siège, société mère et participations, avec la source et la date de "
        "chacun",
    )
    return _all(name, name, unknown, unknown, registered=False)


def _all(id_: str, name: str, seat: Answer[str], unknown: Unknown, *, registered: bool) -> ProviderFacts:
    return ProviderFacts(
        id_, registered, name, seat, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown
    )

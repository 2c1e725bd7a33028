"""Whether providers, environment and state are of the account that is meant. Pure: everything comes as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bastide.target.aims import AIMS, Aim, Aimed
from bastide.target.model import NAME, State, Targets
from plan.engine.backend import VARIABLE, Backend
from plan.values import UNKNOWN

_EMPTY: Final = (
    "it is set and empty: a pipeline makes an empty text of a variable that is not defined for this job (protected, of "
    "another environment, misspelled), and a provider does not fall back to a default then"
)
# ids of this form stand in the estates' files until somebody puts in those of the organisation
_EXAMPLE: Final = re.compile(r"0{8}-0{4}-4000-8000-[0-9a-f]{12}|0{9}[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a run with credentials must not begin.

    Attributes:
        found: what is not as it must be, and by what mechanism it comes about.
        action: what to do next.
    """

    found: str
    action: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """An aim that is as it must be. `by` says what was compared."""

    provider: str
    aim: str
    value: str
    by: str


@dataclass(frozen=True, slots=True)
class Later:
    """An aim that no plan without the state can know: the real preview is compared again."""

    provider: str
    aim: str


Judged = Refusal | Agreed | Later


@dataclass(frozen=True, slots=True)
class Stack:
    """The stack that is judged: its estate, its own name, and whether its plan knows the state (`real`)."""

    estate: str
    name: str
    real: bool


def providers(found: tuple[Aimed, ...], stack: Stack, wanted: Targets, environment: Mapping[str, str]) -> list[Judged]:
    """Each aim of each provider: agreed, refused, or known later."""
    judged: list[Judged] = []
    for provider in found:
        if provider.package not in AIMS:
            judged.append(
                Refusal(
                    f"no table knows where the provider `{provider.name}` ({provider.package}) aims",
                    "add the package to bastide/target/aims.py",
                )
            )
        values = wanted.wanted(stack.estate, stack.name, provider.package, provider.name)
        for aim in AIMS.get(provider.package, ()):
            judged.extend(_aim(provider, aim, values.get(aim.name), stack, environment))
    return judged


def _aim(
    provider: Aimed, aim: Aim, wanted: str | None, stack: Stack, environment: Mapping[str, str]
) -> Iterator[Judged]:
    where = f"{stack.name}: `{aim.name}` of the provider `{provider.name}`"
    if wanted is None:
        yield Refusal(
            f"{where}: {NAME} does not say what it must be",
            f"add `stacks: {stack.name}: providers: {provider.name}: {aim.name}: ...`, and have it reviewed",
        )
        return
    if _EXAMPLE.fullmatch(wanted):
        yield Refusal(f"{where}: {NAME} has an example, {wanted}", "put in the organisation's own, here and in stacks/")
        return
    yield from _planned(provider, aim, wanted, stack, environment, where)
    if provider.is_main:
        yield from _told(provider, aim, wanted, environment, where)


def _planned(
    provider: Aimed, aim: Aim, wanted: str, stack: Stack, environment: Mapping[str, str], where: str
) -> Iterator[Judged]:
    value = provider.values[aim.name]
    if isinstance(value, str):
        if value == wanted:
            yield Agreed(provider.name, aim.name, wanted, "plan")
        else:
            yield Refusal(f"{where} is `{value}` in the plan and must be `{wanted}`", f"correct stacks/ or {NAME}")
    elif value is UNKNOWN and stack.real:
        yield Refusal(
            f"{where} is not known even with the state in sight",
            "deploy the layer that gives it (<estate>-bootstrap) first",
        )
    elif value is UNKNOWN and not (provider.is_main and aim.variables):
        yield Later(provider.name, aim.name)
    elif not provider.is_main or not aim.variables:
        yield Refusal(f"{where} is set nowhere", "set it in the program: an account is never left to chance")
    elif not any(environment.get(name) for name in aim.variables):
        yield Refusal(
            f"{where} is not in the plan, and none of {', '.join(aim.variables)} says it: {_UNSET}",
            f"set {aim.variables[0]} for this job, to the account that {NAME} names",
        )


_UNSET: Final = "what nothing sets, the provider takes from a profile or refuses in the middle of a run"


def _told(provider: Aimed, aim: Aim, wanted: str, environment: Mapping[str, str], where: str) -> Iterator[Judged]:
    """What the environment says. A variable that is there must say the same, even where the plan overrides it."""
    for name in aim.variables:
        value = environment.get(name)
        if value == "":
            yield Refusal(f"{where}: {name} is no use: {_EMPTY}", f"define {name} for this job, or do not pass it on")
        elif value is not None and value != wanted:
            yield Refusal(
                f"{where} must be `{wanted}`, and {name} is `{value}`: these are credentials of something else",
                "give this job the variables of its own environment",
            )
        elif value is not None:
            yield Agreed(provider.name, aim.name, wanted, name)


def state(backend: Backend | None, wanted: State | None, stack: Stack, environment: Mapping[str, str]) -> list[Judged]:
    """Whether the state is the one that is meant: the last thing to compare where credentials name no account."""
    if environment.get(VARIABLE) == "":
        return [Refusal(f"{stack.name}: {VARIABLE} is no use: {_EMPTY}", f"define {VARIABLE} for this job")]
    if wanted is None:
        return [
            Refusal(
                f"{stack.name}: {NAME} does not say where the state lies",
                f"add `estates: {stack.estate}: state: {{host: ..., bucket: ...}}`, and have it reviewed",
            )
        ]
    if backend is None:
        return [
            Refusal(
                f"{stack.name}: no state backend is named; Pulumi would take what somebody once logged in to",
                f"define {VARIABLE} for this job (docs/state.md)",
            )
        ]
    pairs = (("host", backend.host, wanted.host), ("bucket", backend.bucket, wanted.bucket))
    return [_place(stack, name, found, expected) for name, found, expected in pairs]


def _place(stack: Stack, name: str, found: str, expected: str) -> Judged:
    if found == expected:
        return Agreed("state", name, found, VARIABLE)
    shown = f"`{found}`" if found else "none, for it is a folder"
    return Refusal(
        f"{stack.name}: the {name} of the state is {shown} and must be `{expected}`: another state is another estate",
        f"correct {VARIABLE}, or {NAME}",
    )

"""Retiring: what `retire.yaml` lists loses its protection, role by role, and nothing else does.

A role goes in three steps, each a commit of its own. Listed as `lifted`, its resources are no longer protected and
kept. Taken out of the intent, they are deleted. Listed as `gone`, with the evidence of their destruction, it lets what
comes after it in the order go. Keys are last: without them nothing that is left could be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

import pulumi
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract.fields import PersonId, Sentence
from components.contract.intent import Intent
from components.contract.names import role_names
from facts.document import Document, read
from facts.errors import BadInput
from facts.validate import validate

FILE: Final = "retire.yaml"


class Step(StrEnum):
    """In which order a platform is taken down."""

    IDENTITY = "identity"
    ENDPOINTS = "endpoints"
    COMPUTE = "compute"
    DATA = "data"
    BACKUPS = "backups"
    LOGS = "logs"
    KEYS = "keys"


ORDER: Final = tuple(Step)
STEPS: Final[Mapping[str, Step]] = {
    **dict.fromkeys(("Grant", "Group", "IdentityProvider", "ServiceAccount"), Step.IDENTITY),
    **dict.fromkeys(("Bastion", "Certificate", "EgressAllowList", "Portal", "SiteLink"), Step.ENDPOINTS),
    **dict.fromkeys(("Cluster", "PackageMirror", "Workstation"), Step.COMPUTE),
    **dict.fromkeys(("Bucket", "Database", "FileShare", "Registry", "Volume"), Step.DATA),
    "Backup": Step.BACKUPS,
    **dict.fromkeys(("AlertRoute", "AuditSink", "FlowLog"), Step.LOGS),
    **dict.fromkeys(("Key", "KeyStore", "Secret"), Step.KEYS),
}
"""Role -> its step. A role that is not here holds nothing that is protected."""
_UNDER_KEYS: Final = frozenset({"backup", "bucket", "cluster", "database", "file-share", "volume", "workstation"})
"""Capabilities of roles that are read with a key of their area."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Evidence = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$")]
Stack = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=80)]
RolePath = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]+(/[A-Z][A-Za-z]+)*$")]
RoleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=80)]


class Retired(BaseModel):
    """One role that goes.

    Attributes:
        stack: its stack, such as `azure-legacy-prod`.
        role, name: its exact path and name in the plan (`bastide preview --detail` shows both).
        receipt: digest of the receipt under which `bastide up` may apply it.
        evidence: ids of the records of destruction; of what is gone only, and always there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    stack: Stack
    role: RolePath
    name: RoleName
    state: Literal["lifted", "gone"]
    reason: Sentence
    requested_by: PersonId
    approved_by: Annotated[tuple[PersonId, ...], Field(min_length=2)]
    approved_on: date
    receipt: Digest
    evidence: tuple[Evidence, ...] = ()

    @property
    def kind(self) -> str:
        return self.role.rpartition("/")[2]

    @property
    def step(self) -> Step:
        return STEPS[self.kind]

    @model_validator(mode="after")
    def _known_kind(self) -> Retired:
        if self.kind not in STEPS:
            raise ValueError(
                f"found the role `{self.role}` | a path that ends with one of {', '.join(sorted(STEPS))} | name the "
                "role that holds what is protected"
            )
        return self

    @model_validator(mode="after")
    def _two_others(self) -> Retired:
        if len(set(self.approved_by)) < len(self.approved_by) or self.requested_by in self.approved_by:
            raise ValueError(
                f"found {', '.join(self.approved_by)} as approvers of what {self.requested_by} requests | two persons, "
                "neither of them who requests | have another person approve"
            )
        return self

    @model_validator(mode="after")
    def _proved(self) -> Retired:
        if (self.state == "gone") != bool(self.evidence):
            raise ValueError(
                f"found {len(self.evidence)} records of destruction of `{self.name}`, which is {self.state} | records "
                "of what is gone, and of nothing else | add the evidence, or correct the state"
            )
        return self


class RetireFile(BaseModel):
    """`bastide/retire/1`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/retire/1"] = Field(alias="schema")
    roles: tuple[Retired, ...]


def retired(folder: Path) -> tuple[Retired, ...]:
    """What the folder's file lists, each entry right in itself and in the order; nothing where there is no such file.

    Raises:
        BadInput: with place and next action.
    """
    file = folder / FILE
    if not file.is_file():
        return ()
    document = read(file, what="what is being retired")
    found = validate(document, RetireFile).roles
    for number, item in enumerate(found):
        _check_once(document, found, number, item)
        _check_order(document, found, number, item)
    return found


def _check_once(document: Document, found: Sequence[Retired], number: int, item: Retired) -> None:
    if any((other.stack, other.role, other.name) == (item.stack, item.role, item.name) for other in found[:number]):
        raise BadInput(
            f"found `{item.role} {item.name}` of {item.stack} twice",
            place=document.place(("roles", number)),
            expected="each role once",
            action="remove one of the two",
        )


def _check_order(document: Document, found: Sequence[Retired], number: int, item: Retired) -> None:
    """Nothing of a later step goes while something of an earlier one is only on its way, in the same stack."""
    place = ORDER.index(item.step)
    waiting = [
        other
        for other in found
        if other.stack == item.stack and other.state == "lifted" and ORDER.index(other.step) < place
    ]
    if waiting:
        first = waiting[0]
        raise BadInput(
            f"found `{item.role} {item.name}` ({item.step}) while `{first.role} {first.name}` ({first.step}) is not "
            "gone",
            place=document.place(("roles", number)),
            expected=f"the order {', '.join(ORDER)}",
            action=f"finish with `{first.name}` first, and list it as gone with its evidence",
        )


def check_keys(items: Iterable[Retired], intent: Intent, stack: str, folder: Path) -> None:
    """Raise BadInput where a key would go while the intent still has something that is read with it."""
    document = None
    for number, item in enumerate(retired(folder)):
        if item not in items or item.step is not Step.KEYS or item.state != "lifted":
            continue
        kept = list(_under(intent, item))
        if kept:
            document = document or read(folder / FILE, what="what is being retired")
            raise BadInput(
                f"found the {item.kind} `{item.name}` of {stack} while {len(kept)} roles under it are kept, first "
                f"`{kept[0]}`",
                place=document.place(("roles", number)),
                expected="keys last: once they are destroyed, nothing that is left can be read",
                action="retire what is under the key first, and take it out of the intent",
            )


def _under(intent: Intent, item: Retired) -> Iterator[str]:
    """What the area of a key or key store still has that is read with its keys. The hub's serve all areas."""
    owner = next(
        (area.name for area in intent.areas if item.name == area.name or item.name.startswith(f"{area.name}-")), None
    )
    for name in role_names(intent):
        if name.capability in _UNDER_KEYS and name.area != "bootstrap" and owner in (name.area, intent.hub.name):
            yield f"{name.capability} {name.name}"


class Lifting:
    """A transformation that takes protection and retention off the listed roles of one stack, and off nothing else."""

    def __init__(self, items: Iterable[Retired]) -> None:
        self._wanted = {(item.role, item.name) for item in items if item.state == "lifted"}
        self._paths: dict[int, tuple[str, str]] = {}
        self._met: set[tuple[str, str]] = set()

    def __call__(self, args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        owner = self._paths.get(id(args.opts.parent))
        if args.type_.startswith("bastide:"):
            kind = args.type_.rpartition(":")[2]
            path = (f"{owner[0]}/{kind}" if owner else kind, args.name)
            self._paths[id(args.resource)] = path
            if path in self._wanted:
                self._met.add(path)
            return None
        if owner not in self._wanted or not (args.opts.protect or args.opts.retain_on_delete):
            return None
        args.opts.protect, args.opts.retain_on_delete = None, None
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    def missing(self) -> list[str]:
        """Listed roles that the program has not built."""
        return sorted(f"{role} {name}" for role, name in self._wanted - self._met)


def of_stack(stack: str, folder: Path) -> tuple[Retired, ...]:
    """What is listed of one stack. Raises BadInput where the file is wrong."""
    return tuple(item for item in retired(folder) if item.stack == stack)


def no_such_role(missing: Sequence[str], stack: str, folder: Path) -> BadInput:
    """What is listed, and not there: a slip that would otherwise look like something done."""
    document = read(folder / FILE, what="what is being retired")
    return BadInput(
        f"found `{missing[0]}`, which the stack {stack} does not have",
        place=document.place(("roles",)),
        expected="the exact path and name of a role, as `bastide preview --detail` shows them",
        action="correct it; what is gone already is listed as gone",
    )

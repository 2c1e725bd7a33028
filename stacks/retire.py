"""Retiring: what `retire.yaml` lists loses its protection, role by role, and nothing else does.

A role goes in three steps, each a commit of its own. Listed as `lifted`, its resources are no longer protected and
kept. Listed as `leaving` and taken out of the intent, they are deleted. Listed as `gone`, with the evidence of their
destruction, it lets go what comes after it in the order. Keys are last: without them nothing that is left can be read.

Nothing is taken on trust: the receipt must be there and name what goes, and so must each record of destruction. Who
signed is looked at wherever there is a repository, and always before something is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

import pulumi
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from components.contract.fields import Sentence
from components.contract.intent import Intent
from components.contract.names import role_names
from facts.day import Day
from facts.document import Document, read
from facts.errors import BadInput
from facts.validate import validate
from stacks import retire_receipts as receipts
from stacks.destruction import Digest, Evidence, destroyed
from stacks.retire_receipts import Leaf, Lift

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

Address = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._+-]*@[a-z0-9][a-z0-9.-]*$", max_length=200)]
"""As the list of approvers has it, in lower case."""
Stack = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=80)]
RolePath = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]+(/[A-Z][A-Za-z]+)*$")]
RoleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=80)]


class Retired(BaseModel):
    """One role that goes.

    Attributes:
        stack: its stack, such as `azure-legacy-prod`.
        role, name: its exact path and name in the plan (`bastide preview --detail` shows both).
        requested_by, approved_by: addresses; who approves has signed the receipt.
        approved_on: a day on which the receipt counts.
        receipt: digest of the receipt that allows the deletion of the role's resources.
        evidence: the records of destruction; of what is gone only, and always there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    stack: Stack
    role: RolePath
    name: RoleName
    state: Literal["lifted", "leaving", "gone"]
    reason: Sentence
    requested_by: Address
    approved_by: Annotated[tuple[Address, ...], Field(min_length=2)]
    approved_on: Day
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


@dataclass(frozen=True)
class Proved:
    """An entry whose receipt and records hold.

    Attributes:
        leaves: the resources of the role whose protection may go.
    """

    item: Retired
    leaves: frozenset[Leaf]


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
        if other.stack == item.stack and other.state != "gone" and ORDER.index(other.step) < place
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


def check_keys(items: Iterable[Proved], intent: Intent, stack: str, folder: Path) -> None:
    """Raise BadInput where a key would go while the intent still has something that is read with it."""
    document, asked = None, {one.item for one in items}
    for number, item in enumerate(retired(folder)):
        if item not in asked or item.step is not Step.KEYS or item.state != "lifted":
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
    """A transformation that takes protection and retention off the listed roles of one stack, and off nothing else.

    Raises BadInput, before anything of it is registered, for a protected resource of such a role that its receipt does
    not name, and for a role that is listed as leaving or gone and built all the same.
    """

    def __init__(self, items: Iterable[Proved]) -> None:
        self._listed = {(one.item.role, one.item.name): one for one in items}
        self._wanted = {path for path, one in self._listed.items() if one.item.state == "lifted"}
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
            elif path in self._listed:
                raise _still_there(self._listed[path].item)
            return None
        if owner not in self._wanted or not (args.opts.protect or args.opts.retain_on_delete):
            return None
        if (args.type_, args.name) not in self._listed[owner].leaves:
            raise _not_named(self._listed[owner].item, args)
        args.opts.protect, args.opts.retain_on_delete = None, None
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    def missing(self) -> list[str]:
        """Listed roles that the program has not built."""
        return sorted(f"{role} {name}" for role, name in self._wanted - self._met)


def of_stack(stack: str, folder: Path) -> tuple[Proved, ...]:
    """What is listed of one stack, each entry proved.

    In a copy of files without a repository (the other side of a comparison) nobody can say who signed: there, receipts
    are held to what they name alone. `require_in_force` has the last word.

    Raises:
        BadInput: the file is wrong; a receipt or a record of destruction is missing, was changed, or is about something
            else; a receipt is not signed by all who are named.
    """
    found = _of_stack(stack, folder)
    if (folder.parent / ".git").exists():
        for _, lift in found:
            receipts.require_signed(lift, folder)
    return tuple(Proved(item, receipts.leaves(lift, folder)) for item, lift in found)


def require_in_force(stack: str, folder: Path, today: date) -> None:
    """Return where a run that changes things may take protection off what is listed of its stack.

    Raises:
        BadInput: as `of_stack` does; or a receipt of what is lifted or leaving has ended.
    """
    for item, lift in _of_stack(stack, folder):
        receipts.leaves(lift, folder)
        receipts.require_signed(lift, folder)
        if item.state != "gone":
            receipts.require_in_time(lift, folder, today)


def _of_stack(stack: str, folder: Path) -> list[tuple[Retired, Lift]]:
    """What is listed of one stack, with what its receipt is asked for. Records of destruction are looked at here."""
    listed = [(number, item) for number, item in enumerate(retired(folder)) if item.stack == stack]
    if not listed:
        return []
    document = read(folder / FILE, what="what is being retired")
    for number, item in listed:
        _require_destroyed(document, number, item, folder)
    return [(item, _lift(document, number, item)) for number, item in listed]


def _lift(document: Document, number: int, item: Retired) -> Lift:
    return Lift(
        digest=item.receipt,
        stack=item.stack,
        role=item.role,
        name=item.name,
        requested_by=item.requested_by,
        approved_by=frozenset(item.approved_by),
        on=item.approved_on,
        place=document.place(("roles", number, "receipt")),
    )


def _require_destroyed(document: Document, number: int, item: Retired, folder: Path) -> None:
    for at, evidence in enumerate(item.evidence):
        record, written = destroyed(evidence, folder, document.place(("roles", number, "evidence", at)))
        about = (record.stack, record.role, record.name)
        if about != (item.stack, item.role, item.name):
            raise BadInput(
                f"found a record of the destruction of `{record.role} {record.name}` of {record.stack}",
                place=written.place(("name",)),
                expected=f"one of `{item.role} {item.name}` of {item.stack}, which names it",
                action="name the record of this role",
            )
        if record.destroyed_on < item.approved_on:
            raise BadInput(
                f"found a destruction on {record.destroyed_on}, before it was approved on {item.approved_on}",
                place=written.place(("destroyed_on",)),
                expected="a destruction that was approved",
                action="correct the day, or find out what was destroyed then, and by whom",
            )


def _still_there(item: Retired) -> BadInput:
    return BadInput(
        f"found `{item.role} {item.name}` of {item.stack} listed as {item.state} in {FILE}, and the program still "
        "builds it",
        expected=f"what is {item.state} to be out of the intent",
        action="take it out of the intent, or list it as lifted until then",
    )


def _not_named(item: Retired, args: pulumi.ResourceTransformationArgs) -> BadInput:
    return BadInput(
        f"found {args.type_} `{args.name}`, protected, in `{item.role} {item.name}` of {item.stack}, which is lifted "
        f"in {FILE}; the receipt {item.receipt[:12]} does not name it",
        expected="a receipt that allows the deletion of every resource of the role",
        action="make a new receipt that allows it by name, and have it signed",
    )


def no_such_role(missing: Sequence[str], stack: str, folder: Path) -> BadInput:
    """What is listed, and not there: a slip that would otherwise look like something done."""
    document = read(folder / FILE, what="what is being retired")
    return BadInput(
        f"found `{missing[0]}`, which the stack {stack} does not have",
        place=document.place(("roles",)),
        expected="the exact path and name of a role, as `bastide preview --detail` shows them",
        action="correct it; what was taken out of the intent is listed as leaving, and as gone once that is proved",
    )

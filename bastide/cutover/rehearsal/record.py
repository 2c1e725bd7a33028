"""The record of a rehearsal: what was measured, with what, how long it took. What the gates read."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bastide.cutover.journal.entry import Digest
from bastide.cutover.measure import Measurement
from bastide.failure import ToolkitFailed
from components.contract.fields import Name
from facts.errors import BadInput, Place
from stacks.approval import canonical

SCHEMA: Final = "bastide/rehearsal/1"
NAMESPACE: Final = "bastide-rehearsal"
"""Of the signature: one made for anything else does not hold here."""
_SIGN_SECONDS: Final = 120


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Shape):
    """One step of one part. `seconds` is of the try that ended; `tries` counts the ones that were killed too."""

    part: str
    step: str
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    tries: Annotated[int, Field(ge=1)]


class RehearsalRecord(Shape):
    """The whole document.

    Attributes:
        wave: which one was rehearsed.
        started, ended: in UTC.
        machine: processors, memory and system of the runner; no name, no address.
        programs: program -> version.
        settings: digest of the settings; the settings of loopback have one too.
        loopback: parts that were rehearsed on this machine: they prove the procedure, not the rate of the real line.
        measurements: one for each measure, from the last time that its step ran.
        manifests: part -> SHA-256 of the file beside the record that names each thing it moved, with size and hash.
        faults: what was met on the way and got over, in the order of meeting.
        digest: SHA-256 over all the rest, as `stacks.approval.canonical` writes it.
    """

    schema_: Literal["bastide/rehearsal/1"] = Field(alias="schema")
    wave: Name
    started: AwareDatetime
    ended: AwareDatetime
    machine: Mapping[str, str]
    programs: Mapping[str, str]
    settings: Digest
    loopback: tuple[str, ...]
    steps: tuple[Step, ...]
    measurements: tuple[Measurement, ...]
    manifests: Mapping[str, Digest] = {}
    faults: tuple[str, ...] = ()
    digest: Digest

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """A clock that was set during the run makes every age in it worthless."""
        if self.ended < self.started:
            raise ValueError("it ended before it was started: the clock was set during the run")
        outside = [one.measure for one in self.measurements if not self.started <= one.time <= self.ended]
        if outside:
            raise ValueError(f"measured outside the run: {', '.join(outside[:5])}; the clock was set during the run")
        return self


def sealed(content: Mapping[str, object]) -> RehearsalRecord:
    """A record of its content, with schema and digest. Raises ToolkitFailed where its times contradict each other."""
    try:
        draft = RehearsalRecord.model_validate({**content, "schema": SCHEMA, "digest": "0" * 64})
    except ValidationError as error:
        said = error.errors(include_input=False, include_url=False)[0]["msg"]
        raise ToolkitFailed(
            f"there is no record: {said}", "mend the clock, then rehearse again in another folder"
        ) from None
    document = draft.model_dump(mode="json", by_alias=True)
    return draft.model_copy(update={"digest": canonical.own_digest(document)})


def text(record: RehearsalRecord) -> str:
    """The record as it is written to a file: the same bytes for the same record."""
    return canonical.text(record.model_dump(mode="json", by_alias=True))


def read(path: Path) -> RehearsalRecord:
    """A record from its file. Raises BadInput where it is none, or was changed since it was written."""
    place = Place(path, 1, 1, "")
    action = "take the file as `bastide cutover rehearse` wrote it, or rehearse again"
    try:
        found = RehearsalRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}", action=action) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadInput(f"no record of a rehearsal: {where} {first['msg']}", place=place, action=action) from None
    if canonical.own_digest(found.model_dump(mode="json", by_alias=True)) != found.digest:
        raise BadInput("its digest does not fit its content", place=place, action=action)
    return found


def sign(path: Path, key: Path) -> Path:
    """Sign a record's file with the operator's key, by ssh-keygen: the key stays where it is. Returns the signature.

    Raises BadInput where the key cannot sign, ToolkitFailed where there is no ssh-keygen.
    """
    command = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(path)]
    signature = path.with_name(f"{path.name}.sig")
    signature.unlink(missing_ok=True)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SIGN_SECONDS)
    except FileNotFoundError:
        raise ToolkitFailed("ssh-keygen is not here", "install OpenSSH's client") from None
    except subprocess.TimeoutExpired:
        raise BadInput("ssh-keygen waits", action="add the key to ssh-agent first") from None
    if done.returncode or not signature.is_file():
        said = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise BadInput(
            f"{key} does not sign: {said}", action="name a private SSH key, or its public part with ssh-agent"
        )
    return signature


def latest(parts: Iterable[Iterable[Measurement]]) -> tuple[Measurement, ...]:
    """One measurement for each measure: the latest of each part; where parts prove the same, all must.

    A proof of two parts is as old as its oldest.
    """
    found: dict[str, Measurement] = {}
    for part in parts:
        own = {one.measure: one for one in part}
        for measure, one in own.items():
            found[measure] = _both(found[measure], one) if measure in found else one
    return tuple(found[measure] for measure in sorted(found))


def _both(first: Measurement, second: Measurement) -> Measurement:
    if not (isinstance(first.value, bool) and isinstance(second.value, bool)):
        return second
    return Measurement(
        measure=first.measure,
        value=first.value and second.value,
        time=min(first.time, second.time),
        source=first.source if first.source == second.source else f"{first.source}; {second.source}"[:200],
        objects=tuple(sorted({*first.objects, *second.objects}))[:100],
    )

"""What a rehearsal is run with: a YAML file for real endpoints, or nothing for servers of our own on loopback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from facts.errors import BadInput, Place
from stacks.approval.canonical import digest_of

Variable = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,60}$")]
"""The name of an environment variable that holds a secret: the file has no field for the secret itself."""
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/@?#]+(/[^\s@?#]*)?$", max_length=300)]
Label = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,62}$")]
Hours = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AzureSide(Shape):
    """A container at Azure.

    Attributes:
        key: variable that holds the account's key.
        writers: variables that hold the signed addresses (SAS) of those who write, by which the freeze is proved.
    """

    endpoint: Address
    account: Label
    container: Label
    key: Variable
    writers: tuple[Variable, ...] = ()


class S3Side(Shape):
    """A bucket that exists. `access` and `secret` are variables.

    Attributes:
        lock_mode: of the retention that is set on every object that is copied; None: none is.
        lock_days: from the start of the run.
    """

    endpoint: Address
    region: Label
    bucket: Label
    access: Variable
    secret: Variable
    lock_mode: Literal["GOVERNANCE", "COMPLIANCE"] | None = None
    lock_days: Annotated[int, Field(ge=1, le=36_500, strict=True)] = 1


class ObjectsSettings(Shape):
    """Attributes:
    engine: of the copy. There is one.
    transfers: files at once.
    patience_seconds: how long a side that does not answer is waited for.
    settled_seconds: delta loops end when one takes no longer.
    """

    engine: Literal["rclone"] = "rclone"
    source: AzureSide
    target: S3Side
    transfers: Annotated[int, Field(ge=1, le=256, strict=True)] = 8
    patience_seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] = 120.0
    settled_seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] = 10.0


class Volume(Shape):
    """What really moves on the day, for the budget: measured at the source by whoever runs it, never guessed here.

    Attributes:
        objects, bytes: all of it, read back after the freeze.
        changed_objects, changed_bytes: what changes between the last delta loop and the freeze.
        switch_minutes: names and identities, from the rehearsal of the switch.
    """

    objects: Annotated[int, Field(ge=1, strict=True)]
    bytes: Annotated[int, Field(ge=1, strict=True)]
    changed_objects: Annotated[int, Field(ge=0, strict=True)]
    changed_bytes: Annotated[int, Field(ge=0, strict=True)]
    switch_minutes: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]


class Settings(Shape):
    """The whole file. A part that it does not name is rehearsed on loopback, at its default size."""

    schema_: Literal["bastide/rehearsal-settings/1"] = Field(alias="schema")
    objects: ObjectsSettings | None = None
    database: DatabaseSettings | None = None
    volume: Volume | None = None

    def digest(self) -> str:
        return digest_of(self.model_dump(mode="json", by_alias=True))


LOOPBACK = Settings(schema="bastide/rehearsal-settings/1")


def read(path: Path) -> Settings:
    """The settings of a file. Raises BadInput with the place of the first thing that is wrong."""
    place = Place(path, 1, 1, "")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}", action="name a file of settings") from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise BadInput("no YAML in UTF-8", place=place, action="mend the file") from None
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadInput(
            # never the value: somebody may have written a secret where its variable belongs
            f"{where or 'the file'}: {first['msg']}",
            place=Place(path, _line(path, first["loc"]), 1, where),
            expected="a field of the settings; secrets by the names of environment variables that hold them",
            action="mend it; docs/rehearsal.md lists the fields",
        ) from None


def secret(variable: str) -> str:
    """The value of an environment variable. Raises BadInput where it is not set."""
    value = os.environ.get(variable, "")
    if not value:
        raise BadInput(f"the environment variable {variable} is not set", action=f"export {variable}")
    return value


def _line(path: Path, location: tuple[int | str, ...]) -> int:
    """Where the deepest key of a path that the file has begins."""
    node, line = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader), 1
    for step in location:
        if not isinstance(node, yaml.MappingNode):
            break
        found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line

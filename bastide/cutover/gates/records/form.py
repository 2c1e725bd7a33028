"""The form of a record: one of our own documents, and nothing else."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from facts.document import Path_
from plan.json_file import JsonFile, shown

M = TypeVar("M", bound=BaseModel)


def parsed(file: JsonFile, model: type[M], path: Path_ = ()) -> M:
    """What stands at `path` as a document of this form. Raises BadInput at the first fault."""
    data = file.data
    for step in path:
        data = data[step]
    try:
        return model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise file.bad(
            (*path, *fault["loc"]),
            shown(f"this does not have the form of the schema: {fault['msg']}"),
            expected="the record as the command wrote it",
            action="make it again",
        ) from None


def contradicts(file: JsonFile, path: Path_, found: str) -> Exception:
    """The error of a record that says two different things."""
    return file.bad(path, found, expected="the record as the command wrote it", action="make it again")

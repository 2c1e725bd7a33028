"""The rules, one module each: `SOV-LOC-001` is `policies/rules/sov_loc_001.py` and has one `RULE`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from facts.errors import BadInput
from policies.model import Rule

FOLDER: Final = Path(__file__).resolve().parent


@cache
def rules() -> Mapping[str, Rule]:
    """Id -> rule, of every module of this folder, sorted by id."""
    found = [importlib.import_module(f"policies.rules.{name}").RULE for name in module_names()]
    return {rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)}


def module_names() -> tuple[str, ...]:
    """Every module with a rule."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")))


def module_name(rule_id: str) -> str:
    """`sov_loc_001` for `SOV-LOC-001`."""
    return rule_id.lower().replace("-", "_")


def rule(rule_id: str) -> Rule:
    """One rule by id.

    Raises:
        BadInput: there is none of this id.
    """
    known = rules()
    if rule_id not in known:
        raise BadInput(
            f"there is no rule `{rule_id}`",
            expected=f"one of {', '.join(known)}",
            action="see `bastide rules` for what each one asks",
        )
    return known[rule_id]

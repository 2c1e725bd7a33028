"""Numbers of the generated damages, and the classes that have no input for an attribute, as they were reviewed.

`python -m tests.policies.damages.sealed` writes them anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.estates import ESTATES
from tests.policies.damages.proof import proof

FILE = Path(__file__).resolve().parent / "sealed.yaml"
COMMAND = "python -m tests.policies.damages.sealed"
_HEAD = f"""# Written by `{COMMAND}`, and reviewed.
# made: how many damages were generated of each kind at each estate.
# constant: attribute -> classes of the estates that have no input for it: nothing of the plan can turn it bad.
"""


def found() -> dict[str, Any]:
    """What is there now."""
    return {
        "made": {estate: dict(sorted(proof(estate).made.items())) for estate in ESTATES},
        "constant": _constant(),
    }


def _constant() -> dict[str, list[str]]:
    merged: dict[str, set[str]] = {}
    for estate in ESTATES:
        for (kind, attribute), classes in proof(estate).constant.items():
            merged.setdefault(f"{kind} {attribute}", set()).update(classes)
    return {key: sorted(classes) for key, classes in sorted(merged.items())}


def sealed() -> dict[str, Any]:
    """What was reviewed."""
    return yaml.safe_load(FILE.read_text())  # type: ignore[no-any-return]


if __name__ == "__main__":
    FILE.write_text(_HEAD + yaml.safe_dump(found(), sort_keys=False, width=120))

"""What somebody's branch changes: edits of the files of a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from stacks.intents import read_intent
from tests.components.test_additions import Addition
from tests.contract.intents import intent_data
from tests.estates import ESTATES, LEGACY
from tests.plan.engine.lives import Edit, replaced

INTENTS = {name: "hdh-legacy.yaml" if name == LEGACY else "hdh.yaml" for name in ESTATES}


def intent(estate: str, change: Addition) -> Edit:
    """A change of the estate's intent."""

    def edit(root: Path) -> None:
        file = root / "stacks" / INTENTS[estate]
        data: dict[str, Any] = intent_data(read_intent(file))
        change(data)
        file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")

    return edit


def all_of(*edits: Edit) -> Edit:
    """Several edits in one branch."""

    def edit(root: Path) -> None:
        for one in edits:
            one(root)

    return edit


IMAGES = {
    # a next image, of which the recorded answers tell too
    "cloudtemple": replaced(
        "stacks/cloudtemple.yaml",
        "1: 00000000-0000-4000-8000-000000000511",
        "1: 00000000-0000-4000-8000-0000000005e1",
    ),
    "numspot": replaced("stacks/numspot.yaml", "image: ami-00000000", "image: ami-0000000f"),
    "outscale": replaced("stacks/outscale.yaml", "image: ami-00000000", "image: ami-0000000f"),
    "scaleway": replaced("stacks/scaleway.yaml", "image: debian_bookworm", "image: debian_trixie"),
    "ovhcloud": replaced(
        "stacks/ovhcloud.yaml",
        "image: 00000000-0000-4000-8000-000000000002",
        "image: 00000000-0000-4000-8000-00000000000f",
    ),
}

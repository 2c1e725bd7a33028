"""`bastide receipt --from-preview`: what a preview says counts only where it is of the same program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bastide.planning import Order
from bastide.receipt.desired import part
from bastide.receipt.previewed import read
from facts.errors import BadInput
from plan.model import Base, LayerPlan, Operation, Options, PlannedResource
from plan.serialise import to_json
from plan.values import UNKNOWN, Secret
from stacks.approval.refused import NotApproved

HEAD = "urn:pulumi:scaleway-hub::bastide::"
BUCKET, DATABASE = "scaleway:object/bucket:Bucket", "scaleway:databases/instance:Instance"
REVISION = Base("revision", "origin/main", "a" * 40)
HUB = Order("scaleway", ("hub",))


def resource(type_: str, called: str, operation: Operation = Operation.CREATE, **inputs: Any) -> PlannedResource:
    return PlannedResource(
        urn=f"{HEAD}{type_}::{called}",
        type=type_,
        name=called,
        custom=True,
        parent="",
        inputs=inputs,
        options=Options(protect=True),
        operation=operation,
    )


def layer(*resources: PlannedResource, base: Base | None = REVISION, providers: str = "offline") -> LayerPlan:
    return LayerPlan("scaleway", "hub", "scaleway", "pulumi", providers, resources, (), base=base)


WANTED = (
    resource(BUCKET, "kept", name="kept", policy=Secret("s"), owner=UNKNOWN),
    resource(DATABASE, "core", isHaCluster=True),
)
PREVIEW = (
    resource(
        BUCKET, "kept", Operation.SAME, name="kept", policy=Secret("other"), owner="1234", extra="by the provider"
    ),
    resource(DATABASE, "core", Operation.REPLACE, isHaCluster=True),
    resource(BUCKET, "gone", Operation.DELETE, name="gone"),
)
PARTS = (part(layer(*WANTED, base=None)),)


def written(folder: Path, plans: Sequence[LayerPlan]) -> Path:
    file = folder / "preview.json"
    file.write_text(to_json(tuple(plans)), encoding="utf-8")
    return file


def test_what_the_preview_would_destroy_is_found(tmp_path: Path) -> None:
    found = read(written(tmp_path, [layer(*PREVIEW)]), [HUB])
    assert [str(item) for item in found.losses(PARTS)] == [
        f"delete {HEAD}{BUCKET}::gone, holds data",
        f"replace {HEAD}{DATABASE}::core, holds data",
    ]
    assert found.compared.model_dump() == {"kind": "revision", "name": "origin/main", "id": "a" * 40}


@pytest.mark.parametrize("base", [None, Base("state", "hub.json", approximate="of real providers")])
def test_what_stood_is_named_by_the_bytes_of_the_preview(tmp_path: Path, base: Base | None) -> None:
    file = written(tmp_path, [layer(*PREVIEW, base=base, providers="real")])
    compared = read(file, [HUB]).compared
    assert (compared.kind, compared.name, compared.id) == ("state", "", hashlib.sha256(file.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("preview", "words"),
    [
        ((PREVIEW[0], replace(PREVIEW[1], inputs={"isHaCluster": False})), "::core: isHaCluster is another one"),
        (PREVIEW[:1], "::core: the resource is another one"),
        ((*PREVIEW, resource(BUCKET, "more")), "::more: the resource is another one"),
        ((PREVIEW[0], replace(PREVIEW[1], options=Options())), "::core: options.protect is another one"),
    ],
    ids=["another value", "one less", "one more", "without protection"],
)
def test_a_preview_of_another_program_is_refused(
    tmp_path: Path, preview: tuple[PlannedResource, ...], words: str
) -> None:
    found = read(written(tmp_path, [layer(*preview)]), [HUB])
    with pytest.raises(NotApproved) as refused:
        found.losses(PARTS)
    assert any(words in reason for reason in refused.value.reasons), refused.value.reasons


def test_what_a_preview_masks_is_never_quoted(tmp_path: Path) -> None:
    other = replace(PREVIEW[0], inputs={"name": Secret("hunter2"), "policy": "plain", "owner": "1"})
    with pytest.raises(NotApproved) as refused:
        read(written(tmp_path, [layer(other, PREVIEW[1])]), [HUB]).losses(PARTS)
    assert "hunter2" not in str(refused.value)
    assert "plain" not in str(refused.value)


@pytest.mark.parametrize(
    ("plans", "orders", "words"),
    [
        ([layer(*PREVIEW, base=None)], [HUB], "is compared with nothing"),
        ([layer(*PREVIEW)], [Order("scaleway", ("prod",))], "no preview of scaleway-prod"),
        ([layer(*PREVIEW)], [HUB, Order("outscale")], "no preview of outscale"),
        (
            [layer(*PREVIEW), replace(layer(*PREVIEW), layer="prod", base=Base("revision", "main", "b" * 40))],
            [Order("scaleway")],
            "compared with different things",
        ),
    ],
    ids=["nothing", "another layer", "another estate", "two bases"],
)
def test_a_file_that_cannot_say_it_is_bad_input(
    tmp_path: Path, plans: list[LayerPlan], orders: list[Order], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        read(written(tmp_path, plans), orders)


def test_a_stack_of_the_estate_that_the_file_lacks_is_bad_input(tmp_path: Path) -> None:
    found = read(written(tmp_path, [layer(*PREVIEW)]), [Order("scaleway")])
    with pytest.raises(BadInput, match="no preview of scaleway-prod"):
        found.losses((*PARTS, part(replace(layer(*WANTED), layer="prod"))))


def test_another_document_is_bad_input(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"version": 3, "deployment": {}}), encoding="utf-8")
    with pytest.raises(BadInput, match="another tool"):
        read(file, [HUB])

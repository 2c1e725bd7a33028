"""`bastide preview`: every format, the same at each run, no secret in any of them."""

from __future__ import annotations

import base64
import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pulumi
import pytest

from bastide.planning import Order
from bastide.preview import written
from bastide.review.compare import Comparison
from components import generated
from plan.estate import plan_estate
from plan.model import LayerPlan
from plan.values import Secret
from tests.conftest import REPOSITORY, Answer
from tests.estates import ESTATES
from tests.hosts.identities import authority

Bastide = Callable[..., Answer]
Plans = Mapping[str, tuple[LayerPlan, ...]]
FORMATS = ("text", "json", "markdown", "html")
MARK = "planted-secret-"


def everything(plans: Plans) -> tuple[LayerPlan, ...]:
    return tuple(plan for name in plans for plan in plans[name])


def test_the_json_document_follows_its_schema(plans: Plans) -> None:
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "plan.json").read_text(encoding="utf-8"))
    document = json.loads(written(everything(plans), "json", detail=False))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    assert [stack["layer"] for stack in document["stacks"] if stack["stack"] == "scaleway"][:2] == ["bootstrap", "hub"]


def test_two_runs_give_the_same_bytes(bastide: Bastide) -> None:
    first, second = (bastide("preview", "--format", "json") for _ in range(2))
    assert first.code == second.code == 0
    assert first.out == second.out
    document = json.loads(first.out)
    assert document["schema"] == "bastide/plan/1"
    assert {stack["stack"] for stack in document["stacks"]} == set(ESTATES)


@pytest.fixture
def planned_already(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is about what is shown of all estates: planning them in processes of their own has its test above."""

    def planned(orders: Sequence[Order], *_: object) -> tuple[LayerPlan, ...]:
        assert not any(order.layers for order in orders)
        return tuple(plan for order in orders for plan in plans[order.estate])

    monkeypatch.setattr("bastide.preview.plan_all", planned)


@pytest.mark.usefixtures("planned_already")
def test_no_estate_named_means_all_side_by_side(bastide: Bastide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    answer = bastide("preview")
    assert answer.code == 0
    assert answer.err == ""
    for words in (*ESTATES, "Gaps", "space-cardio", "ProjectSpace", "Bastion"):
        assert words in answer.out


@pytest.mark.usefixtures("planned_already")
def test_in_a_narrow_terminal_nothing_is_cut_off(bastide: Bastide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = bastide("preview")
    assert answer.code == 0
    assert "…" not in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_one_stack_is_shown_as_a_tree_with_every_resource(bastide: Bastide) -> None:
    answer = bastide("preview", "scaleway-space-cardio", "--detail")
    assert answer.code == 0
    for words in ("ProjectSpace cardio", "Airlock cardio", "Bucket cardio-inbox", "+ object.Bucket cardio-data"):
        assert words in answer.out
    assert "bootstrap" not in answer.out


def test_the_legacy_is_adopted_not_created(plans: Plans) -> None:
    (totals,) = Comparison(plans["azure-legacy"]).totals
    assert totals.operations["import"] > 20
    assert "delete" not in totals.operations
    assert "replace" not in totals.operations


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_can_be_written_to_a_file(format: str, tmp_path: Path, bastide: Bastide) -> None:
    file = tmp_path / "plan"
    answer = bastide("preview", "scaleway-bootstrap", "--format", format, "--output", str(file))
    assert (answer.code, answer.out) == (0, "")
    assert "scaleway" in file.read_text(encoding="utf-8")


class Tags(HTMLParser):
    """Checks that tags are closed in order, and collects what a page loads and what it links to."""

    VOID = ("meta", "br", "link", "img", "input", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(plans: Plans) -> None:
    page = written(everything(plans), "html", detail=False)
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    assert parser.loads == []
    assert "<script" not in page
    assert len(page.encode()) < 3_000_000


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every generated secret gets a marked value that is known at preview, as no real one is."""

    def password(place: Any, suffix: str, **options: Any) -> pulumi.Output[str]:
        return pulumi.Output.secret(f"{MARK}{place.name}-{suffix}")

    def ssh_key(place: Any, suffix: str) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
        return pulumi.Output.secret(ONWARD), pulumi.Output.from_input(KEY)

    def tls_identity(place: Any, suffix: str, **options: Any) -> generated.TlsIdentity:
        return generated.TlsIdentity(
            pulumi.Output.secret(IDENTITY.private_key), pulumi.Output.from_input(IDENTITY.certificate)
        )

    monkeypatch.setattr(generated, "password", password)
    monkeypatch.setattr(generated, "ssh_key", ssh_key)
    monkeypatch.setattr(generated, "tls_identity", tls_identity)


IDENTITY = authority("of a test").identity("of-a-test")
ONWARD = generated.private_key(base64.b64encode(bytes(range(48))).decode())
MARKS = (MARK, IDENTITY.private_key.splitlines()[1], ONWARD.splitlines()[1])


def is_marked(text: str) -> bool:
    """Whether a planted value is in it, or in the document that it holds in base64."""
    with contextlib.suppress(ValueError):
        text += base64.b64decode(text, validate=True).decode()
    return any(mark in text for mark in MARKS)


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTQmfounrcFlIyLdxx1CG+z8I6Cf5B+iq3Bhnc8PU58"


@pytest.mark.parametrize("estate", ESTATES)
def test_no_planted_secret_is_readable_in_any_document(estate: str, planted: None) -> None:
    plans = plan_estate(estate)
    inputs = [resource.inputs for plan in plans for resource in plan.resources]
    assert len([text for value in inputs for text in texts(value, inside_secret=True) if is_marked(text)]) >= 4
    assert not [text for value in inputs for text in texts(value, inside_secret=False) if is_marked(text)]
    for format in FORMATS:
        for detail in (False, True):
            assert not is_marked(written(plans, format, detail=detail))
    assert not is_marked(repr(plans))


def test_credentials_in_the_environment_neither_change_a_plan_nor_show(monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(plan_estate("ovhcloud", ("hub",)), "json", detail=False)
    names = ("OS_PASSWORD", "OS_AUTH_URL", "OS_TENANT_ID", "OVH_CLIENT_SECRET", "SCW_SECRET_KEY", "ARM_CLIENT_SECRET")
    for name in names:
        monkeypatch.setenv(name, f"{MARK}{name}")
    assert written(plan_estate("ovhcloud", ("hub",)), "json", detail=False) == before
    assert os.environ["OS_PASSWORD"] == f"{MARK}OS_PASSWORD"


def texts(value: Any, *, inside_secret: bool) -> Iterator[str]:
    """All texts in a value; those behind a secret marker only where asked."""
    if isinstance(value, Secret):
        if inside_secret:
            yield from texts(value.value, inside_secret=True)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from texts(item, inside_secret=inside_secret)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item, inside_secret=inside_secret)

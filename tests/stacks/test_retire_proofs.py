"""What is retired is proved: by a receipt that names it and is signed, and by records of destruction."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pulumi
import pytest

from facts.errors import BadInput
from stacks import retire
from stacks.approval import guard
from tests.stacks import retiring as made
from tests.stacks.retiring import APPROVED_ON, OWNED, RECORD, TYPE, Retiring, allowing, entry, leaf
from tests.stacks.signed import DAY, Repository

STACK = "azure-legacy-prod"
EXPIRES = DAY + timedelta(days=7)
LEAVES = {(TYPE, name) for name in OWNED}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Retiring:
    """Made once; nobody changes it."""
    return Retiring.started(tmp_path_factory.mktemp("retiring"))


@pytest.fixture
def place(original: Retiring, tmp_path: Path) -> Retiring:
    """A repository of its own, with the keys of all."""
    root = tmp_path / "repository"
    shutil.copytree(original.repository.root, root)
    return Retiring(Repository(root, original.repository.keys))


@pytest.fixture
def bare(place: Retiring) -> Retiring:
    """The same files without a repository: what receipts say is looked at, and who signed is not."""
    shutil.rmtree(place.repository.root / ".git")
    return place


def receipt_in(bare: Retiring, original: Retiring, **other: Any) -> str:
    """A receipt without signatures, of the commit of the repository that the files are from."""
    said = Retiring(Repository(original.repository.root, original.repository.keys))
    digest = said.receipt(by=(), **other)
    shutil.move(said.file(digest), bare.file(digest))
    return digest


def refused(place: Retiring, *words: str, stack: str = STACK) -> str:
    with pytest.raises(BadInput) as raised:
        retire.of_stack(stack, place.folder)
    message = raised.value.message()
    assert [word for word in words if word not in message] == [], message
    assert raised.value.action
    return message


class TestReceipts:
    """What they say."""

    def test_one_that_names_everything_of_the_role(self, bare: Retiring, original: Retiring) -> None:
        bare.write(entry(receipt=receipt_in(bare, original)))
        (found,) = retire.of_stack(STACK, bare.folder)
        assert found.leaves == LEAVES

    def test_there_is_none(self, bare: Retiring) -> None:
        bare.write(entry())
        message = refused(bare, "there is no file retired/000", "Environment/Bucket prod-catalogue")
        assert "retire.yaml:13" in message

    def test_no_other_stack_waits_for_it(self, bare: Retiring) -> None:
        bare.write(entry())
        assert retire.of_stack("azure-legacy-hub", bare.folder) == ()

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('"delete"', '"replace"', "the content is not that of which the digest was made"),
            ("{", "{ ", "the file is not written as"),
            ('"bastide/receipt/1"', '"bastide/receipt/2"', "another document"),
            ("}", "", "no JSON"),
        ],
    )
    def test_one_that_was_changed(self, bare: Retiring, original: Retiring, old: str, new: str, said: str) -> None:
        digest = receipt_in(bare, original)
        text = bare.file(digest).read_text(encoding="utf-8")
        bare.file(digest).write_text(text.replace(old, new, 1), encoding="utf-8")
        bare.write(entry(receipt=digest))
        refused(bare, said)

    def test_another_one_under_its_name(self, bare: Retiring, original: Retiring) -> None:
        digest = receipt_in(bare, original)
        bare.keep(digest, "ab" * 32)
        bare.write(entry(receipt="ab" * 32))
        refused(bare, f"holds the receipt {digest[:12]}")

    def test_one_of_another_stack(self, bare: Retiring, original: Retiring) -> None:
        digest = receipt_in(bare, original, stacks=[{**made.short_part(), "stack": "azure-legacy-hub"}])
        bare.write(entry(receipt=digest))
        refused(bare, "the receipt is of azure-legacy-hub, and not of azure-legacy-prod")

    @pytest.mark.parametrize(
        ("allowed", "said"),
        [
            ((), "it allows the deletion of nothing of `Environment/Bucket prod-catalogue`"),
            (allowing(leaf("prod-other-account")), "it allows the deletion of nothing"),
            (allowing(*map(leaf, OWNED), operation="replace"), "it allows the deletion of nothing"),
            (allowing(leaf(OWNED[1])), f"does not allow the deletion of {leaf(OWNED[0])}, which is protected"),
        ],
        ids=["nothing", "another resource", "a replacement", "not all that is protected"],
    )
    def test_one_that_does_not_name_it(
        self, bare: Retiring, original: Retiring, allowed: list[dict[str, Any]], said: str
    ) -> None:
        bare.write(entry(receipt=receipt_in(bare, original, allowed=allowed)))
        refused(bare, said)

    @pytest.mark.parametrize("changed", [{"name": "prod-catalog"}, {"role": "ProjectSpace/Airlock/Bucket"}])
    def test_a_role_that_it_does_not_know(self, bare: Retiring, original: Retiring, changed: dict[str, str]) -> None:
        bare.write(entry(receipt=receipt_in(bare, original), **changed))
        refused(bare, "it allows the deletion of nothing of")

    @pytest.mark.parametrize(
        ("on", "right"),
        [(DAY, True), (EXPIRES, True), (DAY - timedelta(days=1), False), (EXPIRES + timedelta(days=1), False)],
    )
    def test_a_day_on_which_it_does_not_count(self, bare: Retiring, original: Retiring, on: date, right: bool) -> None:
        bare.write(entry(receipt=receipt_in(bare, original), approved_on=str(on)))
        if right:
            assert retire.of_stack(STACK, bare.folder)
        else:
            refused(bare, f"the receipt counts from {DAY} to {EXPIRES}, and was approved on {on}")

    def test_before_anything_is_changed_somebody_must_say_who_signed(self, bare: Retiring, original: Retiring) -> None:
        bare.write(entry(receipt=receipt_in(bare, original)))
        with pytest.raises(BadInput, match="has not signed it"):
            retire.require_in_force(STACK, bare.folder, APPROVED_ON)


def in_time(change: str) -> Callable[[Retiring], None]:
    """Give the key of `two` a time of its own, before the commit of the receipt."""

    def give(place: Retiring) -> None:
        file = place.folder / "approvers"
        text = file.read_text()
        file.write_text(text.replace("two@example.org ", f"two@example.org {change} "))
        place.repository.commit("founder")
        place.repository.commit("writer")

    return give


class TestSignatures:
    """Who has signed them."""

    def test_by_both(self, place: Retiring) -> None:
        place.write(entry(receipt=place.receipt()))
        (found,) = retire.of_stack(STACK, place.folder)
        assert found.leaves == LEAVES
        retire.require_in_force(STACK, place.folder, APPROVED_ON)

    @pytest.mark.parametrize(
        ("by", "words"),
        [
            ((), ("one@example.org, two@example.org has not signed it", "ssh-keygen -Y sign -n bastide-receipt")),
            (("one",), ("two@example.org has not signed it",)),
            (("one", "two", "asker"), ("asker@example.org has signed it, and requests it",)),
            (("one", "writer"), ("writer@example.org wrote what the receipt is of",)),
            (("one", "stranger"), ("is of nobody who may approve",)),
        ],
        ids=["nobody", "one of two", "who requests", "who wrote it", "a stranger"],
    )
    def test_not_by_both(self, place: Retiring, by: tuple[str, ...], words: tuple[str, ...]) -> None:
        place.write(entry(receipt=place.receipt(by=by)))
        refused(place, *words)

    def test_of_another_receipt(self, place: Retiring) -> None:
        first, other = place.receipt(), place.receipt(toolkit="0.2.0", by=("one",))
        shutil.copy(place.file(first).with_name(f"{first}.json.two.sig"), place.kept / f"{other}.json.two.sig")
        place.write(entry(receipt=other))
        refused(place, "the signature of two@example.org is not one of this receipt")

    def test_for_another_purpose(self, place: Retiring) -> None:
        digest = place.receipt(by=("one",))
        place.sign(digest, "two", "bastide-cutover")
        place.write(entry(receipt=digest))
        refused(place, "the signature of two@example.org is not one of this receipt")

    @pytest.mark.parametrize(
        ("change", "right"),
        [
            (f'valid-before="{APPROVED_ON + timedelta(days=1):%Y%m%d}"', True),
            (f'valid-before="{APPROVED_ON:%Y%m%d}"', False),
            (f'valid-after="{APPROVED_ON + timedelta(days=1):%Y%m%d}"', False),
        ],
        ids=["ended later", "ended before", "not begun"],
    )
    def test_the_time_of_a_key_is_judged_by_the_day_of_the_approval(
        self, place: Retiring, change: str, right: bool
    ) -> None:
        in_time(change)(place)
        place.write(entry(receipt=place.receipt()))
        if right:
            assert retire.of_stack(STACK, place.folder)
        else:
            refused(place, "is of nobody who may approve")

    def test_a_key_of_two_addresses(self, place: Retiring) -> None:
        place.repository.allow("two", name="second@example.org")
        place.repository.commit("founder")
        place.repository.commit("writer")
        place.write(entry(receipt=place.receipt()))
        refused(place, "second@example.org, two@example.org: nobody can say whose it is")


class TestInForce:
    """Before something is changed."""

    @pytest.mark.parametrize(
        ("today", "words"),
        [
            (EXPIRES, ""),
            (EXPIRES + timedelta(days=1), f"the receipt ended on {EXPIRES}"),
            (APPROVED_ON - timedelta(days=1), "it was approved on"),
        ],
    )
    @pytest.mark.parametrize("state", ["lifted", "leaving"])
    def test_what_goes_needs_a_receipt_of_today(self, place: Retiring, today: date, words: str, state: str) -> None:
        place.write(entry(receipt=place.receipt(), state=state))
        if words:
            with pytest.raises(BadInput, match=words):
                retire.require_in_force(STACK, place.folder, today)
        else:
            retire.require_in_force(STACK, place.folder, today)

    def test_what_is_gone_keeps_the_receipt_of_its_day(self, place: Retiring) -> None:
        place.write(entry(receipt=place.receipt(), state="gone", evidence=[place.record()]))
        retire.require_in_force(STACK, place.folder, EXPIRES + timedelta(days=1000))

    def test_also_of_a_stack_that_is_not_production(self, place: Retiring) -> None:
        place.write(entry(stack="azure-legacy-nonprod"))
        with pytest.raises(BadInput, match="there is no file"):
            guard.require_retirement("azure-legacy-nonprod", place.folder)

    def test_the_program_asks_before_it_changes_anything(
        self, place: Retiring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(guard, "require_approved", lambda stack: None)
        monkeypatch.setattr(retire, "require_in_force", lambda stack, folder, today: asked.append(stack))
        monkeypatch.setattr(pulumi, "get_stack", lambda: STACK)
        monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: True)
        guard.main()
        assert asked == []
        monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: False)
        guard.main()
        assert asked == [STACK]


def gone(bare: Retiring, original: Retiring, *evidence: dict[str, str]) -> None:
    bare.write(entry(receipt=receipt_in(bare, original), state="gone", evidence=list(evidence)))


class TestRecords:
    """Of destruction."""

    def test_one_with_a_paper(self, bare: Retiring, original: Retiring) -> None:
        gone(bare, original, bare.record(papers=[bare.paper("certificate.pdf", "all is gone")]))
        assert [one.item.state for one in retire.of_stack(STACK, bare.folder)] == ["gone"]

    def test_there_is_none(self, bare: Retiring, original: Retiring) -> None:
        gone(bare, original, {"id": RECORD, "sha256": "0" * 64})
        refused(bare, f"found `{RECORD}.yaml` as evidence of destruction, which cannot be read", "retire.yaml:1")

    def test_one_of_two_is_missing(self, bare: Retiring, original: Retiring) -> None:
        gone(bare, original, bare.record(), {"id": "EV-2", "sha256": "0" * 64})
        refused(bare, "found `EV-2.yaml`")

    def test_one_that_was_changed(self, bare: Retiring, original: Retiring) -> None:
        named = bare.record()
        bare.record(how="we think so")
        gone(bare, original, named)
        refused(bare, "which is not the evidence that is named", named["sha256"][:12])

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"name": "prod-other"}, "destruction of `Environment/Bucket prod-other`"),
            ({"role": "Environment/Database"}, "destruction of `Environment/Database prod-catalogue`"),
            ({"stack": "azure-legacy-hub"}, "of azure-legacy-hub"),
            ({"id": "EV-1"}, "found the record `EV-1`"),
            ({"destroyed_on": str(APPROVED_ON - timedelta(days=1))}, "before it was approved"),
            ({"destroyed_on": "lately"}, "destroyed_on"),
            ({"attested_by": ""}, "attested_by"),
            ({"schema": "bastide/retire/1"}, "schema"),
            ({"papers": [{"file": "../retire.yaml", "sha256": "0" * 64}]}, "papers[0].file"),
            ({"papers": [{"file": "certificate.pdf", "sha256": "0" * 64}]}, "found `certificate.pdf`"),
        ],
    )
    def test_one_that_says_something_else(
        self, bare: Retiring, original: Retiring, changed: dict[str, Any], words: str
    ) -> None:
        gone(bare, original, bare.record(**changed))
        refused(bare, words, f"{RECORD}.yaml")

    def test_a_paper_that_was_changed(self, bare: Retiring, original: Retiring) -> None:
        paper = bare.paper("certificate.pdf", "all is gone")
        gone(bare, original, bare.record(papers=[paper]))
        bare.paper("certificate.pdf", "some is gone")
        refused(bare, "found `certificate.pdf` with the SHA-256")

    def test_the_day_of_the_approval_itself_is_right(self, bare: Retiring, original: Retiring) -> None:
        gone(bare, original, bare.record(destroyed_on=str(APPROVED_ON)))
        assert retire.of_stack(STACK, bare.folder)


class TestLifting:
    """What is built, held against what the receipt names."""

    def built(self, state: str, leaves: set[tuple[str, str]], name: str) -> pulumi.ResourceOptions:
        """The options with which a protected resource of the role is registered."""
        said = entry(state=state, evidence=[{"id": RECORD, "sha256": "0" * 64}] if state == "gone" else [])
        item = retire.Retired.model_validate(said)
        lifting = retire.Lifting([retire.Proved(item, frozenset(leaves))])
        environment, bucket = object(), object()
        for own, kind, called, parent in (
            (environment, "bastide:index:Environment", "prod", None),
            (bucket, "bastide:storage:Bucket", "prod-catalogue", environment),
        ):
            lifting(pulumi.ResourceTransformationArgs(own, kind, called, {}, pulumi.ResourceOptions(parent=parent)))  # type: ignore[arg-type]
        options = pulumi.ResourceOptions(parent=bucket, protect=True, retain_on_delete=True)  # type: ignore[arg-type]
        lifting(pulumi.ResourceTransformationArgs(object(), TYPE, name, {}, options))  # type: ignore[arg-type]
        return options

    def test_what_the_receipt_names_loses_both(self) -> None:
        options = self.built("lifted", LEAVES, OWNED[0])
        assert (options.protect, options.retain_on_delete) == (None, None)

    @pytest.mark.parametrize("leaves", [{(TYPE, OWNED[1])}, {("azure-native:storage:Blob", OWNED[0])}])
    def test_what_it_does_not_name_stops_the_program(self, leaves: set[tuple[str, str]]) -> None:
        with pytest.raises(BadInput, match=f"`{OWNED[0]}`, protected, .* does not name it"):
            self.built("lifted", leaves, OWNED[0])

    @pytest.mark.parametrize("state", ["leaving", "gone"])
    def test_what_is_on_its_way_out_or_gone_is_not_built(self, state: str) -> None:
        with pytest.raises(BadInput, match=rf"listed as {state} in retire\.yaml, and the program still builds it"):
            self.built(state, LEAVES, OWNED[0])

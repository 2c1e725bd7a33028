"""Who may approve a phase: what the list of approvers says, and when it is too short."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.cutover.move.approvers import persons, require_approvers
from bastide.cutover.move.load import load_move
from bastide.cutover.move.model import Move
from facts.errors import BadInput
from tests.conftest import REPOSITORY, Estates

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTQmfounrcFlIyLdxx1CG+z8I6Cf5B+iq3Bhnc8PU58"


@pytest.fixture(scope="module")
def move() -> Move:
    return load_move(REPOSITORY / "stacks")


def listed(folder: Path, *lines: str) -> Path:
    (folder / "approvers").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_the_checkout_names_nobody_and_can_be_read_but_not_acted_on(move: Move) -> None:
    assert persons(move, REPOSITORY / "stacks") == frozenset()
    with pytest.raises(BadInput, match="0 persons may approve") as raised:
        require_approvers(move, REPOSITORY / "stacks")
    assert 'namespaces="bastide-cutover"' in raised.value.action


@pytest.mark.parametrize(
    ("options", "may"),
    [
        ("", True),
        ('namespaces="bastide-cutover" ', True),
        ('namespaces="bastide-receipt,bastide-cutover" ', True),
        ('valid-before="20300101",namespaces="bastide-*" ', True),
        ('namespaces="bastide-receipt" ', False),
        ('cert-authority,namespaces="bastide-cutover" ', False),
    ],
)
def test_a_key_may_sign_where_its_line_lets_it(options: str, may: bool, move: Move, tmp_path: Path) -> None:
    folder = listed(tmp_path, "# who", "", f"Somebody@HDH.example {options}{KEY} a comment")
    assert persons(move, folder) == (frozenset({"somebody@hdh.example"}) if may else frozenset())


def test_one_person_with_two_keys_is_one_person(move: Move, tmp_path: Path) -> None:
    folder = listed(tmp_path, f"one@hdh.example {KEY}", f"ONE@hdh.example {KEY}")
    with pytest.raises(BadInput, match="1 persons may approve"):
        require_approvers(move, folder)


def test_two_persons_are_enough_where_no_phase_needs_more(move: Move, tmp_path: Path) -> None:
    folder = listed(tmp_path, f"one@hdh.example {KEY}", f"two@hdh.example {KEY}")
    assert require_approvers(move, folder) == {"one@hdh.example", "two@hdh.example"}
    more = move.model_copy(update={"phases": tuple(phase.model_copy(update={"approvals": 3}) for phase in move.phases)})
    with pytest.raises(BadInput, match="2 persons may approve") as raised:
        require_approvers(more, folder)
    assert "at least 3" in raised.value.expected


@pytest.mark.parametrize(
    "line",
    ["*@hdh.example " + KEY, "one@hdh.example,two@hdh.example " + KEY, "!one@hdh.example " + KEY, "one@hdh.example"],
)
def test_a_line_that_is_not_one_person_is_refused_at_its_line(line: str, plan: Estates) -> None:
    listed(plan.folder, "# who may approve", line)
    with pytest.raises(BadInput, match="not one person with a key") as raised:
        load_move(plan.folder)
    assert raised.value.place is not None
    assert (raised.value.place.file, raised.value.place.line) == (plan.folder / "approvers", 2)


def test_an_open_quotation_mark_and_another_encoding_are_refused(plan: Estates) -> None:
    listed(plan.folder, f'one@hdh.example namespaces="bastide {KEY}')
    with pytest.raises(BadInput, match="quotation mark is not closed"):
        load_move(plan.folder)
    (plan.folder / "approvers").write_bytes("é@hdh.example".encode("latin-1"))
    with pytest.raises(BadInput, match="is not UTF-8"):
        load_move(plan.folder)

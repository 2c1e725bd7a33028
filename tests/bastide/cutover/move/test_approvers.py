"""Who may approve a phase: what the list of approvers says, and when it is too short."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.cutover.move.approvers import persons, require_approvers, require_listed
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
    with pytest.raises(BadInput, match="0 persons may sign") as raised:
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
    with pytest.raises(BadInput, match="1 persons may sign"):
        require_approvers(move, folder)


def test_three_persons_are_enough_where_no_phase_needs_more(move: Move, tmp_path: Path) -> None:
    names = ("one@hdh.example", "two@hdh.example", "three@hdh.example")
    folder = listed(tmp_path, *(f"{name} {KEY}" for name in names))
    assert require_approvers(move, folder) == set(names)
    more = move.model_copy(update={"phases": tuple(phase.model_copy(update={"approvals": 3}) for phase in move.phases)})
    with pytest.raises(BadInput, match="3 persons may sign") as raised:
        require_approvers(more, folder)
    assert "at least 4" in raised.value.expected


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


@pytest.mark.parametrize("by", ["one@hdh.example", "One <ONE@hdh.example>", "one@hdh.example (on call)"])
def test_whoever_asks_is_of_the_list(by: str, tmp_path: Path) -> None:
    require_listed(by, frozenset({"one@hdh.example"}), tmp_path)


@pytest.mark.parametrize("by", ["two@hdh.example", "one", "someone@hdh.example", ""])
def test_who_could_not_sign_the_request_does_not_ask(by: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="found --by") as raised:
        require_listed(by, frozenset({"one@hdh.example"}), tmp_path)
    assert "whoever asks signs the request" in raised.value.expected

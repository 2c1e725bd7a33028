"""Whether a receipt is approved: what it says, who signed it, who wrote it, and when."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from facts.errors import BadInput
from stacks.approval import guard, receipt, repository
from stacks.approval.refused import NotApproved
from stacks.approval.verify import approved, of_checkout, of_stack
from tests.conftest import REPOSITORY
from tests.stacks.signed import DAY, STACK, Repository, content


@pytest.fixture
def place(tmp_path: Path) -> Repository:
    """`approver` and `writer` may approve; the newest commit is by `writer`."""
    made = Repository(tmp_path / "repository", tmp_path / "keys")
    made.start()
    made.allow("approver")
    made.allow("writer", 'namespaces="bastide-receipt"')
    made.commit("founder")
    made.commit("writer")
    return made


def refused(place: Repository, words: str, on: date = DAY) -> None:
    with pytest.raises(NotApproved) as error:
        approved(place.file, place.root, on)
    assert words in error.value.message()
    assert error.value.action


def test_signed_by_an_approver_who_did_not_write_it(place: Repository) -> None:
    made = place.write()
    place.sign("approver")

    assert approved(place.file, place.root, DAY) == (made, frozenset({"approver@example.org"}))
    of_checkout(made, place.file, place.root)
    of_stack(made, STACK)


def test_not_signed(place: Repository) -> None:
    place.write()
    refused(place, "there is no signature receipt.json.sig")


def test_signed_by_who_wrote_it(place: Repository) -> None:
    place.write()
    place.sign("writer")
    refused(place, "writer@example.org wrote what the receipt is of")


def test_signed_by_a_co_author(place: Repository) -> None:
    place.commit("founder", "together\n\nCo-authored-by: Some One <Approver@Example.org>")
    place.write()
    place.sign("approver")
    refused(place, "approver@example.org wrote")


def test_signed_by_who_wrote_a_part_of_what_is_merged(place: Repository) -> None:
    place.git("checkout", "-qb", "branch")
    place.commit("approver")
    place.commit("writer")
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "--no-ff", "-m", "merged", "branch", who="founder")
    place.write()
    place.sign("approver")
    refused(place, "approver@example.org wrote")


def test_signed_by_a_key_of_nobody(place: Repository) -> None:
    place.write()
    place.sign("stranger")
    refused(place, "is of nobody who may approve")


def test_signed_for_another_purpose(place: Repository) -> None:
    place.write()
    place.sign("approver", namespace="git")
    refused(place, "is not one of this receipt")


def test_the_signature_of_another_receipt(place: Repository) -> None:
    place.write()
    place.sign("approver")
    place.write(allowed=[{"operation": "delete", "urn": "urn:pulumi:a::b::c::d", "holds_data": None, "planned": None}])
    refused(place, "is not one of this receipt")


def test_no_signature_at_all_in_the_file(place: Repository) -> None:
    place.write()
    place.file.with_name("receipt.json.sig").write_text("-----BEGIN SSH SIGNATURE-----\nAAAA\n")
    refused(place, "is of nobody who may approve")


def test_an_approver_of_the_working_tree_does_not_count(place: Repository) -> None:
    place.write()
    place.allow("stranger")
    place.sign("stranger")
    refused(place, "is of nobody who may approve")


def test_an_approver_since_the_very_commit_does_not_count_and_counts_from_the_next_one_on(place: Repository) -> None:
    place.allow("friend")
    place.commit("writer")
    place.write()
    place.sign("friend")
    refused(place, "is of nobody who may approve")

    place.commit("writer")
    place.write()
    place.sign("friend")
    assert approved(place.file, place.root, DAY)[1] == {"friend@example.org"}


def test_a_second_name_for_the_same_key_does_not_hide_who_wrote_it(place: Repository) -> None:
    place.allow("writer", name="other@example.org")
    place.commit("founder")
    place.commit("writer")
    place.write()
    place.sign("writer")
    refused(place, "writer@example.org wrote")


def test_an_approver_is_no_pattern(place: Repository) -> None:
    place.allow("many", name="*@example.org")
    place.commit("founder")
    place.commit("writer")
    place.write()
    place.sign("many")
    with pytest.raises(BadInput, match="is not one person"):
        approved(place.file, place.root, DAY)


def test_one_of_several_names_of_a_key_is_of_who_wrote_it(place: Repository) -> None:
    place.allow("many", name="one@example.org,writer@example.org")
    place.commit("founder")
    place.commit("writer")
    place.write()
    place.sign("many")
    refused(place, "writer@example.org wrote")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DAY + timedelta(days=8), "the receipt ended on 2026-12-05; it is 2026-12-06"),
        (DAY - timedelta(days=1), "the receipt is of 2026-11-28, and it is only 2026-11-27"),
    ],
)
def test_out_of_time(place: Repository, on: date, words: str) -> None:
    place.write()
    place.sign("approver")
    refused(place, words, on)


def test_the_last_day_counts(place: Repository) -> None:
    place.write()
    place.sign("approver")
    approved(place.file, place.root, DAY + timedelta(days=7))


def test_a_receipt_for_longer_than_the_platform_allows(place: Repository) -> None:
    place.write(expires="2027-11-28")
    place.sign("approver")
    refused(place, "365 days; 7 are the most")


def test_a_changed_receipt(place: Repository) -> None:
    place.write()
    place.file.write_text(place.file.read_text().replace('"expires": "2026-12-05"', '"expires": "2026-12-31"'))
    place.sign("approver")
    with pytest.raises(BadInput, match="not that of which the digest was made"):
        approved(place.file, place.root, DAY)


def test_a_receipt_with_a_key_twice(place: Repository) -> None:
    """Readers of JSON do not agree which of the two counts."""
    place.write()
    text = place.file.read_text()
    place.file.write_text(text.replace('"allowed": []', '"allowed": [1],\n "allowed": []'))
    place.sign("approver")
    with pytest.raises(BadInput, match="not written as"):
        approved(place.file, place.root, DAY)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "no JSON"),
        ("[]", "another document"),
        ('{"schema": "bastide/plan/1"}', "another document"),
        ('{"schema": "bastide/receipt/1"}', "is missing"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_no_receipt(place: Repository, written: str, words: str) -> None:
    place.file.write_text(written)
    with pytest.raises(BadInput, match=words):
        receipt.read(place.file)


def test_another_commit_is_checked_out(place: Repository) -> None:
    made = place.write()
    place.git("add", "-A")
    place.commit("writer")
    with pytest.raises(NotApproved, match="is checked out"):
        of_checkout(made, place.file, place.root)


def test_a_file_that_no_commit_holds(place: Repository) -> None:
    made = place.write()
    place.sign("approver")
    (place.root / "stacks" / "new folder").mkdir()
    (place.root / "stacks" / "new folder" / "é.yaml").touch()
    with pytest.raises(BadInput, match=r"not committed: stacks/new folder/é\.yaml"):
        of_checkout(made, place.file, place.root)


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_was_told_not_to_see(place: Repository, mark: str) -> None:
    place.git("update-index", mark, "stacks/approval.yaml")
    with (place.root / "stacks" / "approval.yaml").open("a") as file:
        file.write("# longer\n")
    assert place.git("status", "--porcelain") == ""
    assert repository.uncommitted(place.root) == ("stacks/approval.yaml",)


def test_a_file_that_only_this_clone_ignores(place: Repository) -> None:
    (place.root / ".git" / "info").mkdir(exist_ok=True)
    (place.root / ".git" / "info" / "exclude").write_text("*\n")
    (place.root / ".editor").mkdir()
    (place.root / ".editor" / "settings").touch()
    (place.root / "yaml.py").touch()
    assert repository.uncommitted(place.root) == ("yaml.py",)


def test_what_the_repository_ignores_does_not_count(place: Repository) -> None:
    (place.root / ".gitignore").write_text("build/\n")
    place.commit("founder")
    (place.root / "build").mkdir()
    (place.root / "build" / "receipt.json").touch()
    assert repository.uncommitted(place.root) == ()


def test_a_clone_without_what_the_commit_stands_on(place: Repository, tmp_path: Path) -> None:
    place.write()
    place.sign("approver")
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", place.root.as_uri(), str(shallow)], check=True)
    for name in ("receipt.json", "receipt.json.sig"):
        (shallow / name).write_bytes((place.root / name).read_bytes())
    with pytest.raises(BadInput, match="is not in this clone") as error:
        approved(shallow / "receipt.json", shallow, DAY)
    assert "git fetch" in error.value.action


def test_no_ssh_keygen(place: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write()
    place.sign("approver")
    (tmp_path / "bin").mkdir()
    git = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "bin" / "git").symlink_to(git)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(BadInput, match="there is no ssh-keygen"):
        approved(place.file, place.root, DAY)


def test_the_guard_looks_at_the_receipt_again(place: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    days = (date.today() - DAY).days + 8
    (place.root / "stacks" / "approval.yaml").write_text(
        f"schema: bastide/approval/1\nreceipt_days: {days}\nbreak_glass_hours: 4\n"
    )
    place.commit("founder")
    place.commit("writer")
    made = place.write(expires=(DAY + timedelta(days=days)).isoformat())
    place.sign("approver")
    monkeypatch.setattr(guard, "is_guarded", lambda *_: True)

    def run(stack: str = STACK, digest: str = made.digest) -> None:
        given = {guard.RECEIPT: str(place.file), guard.DIGEST: digest}
        guard.require_approved(stack, given, place.root / "stacks")

    run()
    with pytest.raises(NotApproved, match="and not of scaleway-prod"):
        run("scaleway-prod")
    with pytest.raises(NotApproved, match="not the receipt that the run was started with"):
        run(digest="0" * 64)
    place.sign("writer")
    with pytest.raises(NotApproved, match="wrote what the receipt is of"):
        run()
    place.sign("approver")
    (place.root / "stacks" / "approval.yaml").write_text(
        "schema: bastide/approval/1\nreceipt_days: 36500\nbreak_glass_hours: 4\n"
    )
    with pytest.raises(BadInput, match="not committed"):
        run()


def test_a_receipt_follows_its_schema() -> None:
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "receipt.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(receipt.text(receipt.made(content("c")))), schema)


def test_equal_content_is_equal_bytes() -> None:
    one = receipt.made(content("c"))
    other = receipt.made(dict(reversed(content("c").items())))
    assert receipt.text(one) == receipt.text(other)
    assert receipt.text(one).splitlines()[1] == f' "digest": "{one.digest}",'


def test_who_wrote_the_very_first_commit(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repository", tmp_path / "keys")
    made.start()
    head = repository.head(made.root)
    assert repository.first_parent(made.root, head) == ""
    assert repository.writers(made.root, head) == {"founder@example.org"}


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no commit here"):
        repository.head(tmp_path)

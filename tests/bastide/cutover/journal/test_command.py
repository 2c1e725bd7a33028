"""`bastide cutover journal`: show, verify, anchor, setup, and how each of them ends."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from bastide import cli
from bastide.commands.cutover import journal
from bastide.cutover.journal.file_store import FileStore
from bastide.cutover.journal.opened import VARIABLE
from tests.bastide.cutover.journal.conftest import Database
from tests.bastide.cutover.journal.people import People
from tests.bastide.cutover.journal.said import content, note
from tests.conftest import Answer

COUNT = 6


class Checkout:
    """A repository with a journal, a committed list of signers, and the command."""

    def __init__(self, root: Path, people: People, run: Callable[..., Answer]) -> None:
        self.root, self.people, self.run = root, people, run
        self.store = FileStore(root, lambda _: None)

    def start(self) -> None:
        (self.root / "stacks").mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.list("approver")
        for number in range(COUNT):
            self.store.append(content(number))

    def list(self, *names: str) -> None:
        (self.root / "stacks" / "approvers").write_text(self.people.list(*names))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "change", "--allow-empty")

    def git(self, *arguments: str) -> None:
        who = {f"GIT_{role}_{key}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
        subprocess.run(
            ["git", "-C", str(self.root), *arguments], env={**os.environ, **who}, check=True, capture_output=True
        )

    def anchored(self, who: str = "approver", namespace: str = "bastide-journal", name: str = "anchor.json") -> Path:
        file = self.root.parent / name
        done = self.run("anchor", "--output", str(file))
        assert done.code == 0, done.err
        file.with_name(f"{name}.sig").write_bytes(self.people.sign(who, file.read_bytes(), namespace))
        return file


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Answer]:
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    app.add_typer(journal.app, name="journal")
    monkeypatch.setattr(cli, "app", app)
    monkeypatch.delenv(VARIABLE, raising=False)

    def answer(*arguments: str) -> Answer:
        monkeypatch.chdir(tmp_path / "checkout")
        monkeypatch.setattr("sys.argv", ["bastide", "journal", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return Answer(int(ended.value.code or 0), captured.out, captured.err)

    return answer


@pytest.fixture
def checkout(tmp_path: Path, people: People, run: Callable[..., Answer]) -> Checkout:
    made = Checkout(tmp_path / "checkout", people, run)
    made.start()
    return made


class TestShow:
    def test_all(self, checkout: Checkout) -> None:
        done = checkout.run("show")
        assert done.code == 0
        assert f"stacks/journal/cutover.jsonl: {COUNT} entries" in done.out
        assert "objects.missing=2" in done.out
        assert "noted by night" in done.out
        assert checkout.store.read().entries[-1].digest in done.out

    def test_what_steers_a_terminal_is_not_passed_on(self, checkout: Checkout) -> None:
        checkout.store.append(note(words="red \x1b[31m and \u202e back", by="[bold]x[/bold]"))
        done = checkout.run("show")
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out
        assert "[bold]x[/bold]" in done.out

    def test_one_wave(self, checkout: Checkout) -> None:
        checkout.store.append(note(wave="oncology", words="the other wave"))
        done = checkout.run("show", "--wave", "oncology")
        assert "the other wave" in done.out
        assert "noted by night" not in done.out
        found = json.loads(checkout.run("show", "--wave", "oncology", "--format", "json").out)
        assert [entry["number"] for entry in found["entries"]] == [COUNT + 1]

    def test_json(self, checkout: Checkout) -> None:
        found = json.loads(checkout.run("show", "--format", "json").out)
        assert (found["schema"], found["torn"]) == ("bastide/journal-entries/1", 0)
        lines = checkout.store.file.read_text(encoding="utf-8").split("\n")[:-1]
        assert found["entries"] == [json.loads(line) for line in lines]

    def test_in_french(self, checkout: Checkout) -> None:
        done = checkout.run("show", "--lang", "fr")
        assert f"{COUNT} entrées" in done.out
        assert "mesuré" in done.out

    def test_none_yet(self, checkout: Checkout) -> None:
        checkout.store.file.unlink()
        done = checkout.run("show")
        assert (done.code, "there is no entry" in done.out) == (0, True)


class TestVerify:
    def test_the_chain_alone(self, checkout: Checkout) -> None:
        done = checkout.run("verify")
        assert done.code == 0
        assert done.out.startswith("Well\n")
        assert f"entries 1 to {COUNT}: nobody vouches for them" in done.out

    def test_strictly_an_anchor_is_needed(self, checkout: Checkout) -> None:
        assert checkout.run("verify", "--strict").code == 1
        anchor = str(checkout.anchored())
        done = checkout.run("verify", "--strict", "--anchor", anchor)
        assert done.code == 0
        assert f"up to entry {COUNT}: as it was when approver@example.org signed anchor.json" in done.out
        checkout.store.append(content(0))
        assert checkout.run("verify", "--anchor", anchor).code == 0
        after = checkout.run("verify", "--strict", "--anchor", anchor)
        assert after.code == 1
        assert f"entries {COUNT + 1} to {COUNT + 1}: nobody vouches" in after.out

    def test_nothing_is_not_well(self, checkout: Checkout) -> None:
        checkout.store.file.unlink()
        done = checkout.run("verify")
        assert done.code == 1
        assert "nothing was begun, or all of it was deleted" in done.out

    def test_several_anchors(self, checkout: Checkout) -> None:
        older = checkout.anchored(name="older.json")
        checkout.store.append(content(0))
        newer = checkout.anchored(name="newer.json")
        done = checkout.run("verify", "--strict", "--anchor", str(older), "--anchor", str(newer), "--format", "json")
        found = json.loads(done.out)
        assert (done.code, found["well"], found["anchored"], found["open"]) == (0, True, COUNT + 1, 0)
        assert [item["number"] for item in found["vouched"]] == [COUNT, COUNT + 1]

    @pytest.mark.parametrize(
        ("who", "namespace"),
        [("stranger", "bastide-journal"), ("approver", "bastide-cutover"), ("approver", "bastide-receipt")],
    )
    def test_a_wrong_key_or_purpose(self, checkout: Checkout, who: str, namespace: str) -> None:
        done = checkout.run("verify", "--anchor", str(checkout.anchored(who, namespace)))
        assert done.code == 1
        assert "its signature is not one of these bytes" in done.out

    def test_no_signature(self, checkout: Checkout) -> None:
        file = checkout.anchored()
        file.with_name("anchor.json.sig").unlink()
        done = checkout.run("verify", "--anchor", str(file))
        assert (done.code, "there is no signature beside it" in done.out) == (1, True)

    def test_who_may_sign_is_what_the_commit_says(self, checkout: Checkout) -> None:
        anchor = str(checkout.anchored("stranger"))
        (checkout.root / "stacks" / "approvers").write_text(checkout.people.list("stranger"))
        assert checkout.run("verify", "--anchor", anchor).code == 1
        checkout.list("stranger")
        assert checkout.run("verify", "--anchor", anchor).code == 0

    def test_a_cut_tail(self, checkout: Checkout) -> None:
        anchor = str(checkout.anchored())
        lines = checkout.store.file.read_bytes().splitlines(keepends=True)
        checkout.store.file.write_bytes(b"".join(lines[:-2]))
        assert checkout.run("verify").code == 0
        done = checkout.run("verify", "--anchor", anchor)
        assert done.code == 1
        assert "entries are missing (2)" in done.out

    def test_all_made_anew(self, checkout: Checkout) -> None:
        anchor = str(checkout.anchored())
        checkout.store.file.unlink()
        for number in range(COUNT):
            checkout.store.append(content(number))
        assert checkout.run("verify").code == 0
        done = checkout.run("verify", "--anchor", anchor, "--lang", "fr")
        assert done.code == 1
        assert "toutes les entrées ont été refaites" in done.out

    def test_a_changed_entry(self, checkout: Checkout) -> None:
        raw = checkout.store.file.read_bytes()
        checkout.store.file.write_bytes(raw.replace(b"noted by night", b"noted by light"))
        done = checkout.run("verify")
        assert done.code == 1
        assert "stacks/journal/cutover.jsonl:2:1: found an entry that was changed" in done.out
        found = json.loads(checkout.run("verify", "--format", "json").out)
        assert (found["well"], "that was changed" in found["broken"]) == (False, True)
        assert checkout.run("show").code == 2

    def test_an_interrupted_end(self, checkout: Checkout) -> None:
        raw = checkout.store.file.read_bytes()
        checkout.store.file.write_bytes(raw + b'{"by":"runn')
        done = checkout.run("verify")
        assert done.code == 1
        assert "11 bytes after the last one" in done.out
        checkout.store.append(content(0))
        assert checkout.run("verify").code == 0

    @pytest.mark.parametrize(
        ("spoil", "place"),
        [
            (lambda raw: b"\xef\xbb\xbf" + raw, "cutover.jsonl:1:1: found a byte order mark"),
            (lambda raw: raw + "noté\n".encode("latin-1"), f"cutover.jsonl:{COUNT + 1}:4: found byte 0xe9"),
            (lambda raw: raw + b'{"by":"x\n', f"cutover.jsonl:{COUNT + 1}:7: found no JSON"),
        ],
    )
    def test_no_journal_at_all(self, checkout: Checkout, spoil: Callable[[bytes], bytes], place: str) -> None:
        checkout.store.file.write_bytes(spoil(checkout.store.file.read_bytes()))
        done = checkout.run("verify")
        assert done.code == 2
        assert place in done.err
        assert "git log" in done.err

    @pytest.mark.parametrize(
        ("spoil", "words"),
        [
            (lambda raw: b"\xef\xbb\xbf" + raw, "anchor.json:1:1: found no JSON"),
            (lambda raw: raw.replace(b"bastide", b"bast\xefde"), "anchor.json:5:"),
            (lambda raw: raw[:40], "anchor.json:2:"),
            (lambda raw: raw.replace(b" ", b"  "), "written in another way"),
            (lambda raw: raw.replace(b'"number": 6', b'"number": 0'), "number"),
            (lambda raw: raw.replace(b'"number": 6', b'"numbers": 6'), "`numbers` is unknown"),
            (lambda raw: b"[]", "a mapping"),
            (lambda raw: b" " * 10_001, "too large"),
        ],
    )
    def test_no_anchor_at_all(self, checkout: Checkout, spoil: Callable[[bytes], bytes], words: str) -> None:
        file = checkout.anchored()
        file.write_bytes(spoil(file.read_bytes()))
        done = checkout.run("verify", "--anchor", str(file))
        assert done.code == 2
        assert words in done.err
        assert "anchor.json" in done.err

    def test_an_anchor_that_is_not_there(self, checkout: Checkout) -> None:
        done = checkout.run("verify", "--anchor", "nothing.json")
        assert (done.code, "nothing.json: found no file that can be read" in done.err) == (2, True)


class TestAnchor:
    def test_equal_heads_give_equal_bytes(self, checkout: Checkout) -> None:
        one, other = checkout.anchored(name="one.json"), checkout.anchored(name="other.json")
        assert one.read_bytes() == other.read_bytes()
        head = json.loads(one.read_text())
        entries = checkout.store.read().entries
        assert head["journal"] == entries[0].digest
        assert (head["number"], head["digest"]) == (COUNT, entries[-1].digest)

    def test_it_says_how_to_sign(self, checkout: Checkout) -> None:
        done = checkout.run("anchor", "-o", "anchor.json")
        assert "ssh-keygen -Y sign -n bastide-journal -f KEY anchor.json" in done.out

    def test_of_nothing_there_is_none(self, checkout: Checkout) -> None:
        checkout.store.file.unlink()
        done = checkout.run("anchor", "-o", "anchor.json")
        assert (done.code, "has no entry" in done.err) == (2, True)
        assert not (checkout.root / "anchor.json").exists()

    def test_a_folder_that_is_not_there(self, checkout: Checkout) -> None:
        assert checkout.run("anchor", "-o", "nowhere/anchor.json").code == 2


@pytest.mark.xdist_group("journal-postgres")
class TestDatabase:
    def test_setup_show_verify_and_anchor(
        self, checkout: Checkout, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from bastide.cutover.journal.postgres.store import PostgresStore  # noqa: PLC0415

        monkeypatch.setenv(VARIABLE, database.url())
        made, again = checkout.run("setup", "--writer", "writer"), checkout.run("setup")
        assert (made.code, made.out) == (0, "bastide.journal is made\nwriter may read it and add to it\n")
        assert (again.code, again.out) == (0, "bastide.journal was there\n")

        monkeypatch.setenv(VARIABLE, database.url("writer"))
        PostgresStore(database.url("writer")).append(note(words="kept in a table"))
        assert "kept in a table" in checkout.run("show").out
        assert checkout.run("verify", "--strict", "--anchor", str(checkout.anchored())).code == 0

    def test_without_the_variable(self, checkout: Checkout) -> None:
        done = checkout.run("setup")
        assert (done.code, f"{VARIABLE} names no database" in done.err) == (2, True)


@pytest.mark.parametrize("command", ["show", "verify", "anchor", "setup"])
def test_help_has_examples(checkout: Checkout, command: str) -> None:
    done = checkout.run(command, "--help")
    assert done.code == 0
    assert "Examples" in done.out

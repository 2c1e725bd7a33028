"""`bastide cutover` from the first entry to the last, with the repository's own plan, a real journal and real keys."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bastide.cutover.gates.as_json import GateDocument
from bastide.cutover.move import load
from bastide.cutover.move.model import Kind, Move, PhaseId
from tests.conftest import Answer, Estates
from tests.ssh_keys import key_file, public

ASKS, FIRST, SECOND, STRANGER = "anna", "bela", "carl", "mallory"
WAVE = "cardio"
JOURNAL = "stacks/journal/cutover.jsonl"
SIGNED = (PhaseId.FREEZE, PhaseId.SWITCH, PhaseId.RETIRE)
_READ: dict[str, Move] = {}
"""Plans by their text: what lies beside them is the same in every test, but for the keys of people."""


@dataclass(frozen=True)
class Site:
    """A repository with the plan, in which the wave waits for nobody, three persons with keys, and a stranger."""

    root: Path
    keys: Path
    run: Callable[..., Answer]

    def cutover(self, *arguments: str, code: int = 0) -> Answer:
        answer = self.run("cutover", *arguments)
        assert answer.code == code, (arguments, answer)
        assert "Traceback" not in answer.err
        return answer

    def record(self, *arguments: str, code: int = 0) -> Answer:
        return self.cutover("record", *arguments, code=code)

    @property
    def move(self) -> Move:
        return load.load_move(self.root / "stacks")

    def git(self, *arguments: str) -> None:
        person = ["-c", "user.name=anna", "-c", "user.email=anna@example.org"]
        subprocess.run(["git", "-C", str(self.root), *person, *arguments], check=True, capture_output=True)

    def key(self, who: str) -> Path:
        return key_file(self.keys, who)

    def commit_approvers(self, *names: str) -> None:
        lines = [f'{who}@example.org namespaces="bastide-cutover" {public(self.key(who))}\n' for who in names]
        (self.root / "stacks" / "approvers").write_text("".join(lines))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "approvers")

    def sign(self, who: str, phase: PhaseId, namespace: str = "bastide-cutover") -> Path:
        """The signature of the wording of the newest request."""
        text = self.keys / f"{phase}.txt"
        self.record("wording", WAVE, phase, "--output", str(text))
        text.with_suffix(".txt.sig").unlink(missing_ok=True)
        command = ["ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", str(self.key(who)), str(text)]
        subprocess.run(command, check=True, capture_output=True)
        return text.with_suffix(".txt.sig")

    def ask(self, phase: PhaseId) -> None:
        self.record("request", WAVE, phase, "--by", f"{ASKS}@example.org", "--words", "tonight, CHG-118")
        self.record("sign", WAVE, phase, "--signature", str(self.sign(ASKS, phase)))

    def approve(self, phase: PhaseId, *names: str) -> None:
        for who in names:
            self.record("approve", WAVE, phase, "--signature", str(self.sign(who, phase)))

    def measurements(self, time: datetime | None = None, **other: Any) -> Path:
        """A record of everything that programs measure, all well but for what is named (`_` for the dot)."""
        moment = (time or datetime.now(UTC)).isoformat()
        found = [
            {"measure": name, "value": other.get(name.replace(".", "_"), _good(one.kind)), "time": moment}
            for name, one in self.move.measures.items()
            if not one.hand
        ]
        file = self.keys / "record.json"
        data = {"schema": "bastide/measurements/1", "legacy": "azure-legacy", "target": "scaleway", "wave": WAVE}
        file.write_text(json.dumps({**data, "measurements": [{**one, "source": "probe 1.0"} for one in found]}))
        return file

    def well(self) -> None:
        """Everything that any gate asks for, measured now."""
        self.record("measure", WAVE, "--from", str(self.measurements()))
        said = [f"{name}={json.dumps(_good(one.kind))}" for name, one in self.move.measures.items() if one.hand]
        self.record("measure", WAVE, *said, "--by", "technical-directorate")

    def go(self, *phases: PhaseId, leave: bool = True) -> None:
        self.well()
        for phase in phases:
            if phase in SIGNED:
                self.ask(phase)
                self.approve(phase, FIRST, SECOND)
            self.record("enter", WAVE, phase)
            if leave or phase is not phases[-1]:
                self.well()
                self.record("leave", WAVE, phase)

    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.root / JOURNAL).read_text().splitlines()]


def _good(kind: Kind) -> bool | int:
    # enough hours of soak, and no second of lag: what is measured in both units here is at most 0 or at least 72
    return {Kind.PROOF: True, Kind.COUNT: 200, Kind.DIFFERENCES: 0, Kind.DURATION: 0, Kind.AMOUNT: 1000}[kind]


@pytest.fixture
def site(
    estates: Estates,
    bastide: Callable[..., Answer],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Site:
    plan = estates.folder / "cutover.yaml"
    text = re.sub(r"^    after: .*\n", "", plan.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace("{measure: soak.hours, at_least: 72,", "{measure: soak.hours, at_least: 0,")
    plan.write_text(text, encoding="utf-8")

    def read_once(folder: Path, load_move: Callable[[Path], Move] = load.load_move) -> Move:
        """As each command reads the plan, but not anew while it stays the same."""
        content = (folder / "cutover.yaml").read_text(encoding="utf-8")
        if content not in _READ:
            _READ[content] = load_move(folder)
        return _READ[content]

    monkeypatch.setattr(load, "load_move", read_once)
    found = Site(estates.root, tmp_path_factory.mktemp("keys"), bastide)
    found.git("init", "-q", "-b", "main")
    found.commit_approvers(ASKS, FIRST, SECOND)
    return found


def test_a_wave_goes_from_prepare_to_retire(site: Site) -> None:
    site.record("begin")
    site.go(*PhaseId)
    events = [entry["event"] for entry in site.entries()]
    assert [events.count(one) for one in ("begun", "entered", "left", "requested", "signed", "approved")] == [
        1,
        8,
        8,
        3,
        3,
        6,
    ]
    status = json.loads(site.cutover("status", "--format", "json").out)
    (wave,) = [one for one in status["waves"] if one["id"] == WAVE]
    assert {phase["stage"] for phase in wave["phases"]} == {"left"}
    assert site.cutover("journal", "verify").code == 0
    answer = site.record("rollback", WAVE, "retire", "--words", "all of it", code=1)
    assert "retire cannot be undone" in answer.err
    answer = site.record("enter", WAVE, "prepare", code=1)
    assert "a phase is re-entered only through its rollback" in answer.err


def test_a_freeze_needs_two_others(site: Site) -> None:
    site.record("begin")
    site.go(PhaseId.PREPARE, PhaseId.PROVISION, PhaseId.REPLICATE, PhaseId.REHEARSE)
    site.well()
    freeze = PhaseId.FREEZE
    assert "nobody has asked" in site.record("enter", WAVE, freeze, code=1).err
    assert "nobody has asked" in site.record("wording", WAVE, freeze, "--output", "x.txt", code=1).err
    strange = site.record("request", WAVE, freeze, "--by", f"{STRANGER}@example.org", "--words", "tonight", code=2)
    assert "whoever asks signs the request" in strange.err
    site.record("request", WAVE, freeze, "--by", f"{ASKS}@example.org", "--words", "tonight, CHG-118")
    answer = site.record("sign", WAVE, freeze, "--signature", str(site.sign(FIRST, freeze)), code=2)
    assert f"{FIRST}@example.org: it is not of whoever asks" in answer.err
    answer = site.record("approve", WAVE, freeze, "--signature", str(site.sign(FIRST, freeze)), code=1)
    assert f"is not signed by {ASKS}@example.org, in whose name it is" in answer.err
    site.record("sign", WAVE, freeze, "--signature", str(site.sign(ASKS, freeze)))
    before = len(site.entries())

    def refused(signature: Path, *words: str) -> None:
        answer = site.record("approve", WAVE, freeze, "--signature", str(signature), code=2)
        assert "the signature does not approve the request" in answer.err
        assert "\n  do: " in answer.err
        for word in words:
            assert word in answer.err
        assert len(site.entries()) == before

    refused(site.sign(ASKS, freeze), f"{ASKS}@example.org", "whoever asks does not approve")
    refused(site.sign(STRANGER, freeze), "not one of this request by somebody who may approve")
    refused(site.sign(FIRST, freeze, "bastide-receipt"), "not one of this request")
    site.approve(freeze, FIRST)
    before += 1
    refused(site.sign(FIRST, freeze), f"{FIRST}@example.org", "has approved already")
    answer = site.record("enter", WAVE, freeze, code=1)
    assert "1 of 2 approvals of the request" in answer.err
    assert f"({FIRST}@example.org); {ASKS}@example.org, who asked, does not count" in answer.err
    gate = json.loads(site.cutover("gate", WAVE, freeze, "--format", "json").out)
    assert (gate["approvals_needed"], gate["approved"]) == (2, [f"{FIRST}@example.org"])
    # an older request does not lend its signature to a newer one
    old = site.sign(SECOND, freeze).rename(site.keys / "old.sig")
    site.ask(freeze)
    before += 2
    refused(old, "not one of this request")
    site.approve(freeze, FIRST, SECOND)
    site.record("enter", WAVE, freeze)
    # who leaves the list takes the approval along: the journal is not read without it
    site.commit_approvers(ASKS, FIRST, STRANGER)
    answer = site.cutover("gate", WAVE, freeze, code=2)
    assert "is approved by 1 persons whose signatures hold, and freeze needs 2" in answer.err


def test_a_phase_is_entered_again_after_its_rollback_alone(site: Site) -> None:
    site.record("begin")
    site.go(PhaseId.PREPARE, PhaseId.PROVISION, leave=False)
    answer = site.record("enter", WAVE, "provision", code=1)
    assert "re-entered only through its rollback" in answer.err
    assert f"do: bastide cutover record rollback {WAVE} provision" in answer.err
    site.record("rollback", WAVE, "provision", "--words", "taken down, INC-12")
    answer = site.record("enter", WAVE, "provision", code=1)
    assert "measured before the phase was entered or the wave was rolled back" in answer.err
    site.well()
    site.record("enter", WAVE, "provision")
    entries = site.entries()
    assert [one["event"] for one in entries if one["phase"] == "provision"] == ["entered", "rolled-back", "entered"]


def test_a_red_gate_says_what_was_found_when_by_whom_and_about_what(site: Site) -> None:
    site.record("begin")
    site.record("enter", WAVE, "prepare", code=1)
    stale = datetime.now(UTC) - timedelta(days=8)
    site.record("measure", WAVE, "--from", str(site.measurements(stale)))
    answer = site.record("enter", WAVE, "prepare", code=1)
    assert "inventory.rows: measured too long ago; 200 resources found; 8 d 0 h ago by probe 1.0" in answer.err
    site.well()
    site.record("enter", WAVE, "prepare")
    site.record("measure", WAVE, "--from", str(site.measurements(inventory_rows=0, parity_undecided=3)))
    answer = site.cutover("gate", WAVE, "prepare", code=1)
    assert f"{WAVE}: exit gate of prepare" in answer.out
    assert "✗ inventory.unmanaged: over no objects, which proves nothing" in answer.out
    assert "✗ parity.undecided: does not hold; 3 roles of 200 found" in answer.out
    assert "✗ contract.egress_notice: measured before the phase was entered" in answer.out
    assert "✓ legacy.replaced_or_deleted: holds" in answer.out


def test_a_gate_as_json_has_its_schema(site: Site) -> None:
    site.record("begin")
    answer = site.cutover("gate", WAVE, "prepare", "--entry", "--format", "json", code=1)
    found = json.loads(answer.out)
    Draft202012Validator(GateDocument.model_json_schema(by_alias=True)).validate(found)
    assert (found["schema"], found["green"], found["side"]) == ("bastide/gate/1", False, "entry")
    assert {one["why"] for one in found["conditions"]} == {"unmeasured"}
    site.well()
    file = site.root / "gate.json"
    site.cutover("gate", WAVE, "prepare", "--format", "json", "--output", str(file))
    assert json.loads(file.read_text())["green"] is True
    # the exit code is the gate's alone
    later = site.cutover("gate", WAVE, "freeze").out
    assert "the step is not possible now: freeze of cardio comes after prepare" in later
    assert "0 of 2 approvals" in later


def test_a_past_moment_is_seen_as_it_was(site: Site) -> None:
    site.record("begin")
    before = datetime.now(UTC).isoformat()
    site.well()
    site.cutover("gate", WAVE, "prepare")
    site.cutover("gate", WAVE, "prepare", "--now", before, code=1)
    site.cutover("gate", WAVE, "prepare", "--now", (datetime.now(UTC) + timedelta(days=30)).isoformat(), code=1)
    assert "begun" not in site.cutover("status", "--now", "2026-01-01T00:00:00Z").out.split("not begun")[0]
    assert "found --now yesterday" in site.cutover("status", "--now", "yesterday", code=2).err


def test_a_plan_that_changed_is_accepted_by_name(site: Site) -> None:
    site.record("begin")
    plan = site.root / "stacks" / "cutover.yaml"
    plan.write_text("# a comment changes nothing\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    site.well()
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("max_age_hours: 168", "max_age_hours: 167"), encoding="utf-8"
    )
    for arguments in (("status",), ("gate", WAVE, "prepare"), ("record", "enter", WAVE, "prepare")):
        answer = site.cutover(*arguments, code=2)
        assert "stacks/cutover.yaml: the plan of the move is" in answer.err
        assert "bastide cutover record begin --words" in answer.err
    assert "nobody says why" in site.record("begin", code=1).err
    site.record("begin", "--words", "an inventory lives one hour less; decided by the technical directorate")
    site.record("enter", WAVE, "prepare")
    assert "goes by this plan already" in site.record("begin", "--words", "again", code=1).err


def test_what_was_changed_in_the_journal_is_refused(site: Site) -> None:
    site.record("begin")
    site.well()
    file = site.root / JOURNAL
    file.write_text(file.read_text().replace("probe 1.0", "probe 1.1", 1))
    answer = site.record("enter", WAVE, "prepare", code=2)
    assert f"{JOURNAL}:2" in answer.err


TYPED_WRONGLY: tuple[tuple[tuple[str, ...], str], ...] = (
    (("measure", WAVE), "found none of MEASURE=VALUE, --from and --addresses"),
    (("measure", WAVE, "decision.go=true", "--addresses", "--by", "x"), "found more than one of them"),
    (("measure", WAVE, "decision.go=true"), "nobody says it"),
    (("measure", WAVE, "--addresses", "--by", "operators"), "found --by or --object without values"),
    (("measure", WAVE, "decision.go=true", "--by", "Anna Smith"), "name the function, not the person"),
    (("measure", WAVE, "decision.go", "--by", "operators"), "found `decision.go`"),
    (("measure", WAVE, "decision.stay=true", "--by", "operators"), "found `decision.stay=true`"),
    (("measure", WAVE, "decision.go=1", "--by", "operators"), "expected: true or false"),
    (("measure", WAVE, "airlock.active=-1", "--by", "operators"), "not below 0"),
    (("measure", WAVE, "airlock.active=many", "--by", "operators"), "airlock.active is `many`"),
    (("measure", WAVE, "objects.missing=0", "--by", "operators"), "nobody's word takes its place"),
    (("measure", "nowhere", "decision.go=true", "--by", "operators"), "there is no wave `nowhere`"),
    (("measure", WAVE, "decision.go=true", "--by", "operators", "--measured-at", "noon"), "--measured-at noon"),
    (
        ("measure", WAVE, "decision.go=true", "--by", "operators", "--measured-at", "2027-01-01"),
        "its offset from UTC",
    ),
    (
        ("measure", WAVE, "decision.go=true", "--by", "operators", "--measured-at", "2099-01-01T00:00Z"),
        "a moment that is past",
    ),
    (("measure", WAVE, "--from", "nothing.json"), "there is no such file"),
    (("enter", WAVE, "frieze"), "there is no phase `frieze`"),
    (("enter", "nowhere", "freeze"), "there is no wave `nowhere`"),
    (("request", WAVE, "freeze", "--by", "anna", "--words", "tonight"), "found --by anna"),
    (("request", WAVE, "freeze", "--by", "anna@example.org", "--words", "x"), "words"),
    (("approve", WAVE, "freeze", "--signature", "nothing.sig"), "it cannot be read"),
    (("approve", WAVE, "freeze", "--signature", "stacks/approvers"), "this is no signature"),
    (("note", "x"), "words of 3 to 1,000 characters"),
    (("note", "something", "--wave", "nowhere"), "there is no wave `nowhere`"),
)


def test_what_is_typed_wrongly_is_said_with_the_next_action(site: Site) -> None:
    site.record("begin")
    for arguments, words in TYPED_WRONGLY:
        answer = site.record(*arguments, code=2)
        assert words in answer.err, arguments
        assert "\n  do: " in answer.err, arguments
    assert len(site.entries()) == 1


def test_nothing_is_left_behind_by_what_is_refused(site: Site) -> None:
    site.record("enter", WAVE, "prepare", code=1)
    assert not (site.root / JOURNAL).exists()


def test_without_enough_approvers_nothing_begins(site: Site) -> None:
    site.commit_approvers(ASKS)
    answer = site.record("begin", code=2)
    assert "1 persons may sign for the move" in answer.err


def test_addresses_notes_and_objects_are_put_on_record(site: Site) -> None:
    site.record("begin")
    site.record("measure", WAVE, "--addresses")
    said = ("airlock.active=2", "airlock.requests=40", "--by", "reviewers", "--object", "request 7", "--object", "é 8")
    site.record("measure", WAVE, *said)
    site.record("note", "the link was shared", "--wave", WAVE)
    _, addresses, airlock, note = site.entries()
    assert [one["measure"] for one in addresses["measurements"]] == ["addresses.ranges", "addresses.overlaps"]
    assert airlock["measurements"][0]["objects"] == ["request 7", "é 8"]
    assert (note["event"], note["words"]) == ("noted", "the link was shared")
    assert re.fullmatch(r".+@.+", note["by"])


def test_every_command_has_help_with_an_example(site: Site) -> None:
    names = ("begin", "measure", "enter", "leave", "request", "wording", "sign", "approve", "rollback", "note")
    for arguments in (("status",), ("gate",), *(("record", name) for name in names)):
        answer = site.cutover(*arguments, "--help")
        assert "Examples:" in answer.out
        assert f"bastide cutover {' '.join(arguments)}" in answer.out

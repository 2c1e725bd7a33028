"""Records of rehearsals: signed, of this wave, and only what was measured where the wave lies."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bastide.cutover.gates.records.model import Asked
from bastide.cutover.gates.records.read import read
from bastide.cutover.rehearsal import record
from facts.errors import BadInput
from stacks.catalogue import FOLDER
from tests.bastide.cutover.gates.made import NOON, measured, move, wave
from tests.ssh_keys import key_file, public

MEASURED = ("objects.missing", "delta.left", "database.rows", "tables.count", "keys.unwrapped", "rehearsal.minutes")


@dataclass
class Desk:
    """Where records are made and signed."""

    folder: Path
    holds: Sequence[str] = ("objects", "databases")

    @property
    def file(self) -> Path:
        return self.folder / "record.json"

    def asked(self) -> Asked:
        plan = move([{**wave("first"), "holds": list(self.holds)}])
        return Asked(plan, FOLDER, "first", None, lambda: self.signers)

    @property
    def signers(self) -> str:
        shown = public(self.key("anna"))
        return f'anna@example.org namespaces="bastide-rehearsal" {shown}\n'

    def key(self, who: str) -> Path:
        return key_file(self.folder, who)

    def write(self, *loopback: str, by: str = "anna", of: str = "first") -> Path:
        made = record.sealed(
            {
                "wave": of,
                "started": NOON,
                "ended": NOON + timedelta(hours=1),
                "machine": {},
                "programs": {},
                "settings": "0" * 64,
                "loopback": loopback,
                "steps": (),
                "measurements": [
                    *(measured(name, 0, NOON) for name in MEASURED),
                    measured("thing.seconds", 5.0, NOON),
                    measured("thing.proved", True, NOON),
                ],
            }
        )
        self.file.write_text(record.text(made), encoding="utf-8")
        if by:
            record.sign(self.file, self.key(by))
        return self.file

    def names(self) -> set[str]:
        return {one.measure for one in read(self.file, self.asked()).measurements}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def refused(desk: Desk, *words: str) -> None:
    with pytest.raises(BadInput) as found:
        read(desk.file, desk.asked())
    for word in words:
        assert word in found.value.message()
    assert "\n  do: " in found.value.message()


def test_all_that_was_measured_at_the_real_endpoints_counts_but_for_what_a_person_says(desk: Desk) -> None:
    desk.write()
    found = read(desk.file, desk.asked())
    assert {one.measure for one in found.measurements} == {*MEASURED, "thing.seconds"}
    assert "signed by anna@example.org; left out: thing.proved" in found.words
    assert found.words.startswith("record.json, SHA-256 ")


def test_what_was_measured_on_loopback_says_nothing_of_the_wave(desk: Desk) -> None:
    desk.write("database", "keys")
    assert desk.names() == {"objects.missing", "delta.left"}
    desk.write("objects", "database", "keys")
    refused(desk, "objects, database, keys were rehearsed on this machine", "real endpoints of the wave")


def test_a_part_that_the_wave_does_not_hold_takes_nothing_away(desk: Desk) -> None:
    desk.holds = ("objects", "keys")
    desk.write("database", "keys")
    assert desk.names() == {"objects.missing", "delta.left", "rehearsal.minutes", "thing.seconds"}


def test_it_is_signed_by_somebody_of_the_list_for_this_purpose(desk: Desk) -> None:
    desk.write(by="")
    refused(desk, "the signature record.json.sig cannot be read", "ssh-keygen -Y sign -n bastide-rehearsal")
    desk.write(by="mallory")
    refused(desk, "the signature record.json.sig does not hold: its key is of nobody who may sign")
    desk.write()
    other = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-q", "-n", "bastide-cutover", "-f", str(desk.key("anna"))],
        input=desk.file.read_bytes(),
        check=True,
        capture_output=True,
    )
    desk.file.with_name("record.json.sig").write_bytes(other.stdout)
    refused(desk, "does not hold: anna@example.org")


def test_one_that_was_changed_is_refused_whoever_signs_it(desk: Desk) -> None:
    data = json.loads(desk.write().read_text())
    data["measurements"][0]["value"] = 1
    desk.file.write_text(json.dumps(data))
    record.sign(desk.file, desk.key("anna"))
    refused(desk, "its digest does not fit its content")


def test_one_of_another_wave_is_refused(desk: Desk) -> None:
    desk.write(of="second")
    refused(desk, "the record is of the wave `second`", "`first`")

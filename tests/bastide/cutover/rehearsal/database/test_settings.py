"""Where databases are and how they are reached: never a password where it could be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bastide.cutover.rehearsal.database import notes, start
from bastide.cutover.rehearsal.database.drift import Baseline
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.findings import ACTIONS, BLOCKING, LEFT_OUT, Trap
from bastide.cutover.rehearsal.database.names import Names
from bastide.cutover.rehearsal.database.passwords import password_for
from bastide.cutover.rehearsal.database.replicate import Route
from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from policies.model import Lang

GIVEN = {"host": "db.hdh.example", "database": "platform", "user": "mover"}
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029"), min_size=1)


@pytest.mark.parametrize("field", ["password", "conninfo", "options", "sslpassword"])
def test_there_is_no_field_for_a_password(field: str) -> None:
    with pytest.raises(ValidationError):
        DatabaseSettings.model_validate({"source": {**GIVEN, field: "s3cr3t"}, "target": GIVEN})


@pytest.mark.parametrize("host", ["db password=s3cr3t", "db'", "db\\", ""])
def test_nothing_is_smuggled_into_a_connection(host: str) -> None:
    with pytest.raises(ValidationError):
        Endpoint.model_validate({**GIVEN, "host": host})


def test_servers_are_checked_unless_said_otherwise() -> None:
    assert Endpoint.model_validate(GIVEN).parameters()["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    ("passfile", "password", "expected"),
    [(Path("/etc/bastide/passfile"), None, False), (None, "it's 1 \\ secret", True)],
)
def test_route(passfile: Path | None, password: str | None, expected: bool) -> None:
    route = Route(Endpoint.model_validate({**GIVEN, "passfile": "/home/me/.pgpass"}), passfile)
    said = route.conninfo(password)
    assert ("password=" in said) is expected
    assert "/home/me/.pgpass" not in said
    assert str(route.source) != said


@given(PLAIN)
def test_password_of_a_file(password: str) -> None:
    import tempfile  # noqa: PLC0415 (a folder for each example)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "passfile"
        escaped = password.replace("\\", "\\\\").replace(":", "\\:")
        file.write_text(f"# a comment\nother:*:*:mover:no\n*:5432:platform:mover:{escaped}\n", encoding="utf-8")
        file.chmod(0o600)
        asked = Endpoint.model_validate({**GIVEN, "passfile": str(file)})
        assert password_for(asked) == password
        assert password_for(asked.model_copy(update={"port": 5433})) is None


def test_file_of_passwords_that_others_can_read(tmp_path: Path) -> None:
    file = tmp_path / "passfile"
    file.write_text("*:*:*:*:s3cr3t\n")
    file.chmod(0o640)
    with pytest.raises(BadInput, match="read by others") as error:
        password_for(Endpoint.model_validate({**GIVEN, "passfile": str(file)}))
    assert "s3cr3t" not in str(error.value)


def test_names_of_a_wave() -> None:
    assert Names("space-cardio").slot == "bastide_space_cardio"
    for wave in ("", "a" * 42, "Cardio", "a; DROP"):
        with pytest.raises(BadInput, match="no name of a wave"):
            Names(wave)


@pytest.mark.parametrize("trap", Trap)
def test_each_trap_says_what_to_do_in_both_languages(trap: Trap) -> None:
    french, english = (ACTIONS[trap].of(lang) for lang in (Lang.FR, Lang.EN))
    assert len(french) > 10
    assert len(english) > 10
    assert french != english


def test_what_is_left_out_is_no_silent_loss() -> None:
    assert {Trap.UNLOGGED, Trap.FOREIGN, Trap.TEMPORARY} <= LEFT_OUT
    assert Trap.WITHOUT_IDENTITY in BLOCKING


def test_notes_outlive_the_process(tmp_path: Path) -> None:
    assert notes.read(tmp_path) == notes.Notes()
    kept = notes.Notes(baseline=Baseline(source={"a": "1"}, target={}), slots_seen=frozenset({"x"}))
    notes.write(tmp_path, kept)
    assert notes.read(tmp_path) == kept


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"other": 1}', b"\xff\xfe{}"])
def test_notes_that_were_written_to(tmp_path: Path, content: bytes) -> None:
    (tmp_path / notes.FILE).write_bytes(content)
    with pytest.raises(BadInput, match="not what the rehearsal has written"):
        notes.read(tmp_path)


def test_without_the_client_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "bastide.cutover.rehearsal.database.part", None)
    with pytest.raises(ToolkitFailed, match="psycopg is not here"):
        start.database_part("hub", tmp_path, None, lambda _: None)

"""Data keys are wrapped anew by a real OpenBao, counted, and verified one by one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bastide.cutover.rehearsal.keys import rewrap
from bastide.cutover.rehearsal.keys.openbao import LEGACY, LEGACY_KEY, TARGET, TARGET_KEY, OpenBao
from bastide.cutover.rehearsal.keys.part import KeysPart
from bastide.cutover.rehearsal.keys.program import find
from bastide.failure import ToolkitFailed
from facts.errors import BadInput
from tests.e2e.rehearsal_database.conftest import named, values

pytestmark = pytest.mark.xdist_group("rehearsal-keys")


@pytest.fixture(scope="module")
def program() -> Path:
    found = find()
    if found is None:
        assert not os.environ.get("CI"), "OpenBao is not here"
        pytest.skip("OpenBao is not here: python tools/get_openbao.py")
    return found


@pytest.fixture(scope="module")
def bao(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBao]:
    found = OpenBao(program, tmp_path_factory.mktemp("openbao"))
    try:
        found.start()
        yield found
    finally:
        found.stop()


def wrapped(bao: OpenBao, names: dict[str, bytes]) -> dict[str, str]:
    found = bao.may("wrap").wrap(LEGACY, LEGACY_KEY, list(names.values()))
    return {name: value for name, value in zip(names, found, strict=True) if value is not None}


def test_whole_part_and_what_a_killed_one_left(program: Path, tmp_path: Path) -> None:
    with KeysPart(tmp_path, keys=7) as part:
        assert values(part.prepare()) == {"keys.target_ready": True}
        part.replicate()
        part._bao.kill()
    # sealed, on another port, with what it held
    with KeysPart(tmp_path, keys=9) as part:
        part.prepare()
        before = part.verify()
        assert values(before) == {"keys.count": 9, "keys.unwrapped": 2}
        assert named(before, "keys.unwrapped") == tuple(f"data-key-0000{n}: not wrapped by the target" for n in (8, 9))
        part.freeze()
        assert values(part.verify()) == {"keys.count": 9, "keys.unwrapped": 0}
        assert values(part.rollback()) == {"rehearsal.rollback_done": True}


def test_what_is_wrong_with_each_is_said(bao: OpenBao) -> None:
    legacy = wrapped(bao, {"a": b"1" * 32, "b": b"2" * 32, "c": b"3" * 32, "d": b"4" * 32})
    legacy["b"] = "vault:v1:" + "A" * 512
    target = rewrap.rewrap(legacy, {}, bao.may("rewrap"))
    assert sorted(target) == ["a", "c", "d"]
    target["c"] = target["a"]
    target["d"] = target["d"][:-8] + "AAAAAAA="
    assert rewrap.verified(legacy, target, bao.may("verify")) == rewrap.Verified(
        4, ("b: the legacy cannot open it", "c: another key at the target", "d: the target cannot open it")
    )


def test_no_key_is_no_difference_over_nothing(bao: OpenBao) -> None:
    assert rewrap.verified({}, {}, bao.may("verify")).count == 0


def test_rights_are_apart(bao: OpenBao) -> None:
    legacy = wrapped(bao, {"a": b"1" * 32})
    with pytest.raises(ToolkitFailed, match="permission denied"):
        bao.may("rewrap").unwrap(TARGET, TARGET_KEY, ["vault:v1:x"])
    with pytest.raises(ToolkitFailed, match="permission denied"):
        rewrap.rewrap(legacy, {}, bao.may("verify"))


def test_plain_keys_are_in_no_file(bao: OpenBao, tmp_path: Path) -> None:
    plain = b"a data key that is 32 bytes long"
    legacy = wrapped(bao, {"a": plain})
    rewrap.write(tmp_path / "target.json", rewrap.rewrap(legacy, {}, bao.may("rewrap")))
    assert bao.may("verify").unwrap(TARGET, TARGET_KEY, [rewrap.read(tmp_path / "target.json")["a"]]) == [plain]
    for folder in (tmp_path, bao._folder):
        assert [file for file in folder.rglob("*") if file.is_file() and plain in file.read_bytes()] == []


def test_target_key_that_can_be_taken_out_is_not_ready(bao: OpenBao) -> None:
    assert rewrap.target_ready(bao.may("verify")) == ()
    # last in this module: it cannot be taken back
    bao.may("wrap").call("POST", f"{TARGET}/keys/{TARGET_KEY}/config", {"exportable": True, "deletion_allowed": True})
    assert rewrap.target_ready(bao.may("verify")) == ("exportable = True", "deletion_allowed = True")


def test_file_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('["a"]')
    with pytest.raises(BadInput, match="no wrapped keys"):
        rewrap.read(tmp_path / "keys.json")

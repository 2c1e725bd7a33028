"""Faults during the move, with the real programs: no difference at the end, or a red gate that names the objects."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import botocore.auth
import pytest

from bastide.cutover.rehearsal.objects import copy
from bastide.cutover.rehearsal.objects.part import ObjectsPart
from facts.errors import BadInput
from tests.e2e.proxy import Proxy
from tests.e2e.rehearsal.conftest import SMALL, Values

DIFFERENCES = ("objects.missing", "objects.different", "objects.unhashed", "objects.extra", "delta.left")
Finish = Callable[[ObjectsPart], Values]


def _differences(values: Values) -> dict[str, Any]:
    return {measure: values[measure].value for measure in DIFFERENCES if values[measure].value}


@pytest.fixture
def begun(part: ObjectsPart, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when the copy tool has begun for the first time."""
    event, real = threading.Event(), copy.copy

    def seen(*arguments: Any) -> Any:
        event.set()
        return real(*arguments)

    monkeypatch.setattr(copy, "copy", seen)
    return event


def _at_once(begun: threading.Event, do: Callable[[], None]) -> threading.Thread:
    def wait() -> None:
        assert begun.wait(60)
        time.sleep(0.3)
        do()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_a_target_that_is_killed_and_comes_back(part: ObjectsPart, begun: threading.Event, finish: Finish) -> None:
    assert part.loopback is not None
    server = part.loopback.s3
    server_thread = _at_once(begun, server.kill)
    # what starts a server must outlive it: this thread does
    values: Values = {}
    mover = threading.Thread(target=lambda: values.update(finish(part)))
    mover.start()
    server_thread.join()
    time.sleep(2)
    server.run()
    mover.join()
    assert _differences(values) == {}
    assert values["objects.count"].value >= SMALL.objects


@pytest.mark.parametrize(("side", "seconds"), [("s3", 3), ("azurite", 3), ("s3", 20)])
def test_a_line_that_is_cut(part: ObjectsPart, begun: threading.Event, finish: Finish, side: str, seconds: int) -> None:
    server: Any = getattr(part.loopback, side)
    down = threading.Event()
    with Proxy(server.port) as proxy:
        server.port = proxy.port

        def cut() -> None:
            proxy.cut()
            down.set()
            time.sleep(seconds)
            proxy.mend()

        thread = _at_once(begun, cut)
        try:
            values = finish(part)
        finally:
            thread.join()
    assert down.is_set()
    assert _differences(values) == {}


def test_a_wrong_key_ends_it_at_once(part: ObjectsPart) -> None:
    assert part.loopback is not None
    part.replicate()
    right = part.loopback.s3.secret
    part.loopback.s3.secret = "0" * 40
    with pytest.raises(BadInput, match="the target refuses our key"):
        part.verify()
    part.loopback.s3.secret = right
    part.loopback.azurite.key = "AAAA" * 16
    with pytest.raises(BadInput, match="the source refuses our key"):
        part.replicate()


def test_an_object_of_the_same_size_with_other_bytes_is_named(
    part: ObjectsPart, finish: Finish, tmp_path: Path
) -> None:
    part.replicate()
    name = next(name for name, size in part.target.names().items() if name.startswith("cohort-") and size > 100)
    file = tmp_path / "objects" / "s3" / "data" / part.target.bucket / name
    content = bytearray(file.read_bytes())
    content[50] ^= 1
    with file.open("r+b") as opened:
        opened.write(content)
    found = finish(part)["objects.different"]
    assert (found.value, found.objects) == (1, (name,))


def test_a_clock_that_is_an_hour_late_is_never_green(
    part: ObjectsPart, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    part.replicate()
    real = botocore.auth.get_current_datetime
    monkeypatch.setattr(
        botocore.auth, "get_current_datetime", lambda *given, **named: real(*given, **named) - timedelta(hours=1)
    )
    with pytest.raises(BadInput, match="the target refuses our key"):
        part.verify()


@pytest.fixture
def full(tmp_path: Path) -> Iterator[ObjectsPart]:
    """A part whose target has room for a third of the objects."""
    if shutil.which("unshare") is None:
        pytest.skip("a small disk needs unshare")
    size = replace(SMALL, patience_seconds=3)
    part = ObjectsPart(tmp_path / "objects", None, lambda _: None, size)
    assert part.loopback is not None
    server = part.loopback.s3
    data = server.folder / "data"
    script = f'mount -t tmpfs -o size=1500k none "{data}" && exec "$@"'
    wrapper = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh")
    data.mkdir(parents=True)
    if subprocess.run([*wrapper, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    server.program = replace(server.program, command=(*wrapper, *server.program.command))
    with part:
        part.prepare()
        yield part


def test_a_full_target_is_red_and_names_what_is_missing(full: ObjectsPart, finish: Finish) -> None:
    values = finish(full)
    lacking = values["objects.missing"]
    assert 0 < lacking.value < values["objects.count"].value
    assert values["delta.left"].value > 0
    assert lacking.objects
    assert not set(lacking.objects) & set(full.target.names())

"""Turns of layers: in their order, so many at once, in the process with the least to do."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from plan.engine.children import Host, Serving
from plan.engine.turns import RUNNING, Turns
from plan.errors import EngineFailed


def turns_of(*ports: int) -> Turns:
    no_process: Any = None
    return Turns(Host(no_process, True, "", (), lambda: Serving(ports, frozenset())))


def taken(turns: Turns, number: int) -> int:
    """What the door of a layer asks."""
    return turns._taken(number)


def test_an_earlier_layer_comes_first_however_late_it_asks() -> None:
    turns, order = turns_of(1, 2), []

    def take(number: int) -> None:
        taken(turns, number)
        order.append(number)

    with ThreadPoolExecutor(3) as pool:
        for number in (2, 1):
            pool.submit(take, number)
        time.sleep(0.1)
        assert order == []
        pool.submit(take, 0)
    assert sorted(order) == [0, 1, 2]
    assert order[0] == 0


def test_a_layer_that_never_asked_does_not_stop_the_next() -> None:
    turns = turns_of(1)
    with turns.turn(0):
        pass
    assert taken(turns, 1) == 1


def test_the_process_with_the_least_to_do_is_next() -> None:
    turns = turns_of(7, 8)
    assert [taken(turns, number) for number in range(3)] == [7, 8, 7]
    # a second connection of the same layer
    assert taken(turns, 1) == 8


def test_no_more_than_some_run_at_once() -> None:
    turns = turns_of(7, 8)
    for number in range(RUNNING):
        taken(turns, number)
    late = threading.Event()

    def take() -> None:
        taken(turns, RUNNING)
        late.set()

    thread = threading.Thread(target=take)
    thread.start()
    assert not late.wait(0.2)
    with turns.turn(0):
        pass
    assert late.wait(5)
    thread.join()


def test_after_the_end_nobody_gets_a_turn() -> None:
    turns = turns_of(7)
    turns.close()
    with pytest.raises(EngineFailed, match="has ended"), turns.turn(0):
        pass


def test_one_cli_starts_after_the_other_has_come() -> None:
    turns, second = turns_of(7), threading.Event()

    def start() -> None:
        with turns.turn(1):
            second.set()

    with turns.turn(0) as port:
        thread = threading.Thread(target=start)
        thread.start()
        assert not second.wait(0.2)
        with socket.create_connection(("127.0.0.1", port)):
            assert second.wait(5)
    thread.join()

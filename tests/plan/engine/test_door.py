"""The door before the program host: holds a call for as long as it takes, loses nothing, and says why nobody came."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import language_pb2_grpc, plugin_pb2

from facts.errors import BadInput
from plan.engine.door import door


class Language(language_pb2_grpc.LanguageRuntimeServicer):
    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="1.2.3")


@pytest.fixture
def served() -> Iterator[int]:
    server = grpc.server(futures.ThreadPoolExecutor(2))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(Language(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield port
    server.stop(0)


def asked(port: int) -> str:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = language_pb2_grpc.LanguageRuntimeStub(channel)
        return str(stub.GetPluginInfo(plugin_pb2.PluginInfo(), timeout=20).version)


def test_a_call_waits_until_the_door_opens(served: int) -> None:
    opened, knocks = threading.Event(), []

    def when_open() -> int:
        opened.wait(20)
        return served

    with futures.ThreadPoolExecutor(1) as pool, door(when_open, lambda: knocks.append(time.monotonic())) as port:
        answer = pool.submit(asked, port)
        while not knocks:
            time.sleep(0.01)
        time.sleep(0.3)
        assert not answer.done()
        opened.set()
        assert answer.result(20) == "1.2.3"


def test_each_connection_is_led_on(served: int) -> None:
    with door(lambda: served, lambda: None) as port:
        assert [asked(port) for _ in range(3)] == ["1.2.3"] * 3


def test_why_nobody_came_is_raised_in_place_of_what_came_of_it() -> None:
    def never() -> int:
        raise BadInput("the estate is wrong", action="correct it")

    with pytest.raises(BadInput, match="the estate is wrong"), door(never, lambda: None) as port:
        with pytest.raises(grpc.RpcError):
            asked(port)
        raise RuntimeError("the CLI failed")


def test_nothing_is_left_open(served: int) -> None:
    before = threading.active_count()
    with door(lambda: served, lambda: None) as port, socket.create_connection(("127.0.0.1", port)) as caller:
        assert caller.recv(9) == bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    end = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < end:
        time.sleep(0.01)
    assert threading.active_count() <= before

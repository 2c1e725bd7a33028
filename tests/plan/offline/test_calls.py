"""Calls on one thread over gRPC's core: what grpcio must still do for plan/offline/calls.py."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
import pytest

from plan.offline.calls import Calls, Context, methods
from plan.offline.protocol import provider_pb2, provider_pb2_grpc

_SERVICE = provider_pb2.DESCRIPTOR.services_by_name["ResourceProvider"]


class Handlers:
    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.peers: set[str] = set()

    def Check(self, request: Any, context: Context) -> Any:
        self.threads.add(threading.get_ident())
        self.peers.add(context.peer())
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Context) -> Any:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, "no table: ünknown")

    def Read(self, request: Any, context: Context) -> Any:
        raise ValueError("a secret")


@contextmanager
def serving(*handlers: Handlers) -> Iterator[list[int]]:
    calls = Calls()
    ports = [calls.listen(methods(_SERVICE, each)) for each in handlers]
    calls.start()
    try:
        yield ports
    finally:
        calls.stop()


@contextmanager
def stub_at(port: int) -> Iterator[Any]:
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    with grpc.insecure_channel(f"127.0.0.1:{port}", options=options) as channel:
        yield provider_pb2_grpc.ResourceProviderStub(channel)


def request_of(text: str) -> Any:
    request = provider_pb2.CheckRequest(urn=text)
    request.news["text"] = text
    return request


def test_every_call_gets_its_own_answer_on_one_thread() -> None:
    one, other = Handlers(), Handlers()
    with serving(one, other) as (first, second), stub_at(first) as left, stub_at(second) as right:
        asked = [str(number) for number in range(400)]
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(lambda text: (left if int(text) % 2 else right).Check(request_of(text)), asked))
        assert [answer.inputs["text"] for answer in found] == asked
    assert len(one.threads | other.threads) == 1


def test_each_connection_is_known_by_its_other_end() -> None:
    handlers = Handlers()
    with serving(handlers) as (port,):
        for number in range(2):
            # two channels of one process share a connection unless they differ
            options = [("grpc.use_local_subchannel_pool", 1), ("bastide", number)]
            with grpc.insecure_channel(f"127.0.0.1:{port}", options=options) as channel:
                for _ in range(2):
                    provider_pb2_grpc.ResourceProviderStub(channel).Check(request_of("a"))
    assert len(handlers.peers) == 2


@pytest.mark.parametrize(
    ("method", "request_", "code", "details"),
    [
        ("Diff", provider_pb2.DiffRequest(), grpc.StatusCode.FAILED_PRECONDITION, "no table: ünknown"),
        # only its kind: a message may hold a value that is secret
        ("Read", provider_pb2.ReadRequest(), grpc.StatusCode.INTERNAL, "ValueError"),
        ("Delete", provider_pb2.DeleteRequest(), grpc.StatusCode.UNIMPLEMENTED, "Delete is not served"),
    ],
)
def test_a_call_that_fails_says_so_and_the_next_one_works(
    method: str, request_: Any, code: grpc.StatusCode, details: str
) -> None:
    with serving(Handlers()) as (port,), stub_at(port) as stub:
        with pytest.raises(grpc.RpcError) as caught:
            getattr(stub, method)(request_)
        error: Any = caught.value
        assert (error.code(), details in error.details()) == (code, True)
        assert stub.Check(request_of("after")).inputs["text"] == "after"


def test_a_large_message_passes() -> None:
    with serving(Handlers()) as (port,), stub_at(port) as stub:
        text = "x" * 20_000_000
        assert stub.Check(request_of(text)).inputs["text"] == text


def test_who_goes_away_in_the_middle_stops_nobody() -> None:
    with serving(Handlers()) as (port,), stub_at(port) as stub:
        for _ in range(50):
            stub.Check.future(request_of("x" * 100_000)).cancel()
        assert stub.Check(request_of("after")).inputs["text"] == "after"


def test_it_ends_with_callers_at_its_ports() -> None:
    before = threading.active_count()
    for _ in range(20):
        with serving(Handlers(), Handlers()) as (port, _), stub_at(port) as stub:
            waiting = [stub.Check.future(request_of("x" * 100_000)) for _ in range(20)]
        assert all(call.done() or call.cancel() for call in waiting)
    assert threading.active_count() <= before + 1


def test_a_port_that_is_taken_is_refused() -> None:
    with serving(Handlers()) as (port,), pytest.raises(RuntimeError):
        Calls().listen(methods(_SERVICE, Handlers()), port)

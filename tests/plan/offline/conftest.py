"""The offline providers in this process, and a client that speaks to them as the engine does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import grpc
import pytest

from plan.fixtures import answers_from
from plan.offline.codec import decoded, encoded
from plan.offline.protocol import provider_pb2, provider_pb2_grpc
from plan.offline.provider import Recorded
from plan.offline.server import Servers
from plan.signatures import UNKNOWN_SENTINEL
from plan.values import Secret

UNKNOWN = UNKNOWN_SENTINEL


@dataclass
class Client:
    """Calls one provider with plain values. Secrets are `Secret`, unknowns the engine's own text."""

    stub: Any
    servers: Servers

    def urn(self, token: str, name: str = "one") -> str:
        return f"urn:pulumi:dev::demo::{token}::{name}"

    def configure(self, **settings: Any) -> None:
        self.stub.Configure(provider_pb2.ConfigureRequest(args=encoded(settings)))

    def check(self, token: str, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> Any:
        return self.stub.Check(
            provider_pb2.CheckRequest(urn=self.urn(token), type=token, news=encoded(news), olds=encoded(olds or {}))
        )

    def failures(self, token: str, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> list[str]:
        return [failure.reason for failure in self.check(token, news, olds).failures]

    def diff(self, token: str, old: Mapping[str, Any], new: Mapping[str, Any], ignored: tuple[str, ...] = ()) -> Any:
        return self.stub.Diff(
            provider_pb2.DiffRequest(
                urn=self.urn(token),
                type=token,
                old_inputs=encoded(old),
                olds=encoded(old),
                news=encoded(new),
                ignoreChanges=ignored,
            )
        )

    def kinds(self, token: str, old: Mapping[str, Any], new: Mapping[str, Any], ignored: tuple[str, ...] = ()) -> Any:
        """Path -> kind of change, as the engine reads it."""
        answer = self.diff(token, old, new, ignored)
        name = provider_pb2.PropertyDiff.Kind.Name
        return {path: name(diff.kind) for path, diff in answer.detailedDiff.items()}

    def create(self, token: str, inputs: Mapping[str, Any], *, preview: bool = False, name: str = "one") -> Any:
        return self.stub.Create(
            provider_pb2.CreateRequest(
                urn=self.urn(token, name), type=token, properties=encoded(inputs), preview=preview
            )
        )

    def made(self, token: str, inputs: Mapping[str, Any], *, name: str = "one") -> dict[str, Any]:
        """The outputs after `up`, with the id under `id`."""
        answer = self.create(token, inputs, name=name)
        return {**decoded(answer.properties), "id": answer.id}

    def update(self, token: str, olds: Mapping[str, Any], news: Mapping[str, Any], id: str = "x") -> dict[str, Any]:
        answer = self.stub.Update(
            provider_pb2.UpdateRequest(urn=self.urn(token), type=token, id=id, olds=encoded(olds), news=encoded(news))
        )
        return decoded(answer.properties)

    def read(self, token: str, id: str, state: Mapping[str, Any] | None = None) -> Any:
        return self.stub.Read(
            provider_pb2.ReadRequest(
                urn=self.urn(token), type=token, id=id, properties=encoded(state or {}), inputs=encoded(state or {})
            )
        )

    def invoke(self, token: str, args: Mapping[str, Any]) -> dict[str, Any]:
        return decoded(getattr(self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=encoded(args))), "return"))


Serve = Callable[..., Client]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves one plugin: `serve("scaleway", answers=[...], inventory={...}, strict=True)`."""
    running: list[tuple[Servers, grpc.Channel]] = []

    def start(
        name: str,
        *,
        answers: list[Mapping[str, Any]] | None = None,
        inventory: Mapping[str, Mapping[str, Any]] | None = None,
        strict: bool = False,
    ) -> Client:
        servers = Servers([name], Recorded(answers_from(answers or []), inventory or {}, strict))
        channel = grpc.insecure_channel(f"127.0.0.1:{servers.ports[name]}")
        running.append((servers, channel))
        return Client(provider_pb2_grpc.ResourceProviderStub(channel), servers)

    yield start
    for servers, channel in running:
        channel.close()
        servers.stop()


@pytest.fixture
def refused() -> Callable[[Callable[[], Any]], tuple[grpc.StatusCode, str]]:
    """The code and the message with which a call ends."""

    def run(call: Callable[[], Any]) -> tuple[grpc.StatusCode, str]:
        with pytest.raises(grpc.RpcError) as caught:
            call()
        error: Any = caught.value
        return error.code(), error.details()

    return run


__all__ = ["Client", "Secret", "Serve"]

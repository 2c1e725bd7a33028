"""What stands between a client and a cloud: what passes, what it makes fail, and the catalog that leads through it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.openstack.between import Between, Fault, between

MADE: list[str] = []


class Cloud(BaseHTTPRequestHandler):
    """Two services on one port: tokens with a catalog, and things that are made."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v3/auth/tokens":
            assert isinstance(self.server, ThreadingHTTPServer)
            here = f"http://127.0.0.1:{self.server.server_port}"
            catalog = [{"type": "network", "endpoints": [{"url": f"{here}/network"}]}]
            self._say(201, {"token": {"catalog": catalog}}, ("X-Subject-Token", "t-1"))
        else:
            MADE.append(body.decode())
            self._say(201, {"path": self.path, "body": body.decode(), "token": self.headers["X-Auth-Token"]})

    def do_GET(self) -> None:
        self._say(200, {"made": MADE})

    def _say(self, status: int, content: Any, *headers: tuple[str, str]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def cloud() -> Iterator[str]:
    MADE.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Cloud)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def here() -> Iterator[Between]:
    with between() as found:
        yield found


def ask(url: str, method: str = "GET", body: str = "") -> tuple[int, Any]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request(method, parts.path, body.encode(), {"X-Auth-Token": "t-1"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, json.loads(content) if content.startswith(b"{") else content.decode()


def test_what_is_not_told_to_fail_passes(cloud: str, here: Between) -> None:
    assert ask(here.door(f"{cloud}/network/ports"), "POST", "one") == (
        201,
        {"path": "/network/ports", "body": "one", "token": "t-1"},
    )


def test_a_sign_in_leads_through_here(cloud: str, here: Between) -> None:
    status, content = ask(here.door(f"{cloud}/v3/auth/tokens"), "POST", "{}")
    url = content["token"]["catalog"][0]["endpoints"][0]["url"]
    assert status == 201
    assert urlsplit(url).netloc != urlsplit(cloud).netloc
    assert ask(f"{url}/ports", "POST", "one")[1]["path"] == "/network/ports"
    assert here.tokens == ["t-1"]


def test_a_fault_answers_as_often_as_it_is_told_and_the_cloud_never_hears(cloud: str, here: Between) -> None:
    here.faults.append(Fault("POST", "/network/.*", 503, times=2))
    url = here.door(f"{cloud}/network/ports")
    assert [ask(url, "POST", "one")[0] for _ in range(3)] == [503, 503, 201]
    assert MADE == ["one"]
    assert ask(url)[0] == 200, "only the method that was named"


def test_an_answer_may_be_lost_of_what_the_cloud_has_done(cloud: str, here: Between) -> None:
    here.faults.append(Fault("POST", "/network/ports", 500, times=1, carried_out=True))
    assert ask(here.door(f"{cloud}/network/ports"), "POST", "one")[0] == 500
    assert MADE == ["one"]


def test_a_cloud_that_is_gone_is_said_as_a_load_balancer_says_it(here: Between) -> None:
    assert ask(here.door("http://127.0.0.1:9/network"))[0] == 502

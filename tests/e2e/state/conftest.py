"""An S3 server, a program, and the CLI with its state there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from plan.engine.sealing import Seal, passphrase_seal
from plan.engine.state_faults import ENVIRONMENT
from tests.e2e.state.s3_server import REGION, S3Server
from tests.interrupts import heed_interrupts
from tests.pulumi_cli import real_cli
from tools.go_tools import find

HERE = Path(__file__).resolve().parent
STACK, PASSPHRASE, SECRET = "scaleway-hub", "correct horse", "s3cr3t-token"
Done = subprocess.CompletedProcess[str]


@dataclass
class Deployer:
    """A person with a checkout, credentials and a passphrase: calls the real CLI."""

    executable: Path
    folder: Path
    port: int
    environment: dict[str, str]
    wait: Path
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def call(self, *arguments: str, **environment: str | None) -> Done:
        return subprocess.run(
            self._command(arguments),
            cwd=self.folder,
            env=self._environment(environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def up(self, **environment: str | None) -> Done:
        return self.call(*self.up_arguments(), **environment)

    def start_up(self) -> subprocess.Popen[str]:
        """An `up` that lasts until `go_on`; it holds the lock when this returns."""
        self.reached.unlink(missing_ok=True)
        self.wait.touch()
        process = subprocess.Popen(
            self._command(self.up_arguments()),
            cwd=self.folder,
            env=self._environment({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=heed_interrupts,  # noqa: PLW1509
        )
        self.running.append(process)
        return process

    @property
    def reached(self) -> Path:
        """There once the program has come to the end where it waits: the CLI is in the middle of its work."""
        return self.wait.with_suffix(".reached")

    def go_on(self) -> None:
        self.wait.unlink(missing_ok=True)

    def close(self) -> None:
        self.go_on()
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def up_arguments(self) -> list[str]:
        inline = [f"--client=127.0.0.1:{self.port}", "--exec-kind", "auto.inline"]
        return ["up", "--yes", "--skip-preview", "--stack", STACK, *inline]

    def _command(self, arguments: tuple[str, ...] | list[str]) -> list[str]:
        return [str(self.executable), *arguments, "--non-interactive"]

    def _environment(self, changes: Mapping[str, str | None]) -> dict[str, str]:
        return {name: value for name, value in {**self.environment, **changes}.items() if value is not None}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    executable = find("s3server")
    assert executable is not None, "the S3 server of the tests is not there: make test-servers"
    found = S3Server(executable, tmp_path_factory.mktemp("state") / "s3")
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture
def s3(server: S3Server) -> S3Server:
    """The server with a bucket of its own for the test."""
    server.start()
    server.make_bucket()
    return server


@pytest.fixture(scope="session")
def seal() -> Seal:
    return passphrase_seal(PASSPHRASE)


@pytest.fixture
def deployer(tmp_path: Path, s3: S3Server, seal: Seal) -> Iterator[Deployer]:
    """A deployer with an initialised stack that has one secret."""
    folder, home, wait = tmp_path / "checkout", tmp_path / "home", tmp_path / "wait"
    for path in (folder / "stacks", home):
        path.mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text("name: bastide\nruntime: python\nstackConfigDir: stacks\n")
    config = {"bastide:token": {"secure": seal.seal(SECRET)}, "bastide:word": "first"}
    (folder / "stacks" / f"Pulumi.{STACK}.yaml").write_text(yaml.safe_dump({**seal.header, "config": config}))
    host = subprocess.Popen(
        [sys.executable, str(HERE / "program_host.py"), str(wait)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert host.stdin is not None
    assert host.stdout is not None
    person = Deployer(real_cli().path, folder, int(host.stdout.readline()), _environment(home, s3), wait)
    try:
        made = person.call("stack", "init", STACK, "--secrets-provider", "passphrase")
        assert made.returncode == 0, made.stderr
        yield person
    finally:
        person.close()
        host.stdin.close()
        host.wait(10)
        host.stdout.close()


def _environment(home: Path, s3: S3Server) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "PULUMI_HOME": str(home),
        "PULUMI_BACKEND_URL": f"s3://{s3.bucket}?endpoint={s3.endpoint}&region={REGION}&use_path_style=true",
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "SSL_CERT_FILE": str(s3.certificate),
        "NO_COLOR": "1",
        **ENVIRONMENT,
        **s3.credentials,
    }


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Waits until something is so."""

    def wait(holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end, "it did not come to that in 20 s"
            time.sleep(0.1)

    return wait

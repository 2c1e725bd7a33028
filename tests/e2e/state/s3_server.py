"""A real S3 server on loopback (versitygw), with TLS, versions and a region that it insists on."""

from __future__ import annotations

import datetime
import ipaddress
import os
import secrets
import socket
import subprocess
import time
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

REGION = "fr-par"


class S3Server:
    """The server; it may be stopped and started again in the same place. `bucket` is the one in use."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self._executable, self._folder = executable, folder
        self._key = secrets.token_hex(16)
        self._port = _free_port()
        folder.mkdir()
        self.certificate, self._private = _certificate(folder)
        self._process: subprocess.Popen[bytes] | None = None
        self.bucket = ""
        for name in ("data", "versions"):
            (folder / name).mkdir()

    def start(self) -> None:
        """Does nothing where it runs."""
        if self._process is not None:
            return
        command = [str(self._executable), "--port", f"127.0.0.1:{self._port}", "--region", REGION, "--quiet"]
        command += ["--cert", str(self.certificate), "--key", str(self._private), "posix"]
        command += ["--versioning-dir", str(self._folder / "versions"), str(self._folder / "data")]
        keys = {"ROOT_ACCESS_KEY": "deployer", "ROOT_SECRET_KEY": self._key}
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, env={"PATH": os.defpath, **keys}, stdout=log, stderr=log)
        end = time.monotonic() + 20
        while not _listens(self._port):
            if time.monotonic() > end or self._process.poll() is not None:
                raise AssertionError((self._folder / "log").read_text())
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def make_bucket(self) -> None:
        self.bucket = f"state-{secrets.token_hex(4)}"
        self.client.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.client.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})

    @property
    def endpoint(self) -> str:
        return f"https://127.0.0.1:{self._port}"

    @property
    def credentials(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": "deployer", "AWS_SECRET_ACCESS_KEY": self._key}

    @cached_property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id="deployer",
            aws_secret_access_key=self._key,
            region_name=REGION,
            verify=str(self.certificate),
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )

    def objects(self) -> list[str]:
        return sorted(item["Key"] for item in self.client.list_objects_v2(Bucket=self.bucket).get("Contents", []))

    def read(self, key: str, version: str = "") -> bytes:
        chosen = {"VersionId": version} if version else {}
        content: bytes = self.client.get_object(Bucket=self.bucket, Key=key, **chosen)["Body"].read()
        return content

    def versions(self, key: str) -> list[str]:
        """Ids of the versions of an object, newest first."""
        found = self.client.list_object_versions(Bucket=self.bucket, Prefix=key)["Versions"]
        return [item["VersionId"] for item in found if item["Key"] == key]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "state")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "s3.crt", folder / "s3.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return public, private

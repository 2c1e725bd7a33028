"""Certificates of hosts: the same at every run, and believed by OpenSSL for what they are and nothing else."""

from __future__ import annotations

import base64
import re
import socket
import ssl
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography import x509

from components import certificates
from components.certificates import Subject
from components.hosts.identity import HostIdentity
from tests.hosts.identities import authority, laid_out

UNTIL = date(2040, 1, 1)
KEY, OTHER = (certificates.private_key(base64.b64encode(bytes([one]) * 32).decode()) for one in (1, 2))
AUTHORITY = Subject("authority", UNTIL)
HOST = Subject("keys-1", UNTIL, ("10.0.5.10", "2001:db8::5"), ("keys-1",), "key-store")


def test_the_same_seed_and_subject_give_the_same_bytes() -> None:
    one, two = (certificates.authority(KEY, AUTHORITY) for _ in range(2))
    assert one == two
    assert certificates.signed(OTHER, HOST, KEY, one) == certificates.signed(OTHER, HOST, KEY, two)


@pytest.mark.parametrize(
    "changed", [replace(HOST, unit="other"), replace(HOST, addresses=()), replace(HOST, until=date(2039, 1, 1))]
)
def test_another_subject_has_another_serial_number(changed: Subject) -> None:
    issuer = certificates.authority(KEY, AUTHORITY)
    texts = [certificates.signed(OTHER, subject, KEY, issuer) for subject in (HOST, changed)]
    numbers = {x509.load_pem_x509_certificate(text.encode()).serial_number for text in texts}
    assert len(numbers) == 2 and all(0 < number < 2**159 for number in numbers)


def test_a_host_s_certificate_is_strictly_valid_and_signs_nothing(tmp_path: Path) -> None:
    issuer = certificates.authority(KEY, AUTHORITY)
    found = x509.load_pem_x509_certificate(certificates.signed(OTHER, HOST, KEY, issuer).encode())
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not found.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    assert found.not_valid_after_utc.date() == UNTIL
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["10.0.5.10", "2001:db8::5"]
    root = x509.load_pem_x509_certificate(issuer.encode()).extensions
    assert root.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


@pytest.mark.parametrize("stranger", [False, True])
def test_both_ends_of_a_connection_believe_their_authority_alone(tmp_path: Path, stranger: bool) -> None:
    ours = authority("ours")
    server = laid_out(tmp_path / "server", ours.identity("server", "127.0.0.1"), ours.certificate)
    client = (authority("others") if stranger else ours).identity("client", unit="dev-data")
    folder = laid_out(tmp_path / "client", client)
    seen: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_answer, args=(listening, server, seen))
        thread.start()
        trust = ssl.create_default_context(cafile=str(server / "authority.pem"))
        trust.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
        try:
            with (
                socket.create_connection(listening.getsockname(), 5) as plain,
                trust.wrap_socket(plain, server_hostname="127.0.0.1") as channel,
            ):
                channel.recv(1)
        except OSError:
            pass
        thread.join(10)
    assert len(seen) == 1
    if stranger:
        assert isinstance(seen[0], ssl.SSLError)
    else:
        assert "dev-data" in str(seen[0])


def _answer(listening: socket.socket, folder: Path, seen: list[object]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    context.load_verify_locations(folder / "clients.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    plain, _ = listening.accept()
    try:
        with context.wrap_socket(plain, server_side=True) as channel:
            seen.append(channel.getpeercert())
            channel.send(b"x")
    except OSError as error:
        seen.append(error)
        plain.close()


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        (replace(HOST, common_name=""), "common name"),
        (replace(HOST, common_name="x" * 65), "1 to 64"),
        (replace(HOST, until=date(2025, 1, 1)), "a day after 2026-01-01"),
        (replace(HOST, until=date(2041, 1, 1)), "a day the authority lives to see"),
        (replace(HOST, addresses=("host",)), "does not appear to be"),
    ],
)
def test_a_subject_that_no_host_could_use_is_refused(subject: Subject, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        certificates.signed(OTHER, subject, KEY, certificates.authority(KEY, AUTHORITY))


def test_an_authority_stands_for_no_host() -> None:
    with pytest.raises(ValueError, match="expected none of them"):
        certificates.authority(KEY, HOST)


def test_a_seed_of_another_length_or_kind_is_refused_without_being_shown() -> None:
    short = base64.b64encode(b"secret-seed").decode()
    with pytest.raises(ValueError, match="found 11 bytes, expected 32") as error:
        certificates.private_key(short)
    assert "secret-seed" not in str(error.value) and short not in str(error.value)


def test_a_private_key_stays_out_of_repr_and_of_messages() -> None:
    ours = authority("ours").identity("host")
    assert "PRIVATE KEY" not in repr(ours)
    spoiled = ours.private_key.replace("BEGIN", "BEGAN")
    with pytest.raises(ValueError, match="a private key in PEM") as error:
        HostIdentity(spoiled, ours.certificate, ours.authority)
    assert ours.private_key.splitlines()[1] not in str(error.value)

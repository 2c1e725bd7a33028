"""The documents of all hosts, without a machine: valid, the same each time, hardened, and strict about arguments."""

from __future__ import annotations

import base64
import dataclasses
import shlex
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from components import generated
from components.contract import accounts
from components.hosts import (
    bastion,
    checks,
    egress_proxy,
    package_mirror,
    recordings,
    time_server,
    vpn_gateway,
    workstation,
)
from components.hosts.data_volume import DataVolume
from components.hosts.firewall import Flow
from components.hosts.luks import LuksVolume
from components.hosts.people import BastionAccess, Person


def blob(*fields: bytes) -> str:
    return base64.b64encode(b"".join(struct.pack(">I", len(field)) + field for field in fields)).decode()


def ed25519(seed: int) -> str:
    return f"ssh-ed25519 {blob(b'ssh-ed25519', bytes([seed]) * 32)} test"


def rsa(bits: int) -> str:
    modulus = (1 << (bits - 1)) | 1
    fields = (b"ssh-rsa", bytes([1, 0, 1]), bytes([0]) + modulus.to_bytes(bits // 8, "big"))
    return f"ssh-rsa {blob(*fields)}"


SECRET_KEY = "\n".join(
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        base64.b64encode(b"openssh-key-v1\0\0\0\0\4none" + b"KEY-THAT-IS-SECRET").decode(),
        "-----END OPENSSH PRIVATE KEY-----",
    ]
)
STORE_SECRET, PSK, PASSPHRASE = "store-secret-" + "s" * 30, "psk-secret-" + "k" * 30, "luks-secret-" + "p" * 30
ACCESS = BastionAccess(("10.0.1.2/32", "10.0.2.2/32"), ed25519(9))
COMMON: dict[str, Any] = {"host_name": "host-a", "time_servers": ("10.0.0.5",)}
STORE = bastion.RecordingStore(
    endpoint="https://s3.example.org",
    region="fr-par",
    bucket="recordings",
    access_key_id="KEYID",
    secret_access_key=STORE_SECRET,
    cidrs=("192.0.2.0/24",),
)
BASTION: dict[str, Any] = {
    **COMMON,
    "people": (Person("alice", ed25519(1)), Person("bob", ed25519(2))),
    "targets": ("10.0.16.0/20",),
    "allowed_cidrs": ("203.0.113.0/28", "2001:db8::/48"),
    "onward_key": SECRET_KEY,
    "store": STORE,
}
PROXY: dict[str, Any] = {
    **COMMON,
    "allowed_cidrs": ("10.0.0.0/16",),
    "destinations": (egress_proxy.Destination("pypi.example.org"), egress_proxy.Destination("deb.example.org", 80)),
    "dns_servers": ("10.0.0.53",),
}
MIRROR: dict[str, Any] = {
    **COMMON,
    "allowed_cidrs": ("10.0.0.0/16",),
    "upstream": "https://deb.example.org/debian",
    "security_upstream": "https://deb.example.org/debian-security",
    "dns_servers": ("10.0.0.53",),
}
TIME: dict[str, Any] = {
    "host_name": "time-a",
    "allowed_cidrs": ("10.0.0.0/16",),
    "sources": (time_server.TimeSource("ntp.example.org", nts=True),),
    "dns_servers": ("10.0.0.53",),
}
VPN: dict[str, Any] = {
    **COMMON,
    "local_address": "192.0.2.1",
    "peer_address": "198.51.100.1",
    "local_cidrs": ("10.0.0.0/16",),
    "remote_cidrs": ("172.16.0.0/24",),
    "pre_shared_key": PSK,
}
WORKSTATION: dict[str, Any] = {
    **COMMON,
    "bastion": ACCESS,
    "researchers": ("alice",),
    "operators": ("olga",),
    "egress": (Flow("storage", ("10.0.9.0/24",), "tcp", (443,)),),
    "proxy": "http://10.0.0.40:3128",
    "volume": LuksVolume("/dev/vdb", "data", "/srv/data", PASSPHRASE),
}
HOSTS: dict[str, tuple[Callable[..., Any], Callable[[Any], str], dict[str, Any]]] = {
    "bastion": (bastion.Bastion, bastion.user_data, BASTION),
    "egress_proxy": (egress_proxy.EgressProxy, egress_proxy.user_data, PROXY),
    "package_mirror": (package_mirror.PackageMirror, package_mirror.user_data, MIRROR),
    "time_server": (time_server.TimeServer, time_server.user_data, TIME),
    "vpn_gateway": (vpn_gateway.VpnGateway, vpn_gateway.user_data, VPN),
    "workstation": (workstation.Workstation, workstation.user_data, WORKSTATION),
}
every_host = pytest.mark.parametrize("name", HOSTS)


def document(name: str, **changes: Any) -> str:
    build, user_data, arguments = HOSTS[name]
    return user_data(build(**{**arguments, **changes}))


def parsed(name: str, **changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(document(name, **changes))
    return content


def file(name: str, path: str, **changes: Any) -> str:
    (content,) = [item["content"] for item in parsed(name, **changes)["write_files"] if item["path"] == path]
    return str(content)


@every_host
def test_the_document_is_yaml_deterministic_and_small_enough_for_every_cloud(name: str) -> None:
    text = document(name)
    assert text == document(name)
    assert text.startswith("#cloud-config\n") and text.endswith("\n") and not text.endswith("\n\n")
    assert isinstance(yaml.safe_load(text), dict)
    # The smallest limit among the five clouds is OpenStack's: 65,535 bytes in base64.
    assert len(base64.b64encode(text.encode())) < 65_535


@every_host
def test_no_way_to_use_a_password(name: str) -> None:
    content, settings = parsed(name), file(name, "/etc/ssh/sshd_config")
    assert content["ssh_pwauth"] is False and content["disable_root"] is True
    assert all(user["lock_passwd"] is True and "passwd" not in user for user in content["users"])
    assert "default" not in content["users"] and "chpasswd" not in content and "password" not in content
    lines = settings.splitlines()
    for line in (
        "PermitRootLogin no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "AuthenticationMethods publickey",
        "DisableForwarding yes",
        "PermitTunnel no",
        "AllowGroups bastide-ssh",
        "RequiredRSASize 3072",
    ):
        assert line in lines
    assert "AcceptEnv" not in settings and "Subsystem" not in settings and "\nInclude" not in settings


@every_host
def test_the_common_hardening_is_there(name: str) -> None:
    content = parsed(name)
    paths = {item["path"] for item in content["write_files"]}
    assert paths >= {
        "/etc/nftables.conf",
        "/etc/sysctl.d/90-bastide.conf",
        "/etc/systemd/journald.conf.d/bastide.conf",
        "/etc/apt/apt.conf.d/90bastide",
        "/etc/chrony/chrony.conf",
        "/etc/audit/rules.d/bastide.rules",
        "/usr/lib/bastide/forget-user-data",
    }
    assert {"nftables", "chrony", "unattended-upgrades", "auditd"} <= set(content["packages"])
    assert "Storage=persistent" in file(name, "/etc/systemd/journald.conf.d/bastide.conf")
    commands = file(name, "/usr/lib/bastide/first-boot").splitlines()
    assert commands[1] == "set -eu" and shlex.split(commands[2])[0] == "nft"
    assert commands[-1] == "/usr/lib/bastide/forget-user-data"


@every_host
def test_the_firewall_drops_by_default_and_lets_nobody_in_from_everywhere(name: str) -> None:
    rules = file(name, "/etc/nftables.conf")
    assert rules.count("policy drop;") == 3
    assert "saddr { 0.0.0.0/0 }" not in rules and "saddr { ::/0 }" not in rules


@every_host
def test_files_with_secrets_are_root_s_alone_and_secrets_stay_out_of_repr(name: str) -> None:
    build, _, arguments = HOSTS[name]
    shown = repr(build(**arguments))
    secrets = (STORE_SECRET, PSK, PASSPHRASE, SECRET_KEY.splitlines()[1], PSK.encode().hex())
    assert not [secret for secret in secrets if secret in shown]
    for item in parsed(name)["write_files"]:
        if any(secret in item["content"] for secret in secrets):
            assert item["permissions"] == "0600" and item["owner"] == "root:root"


@every_host
def test_no_registry_and_no_default_upstream(name: str) -> None:
    assert "debian.org" not in document(name)


def test_both_bastions_of_a_pair_differ_by_name_only() -> None:
    assert document("bastion", host_name="bastion-b") == document("bastion").replace("host-a", "bastion-b")


def test_a_person_at_the_bastion_has_no_shell_and_one_key_owned_by_root() -> None:
    users = {user["name"]: user for user in parsed("bastion")["users"]}
    assert users["alice"]["shell"] == users["bob"]["shell"] == "/usr/lib/bastide/session"
    assert users["onward"]["shell"] == "/usr/sbin/nologin"
    assert file("bastion", "/etc/ssh/authorized_keys.d/alice") == f"restrict,pty {ed25519(1)[:-5]} alice\n"
    assert all("ssh_authorized_keys" not in user and "sudo" not in user for user in users.values())


def test_a_target_accepts_the_onward_key_from_the_bastions_alone() -> None:
    key = file("workstation", "/etc/ssh/authorized_keys.d/alice")
    assert key.startswith('restrict,pty,from="10.0.1.2/32,10.0.2.2/32" ssh-ed25519 ')
    assert "ip saddr { 10.0.1.2/32, 10.0.2.2/32 } tcp dport { 22 } accept" in file("workstation", "/etc/nftables.conf")


def test_known_hosts_make_the_way_onward_strict() -> None:
    path = "/etc/bastide/onward_ssh_config"
    assert "StrictHostKeyChecking accept-new" in file("bastion", path)
    pinned = {"known_hosts": (f"10.0.16.5 {ed25519(3)}",)}
    assert "StrictHostKeyChecking yes" in file("bastion", path, **pinned)


def test_packages_come_from_the_mirror_where_one_is_given() -> None:
    changes = {"package_source": "http://10.0.0.41"}
    assert "URIs: http://10.0.0.41/debian\n" in file("workstation", "/etc/apt/sources.list.d/debian.sources", **changes)
    assert "ip daddr { 10.0.0.41/32 } tcp dport { 80 }" in file("workstation", "/etc/nftables.conf", **changes)


@pytest.mark.parametrize(
    "volume", [LuksVolume("/dev/vdb", "data", "/srv/data", PASSPHRASE), DataVolume("/dev/vdb", "data", "/srv/data")]
)
def test_researchers_get_in_only_when_their_volume_is_mounted_and_theirs(volume: LuksVolume | DataVolume) -> None:
    commands = file("workstation", "/usr/lib/bastide/first-boot", volume=volume).splitlines()
    shared = commands.index("install -d -m 1770 -g bastide-researchers /srv/data")
    before = {command.split()[0].rpartition("/")[2] for command in commands[:shared]}
    assert before & {"unlock-data", "mount-volume-data"}
    assert shared < commands.index("systemctl restart ssh")


def test_a_plain_volume_needs_no_passphrase_and_mounts_closed_at_every_start() -> None:
    volume = DataVolume("/dev/disk/by-id/virtio-0f3c1a52-7f6e-4a6d-9", "data", "/data")
    text = document("workstation", volume=volume)
    assert PASSPHRASE not in text and "cryptsetup" not in text
    assert "nofail,nodev,nosuid" in file("workstation", "/usr/lib/bastide/mount-volume-data", volume=volume)
    assert file("workstation", "/etc/bastide/volume-data", volume=volume) == (
        "device=/dev/disk/by-id/virtio-0f3c1a52-7f6e-4a6d-9\nlabel=bastide-data\nmount_point=/data\nwait_seconds=600\n"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"device": "vdb"}, "an absolute path"),
        ({"device": "/tmp/disk"}, "a path below /dev"),
        ({"device": "/dev/$(reboot)"}, "an absolute path of letters"),
        ({"mount_point": "/data;"}, "an absolute path of letters"),
        ({"mount_point": "/data/../etc"}, "an absolute path"),
        ({"name": "longer-name"}, "8 characters at most"),
        ({"name": "a b"}, "lower-case letters"),
        ({"wait_seconds": -1}, "a whole number from 0 to 3600"),
    ],
)
def test_a_wrong_argument_of_a_volume_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=r"found .* expected ") as caught:
        DataVolume(**{"device": "/dev/vdb", "name": "data", "mount_point": "/data", **changes})
    assert message in str(caught.value)


def test_an_account_has_its_number_from_its_name_whoever_stands_before_it() -> None:
    def numbers(**people: tuple[str, ...]) -> dict[str, int]:
        return {
            user["name"]: user["uid"] for user in parsed("workstation", **people)["users"] if user["name"] != "root"
        }

    before = numbers(researchers=("alice", "bob"), operators=("olga",))
    after = numbers(researchers=("carol", "bob", "alice"), operators=("otto", "olga"))
    assert before.items() <= after.items() and len(set(after.values())) == 5
    assert all(10_000 <= number < 60_000 for number in after.values())


def test_two_names_with_one_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "number", lambda name: 10_000)
    with pytest.raises(ValueError, match="account numbers of researchers and operators"):
        document("workstation")


def test_the_vpn_offers_one_strong_proposal() -> None:
    settings = file("vpn_gateway", vpn_gateway.CONNECTION)
    assert "proposals = aes256gcm16-prfsha384-ecp384\n" in settings
    assert "esp_proposals = aes256gcm16-ecp384\n" in settings and "sha1" not in settings
    assert f"secret = 0x{PSK.encode().hex()}\n" in settings


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("bastion", {"allowed_cidrs": ("0.0.0.0/0",)}, "the whole internet is not accepted"),
        ("bastion", {"allowed_cidrs": ("::/0",)}, "the whole internet is not accepted"),
        ("bastion", {"allowed_cidrs": ()}, "at least one CIDR"),
        ("bastion", {"allowed_cidrs": ("203.0.113.1/28",)}, "found '203.0.113.1/28', expected a CIDR"),
        ("bastion", {"targets": ("0.0.0.0/0",)}, "targets: found '0.0.0.0/0'"),
        ("bastion", {"people": ()}, "at least one person"),
        ("bastion", {"people": (Person("a", ed25519(1)), Person("a", ed25519(2)))}, "each of them once"),
        ("bastion", {"people": (Person("a", ed25519(1)), Person("b", ed25519(1)))}, "keys of people"),
        ("bastion", {"onward_key": "ssh-ed25519 AAAA"}, "a private key without passphrase"),
        ("bastion", {"idle_seconds": 0}, "a whole number from 30 to 3600"),
        ("bastion", {"operators": ("olga",), "bastion": ACCESS}, "a bastion has no shell for anyone"),
        ("bastion", {"host_name": "Bad_Name"}, "a host name of 1 to 63"),
        ("bastion", {"time_servers": ("ntp.example.org",)}, "an IP address"),
        ("bastion", {"time_servers": ()}, "at least one address of a time server"),
        ("bastion", {"known_hosts": ("a\nb",)}, "in one line"),
        ("egress_proxy", {"allowed_cidrs": ("0.0.0.0/0",)}, "the whole internet is not accepted"),
        ("egress_proxy", {"port": 70000}, "a port from 1 to 65535"),
        ("egress_proxy", {"dns_servers": ()}, "every destination is known by name"),
        ("package_mirror", {"upstream": "ftp://deb.example.org"}, "a URL http:// or https://"),
        ("package_mirror", {"upstream": "http://deb.example.org/;deny"}, "a URL http:// or https://"),
        ("package_mirror", {"allowed_cidrs": ("0.0.0.0/0",)}, "the whole internet is not accepted"),
        ("time_server", {"sources": ()}, "at least one time source"),
        ("time_server", {"allowed_cidrs": ("0.0.0.0/0",)}, "the whole internet is not accepted"),
        ("vpn_gateway", {"pre_shared_key": "short"}, "found '5 characters', expected 32 or more"),
        ("vpn_gateway", {"remote_cidrs": ("10.0.5.0/24",)}, "a network apart from the local"),
        ("vpn_gateway", {"peer_address": "peer"}, "an IP address"),
        ("workstation", {"bastion": None}, "how the bastions are known"),
        ("workstation", {"researchers": ("root",)}, "a name that the system does not use"),
        ("workstation", {"researchers": ("olga",)}, "each of them once"),
        ("workstation", {"package_source": "http://mirror.example.org"}, "a URL whose host is an address"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_was_found_and_expected(
    name: str, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=r"found .* expected ") as caught:
        document(name, **changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "alice",
        "ssh-dss AAAA",
        "ssh-ed25519 not-base64!",
        f"ssh-ed25519 {blob(b'ssh-ed25519', b'short')}",
        f"ssh-ed25519 {blob(b'ssh-rsa', b'x' * 32)}",
        f"ecdsa-sha2-nistp256 {blob(b'ecdsa-sha2-nistp256', b'nistp192', b'x')}",
        f"{ed25519(1)}\n{ed25519(2)}",
        f'command="sh" {ed25519(1)}',
        rsa(2048),
    ],
)
def test_a_weak_or_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        Person("alice", key)


@pytest.mark.parametrize(
    "key",
    [
        ed25519(1),
        rsa(3072),
        rsa(4096),
        f"ecdsa-sha2-nistp384 {blob(b'ecdsa-sha2-nistp384', b'nistp384', b'x')}",
        f"sk-ssh-ed25519@openssh.com {blob(b'sk-ssh-ed25519@openssh.com', b'y' * 32, b'ssh:')}",
    ],
)
def test_a_strong_key_is_accepted(key: str) -> None:
    assert Person("alice", key).ssh_public_key == key


@pytest.mark.parametrize(
    "value", ["*.example.org", "localhost", "UPPER.example.org", "10.0.0.1", "a..b", "-a.example.org"]
)
def test_only_a_full_name_is_a_destination(value: str) -> None:
    with pytest.raises(ValueError, match="a full domain name"):
        egress_proxy.Destination(value)


def test_a_secret_never_enters_a_message() -> None:
    for secret in ("with space at the end ", 'quo"te-' + "s" * 20):
        with pytest.raises(ValueError, match="characters") as caught:
            dataclasses.replace(STORE, secret_access_key=secret)
        assert secret not in str(caught.value)
    with pytest.raises(ValueError, match="a private key without passphrase") as caught:
        checks.ssh_private_key("key", "-----BEGIN RSA PRIVATE KEY-----\nVERYSECRET\n-----END RSA PRIVATE KEY-----")
    assert "VERYSECRET" not in str(caught.value)


def test_the_key_that_the_toolkit_generates_is_accepted() -> None:
    checks.ssh_private_key("key", generated.private_key(base64.b64encode(bytes(range(48))).decode()))


def test_a_chain_of_recordings_breaks_when_an_entry_is_taken_out() -> None:
    digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    first = f'{{"sequence": 1, "previous": "{"0" * 64}", "recording": "a/1.tar", "sha256": "{digest}"}}\n'.encode()
    assert recordings.breaks([first], {"a/1.tar": b"foo"}) == []
    assert len(recordings.breaks([first], {"a/1.tar": b"bar"})) == 1
    assert recordings.breaks([first], {}) == ["entry 1: a/1.tar is missing"]
    assert recordings.breaks([], {"a/1.tar": b"foo"}) == ["a/1.tar: in no entry of the manifest"]
    assert len(recordings.breaks([first, first], {"a/1.tar": b"foo"})) == 2


def test_hosts_import_neither_pulumi_nor_the_sdk_of_a_cloud() -> None:
    for path in Path(bastion.__file__).parent.rglob("*.py"):
        lines = [line for line in path.read_text().splitlines() if line.startswith(("import ", "from "))]
        assert not [line for line in lines if "pulumi" in line or "boto" in line], path

"""The other hosts, each booted from its user-data: their services run and keep to what was declared."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from components.hosts import egress_proxy, package_mirror, time_server, vpn_gateway
from components.hosts.egress_proxy import Destination
from components.hosts.time_server import TimeSource
from tests.hosts.debian_machines import Machine, Site, run

pytestmark = pytest.mark.e2e

CLIENT, STRANGER, SERVER = "10.90.0.10", "10.90.0.11", "10.90.0.31"
ADDRESSES = {"proxy": "10.90.0.40", "mirror": "10.90.0.41", "time": "10.90.0.42", "vpn": "10.90.0.43"}
CLIENTS = (f"{CLIENT}/32",)


@dataclass
class Hosts:
    site: Site
    machines: dict[str, Machine]

    def curl(self, *arguments: str, source: str = CLIENT) -> str:
        """The status that the client sees; 000 without answer."""
        options = ["--silent", "--output", "/dev/null", "--max-time", "4", "--interface", source]
        codes = ["--write-out", "%{http_connect} %{http_code}"]
        return self.site.from_outside("curl", *options, *codes, *arguments).stdout


@pytest.fixture(scope="module")
def hosts(debian: tuple[Path, Path]) -> Iterator[Hosts]:
    folder, lower = debian
    site = Site(folder, lower, label=f"h{os.getpid() % 100000}")
    documents = _documents()
    served = folder / "served"
    (served / "debian/dists").mkdir(parents=True)
    (served / "debian/dists/file").write_text("from upstream\n")
    upstream = None
    try:
        site.open()
        machines = {name: site.start(name, ADDRESSES[name], text) for name, text in documents.items()}
        with ThreadPoolExecutor() as pool:
            list(pool.map(site.wait, machines.values()))
        serve = [sys.executable, "-m", http.server.__name__, "8080", "--bind", SERVER, "--directory", str(served)]
        upstream = subprocess.Popen(site.outside_command(serve), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield Hosts(site, machines)
    finally:
        if upstream:
            upstream.kill()
            upstream.wait()
        site.close()


def _documents() -> dict[str, str]:
    names = (
        Destination("allowed.example.org", 8080),
        Destination("allowed.example.org"),
        Destination("plain.example.org", 80),
    )
    proxy = egress_proxy.EgressProxy(
        host_name="proxy", allowed_cidrs=CLIENTS, destinations=names, dns_servers=(CLIENT,), time_servers=(CLIENT,)
    )
    mirror = package_mirror.PackageMirror(
        host_name="mirror",
        allowed_cidrs=CLIENTS,
        upstream=f"http://{SERVER}:8080/debian",
        security_upstream=f"http://{SERVER}:8080/debian-security",
        time_servers=(CLIENT,),
    )
    sources = (TimeSource(SERVER), TimeSource("time.example.org", nts=True))
    clock = time_server.TimeServer(host_name="time", allowed_cidrs=CLIENTS, sources=sources, dns_servers=(CLIENT,))
    vpn = vpn_gateway.VpnGateway(
        host_name="vpn",
        local_address=ADDRESSES["vpn"],
        peer_address=SERVER,
        local_cidrs=("10.20.0.0/16",),
        remote_cidrs=("192.168.0.0/24",),
        pre_shared_key="k" * 48,
        start="trap",
        time_servers=(CLIENT,),
    )
    return {
        "proxy": egress_proxy.user_data(proxy),
        "mirror": package_mirror.user_data(mirror),
        "time": time_server.user_data(clock),
        "vpn": vpn_gateway.user_data(vpn),
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_cloud_init_finished_without_errors(hosts: Hosts, name: str) -> None:
    machine = hosts.machines[name]
    assert '"errors": []' in machine.read("/run/cloud-init/result.json"), machine.read("/var/log/cloud-init-output.log")
    assert machine.run("getent", "passwd", "debian", check=False).returncode == 2
    log = machine.read("/var/log/cloud-init.log")
    assert not [line for line in log.splitlines() if "[WARNING]" in line or "[ERROR]" in line or "Traceback" in line]


@pytest.mark.parametrize("name", ADDRESSES)
def test_without_operators_no_ssh_server_runs(hosts: Hosts, name: str) -> None:
    machine = hosts.machines[name]
    assert machine.text("systemctl", "is-active", "ssh", check=False).strip() == "inactive"
    assert machine.text("systemctl", "is-enabled", "ssh", check=False).strip() == "disabled"
    assert not hosts.site.reaches(ADDRESSES[name], 22)


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_generated_file_passes_its_own_check(hosts: Hosts, name: str) -> None:
    machine = hosts.machines[name]
    machine.run("nft", "--check", "--file", "/etc/nftables.conf")
    machine.run("install", "-d", "/run/sshd")
    machine.run("/usr/sbin/sshd", "-t")
    machine.run("chronyd", "-p", "-f", "/etc/chrony/chrony.conf")
    machine.run("visudo", "--check", "--quiet")
    assert machine.run("augenrules", "--check", check=False).returncode in (0, 1)


def test_the_proxy_lets_listed_names_through_at_their_port_and_nothing_else(hosts: Hosts) -> None:
    proxy, machine = f"http://{ADDRESSES['proxy']}:3128", hosts.machines["proxy"]
    names = "".join(f"{SERVER} {name}.example.org\n" for name in ("allowed", "plain", "denied"))
    machine.run("tee", "--append", "/etc/hosts", stdin=names)
    machine.run("squid", "-k", "reconfigure")
    machine.run("sleep", "2")

    def asked(url: str, *options: str, source: str = CLIENT) -> str:
        return hosts.curl("--proxy", proxy, *options, url, source=source)

    assert asked("http://allowed.example.org:8080/debian/dists/file", "--proxytunnel") == "200 200"
    assert asked("http://denied.example.org:8080/", "--proxytunnel") == "403 000"
    assert asked("http://allowed.example.org:22/", "--proxytunnel") == "403 000"
    assert asked(f"http://{SERVER}:8080/", "--proxytunnel") == "403 000"
    assert asked("http://169.254.169.254/") == "000 403"
    assert asked("http://127.0.0.1:3128/squid-internal-mgr/info") == "000 403"
    assert asked("http://allowed.example.org:8080/debian/dists/file") == "000 403"
    assert asked("http://plain.example.org/") == "000 503"  # allowed; nothing listens on port 80 there
    assert asked("http://plain.example.org/", "--request", "POST") == "000 403"
    assert asked("http://allowed.example.org:8080/", "--proxytunnel", source=STRANGER) == "000 000"
    machine.run("squid", "-k", "parse")
    log = machine.read("/var/log/squid/access.log")
    assert "CONNECT allowed.example.org:8080 200" in log and "CONNECT denied.example.org:8080 403" in log


def test_the_mirror_serves_its_upstream_alone_to_its_clients_alone(hosts: Hosts) -> None:
    mirror, machine = f"http://{ADDRESSES['mirror']}", hosts.machines["mirror"]
    assert hosts.curl(f"{mirror}/debian/dists/file") == "000 200"
    assert hosts.curl(f"{mirror}/other") == "000 404"
    assert hosts.curl(f"{mirror}/debian/dists/../../etc") == "000 404"
    assert hosts.curl("--request", "PUT", f"{mirror}/debian/dists/file") == "000 403"
    assert hosts.curl("--proxy", f"{mirror}:80", f"http://{SERVER}:8080/other") == "000 404"
    assert hosts.curl(f"{mirror}/debian/dists/file", source=STRANGER) == "000 000"
    machine.run("nginx", "-t", "-q")
    assert "HIT" not in machine.read("/var/log/nginx/access.log")
    assert hosts.curl(f"{mirror}/debian/dists/file") == "000 200"
    assert "HIT" in machine.read("/var/log/nginx/access.log")


def test_the_time_server_answers_its_clients_alone(hosts: Hosts) -> None:
    """chrony's unit needs the right to set the clock, which a container must not have: it is started without (-x)."""
    machine = hosts.machines["time"]
    machine.run("chronyd", "-x", "-f", "/etc/chrony/chrony.conf")
    try:
        answers = [_time_answered(hosts, source) for source in (CLIENT, STRANGER)]
        sources = machine.text("chronyc", "-n", "-h", "/run/chrony/chronyd.sock", "sources")
    finally:
        machine.run("pkill", "-x", "chronyd", check=False)
    assert answers == [True, False]
    assert SERVER in sources


def _time_answered(hosts: Hosts, source: str) -> bool:
    script = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(3);"
        f"s.bind(('{source}', 0)); s.sendto(b'\\x23' + 47 * b'\\0', ('{ADDRESSES['time']}', 123));"
        "s.recv(48); s.close()"
    )
    return hosts.site.from_outside(sys.executable, "-W", "ignore", "-c", script).returncode == 0


def test_the_vpn_gateway_loads_its_connection_and_its_secret(hosts: Hosts) -> None:
    machine = hosts.machines["vpn"]
    assert machine.text("systemctl", "is-active", "strongswan").strip() == "active"
    loaded = machine.text("swanctl", "--list-conns")
    assert "site: IKEv2" in loaded and "10.20.0.0/16" in loaded and "192.168.0.0/24" in loaded
    journal = machine.text("journalctl", "--no-pager", "-u", "strongswan")
    assert "loaded ike secret 'ike-site'" in machine.text("swanctl", "--load-creds")
    assert "k" * 48 not in journal
    assert machine.text("stat", "--format=%U %a", vpn_gateway.CONNECTION).strip() == "root 600"


def test_the_vpn_gateway_forwards_nothing_in_the_clear(hosts: Hosts) -> None:
    rules = hosts.machines["vpn"].text("nft", "list", "chain", "inet", "bastide", "forward")
    accepted = [line.strip() for line in rules.splitlines() if "accept" in line]
    assert len(accepted) == 2 and all("ipsec exists accept" in line for line in accepted)
    assert "policy drop" in rules
    run("ip", "-netns", f"{hosts.site.label}-vpn", "address", "add", "10.20.0.1/16", "dev", "lo")
    route = ("ip", "-netns", hosts.site.outside, "route")
    run(*route, "add", "10.20.0.0/16", "via", ADDRESSES["vpn"])
    assert not hosts.site.reaches("10.20.0.1", 22)

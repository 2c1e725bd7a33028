"""What every machine of ours has in common: no password, closed doors, right time, security updates."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from components.contract import accounts
from components.hosts import checks
from components.hosts.cloud_config import Account, File, Part, document
from components.hosts.files import filled, text
from components.hosts.firewall import Flow, firewall
from components.hosts.people import BastionAccess

SSH_GROUP = "bastide-ssh"
OPERATORS_GROUP = "bastide-operators"
LIBRARY = "/usr/lib/bastide"
KEYS = "/etc/ssh/authorized_keys.d"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """Arguments of every host.

    `time_servers` and `dns_servers` are addresses, for the firewall lets nothing out to a name.
    `package_source` is the URL of a Debian mirror that holds `/debian` and `/debian-security`, reached at an
    address as well; without it the image must hold the packages and their sources. `ssh_host_key` fixes the
    machine's own key, so that it can be published before the machine exists. `operators` come through the
    `bastion` and administer the machine; without them it has no SSH server running at all.
    """

    host_name: str
    time_servers: tuple[str, ...]
    dns_servers: tuple[str, ...] = ()
    package_source: str | None = None
    suite: str = "bookworm"
    ssh_host_key: str | None = field(default=None, repr=False)
    bastion: BastionAccess | None = None
    operators: tuple[str, ...] = ()
    audit: bool = True

    def __post_init__(self) -> None:
        checks.host_name("host_name", self.host_name)
        self._check_time()
        for server in self.dns_servers:
            checks.address("dns_servers", server)
        if self.package_source is not None:
            _package_source(self.package_source)
        if not self.suite.isalpha() or not self.suite.islower():
            raise checks.mismatch("suite", self.suite, "the name of a Debian release such as bookworm")
        if self.ssh_host_key is not None:
            checks.ssh_private_key("ssh_host_key", self.ssh_host_key)
        self._check_operators()

    def _check_time(self) -> None:
        if not self.time_servers:
            raise checks.mismatch("time_servers", self.time_servers, "at least one address of a time server")
        for server in self.time_servers:
            checks.address("time_servers", server)

    def _check_operators(self) -> None:
        for operator in self.operators:
            checks.account("operators", operator)
        checks.distinct("operators", self.operators)
        if self.operators and self.bastion is None:
            raise checks.mismatch("bastion", None, "how the bastions are known, since there are operators")


@dataclass(frozen=True)
class Doors:
    """Who may come in by SSH, and what an own SSH setting of the host adds. No door: no SSH server."""

    flows: tuple[Flow, ...] = ()
    sshd: str = ""

    @property
    def any(self) -> bool:
        return bool(self.flows)


def machine_document(
    machine: Machine,
    doors: Doors,
    host: Part,
    *,
    inbound: tuple[Flow, ...] = (),
    outbound: tuple[Flow, ...] = (),
    forward: tuple[str, ...] = (),
    forwarding: bool = False,
    time_configuration: File | None = None,
) -> str:
    """The document of a host: the hardening first, then what the host adds, and the forgetting of secrets
    last.
    """
    closed = firewall((*doors.flows, *inbound), (*_outbound(machine), *outbound), forward)
    parts = (closed, _base(machine, forwarding), _time(machine, time_configuration), _audit(machine))
    return document(machine.host_name, (*parts, _operators(machine), host, _ssh(machine, doors), _last()))


def operators_door(machine: Machine) -> Doors:
    """The door of operators, who come from the bastions only."""
    if not machine.operators or machine.bastion is None:
        return Doors()
    return Doors(flows=(Flow("SSH from the bastions", machine.bastion.cidrs, "tcp", (22,)),))


def authorized_key(person: str, public_key: str, *, sources: tuple[str, ...] = ()) -> File:
    """The one key of an account, in a file of root's that the account can read and never write."""
    limits = "restrict,pty" + (f',from="{",".join(sources)}"' if sources else "")
    kind, encoded = public_key.split()[:2]
    return File(f"{KEYS}/{person}", f"{limits} {kind} {encoded} {person}\n")


def needs_names(machine: Machine, why: str) -> None:
    """A host that must reach a name needs name servers: an error here, not a silent machine later."""
    if not machine.dns_servers:
        raise checks.mismatch("dns_servers", (), f"at least one address: {why} is known by name")


def _package_source(value: str) -> None:
    checks.url("package_source", value, ("http", "https"))
    if not checks.is_address(urlsplit(value).hostname or ""):
        raise checks.mismatch("package_source", value, "a URL whose host is an address, for the firewall")


def host_network(address: str) -> str:
    """The network that holds this one address."""
    return f"{address}/{128 if ':' in address else 32}"


def _outbound(machine: Machine) -> tuple[Flow, ...]:
    flows = []
    if machine.time_servers:
        flows.append(Flow("time", tuple(host_network(server) for server in machine.time_servers), "udp", (123,)))
    if machine.dns_servers:
        servers = tuple(host_network(server) for server in machine.dns_servers)
        flows += [Flow("names", servers, "udp", (53,)), Flow("names", servers, "tcp", (53,))]
    if machine.package_source is not None:
        parts = urlsplit(machine.package_source)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        flows.append(Flow("packages", (host_network(str(parts.hostname)),), "tcp", (port,)))
    return tuple(flows)


def _base(machine: Machine, forwarding: bool) -> Part:
    files = [
        File("/etc/sysctl.d/90-bastide.conf", filled("sysctl.conf", forwarding="1" if forwarding else "0")),
        File("/etc/systemd/journald.conf.d/bastide.conf", text("journald.conf")),
        File("/etc/systemd/coredump.conf.d/bastide.conf", "[Coredump]\nStorage=none\nProcessSizeMax=0\n"),
        File("/etc/apt/apt.conf.d/90bastide", text("apt.conf")),
        File("/etc/sudoers.d/bastide-defaults", "Defaults use_pty, !fqdn, !mail_badpass\n", "0440"),
    ]
    if machine.package_source is not None:
        source = filled("debian.sources", source=machine.package_source.rstrip("/"), suite=machine.suite)
        files += [File("/etc/apt/sources.list.d/debian.sources", source), File("/etc/apt/sources.list", "\n")]
    return Part(
        packages=("ca-certificates", "openssh-server", "sudo", "unattended-upgrades"),
        groups=(SSH_GROUP,),
        files=tuple(files),
        commands=(
            ("passwd", "--lock", "root"),
            ("visudo", "--check", "--quiet"),
            ("systemctl", "restart", "systemd-sysctl"),
            ("systemctl", "restart", "systemd-journald"),
            ("systemctl", "mask", "ctrl-alt-del.target"),
        ),
    )


def _time(machine: Machine, own: File | None) -> Part:
    servers = "\n".join(f"server {server} iburst" for server in machine.time_servers)
    client = File("/etc/chrony/chrony.conf", filled("chrony.conf", servers=servers, service="port 0"))
    return Part(packages=("chrony",), files=(own or client,), commands=(("systemctl", "restart", "chrony"),))


def _audit(machine: Machine) -> Part:
    if not machine.audit:
        return Part()
    return Part(packages=("auditd",), files=(File("/etc/audit/rules.d/bastide.rules", text("audit.rules"), "0600"),))


def _operators(machine: Machine) -> Part:
    if not machine.operators or machine.bastion is None:
        return Part()
    access = machine.bastion
    groups = (SSH_GROUP, OPERATORS_GROUP)
    rule = f"%{OPERATORS_GROUP} ALL=(ALL:ALL) NOPASSWD: ALL\n"
    keys = [authorized_key(name, access.onward_public_key, sources=access.cidrs) for name in machine.operators]
    return Part(
        groups=(OPERATORS_GROUP,),
        accounts=tuple(
            Account(name, "operator", "/bin/bash", groups, number=accounts.number(name)) for name in machine.operators
        ),
        files=(*keys, File("/etc/sudoers.d/bastide-operators", rule, "0440")),
    )


def _ssh(machine: Machine, doors: Doors) -> Part:
    settings = filled("sshd_config", group=SSH_GROUP, keys=KEYS, more=doors.sshd.rstrip() or "# nothing of its own")
    files = [File("/etc/ssh/sshd_config", settings, "0600"), File("/etc/issue.net", text("issue.net"))]
    commands: list[tuple[str, ...]] = []
    if machine.ssh_host_key is not None:
        files.append(File("/etc/bastide/ssh_host_key", machine.ssh_host_key.strip() + "\n", "0600"))
        commands.append(("mv", "/etc/bastide/ssh_host_key", "/etc/ssh/ssh_host_ed25519_key"))
    commands.append(("sh", "-c", "ssh-keygen -y -f /etc/ssh/ssh_host_ed25519_key >/etc/ssh/ssh_host_ed25519_key.pub"))
    if doors.any:
        commands += [("install", "-d", "-m", "0755", "/run/sshd"), ("/usr/sbin/sshd", "-t")]
        commands += [("systemctl", "enable", "ssh"), ("systemctl", "restart", "ssh")]
    else:
        commands += [("systemctl", "disable", "--now", "ssh.service", "ssh.socket")]
    return Part(files=tuple(files), commands=tuple(commands))


def _last() -> Part:
    script = File(f"{LIBRARY}/forget-user-data", text("forget-user-data"), "0700")
    return Part(files=(script,), commands=((script.path,),))

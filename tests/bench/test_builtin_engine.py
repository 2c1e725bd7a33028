"""What the built-in engine costs. Run by `make bench` on a quiet machine, with bytecode.

The estate is the one of the comparison with other tools: networks, subnets, security groups, rules and
volumes of `pulumi_openstack` that depend on each other.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pulumi_azure_native as azure
import pulumi_random as random
import pytest
from pulumi import ResourceOptions

from plan.builtin import layer_plan, run
from plan.serialise import to_json

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import pulumi_openstack as openstack

pytestmark = pytest.mark.bench

GROUP = 10


def group(index: int) -> None:
    """Ten resources: a network, a subnet, a security group, five rules, two volumes."""
    network = openstack.networking.Network(f"net-{index}", name=f"net-{index}", tags=["a", "b"])
    subnet = openstack.networking.Subnet(
        f"sub-{index}", network_id=network.id, cidr=f"10.0.{index % 256}.0/24", ip_version=4
    )
    firewall = openstack.networking.SecGroup(f"sg-{index}", name=f"sg-{index}", delete_default_rules=True)
    for port in range(1, 6):
        openstack.networking.SecGroupRule(
            f"rule-{index}-{port}",
            direction="ingress",
            ethertype="IPv4",
            protocol="tcp",
            port_range_min=port,
            port_range_max=port,
            remote_ip_prefix=subnet.cidr,
            security_group_id=firewall.id,
        )
    for disk in range(2):
        options = ResourceOptions(depends_on=[subnet], protect=True)
        openstack.blockstorage.Volume(f"vol-{index}-{disk}", size=10, metadata={"net": network.name}, opts=options)


def mixed(size: int) -> Callable[[], None]:
    def program() -> None:
        for index in range(size // GROUP):
            group(index)

    return program


def chain(size: int) -> Callable[[], None]:
    def program() -> None:
        before: list[Any] = []
        for index in range(size):
            options = ResourceOptions(depends_on=before)
            before = [random.RandomId(f"r{index}", byte_length=1, opts=options)]

    return program


def azure_networks(size: int) -> Callable[[], None]:
    def program() -> None:
        for index in range(size):
            azure.network.VirtualNetwork(f"net-{index}", resource_group_name="rg")

    return program


def measure(benchmark: Any, program: Callable[[], None], size: int, rounds: int, target: float) -> None:
    """Note milliseconds a resource in the best round, beside the target. A benchmark states; it does not judge."""
    result = benchmark.pedantic(
        run, args=(program,), kwargs={"project": "bench", "stack": "dev"}, rounds=rounds, warmup_rounds=1
    )
    assert len(result.resources) == size + 1
    if benchmark.stats is not None:  # None where benchmarks run untimed
        milliseconds = float(benchmark.stats.stats.min) / size * 1000
        benchmark.extra_info.update(milliseconds_a_resource=round(milliseconds, 3), target=target)


@pytest.mark.parametrize(("size", "target"), [(100, 2.5), (1_000, 1.8), (10_000, 2.0)])
def test_mixed_resources(benchmark: Any, size: int, target: float) -> None:
    measure(benchmark, mixed(size), size, rounds=5 if size < 10_000 else 2, target=target)


@pytest.mark.parametrize("size", [1_000, 5_000])
def test_a_chain(benchmark: Any, size: int) -> None:
    measure(benchmark, chain(size), size, rounds=2, target=2.0)


def test_azure_networks_without_the_aliases_of_the_sdk(benchmark: Any) -> None:
    measure(benchmark, azure_networks(200), 200, rounds=2, target=5.0)


def test_json_of_1000_resources(benchmark: Any) -> None:
    result = run(mixed(1_000), project="bench", stack="dev")
    plan = layer_plan(result, estate="e", layer="dev", cloud="ovhcloud", facts=lambda name, level: ("", "", ""))
    assert len(benchmark(lambda: to_json([plan]))) > 100_000


MEMORY = """
import json, pathlib, re, resource, sys
sys.path.insert(0, sys.argv[1])
from test_builtin_engine import mixed, run
size = int(sys.argv[2])
status = pathlib.Path("/proc/self/status")

def peak():
    # On Linux ru_maxrss starts with the size of the process that started this one.
    if status.exists():
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text()).group(1))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

run(mixed(10), project="bench", stack="dev")
before = peak()
result = run(mixed(size), project="bench", stack="dev")
print(json.dumps({"peak_kilobytes": peak(), "kilobytes_a_resource": (peak() - before) / size}))
"""


@pytest.mark.parametrize("size", [1_000, 10_000])
def test_memory(benchmark: Any, request: pytest.FixtureRequest, size: int) -> None:
    command = [sys.executable, "-c", MEMORY, str(request.path.parent), str(size)]

    def measured() -> dict[str, float]:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        return found

    found = benchmark.pedantic(measured, rounds=1)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 if sys.platform == "darwin" else 1
    per_resource = found["kilobytes_a_resource"] / unit
    benchmark.extra_info["kilobytes_a_resource"] = round(per_resource, 1)
    benchmark.extra_info["peak_megabytes"] = round(found["peak_kilobytes"] / unit / 1024, 1)
    assert per_resource < 100

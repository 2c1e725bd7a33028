"""A YAML program of another team uses `Environment`: preview, up, the next layer over a stack reference."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from plan.model import LayerPlan
from stacks.catalogue import BOOTSTRAP, HUB
from stacks.package.environment import TOKEN
from tests.conftest import REPOSITORY
from tests.e2e.package.conftest import PROJECT, Team, hosts_of, kill
from tests.stacks.package.arguments import CANDIDATES, arguments

Plans = Mapping[str, tuple[LayerPlan, ...]]
BELOW = {"bootstrap": ("projects", "deployers"), "hub": ("network", "audit", "bastion")}
LAYERS = {BOOTSTRAP: (), HUB: (BOOTSTRAP,), "space-cardio": (BOOTSTRAP, HUB)}
MADE = {"scaleway": tuple(LAYERS), "ovhcloud": (BOOTSTRAP,)}
"""Layers that are also made, which takes the longest; the others are previewed."""
SHOWN = {"scaleway": tuple(LAYERS), "ovhcloud": (BOOTSTRAP, HUB)}
ENGINE = "pulumi:pulumi:", "pulumi:providers:bastide:", "pulumi:providers:pulumi:"
"""The stack, its references, and the providers that the program of the other team takes for them."""


def write(team: Team, cloud: str, layer: str, **changes: Any) -> str:
    """The program of one layer, which reads the layers below by stack references; gives the stack's name."""
    (team.folder / "intent.yaml").write_bytes((REPOSITORY / "stacks" / "hdh.yaml").read_bytes())
    below = {name: f"{cloud}-{name}" for name in LAYERS[layer]}
    properties = {**arguments(cloud, layer), "intent": "${intent}"}
    for name in below:
        properties[name] = {output: f'${{{name}.outputs["{output}"]}}' for output in BELOW[name]}
    team.write(
        f"{cloud}-{layer}",
        properties,
        variables={"intent": {"fn::readFile": "./intent.yaml"}},
        resources={
            name: {"type": "pulumi:pulumi:StackReference", "properties": {"name": f"organization/{PROJECT}/{stack}"}}
            for name, stack in below.items()
        },
        outputs={output: f"${{platform.{output}}}" for output in (*BELOW.get(layer, ()), "gaps")},
        **changes,
    )
    return f"{cloud}-{layer}"


def roles_and_resources(urns: list[str]) -> Counter[str]:
    """Without project, stack, and the component's level."""
    short = (urn.split("::", 2)[2].replace(f"{TOKEN}$", "") for urn in urns)
    return Counter(urn for urn in short if not urn.startswith((*ENGINE, f"{TOKEN}::")))


@pytest.mark.parametrize("cloud", CANDIDATES)
def test_preview_up_and_no_change_for_a_layer_after_the_other(cloud: str, team: Team, plans: Plans) -> None:
    own = {plan.layer: plan for plan in plans[cloud]}
    for layer in SHOWN[cloud]:
        stack = write(team, cloud, layer)
        first = team.preview(stack)
        assert set(first["changeSummary"]) <= {"create", "read"}
        expected = roles_and_resources([resource.urn for resource in own[layer].resources])
        assert roles_and_resources([step["urn"] for step in first["steps"]]) == expected
        if layer not in MADE[cloud]:
            continue
        team.up(stack)
        assert roles_and_resources([resource["urn"] for resource in team.resources(stack)]) == expected
        assert set(team.changes(stack)) <= {"same", "read"}
    assert hosts_of(team) == []


Change = Callable[[dict[str, Any]], Any]
WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "an unknown layer": (
        lambda it: it["properties"].update(layer="space-none"),
        ("property layer", "found the layer `space-none`", "do: name one of them"),
    ),
    "an intent with a fault": (
        lambda it: it["properties"].update(intent="schema: bastide/intent/1\nplatform: 7\n"),
        ("property intent.platform has a problem", "intent:2:11: platform", "do: "),
    ),
    "a provider of its own": (
        lambda it: it.update(options={"providers": ["${mine}"]}),
        ("found the option `providers` with scaleway", "do: remove the option"),
    ),
    "a value that only apply knows": (
        lambda it: it["properties"].update(estate="${mine.id}"),
        ("`estate` is a secret or is known only after apply", "do: "),
    ),
    "an output without the area, found when it is read": (
        lambda it: it["properties"].update(layer="hub", bootstrap={"projects": "${empty}", "deployers": "${empty}"}),
        ("`bootstrap.projects.hub` is not given", "do: deploy the layer `bootstrap`"),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arguments_give_one_clear_message(case: str, team: Team) -> None:
    change, words = WRONG[case]
    resource: dict[str, Any] = {"properties": arguments("scaleway", BOOTSTRAP)}
    change(resource)
    team.write(
        "wrong",
        {},
        resource=resource,
        variables={"empty": {"fn::secret": {}}},
        resources={"mine": {"type": "pulumi:providers:scaleway"}},
    )
    done = team.call("preview", "--non-interactive", "--stack", "wrong", check=False)
    text = done.stdout + done.stderr
    assert done.returncode != 0
    for word in words:
        assert word in text, text
    assert "Traceback" not in text
    assert 'File "' not in text
    assert hosts_of(team) == []


def test_no_process_outlives_an_engine_that_is_killed(team: Team) -> None:
    stack = write(team, "scaleway", BOOTSTRAP)
    process = subprocess.Popen(
        [team.cli, "preview", "--non-interactive", "--stack", stack],
        cwd=team.folder,
        env=team.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert _until(lambda: bool(hosts_of(team)))
    kill(process)
    assert _until(lambda: not hosts_of(team))
    assert team.changes(stack)


def _until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()

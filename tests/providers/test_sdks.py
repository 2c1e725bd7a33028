"""The SDKs in providers/ are what the tool makes of the facts, and say of every class what the facts say."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from plan import serialise
from plan.builtin import ProgramRun, layer_plan, no_invokes, run
from plan.model import PlannedResource
from plan.values import Secret
from tests.conftest import REPOSITORY
from tests.providers.facts import CLOUDS, PROVIDERS, Fact, facts, fields_of, is_secret, secret_paths, snake, table, used
from tests.providers.samples import PLANTED, sample
from tools import terraform_sdks
from tools.sdk import subset

RESOURCES, FUNCTIONS = used("resources"), used("functions")


def run_one(program: Callable[[], Any], invokes: Callable[[str, Mapping[str, Any]], Any] = no_invokes) -> ProgramRun:
    return run(program, project="p", stack="s", invokes=invokes)


def custom(result: ProgramRun) -> PlannedResource:
    (found,) = (resource for resource in result.resources if resource.custom)
    return found


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_files_are_what_the_tool_makes(cloud: str) -> None:
    made = terraform_sdks.sdk(cloud)
    assert len(made) == 10
    for name, text in made.items():
        assert (PROVIDERS / cloud / name).read_text(encoding="utf-8") == text, f"{cloud}/{name}: run make sdks"
    assert sum(text.count("\n") for text in made.values()) <= 2000


def test_check_tells_a_changed_file_and_a_stray_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    shutil.copytree(PROVIDERS, tmp_path / "providers", ignore=shutil.ignore_patterns("__pycache__"))
    for module in (terraform_sdks, subset):
        monkeypatch.setattr(module, "ROOT", tmp_path)
        monkeypatch.setattr(module, "PROVIDERS", tmp_path / "providers")
    monkeypatch.setattr(sys, "argv", ["terraform_sdks", "--check"])
    assert terraform_sdks.main() == 0
    changed = tmp_path / "providers/outscale/pulumi_outscale/resources.py"
    before = changed.read_text(encoding="utf-8")
    changed.write_text(before + "\n", encoding="utf-8")
    stray = changed.with_name("stray.py")
    stray.touch()
    assert terraform_sdks.main() == 1
    said = capsys.readouterr().err
    assert "resources.py is out of date" in said
    assert "stray.py belongs to no SDK" in said
    stray.unlink()
    monkeypatch.setattr(sys, "argv", ["terraform_sdks"])
    assert terraform_sdks.main() == 0
    assert changed.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_official_sdk_is_asked_for_in_the_same_version(cloud: str) -> None:
    asked = yaml.safe_load((PROVIDERS / "Pulumi.yaml").read_text(encoding="utf-8"))["packages"][cloud]
    assert (asked["source"], asked["version"]) == (subset.BASE, subset.BASE_VERSION)
    address, version = asked["parameters"]
    assert subset.ADDRESSES[cloud] == f"registry.opentofu.org/{address}"
    assert version == facts(cloud)["version"]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_suspect_of_the_facts_is_decided(cloud: str) -> None:
    decided = table("secrets")[cloud]
    assert set(facts(cloud)["unflagged_secret_suspects"]) <= {*decided["secret"], *decided["plain"]}
    assert all(decided["plain"].values())
    assert all(decided["secret"].values())


@pytest.mark.parametrize("fact", RESOURCES, ids=str)
def test_a_class_takes_what_the_facts_say(fact: Fact) -> None:
    parameters = inspect.signature(getattr(fact.sdk, fact.name)).parameters
    names = {name: parameter for name, parameter in parameters.items() if name not in ("resource_name", "opts")}
    assert names.keys() == {snake(name) for name in fact.row["inputs"]}
    required = {name for name, parameter in names.items() if parameter.default is inspect.Parameter.empty}
    # a name that the bridge would make up is required here
    assert required == {
        snake(name) for name, row in fact.row["inputs"].items() if row.get("required") or row.get("autoname")
    }


@pytest.mark.parametrize("fact", RESOURCES, ids=str)
def test_every_input_arrives_by_its_name_and_every_secret_wrapped(fact: Fact) -> None:
    made, outputs = sample(fact), {}

    def program() -> None:
        one = getattr(fact.sdk, fact.name)("one", **made.given)
        outputs.update({name: getattr(one, snake(name)) for name in {**fact.row["inputs"], **fact.row["outputs"]}})

    result = run_one(program)
    resource = custom(result)
    assert resource.type == fact.token
    assert plain(resource.inputs) == made.arrived
    assert all(isinstance(output, pulumi.Output) for output in outputs.values())

    every = {**fact.row["outputs"], **fact.row["inputs"]}
    for name, row in fact.row["outputs"].items():
        every[name] = {**every[name], "secret": fact.is_secret(name, row) or every[name].get("secret")}
    secret = {path.partition(".")[0] for path in secret_paths(fact.cloud, fact.name, every, given=False)}
    assert set(resource.options.additional_secret_outputs) == secret
    assert len(made.planted) == len(list(secret_paths(fact.cloud, fact.name, fact.row["inputs"], given=True)))
    shown = serialise.to_json(
        [layer_plan(result, estate="e", layer="l", cloud="c", facts=lambda *_: None)]  # type: ignore[arg-type]
    )
    assert "one" in shown
    assert PLANTED not in shown


@pytest.mark.parametrize("fact", RESOURCES, ids=str)
def test_an_output_as_input_keeps_names_and_secrets(fact: Fact) -> None:
    made = sample(fact)
    result = run_one(
        lambda: getattr(fact.sdk, fact.name)(
            "one", **{name: pulumi.Output.from_input(value) for name, value in made.given.items()}
        )
    )
    found = plain(custom(result).inputs)
    assert found.keys() == made.arrived.keys()
    for name, wanted in made.arrived.items():
        # Pulumi makes the whole of an output secret that holds one
        assert _bare(found[name]) == _bare(wanted), name
        assert isinstance(found[name], Secret) or not _holds_secret(wanted) or _holds_secret(found[name]), name


def _bare(value: Any) -> Any:
    if isinstance(value, Secret):
        return _bare(value.value)
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _holds_secret(value: Any) -> bool:
    if isinstance(value, Mapping | list):
        return any(map(_holds_secret, value.values() if isinstance(value, Mapping) else value))
    return isinstance(value, Secret)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_provider_takes_what_the_facts_say(cloud: str) -> None:
    rows = facts(cloud)["provider"]
    fact = Fact(cloud, cloud, {"token": "::provider", "inputs": rows, "outputs": {}})
    made = sample(fact)
    parameters = inspect.signature(fact.sdk.Provider).parameters
    assert parameters.keys() - {"resource_name", "opts"} == made.given.keys()
    resource = custom(run_one(lambda: fact.sdk.Provider("one", **made.given)))
    assert resource.type == f"pulumi:providers:{cloud}"
    assert resource.inputs.keys() == rows.keys()
    for name, row in rows.items():
        value = resource.inputs[name]
        assert isinstance(value, Secret) == is_secret(cloud, "provider", name, row)
        assert isinstance(_bare(value), str), "Pulumi's SDKs send settings as texts"
    assert resource.package is not None
    assert resource.package.version == facts(cloud)["version"]


@pytest.mark.parametrize("fact", FUNCTIONS, ids=str)
def test_a_look_up_asks_and_answers_by_the_names_of_the_facts(fact: Fact) -> None:
    made, asked = sample(fact), {}
    answer = {name: _answer(fact.cloud, row["type"]) for name, row in fact.row["outputs"].items()}
    holds_secret = any(secret_paths(fact.cloud, fact.name, fact.row["outputs"], given=False))

    def invokes(token: str, args: Mapping[str, Any]) -> Any:
        asked[token] = dict(args)
        return {"id": "1", **answer}

    def program() -> None:
        name = snake(fact.name)
        assert hasattr(fact.sdk, name) != holds_secret
        found = getattr(fact.sdk, f"{name}_output")(**made.given)
        pulumi.export("is_secret", pulumi.Output.from_input(found.is_secret()))
        for key in fact.row["outputs"]:
            pulumi.export(key, getattr(found, snake(key)))
        if not holds_secret:
            plain_answer = getattr(fact.sdk, name)(**made.given)
            for key, row in fact.row["outputs"].items():
                assert _names(getattr(plain_answer, snake(key))) == set(map(snake, fields_of(fact.cloud, row["type"])))

    outputs = run_one(program, invokes).outputs
    assert asked == {fact.token: _bare(made.arrived)}
    assert _bare(outputs["is_secret"]) is holds_secret
    assert outputs.keys() == {"is_secret", *fact.row["outputs"]}
    assert all(isinstance(outputs[name], Secret) for name in fact.row["outputs"]) or not holds_secret


def _answer(cloud: str, kind: str) -> Any:
    if kind.startswith("["):
        return [_answer(cloud, kind[1:-1])]
    if kind.startswith("{"):
        return {"their_key": _answer(cloud, kind[1:-1])}
    fields = fields_of(cloud, kind)
    if fields:
        return {name: _answer(cloud, row["type"]) for name, row in fields.items()}
    return {"str": "text", "int": 3, "number": 4.0, "bool": True}[kind]


def _names(value: Any) -> set[str]:
    """The attributes of an object within an answer, which all must have a value."""
    if isinstance(value, list):
        return _names(value[0])
    if isinstance(value, dict) or not hasattr(value, "__dict__"):
        return set()
    assert None not in vars(value).values()
    return set(vars(value))


WRONG = {
    'outscale.Net("a")': 'Missing named argument "ip_range"',
    'outscale.Net("a", ip_rang="x", ip_range="x")': 'Unexpected keyword argument "ip_rang"',
    'outscale.Net("a", ip_range=3)': 'Argument "ip_range" to "Net" has incompatible type "int"',
    'outscale.Nett("a")': 'has no attribute "Nett"',
    'outscale.Net("a", ip_range="x").net_idd': 'has no attribute "net_idd"',
    'outscale.Net("a", ip_range="x", tags=[{"kee": "x"}])': "List item 0 has incompatible type",
    'outscale.OksProject("p", cidr="", region="")': 'Missing named argument "name"',
    'numspot.Bucket("b")': 'Missing named argument "name"',
    'cloudtemple.ObjectStorageBucket("b", name="n")': 'Missing named argument "access_type"',
    "cloudtemple.get_vpc_vpc(ident='1')": 'Unexpected keyword argument "ident"',
}
RIGHT = (
    'outscale.Net("a", ip_range="x", tags=[{"key": "k"}]).net_id.apply(lambda found: found.upper())',
    'numspot.Vpc("v", ip_range=outscale.Net("a", ip_range="x").net_id)',
)


def test_the_type_checker_catches_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    lines = ["import pulumi_cloudtemple as cloudtemple", "import pulumi_numspot as numspot"]
    lines += ["import pulumi_outscale as outscale", *RIGHT, *WRONG]
    snippet = tmp_path / "snippet.py"
    snippet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--hide-error-context", "--no-color-output"]
    done = subprocess.run(
        [*command, "--strict", "--cache-dir", str(tmp_path / "cache"), str(snippet)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert len(errors) == len(WRONG), done.stdout + done.stderr
    for number, (line, expected) in enumerate(WRONG.items(), start=len(lines) - len(WRONG) + 1):
        assert any(f":{number}: error: " in error and expected in error for error in errors), (line, errors)

"""checkov in its environment: one report, that fails closed and in which no secret is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, Secret
from policies.model import Level
from policies.scan.environment import Environment
from policies.scan.errors import ScanFailed
from policies.scan.model import Format, Outcome, ScanFinding, ScanOptions, ScanReport, SetAside, Source
from policies.scan.scan import scan
from tests.policies.scan.conftest import altering, group, plan, resource
from tests.policies.scan.test_own import FINDING, NOTE, RULE
from tools.no_network import CLAIM

pytestmark = pytest.mark.xdist_group("checkov")

STORAGE = "azure-native:storage:StorageAccount"
RULES = "openstack:networking/secGroupRule:SecGroupRule"
OPEN = {
    "direction": "ingress",
    "protocol": "tcp",
    "portRangeMin": 22,
    "portRangeMax": 22,
    "remoteIpPrefix": "0.0.0.0/0",
}
ALL = ScanOptions(formats=tuple(Format))
Alter = Callable[[str], Environment]


def account(**inputs: object) -> PlannedResource:
    return resource(STORAGE, "data", {"accountName": "data", "resourceGroupName": "rg", **inputs})


def of(report: ScanReport, check: str) -> ScanFinding:
    (found,) = [finding for finding in report.findings if finding.check == check]
    return found


def within(report: ScanReport, layer: str) -> ScanReport:
    """What is said of one layer."""
    return replace(report, findings=tuple(item for item in report.findings if item.layer == layer))


SQL = "azure-native:unknown:Microsoft.Sql/servers"
WORKSPACE = "azure-native:unknown:Microsoft.MachineLearningServices/workspaces"
PLANTED = "Pl4ntedS3cretValueXyz"
TOKEN = "AKIA" + "Z3XMPLQ7WN4RT2BV"
FORMS = ("password: {}", "export DB_PASSWORD={}", 'password = "{}"', "  secret: {}", 'key: "https://a:{}@host.example"')


def built_in() -> list[PlannedResource]:
    return [
        group("*"),
        resource(RULES, "ssh", OPEN),
        resource("openstack:compute/instance:Instance", "vm", {"adminPass": Secret("hidden-value")}),
        resource("pulumi:providers:openstack", "p", {"token": "plain-token"}),
    ]


def asked_again() -> list[PlannedResource]:
    tagged = account(tags={"note": UNKNOWN}, enableHttpsTrafficOnly=True)
    return [group("10.0.0.0/8", UNKNOWN), account(networkRuleSet=UNKNOWN), tagged]


def in_a_graph() -> list[PlannedResource]:
    access = {"open": "Enabled", "shut": "Disabled", "later": UNKNOWN}
    return [
        resource(WORKSPACE, name, {"name": name, "properties": {"publicNetworkAccess": value}})
        for name, value in access.items()
    ]


def forms() -> list[PlannedResource]:
    program = "\n".join(["#cloud-config", *(form.format(f"{PLANTED}{number}") for number, form in enumerate(FORMS))])
    return [resource("a:b:C", "vm", {"userData": program})]


def wherever() -> list[PlannedResource]:
    inputs = {"first": f"key={TOKEN}", "second": f"other key={TOKEN}", "userData": f"#!/bin/sh\nA={TOKEN}\nB={TOKEN}\n"}
    return [resource("a:b:C", "one", inputs), resource("a:b:C", "two", inputs)]


LAYERS: Mapping[str, list[PlannedResource]] = {
    "built-in": built_in(),
    "asked-again": asked_again(),
    "nobody": [resource("azure-native:resources:ResourceGroup"), group("*")],
    "inventory": [resource(SQL, "sql", {"properties": {"publicNetworkAccess": "Enabled"}})],
    "graph": in_a_graph(),
    "forms": forms(),
    "wherever": wherever(),
    "hidden": [
        resource("a:b:C", "comment", {"userData": f"first\nkey={TOKEN} # pragma: allowlist secret\n"}),
        resource("a:b:C", "length", {"note": "x " * 20_000 + TOKEN}),
    ],
}
"""What is scanned without options: a layer for each claim, since each start of checkov takes seconds."""


@pytest.fixture(scope="module")
def together(checkov: Environment) -> ScanReport:
    report = scan([plan(*resources, layer=layer) for layer, resources in LAYERS.items()], environment=checkov)
    # what were told of no layer, or of another, no test would look at
    assert {item.layer for item in report.findings} == LAYERS.keys()
    return report


def test_built_in_checks_of_azure_and_openstack(together: ScanReport) -> None:
    report = within(together, "built-in")
    failed = {(finding.check, finding.resource) for finding in report.findings if finding.outcome is Outcome.FAILED}
    assert {
        ("CKV_AZURE_10", "nsg"),
        ("CKV_OPENSTACK_2", "ssh"),
        ("CKV_OPENSTACK_4", "vm"),
        ("CKV_OPENSTACK_1", "p"),
    } <= failed
    assert of(report, "CKV_OPENSTACK_3").outcome is Outcome.PASSED
    assert together.exit_code == 0
    assert together.version == "3.3.30"


def test_what_stops(checkov: Environment) -> None:
    ours = [
        FINDING,
        replace(FINDING, rule="ADVICE-1", level=Level.ADVISORY),
        replace(FINDING, rule="EXEMPTED-1", exemption=NOTE),
    ]
    report = scan([plan(group("*"))], ours, options=ScanOptions(mandatory=True), environment=checkov)
    assert {item.check for item in report.findings if item.stops} == {"SOV-LOC-001", "CKV_AZURE_10"}
    assert report.exit_code == 1
    assert replace(report, findings=tuple(item for item in report.findings if not item.stops)).exit_code == 0


def test_what_is_set_aside_is_skipped_with_its_reason(checkov: Environment) -> None:
    aside = (
        SetAside("CKV_AZURE_10", "decided elsewhere"),
        SetAside("CKV_AZURE_9", "other type", ("Microsoft.X/y",)),
        SetAside("CKV_AZURE_206", "no account here"),
    )
    report = scan([plan(group("*"))], options=ScanOptions(set_aside=aside, mandatory=True), environment=checkov)
    assert (of(report, "CKV_AZURE_10").outcome, of(report, "CKV_AZURE_10").reason) == (
        Outcome.SKIPPED,
        "decided elsewhere",
    )
    assert of(report, "CKV_AZURE_9").outcome is Outcome.PASSED
    assert report.stale == ("CKV_AZURE_206", "CKV_AZURE_9")


def test_what_is_known_only_after_apply_is_neither_passed_nor_failed(checkov: Environment) -> None:
    layer = plan(account(minimumTlsVersion=UNKNOWN, enableHttpsTrafficOnly=False, publicNetworkAccess="Disabled"))
    report = scan([layer], options=ScanOptions(strict=True), environment=checkov)
    tls = of(report, "CKV_AZURE_44")
    assert (tls.outcome, tls.properties) == (Outcome.UNKNOWN, ("properties/minimumTlsVersion",))
    assert of(report, "CKV_AZURE_3").outcome is Outcome.FAILED
    assert of(report, "CKV_AZURE_59").outcome is Outcome.PASSED
    assert report.exit_code == 1
    assert {item.check for item in report.findings if item.stops} == {"CKV_AZURE_44"}


def test_a_check_that_does_not_say_what_it_reads_is_asked_with_other_values(together: ScanReport) -> None:
    report = within(together, "asked-again")
    assert of(report, "CKV_AZURE_10").outcome is Outcome.UNKNOWN
    assert [item.outcome for item in report.findings if item.check == "CKV_AZURE_35"] == [
        Outcome.UNKNOWN,
        Outcome.FAILED,
    ]
    # an unknown value that no check reads changes nothing
    assert {item.outcome for item in report.findings if item.check == "CKV_AZURE_3"} == {Outcome.PASSED}


def test_nobody_looked_is_said_for_types_that_checkov_does_not_know(together: ScanReport) -> None:
    unknown = sum(item.type == "a:b:C" for resources in LAYERS.values() for item in resources)
    said = [(item.type, item.count) for item in together.not_looked]
    assert said == [("a:b:C", unknown), ("azure-native:resources:ResourceGroup", 1)]


def test_an_inventory_of_a_type_that_no_table_has_is_scanned(together: ScanReport) -> None:
    assert of(within(together, "inventory"), "CKV_AZURE_113").outcome is Outcome.FAILED


def test_graph_checks_are_asked_too(together: ScanReport) -> None:
    of_workspaces = [item for item in within(together, "graph").findings if item.check == "CKV2_AZURE_49"]
    found = {item.resource: item.outcome for item in of_workspaces}
    assert found == {"open": Outcome.FAILED, "shut": Outcome.PASSED, "later": Outcome.UNKNOWN}


@dataclass(frozen=True)
class Observed:
    """A scan of nothing, and what its process had: the modes of its folder and question, the names of its variables."""

    report: ScanReport
    modes: list[str]
    names: list[str]


@pytest.fixture(scope="module")
def observed(checkov: Environment, tmp_path_factory: pytest.TempPathFactory) -> Observed:
    folder = tmp_path_factory.mktemp("observed")
    where = altering(
        checkov,
        folder,
        f"""
        import json, os, pathlib
        folder = pathlib.Path(sys.argv[2])
        modes = [oct(p.stat().st_mode & 0o777) for p in (folder, folder / "question.json")]
        pathlib.Path({str(folder / "seen")!r}).write_text(json.dumps([modes, list(os.environ)]))
        """,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BC_API_KEY", "a-key")
        patch.setenv("CKV_AZURE_SETTING", "x")
        report = scan([], environment=where)
    return Observed(report, *json.loads((folder / "seen").read_text(encoding="utf-8")))


def test_no_plan_is_an_empty_report_of_an_environment_that_works(observed: Observed) -> None:
    report = observed.report
    assert (report.findings, report.asked, report.exit_code) == ((), 0, 0)


# --- secrets ------------------------------------------------------------------------------------------------------

PEM = (
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq0pl4ntedKeyMaterial1234567890abcdefghijklmnop\n"
    "-----END RSA PRIVATE KEY-----"
)


def planted() -> list[LayerPlan]:
    program = f"#cloud-config\nwrite_files:\n  - content: x\n    password: {PLANTED}\n# {TOKEN}\n"
    return [
        plan(
            account(tags={"note": f"https://user:{PLANTED}@host.example/x"}, description=PLANTED),
            resource("openstack:compute/instance:Instance", "vm", {"userData": program, "note": f"{PLANTED}2"}),
            resource("scaleway:instance/server:Server", "other", {"cloudInit": PEM, "key": TOKEN}),
            resource("ovh:Me/x:X", "again", {"note": f"https://user:{PLANTED}@host.example/x"}),
            resource("pulumi:providers:openstack", "p", {"password": PLANTED, "token": Secret(f"{PLANTED}-2")}),
        )
    ]


@dataclass(frozen=True)
class Searched:
    """A scan of what is planted, and what it wrote to the terminal."""

    report: ScanReport
    told: str


@pytest.fixture(scope="module")
def searched(checkov: Environment, tmp_path_factory: pytest.TempPathFactory) -> Searched:
    file = tmp_path_factory.mktemp("searched") / "told"
    with written_to(file):
        report = scan(planted(), [FINDING], {RULE.id: RULE}, ALL, checkov)
    return Searched(report, file.read_text(encoding="utf-8"))


@contextmanager
def written_to(file: Path) -> Iterator[None]:
    """Standard output and error of this process and its children; capfd is of one test alone."""
    kept = [(number, os.dup(number)) for number in (1, 2)]
    with file.open("w", encoding="utf-8") as target, redirect_stdout(target), redirect_stderr(target):
        try:
            for number, _ in kept:
                os.dup2(target.fileno(), number)
            yield
        finally:
            for number, copy in kept:
                os.dup2(copy, number)
                os.close(copy)


def test_what_is_written_is_caught(tmp_path: Path) -> None:
    file = tmp_path / "told"
    with written_to(file):
        subprocess.run("echo child-out; echo child-err >&2", shell=True, check=True)
        print("own-out")
        print("own-err", file=sys.stderr)
    assert set(file.read_text(encoding="utf-8").split()) == {"child-out", "child-err", "own-out", "own-err"}


def test_plain_secrets_are_found_where_they_stand(searched: Searched) -> None:
    report = searched.report
    found = {
        (item.resource, item.properties[0], item.line)
        for item in report.findings
        if item.check.startswith("CKV_SECRET")
    }
    assert {("data", "tags.note", 0), ("again", "note", 0), ("vm", "userData", 4), ("vm", "userData", 5)} <= found
    assert any(name == "other" and path == "cloudInit" for name, path, _ in found)


def test_no_output_holds_a_secret(searched: Searched) -> None:
    report = searched.report
    assert set(report.outputs) == set(Format)
    everything = [*report.outputs.values(), repr(report), searched.told]
    for text in everything:
        for secret in (PLANTED, TOKEN, "KeyMaterial", PLANTED[:8]):
            assert secret not in text


def test_forms_of_a_secret_in_a_program(together: ScanReport) -> None:
    found = within(together, "forms").findings
    assert {(item.properties, item.line) for item in found} == {(("userData",), line) for line in range(2, 7)}


def test_one_secret_is_told_wherever_it_stands(together: ScanReport) -> None:
    report = within(together, "wherever")
    found = {(item.resource, item.properties[0], item.line) for item in report.findings if item.outcome == "failed"}
    places = {("first", 0), ("second", 0), ("userData", 2), ("userData", 3)}
    assert found == {(name, *place) for name in ("one", "two") for place in places}


def test_neither_a_comment_nor_length_keeps_a_line_from_being_searched(together: ScanReport) -> None:
    found = [item for item in within(together, "hidden").findings if item.check == "CKV_SECRET_2"]
    assert {(item.resource, item.properties) for item in found} == {("comment", ("userData",)), ("length", ("note",))}


def test_a_crash_tells_no_value(altered: Alter, capfd: pytest.CaptureFixture[str]) -> None:
    where = altered(
        """
        from checkov.arm.checks.resource.StorageAccountsTransportEncryption import check
        def scan_resource_conf(conf):
            raise ValueError(str(conf))
        check.scan_resource_conf = scan_resource_conf
        """
    )
    report = scan([plan(account(description=PLANTED))], options=ALL, environment=where)
    found = of(report, "CKV_AZURE_3")
    assert (found.outcome, found.crashed, found.stops) == (Outcome.FAILED, True, True)
    assert found.reason == "the check itself failed (ValueError); nothing was checked here"
    assert report.exit_code == 1
    told = capfd.readouterr()
    for text in (*report.outputs.values(), told.out, told.err):
        assert PLANTED not in text


# --- what fails, fails closed ----------------------------------------------------------------------------------------


def test_a_graph_check_that_raises_fails_each_resource(altered: Alter) -> None:
    where = altered(
        """
        import checkov.common.graph.checks_infra.base_check as base
        def run(self, graph):
            raise KeyError("x")
        base.BaseGraphCheck.run = run
        """
    )
    report = scan([plan(resource(WORKSPACE, "ml", {"name": "a"}))], environment=where)
    assert (of(report, "CKV2_AZURE_49").crashed, report.exit_code) == (True, 1)


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import checkov.version; checkov.version.version = '3.0.0'", "checkov failed: RuntimeError"),
        ("import checkov.arm.registry as r; del r.arm_resource_registry", "checkov failed: ImportError"),
        ("raise SystemExit(0)", "ended with code 0 and gave no answer"),
        ("import os; os._exit(7)", "ended with code 7 and gave no answer"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "gave no answer"),
        (
            "import atexit, os; atexit.register(lambda: os._exit(9))",
            "ended with code 9 after its answer",
        ),
        (
            "from checkov.secrets.runner import Runner; Runner._safe_scan = staticmethod(lambda f, b: (f, []))",
            "checkov failed: SearchFailed",
        ),
    ],
)
def test_an_environment_that_fails_is_no_empty_report(program: str, said: str, altered: Alter) -> None:
    with pytest.raises(ScanFailed) as caught:
        scan([plan(account(description="some plain text"))], environment=altered(program))
    assert said in str(caught.value)
    assert "do: " in str(caught.value)


def test_an_environment_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ScanFailed) as caught:
        scan([], environment=Environment(tmp_path))
    assert caught.value.action == "make scan"


def test_a_scan_without_end_is_given_up_and_leaves_nothing(
    altered: Alter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    pid = tmp_path / "pid"
    where = altered(f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    with pytest.raises(ScanFailed) as caught:
        scan([], options=ScanOptions(seconds=2), environment=where)
    assert "had no end after 2 s" in str(caught.value)
    assert list(folder.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_its_folder_is_private(observed: Observed) -> None:
    assert observed.modes == ["0o700", "0o600"]


def test_it_sees_nothing_of_the_users_environment(observed: Observed) -> None:
    assert observed.names
    assert not [name for name in observed.names if "API" in name or name.startswith("CKV")]
    assert observed.report.version == "3.3.30"


# --- no network ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    ["socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('host.example', 443)"],
)
def test_an_attempt_to_use_the_network_is_told(attempt: str, altered: Alter) -> None:
    where = altered(
        f"""
        import socket
        import checkov.version
        from checkov.arm.checks.resource.StorageAccountsTransportEncryption import check
        def scan_resource_conf(conf):
            try:
                {attempt}
            except OSError:
                pass
            from checkov.common.models.enums import CheckResult
            return CheckResult.PASSED
        check.scan_resource_conf = scan_resource_conf
        """
    )
    with pytest.raises(ScanFailed) as caught:
        scan([plan(account())], environment=where)
    assert "tried to use the network" in str(caught.value)


PROGRAM = """
from tests.policies.scan.conftest import group, plan
from policies.scan.model import ScanOptions, Format
from policies.scan.scan import scan
report = scan([plan(group("*"))], options=ScanOptions(formats=tuple(Format)))
print(report.exit_code, sum(f.check == "CKV_AZURE_10" for f in report.findings))
"""


def test_it_works_where_there_is_no_network(checkov: Environment) -> None:
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", PROGRAM]
    if not os.environ.get(CLAIM):
        command = [sys.executable, "tools/no_network.py", *command]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )
    if done.returncode == 2 and "no network namespace" in done.stderr:
        pytest.skip("this machine allows no network namespace")
    assert (done.stdout.strip(), done.stderr) == ("0 1", "")


# --- one report ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one(checkov: Environment) -> ScanReport:
    exempted = replace(FINDING, rule="NET-001", exemption=NOTE)
    aside = (SetAside("CKV_AZURE_9", "no desktop is there"),)
    options = replace(ALL, set_aside=aside)
    return scan([plan(group("*"), account())], [FINDING, exempted], {RULE.id: RULE}, options, checkov)


def test_json(one: ScanReport) -> None:
    document = json.loads(one.outputs[Format.JSON])
    assert document["check_type"] == "pulumi"
    assert "url" not in document
    failed = {record["check_id"]: record for record in document["results"]["failed_checks"]}
    assert {"SOV-LOC-001", "CKV_AZURE_10"} <= failed.keys()
    assert failed["SOV-LOC-001"]["guideline"] == "docs/rules/SOV-LOC-001.md"
    assert failed["SOV-LOC-001"]["check_name"] == "Data stays in the area"
    skipped = {record["check_id"]: record for record in document["results"]["skipped_checks"]}
    assert skipped["NET-001"]["check_result"]["suppress_comment"].startswith("EX-1: moved in spring")
    assert skipped["CKV_AZURE_9"]["check_result"]["suppress_comment"] == "no desktop is there"
    assert document["summary"]["failed"] == len(document["results"]["failed_checks"])


def test_cli(one: ScanReport) -> None:
    text = one.outputs[Format.CLI]
    assert "\x1b" not in text
    assert 'Check: SOV-LOC-001: "Data stays in the area"' in text
    assert "Severity: CRITICAL" in text
    assert "Suppress comment: EX-1" in text
    assert "CKV_AZURE_10" in text


def test_junit(one: ScanReport) -> None:
    suite = ET.fromstring(one.outputs[Format.JUNIT])
    cases = {case.get("name", "").split("]")[1].strip("["): case for case in suite.iter("testcase")}
    failure = cases["SOV-LOC-001"].find("failure")
    assert failure is not None
    assert "found us-east-1" in (failure.text or "")
    assert cases["NET-001"].find("skipped") is not None
    assert cases["CKV_AZURE_10"].find("failure") is not None


def test_sarif(one: ScanReport) -> None:
    document = json.loads(one.outputs[Format.SARIF])
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    ours = results["SOV-LOC-001"]
    assert ours["level"] == "error"
    assert "found us-east-1" in ours["message"]["text"]
    assert ours["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "urn:x"
    assert ours["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "estate/hub"
    assert results["NET-001"]["suppressions"][0]["justification"].startswith("EX-1")
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == results.keys()
    assert "/tmp" not in one.outputs[Format.SARIF]


def test_all_outputs_show_the_same_failures(one: ScanReport) -> None:
    failed = sorted(item.check for item in one.findings if item.outcome is Outcome.FAILED)
    document = json.loads(one.outputs[Format.JSON])
    assert sorted(record["check_id"] for record in document["results"]["failed_checks"]) == failed
    cases = ET.fromstring(one.outputs[Format.JUNIT]).iter("testcase")
    assert sum(case.find("failure") is not None for case in cases) == len(failed)
    results = json.loads(one.outputs[Format.SARIF])["runs"][0]["results"]
    assert sorted(item["ruleId"] for item in results if "suppressions" not in item) == failed
    assert one.outputs[Format.CLI].count("\tFAILED for resource:") == len(failed)
    assert one.count(Outcome.FAILED, Source.BASTIDE) == 1


# --- files of a repository -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with faults, beside one that cannot be read."""
    root = tmp_path_factory.mktemp("files") / "repository"
    workflows = root / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (root / "Dockerfile").write_text("FROM debian:latest\nUSER root\nEXPOSE 22\n", encoding="utf-8")
    (workflows / "ci.yml").write_text(
        "on: push\npermissions: write-all\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n",
        encoding="utf-8",
    )
    (workflows / "broken.yml").write_text("a: [1\nb: {", encoding="utf-8")
    (root / "settings.py").write_text(f'KEY = "{TOKEN}"\n', encoding="utf-8")
    return root


FILES = ScanOptions(
    formats=tuple(Format), frameworks=("dockerfile", "github_actions", "secrets"), repository=Path("nowhere")
)


@pytest.fixture(scope="module")
def of_files(checkov: Environment, repository: Path) -> ScanReport:
    return scan([], options=replace(FILES, repository=repository), environment=checkov)


def test_files(of_files: ScanReport) -> None:
    report = of_files
    failed = {(item.check, item.resource) for item in report.findings if item.outcome is Outcome.FAILED}
    assert ("CKV_DOCKER_1", "Dockerfile") in failed
    assert ("CKV2_GHA_1", ".github/workflows/ci.yml") in failed
    assert ("CKV_SECRET_2", "settings.py") in failed
    kinds = {part["check_type"] for part in json.loads(report.outputs[Format.JSON])}
    assert kinds == {"pulumi", "dockerfile", "github_actions", "secrets"}
    for text in report.outputs.values():
        assert TOKEN not in text
        assert TOKEN[:8] not in text


def test_a_file_that_cannot_be_read_is_a_failure(of_files: ScanReport) -> None:
    report = of_files
    found = of(report, "BASTIDE_UNREAD")
    assert (found.resource, found.stops) == (".github/workflows/broken.yml", True)


def test_a_check_of_files_that_raises_is_a_failure(altered: Alter, repository: Path) -> None:
    where = altered(
        """
        from checkov.dockerfile.checks.ExposePort22 import check
        def scan_resource_conf(conf):
            raise ValueError("x")
        check.scan_resource_conf = scan_resource_conf
        """
    )
    report = scan([], options=replace(FILES, repository=repository), environment=where)
    found = of(report, "CKV_DOCKER_1")
    assert (found.outcome, found.crashed, found.stops) == (Outcome.FAILED, True, True)


def test_frameworks_that_are_none() -> None:
    with pytest.raises(ValueError, match="is no framework of a scan"):
        ScanOptions(frameworks=("terraform",), repository=Path())
    with pytest.raises(ValueError, match="need a repository"):
        ScanOptions(frameworks=("dockerfile",))

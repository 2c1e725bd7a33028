"""The pipelines of both forges: of their published shape, without a way round the gate, on machines of one's own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policies.context import Context
from policies.evaluate import verdicts
from policies.files import sources
from policies.model import Result
from policies.profiles import profile
from policies.rules import rules
from policies.view import View
from stacks.catalogue import estates
from stacks.intents import intent_of, layers
from tests.conftest import REPOSITORY
from tests.policies.established import ON
from tests.policies.records import layer_of

GITHUB = REPOSITORY / ".github" / "workflows" / "bastide.yml"
COMMENT = REPOSITORY / ".github" / "workflows" / "bastide-comment.yml"
GITLAB = REPOSITORY / ".gitlab-ci.yml"
SCRIPTS = REPOSITORY / "pipelines"
DIGEST = "sha256:" + "0123456789abcdef" * 4
Edit = Callable[[str], str]


def data(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def copied(file: Path, folder: Path, edit: Edit) -> Path:
    text = file.read_text(encoding="utf-8")
    changed = edit(text)
    assert changed != text
    copy = folder / file.name
    copy.write_text(changed, encoding="utf-8")
    return copy


def conforms(file: Path, *schemas: str) -> bool:
    """Whether check-jsonschema, which carries the published schemas, takes a file. No network."""
    transform = ["--data-transform", "gitlab-ci"] if file.name == GITLAB.name else []
    return all(
        subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *transform, str(file)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
        for schema in schemas
    )


WORKFLOWS = ("vendor.github-workflows", "custom.github-workflows-require-timeout")


def test_all_are_of_the_published_shape() -> None:
    assert conforms(GITHUB, *WORKFLOWS)
    assert conforms(COMMENT, *WORKFLOWS)
    assert conforms(GITLAB, "vendor.gitlab-ci")


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        (GITHUB, lambda text: text.replace("runs-on:", "runs_on:")),
        (GITHUB, lambda text: text.replace("contents: read", "contents: reading")),
        (GITHUB, lambda text: text.replace("    timeout-minutes: 5\n", "")),
        (COMMENT, lambda text: text.replace("workflow_run:", "workflow_ran:", 1)),
        (GITLAB, lambda text: text.replace("junit:", "junits:")),
        (GITLAB, lambda text: text.replace("when: always", "when: ever", 1)),
    ],
)
def test_a_broken_copy_is_not(tmp_path: Path, file: Path, edit: Edit) -> None:
    schemas = ("vendor.gitlab-ci",) if file is GITLAB else WORKFLOWS
    assert not conforms(copied(file, tmp_path, edit), *schemas)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def ways_round(workflow: Any, pipeline: Any) -> list[str]:
    """What would let the gate be left out, fail unseen, or be switched off by a label or message."""
    found = [f"github: {key}" for key in keys(workflow) if key in ("continue-on-error", "paths", "paths-ignore")]
    gate = workflow["jobs"].get("gate", {"if": "missing"})
    found += [f"github gate: {key}" for key in ("if", "needs", "strategy", "container") if key in gate]
    found += [
        f"github gate step: {step}" for step in gate.get("steps", ()) if step.get("if") and "gate.sh" in str(step)
    ]
    found += [] if any("gate.sh" in str(step) for step in gate.get("steps", ())) else ["github: no gate"]
    gate = pipeline.get("gate", {"rules": "missing"})
    chain = [gate, *(pipeline[name] for name in _ancestors(pipeline, gate))]
    unwanted = ("allow_failure", "rules", "only", "except", "when", "needs", "retry")
    found += [f"gitlab gate: {key}" for job in chain for key in unwanted if key in job]
    found += [] if any("gate.sh" in line for line in gate.get("script", ())) else ["gitlab: no gate"]
    found += [f"gitlab: {key}" for key in keys(pipeline) if key in ("changes", "exists")]
    words = re.compile(r"label|message|title|commit_tag|draft", re.IGNORECASE)
    found += [f"asks {text}" for text in _conditions(workflow, pipeline) if words.search(text)]
    found += [
        f"unseen: {line}" for line in _lines(workflow, pipeline) if "gate.sh" in line and re.search(r"\|\||;|&", line)
    ]
    return found


def _ancestors(pipeline: Any, job: Any) -> Iterator[str]:
    name = job.get("extends")
    if name:
        yield name
        yield from _ancestors(pipeline, pipeline[name])


def _conditions(workflow: Any, pipeline: Any) -> Iterator[str]:
    jobs = workflow["jobs"].values()
    yield from (str(item["if"]) for job in jobs for item in (job, *job["steps"]) if "if" in item)
    rules = [rule for job in pipeline.values() if isinstance(job, dict) for rule in job.get("rules", ())]
    yield from (str(rule["if"]) for rule in rules if "if" in rule)


def _lines(workflow: Any, pipeline: Any) -> Iterator[str]:
    yield from (step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"])
    yield from (line for job in pipeline.values() if isinstance(job, dict) for line in job.get("script", ()))


def test_there_is_no_way_round_the_gate() -> None:
    assert ways_round(data(GITHUB), data(GITLAB)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (GITHUB, "  gate:\n", "  gate:\n    if: ${{ !contains(github.event.pull_request.labels.*.name, 'skip') }}\n"),
        (GITHUB, "  gate:\n", "  gate:\n    needs: review\n"),
        (GITHUB, "  gate:\n", "  gate:\n    continue-on-error: true\n"),
        (GITHUB, "  pull_request:\n", "  pull_request:\n    paths: [stacks/**]\n"),
        (GITHUB, "gate.sh sarif", "gate.sh sarif || true"),
        (GITHUB, "  gate:\n", "  door:\n"),
        (GITLAB, "gate:\n  extends", "gate:\n  allow_failure: true\n  extends"),
        (GITLAB, "gate:\n  extends", "gate:\n  when: manual\n  extends"),
        (GITLAB, "gate:\n  extends", "gate:\n  rules: [{changes: [stacks/*]}]\n  extends"),
        (GITLAB, ".unreviewed:\n", ".unreviewed:\n  allow_failure: true\n"),
        (GITLAB, "gate.sh junit sarif", "gate.sh junit sarif; true"),
        (
            GITLAB,
            'if: $CI_PIPELINE_SOURCE == "merge_request_event"\n  script',
            "if: $CI_MERGE_REQUEST_LABELS\n  script",
        ),
    ],
)
def test_a_way_round_the_gate_is_seen(tmp_path: Path, file: Path, old: str, new: str) -> None:
    found = copied(file, tmp_path, lambda text: text.replace(old, new))
    pair = (found, GITLAB) if file is GITHUB else (GITHUB, found)
    assert ways_round(data(pair[0]), data(pair[1])) != []


def test_scripts_ask_no_label_and_no_message() -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(SCRIPTS.glob("*.sh"))]
    assert len(texts) > 8
    assert not [
        word for text in texts for word in re.findall(r"CI_COMMIT_MESSAGE|CI_COMMIT_TITLE|LABELS|git log", text)
    ]


def test_where_code_of_a_change_runs_there_is_no_secret_and_no_right_to_write() -> None:
    workflow = data(GITHUB)
    assert workflow["permissions"] == {}
    assert "secrets" not in GITHUB.read_text(encoding="utf-8")
    assert "pull_request_target" not in GITHUB.read_text(encoding="utf-8") + COMMENT.read_text(encoding="utf-8")
    assert {job: item.get("permissions") for job, item in workflow["jobs"].items()} == {
        "review": {"contents": "read"},
        "gate": {"contents": "read"},
        "up": None,
    }
    # the token is in the step that fetches, and in no other
    for job in workflow["jobs"].values():
        holders = [step for step in job["steps"] if "token" in str(step).lower()]
        assert all(step["name"].startswith("Fetch") for step in holders)


def test_the_job_with_a_token_runs_nothing_of_the_change() -> None:
    job = data(COMMENT)["jobs"]["comment"]
    fetched = str(job["steps"][0])
    assert "GITHUB_SHA" not in fetched
    assert "workflow_run" not in fetched
    assert "HEAD_" not in fetched
    assert job["permissions"]["contents"] == "read"
    script = data(GITLAB)["comment"]["script"]
    assert [line for line in script if "post.sh" in line] == [script[-1]]
    assert "$reviewed/pipelines/post.sh" in script[-1]
    assert "before_script" not in data(GITLAB)["comment"]


def test_values_of_an_event_never_become_part_of_a_command() -> None:
    for file in (GITHUB, COMMENT):
        runs = [step["run"] for job in data(file)["jobs"].values() for step in job["steps"] if "run" in step]
        assert runs
        assert not [run for run in runs if "${{" in run]


def test_both_jobs_fetch_alike_and_look_at_pins_first() -> None:
    jobs = data(GITHUB)["jobs"]
    review, gate = jobs["review"]["steps"], jobs["gate"]["steps"]
    assert review[0] == gate[0]
    assert [steps[1]["run"].split()[0] for steps in (review, gate)] == ["pipelines/pins.sh"] * 2
    pipeline = data(GITLAB)
    assert pipeline["stages"][0] == pipeline["pins"]["stage"]
    assert "image" not in pipeline["pins"]
    for name in (".unreviewed", ".reviewed"):
        assert pipeline[name]["before_script"][0].startswith("pipelines/pins.sh")


def test_reading_and_writing_are_two_identities() -> None:
    pipeline = data(GITLAB)
    receipt, up = pipeline["receipt"], pipeline["up"]
    assert receipt["environment"]["name"].split("/")[0] != up["environment"]["name"].split("/")[0]
    assert set(receipt["tags"]).isdisjoint(up["tags"])
    for job in (receipt, up):
        rules = pipeline[job["extends"]]["rules"]
        assert [rule["when"] for rule in rules] == ["manual"]
        assert 'CI_COMMIT_REF_PROTECTED == "true"' in rules[0]["if"]


def test_one_stack_at_a_time_is_applied() -> None:
    """Areas write into the hub's router, and the OpenStack provider writes a router's routes as a whole."""
    assert data(GITLAB)["up"]["resource_group"] == "bastide-up"


def test_the_stacks_are_those_of_the_estate() -> None:
    estate = "scaleway"
    wanted = [f"{estate}-{layer}" for layer in layers(intent_of(REPOSITORY / "stacks" / f"{estate}.yaml"))]
    for job in ("receipt", "up"):
        (row,) = data(GITLAB)[job]["parallel"]["matrix"]
        assert sorted(row["BASTIDE_STACK"]) == sorted(wanted)


def failures(root: Path, estate: str, cloud: str) -> list[str]:
    """What the rules on files of the repository find in the pipelines of one estate."""
    mine = (".github/", ".gitlab-ci.yml")
    found = [source for source in sources(root, estate) if source.name.startswith(mine)]
    view = View([layer_of(cloud=cloud)], found)
    context = Context(ON, profile("target"), view)
    records = [record for record in view.records if record.kind == "source"]
    assert len(records) == len(found)
    asked = [item for item in rules().values() if "source" in item.kinds]
    assert "SOV-LOC-006" in {item.id for item in asked}
    judged = [(item.id, verdict) for item in asked for record in records for verdict in verdicts(item, record, context)]
    return [f"{name}: {verdict.info}" for name, verdict in judged if verdict.result is Result.FAIL]


@pytest.mark.parametrize("estate", estates())
def test_the_rules_on_foreign_control_find_nothing_in_the_files(estate: str) -> None:
    """So that no estate has a failure more by them than `policies/shortfalls.yaml` knows."""
    cloud = "azure" if estate.startswith("azure") else estate
    assert failures(REPOSITORY, estate, cloud) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[self-hosted, linux, bastide-review]", "debian-latest"),
        ("- run: pipelines/setup.sh", f"- uses: actions/checkout@{'a' * 40}"),
        ("- run: pipelines/setup.sh", "- run: docker run docker.io/library/debian"),
    ],
)
def test_a_hosted_runner_an_action_and_a_foreign_image_are_found(tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(GITHUB.parent, tmp_path / ".github" / "workflows")
    (tmp_path / "stacks").mkdir()
    text = GITHUB.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / ".github" / "workflows" / GITHUB.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert failures(tmp_path, "none", "scaleway") != []


def pins(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(SCRIPTS / "pins.sh"), *map(str, files)], capture_output=True, text=True, check=False)


def test_the_placeholder_is_refused_and_says_who_must_verify_it() -> None:
    done = pins(GITLAB)
    assert done.returncode == 2
    line = next(number for number, text in enumerate(GITLAB.read_text("utf-8").splitlines(), 1) if "UNVERIFIED" in text)
    assert f"{GITLAB}:{line}: the placeholder UNVERIFIED-PIN:the-digest-of-the-image" in done.stderr
    assert "whoever keeps the runners" in done.stderr
    assert "podman inspect" in done.stderr
    assert re.search(r"[0-9a-f]{40}", GITLAB.read_text("utf-8")) is None


def test_a_pinned_copy_passes(tmp_path: Path) -> None:
    pinned = copied(GITLAB, tmp_path, lambda text: re.sub(r"UNVERIFIED-PIN:\S+", DIGEST, text))
    assert (pins(pinned).returncode, pins(GITHUB, COMMENT).returncode) == (0, 0)
    assert conforms(pinned, "vendor.gitlab-ci")


@pytest.mark.parametrize(
    "line",
    [
        "image: debian:12",
        "image: debian:12 # @" + DIGEST,
        "image: registry.hdh.example/ci@sha256:abc",
        "image: $IMAGE",
        "image: {name: registry.hdh.example/ci@" + DIGEST + "}",
        "image:",
        '"image": debian:12',
        "job: {image: debian:12}",
        "uses: actions/checkout@v4",
        "- uses: actions/checkout@main",
        "uses: actions/checkout@" + "a" * 39,
        "uses: docker://debian:12",
        "container: debian:12",
        "services: [postgres:16]",
        "include: {remote: x}",
        "include:\n  - project: a/b",
    ],
)
def test_what_is_not_pinned_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pipeline.yml"
    file.write_text(f"job:\n{line}\n", encoding="utf-8")
    done = pins(file)
    assert done.returncode == 2, line
    assert f"{file}:" in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "image: registry.hdh.example/ci@" + DIGEST,
        'image: "registry.hdh.example/ci:12@' + DIGEST + '"  # read on a day',
        "- uses: actions/checkout@" + "a" * 40,
        "uses: ./.github/actions/own",
        "# image: debian:12",
        "image_pull_policy: always",
        "include:\n  - local: pipelines/more.yml",
    ],
)
def test_what_is_pinned_or_our_own_passes(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pipeline.yml"
    file.write_text(f"job:\n{line}\n", encoding="utf-8")
    assert pins(file).stderr == ""


def test_pins_of_nothing_are_no_pins(tmp_path: Path) -> None:
    assert pins().returncode == 2
    assert pins(tmp_path / "missing.yml").returncode == 2


def test_scripts_are_clean_and_say_what_they_do() -> None:
    scripts = sorted(SCRIPTS.glob("*.sh"))
    shellcheck = Path(sys.executable).parent / "shellcheck"
    done = subprocess.run([str(shellcheck), "-x", *map(str, scripts)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    run = [script for script in scripts if script.stat().st_mode & 0o100]
    assert len(run) >= 9
    for script in run:
        done = subprocess.run([str(script), "--help"], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith((f"{script.name} ", f"{script.name}:"))

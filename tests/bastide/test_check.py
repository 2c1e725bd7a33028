"""`bastide check` as a command: what it says first, its options, its exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bastide.review.findings import text
from policies import exemptions, shortfalls
from policies.model import Lang, Text
from policies.profiles import profiles
from tests.bastide.findings import every_kind, exemption, finding, report
from tests.conftest import REPOSITORY, Answer

Check = Callable[..., Answer]
DAY = ("--date", "2026-11-28")
STACK = "scaleway-bootstrap"


def document(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.out)
    return found


def findings(answer: Answer, **wanted: str) -> list[dict[str, Any]]:
    found = document(answer)["findings"]
    return [item for item in found if all(item[name] == value for name, value in wanted.items())]


def test_mandatory_failures_exit_with_1_and_stand_first(check: Check) -> None:
    answer = check("scaleway", *DAY)
    assert (answer.code, answer.err) == (1, "")
    title, outcome = answer.out.splitlines()[:2]
    assert title.startswith("Check on 2026-11-28, facts ")
    assert re.match(r"✗ mandatory failures that stop this: [1-9]\d*", outcome)
    first_screen = "\n".join(answer.out.splitlines()[:20])
    for words in ("estate", "profile", "mandatory", "in no list", "scaleway", "SOV-CTL-"):
        assert words in first_screen


def test_the_legacy_is_judged_as_advice_but_needs_its_derogation(check: Check) -> None:
    answer = check("azure-legacy", *DAY, "--format", "json")
    assert {item["rule"] for item in findings(answer) if item["stops"]} >= {"SOV-CTL-003"}
    for rule in ("SOV-CTL-001", "SOV-CTL-002"):
        found = findings(answer, rule=rule, result="fail")
        assert found
        assert {item["level"] for item in found} == {"advisory"}


def test_one_layer_is_judged_within_its_estate_and_reported_alone(check: Check) -> None:
    whole, alone = check("scaleway", *DAY, "--format", "json"), check(STACK, *DAY, "--format", "json")
    assert {item["layer"] for item in findings(alone)} == {"bootstrap"}
    assert findings(alone) == findings(whole, layer="bootstrap")
    (stack,) = document(alone)["stacks"]
    assert set(stack["profiles"]) == {"bootstrap"}
    assert stack["shortfalls"]["new"] is None


def test_two_runs_give_the_same_bytes(check: Check) -> None:
    for format in ("json", "sarif", "junit", "markdown", "text"):
        first, second = (check(STACK, *DAY, "--format", format) for _ in range(2))
        assert first.out == second.out != ""


def test_a_profile_can_be_asked_of_every_layer(check: Check) -> None:
    answer = check("scaleway", *DAY, "--profile", "legacy", "--format", "json")
    (stack,) = document(answer)["stacks"]
    assert set(stack["profiles"].values()) == {"legacy"}
    levels = profiles()["legacy"].rules
    assert findings(answer)
    assert all(item["level"] == levels[item["rule"]] for item in findings(answer))


def test_nothing_that_stops_exits_with_0(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    lenient = profiles()["legacy"].model_copy(update={"name": "lenient", "rules": {"SOV-CTL-002": "advisory"}})
    monkeypatch.setattr("policies.profiles.profile", lambda name: lenient)
    answer = check("scaleway", *DAY, "--profile", "lenient")
    assert answer.code == 0
    assert answer.out.splitlines()[1] == "✓ nothing stops this"
    assert "SOV-CTL-002" in answer.out


def test_the_day_is_an_option_and_a_qualification_can_end(check: Check) -> None:
    now, later = (check("outscale", "--date", day, "--format", "json") for day in ("2026-11-28", "2040-01-01"))
    assert document(later)["date"] == "2040-01-01"
    before = {(item["urn"], item["rule"]) for item in findings(now, rule="SOV-CTL-002")}
    after = {(item["urn"], item["rule"]) for item in findings(later, rule="SOV-CTL-002")}
    assert before < after


def test_strict_makes_a_failure_of_what_is_unknown(check: Check) -> None:
    usual, strict = (check("scaleway", *DAY, "--format", "json", *option) for option in ((), ("--strict",)))
    unknown = findings(usual, result="unknown")
    assert unknown
    assert not any(item["stops"] for item in unknown)
    assert findings(strict, result="unknown") == []
    mandatory = [item for item in unknown if item["level"] == "mandatory"]
    assert mandatory
    assert document(strict)["summary"]["stops"] == document(usual)["summary"]["stops"] + len(mandatory)


def test_passes_are_written_only_where_asked_for(check: Check) -> None:
    usual, all_ = (check(STACK, *DAY, "--format", "json", *option) for option in ((), ("--all",)))
    assert findings(usual, result="pass") == []
    passed = findings(all_, result="pass")
    assert passed
    assert document(all_)["summary"]["pass"] == len(passed)
    assert [item for item in findings(all_) if item["result"] != "pass"] == findings(usual)


def test_detail_lists_what_the_usual_text_only_counts(check: Check) -> None:
    usual, detail = (check("scaleway", *DAY, *option) for option in ((), ("--detail",)))
    assert "(--detail lists each)" in usual.out
    assert "(--detail" not in detail.out
    assert len(detail.out.splitlines()) > len(usual.out.splitlines())


def test_in_french_everything_is_french(check: Check) -> None:
    answer = check("scaleway", *DAY, "--lang", "fr", "--detail")
    assert answer.out.startswith("Contrôle au 2026-11-28, faits ")
    for words in ("manquements obligatoires bloquants", "environnement", "à faire :", "critique · obligatoire"):
        assert words in answer.out
    for words in ("do:", "bring:", "mandatory", "critical", "evidence", "known only after apply", " is not "):
        assert words not in answer.out


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_at_any_width_nothing_is_cut_off(
    columns: int, lang: str, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = check("scaleway", *DAY, "--lang", lang)
    assert max(map(len, answer.out.splitlines())) <= columns
    assert "…" not in answer.out
    everything = re.sub(r"\s+", "", answer.out)
    for item in json.loads(check("scaleway", *DAY, "--format", "json").out)["findings"]:
        assert item["rule"] in everything


def test_a_document_can_be_written_to_a_file(check: Check, tmp_path: Path) -> None:
    for format in ("text", "json", "sarif", "junit", "markdown"):
        file = tmp_path / format
        answer = check(STACK, *DAY, "--format", format, "--output", str(file))
        assert (answer.code, answer.out, answer.err) == (1, "", "")
        assert STACK in file.read_text(encoding="utf-8") or "scaleway" in file.read_text(encoding="utf-8")
        assert "\x1b" not in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_bad_input(check: Check, tmp_path: Path) -> None:
    answer = check(STACK, *DAY, "--output", str(tmp_path / "nowhere" / "report.json"))
    assert answer.code == 2
    assert "cannot be written" in answer.err


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[list[dict[str, Any]]], None]]:
    """Put a list of known shortfalls in the place of the real one."""

    def clear() -> None:
        shortfalls.shortfalls.cache_clear()
        shortfalls._by_place.cache_clear()

    def use(entries: list[dict[str, Any]]) -> None:
        file = tmp_path / "shortfalls.yaml"
        file.write_text(
            json.dumps({"schema": "bastide/shortfalls/1", "estates": {"scaleway": entries}}), encoding="utf-8"
        )
        monkeypatch.setattr(shortfalls, "FILE", file)
        clear()

    yield use
    monkeypatch.undo()
    clear()


def all_of(answer: Answer) -> list[dict[str, Any]]:
    """The failures as a list of known shortfalls."""
    count: dict[tuple[str, str], int] = {}
    for item in findings(answer, result="fail"):
        count[item["rule"], item["role"]] = count.get((item["rule"], item["role"]), 0) + 1
    return [
        {
            "rule": rule,
            "role": role,
            "cause": "fact unknown",
            "count": number,
            "note": "listed by a test",
            "note_fr": "inscrit par un essai",
        }
        for (rule, role), number in count.items()
    ]


def test_what_is_listed_is_known_and_what_is_not_stands_out(
    check: Check, listed: Callable[[list[dict[str, Any]]], None]
) -> None:
    entries = all_of(check("scaleway", *DAY, "--format", "json"))
    surprise = next(entry for entry in entries if entry["rule"] == "SOV-CTL-001")
    listed([entry for entry in entries if entry is not surprise])
    answer = check("scaleway", *DAY)
    assert answer.code == 1
    assert f"in no list: {surprise['count']}, known: " in answer.out
    full, _, known = answer.out.partition("Known, all in the reviewed list")
    assert "✗ SOV-CTL-001" in full
    assert "✗ SOV-CTL-002" not in full
    assert "✗ SOV-CTL-002" in known
    assert "fact unknown" in known
    (stack,) = document(check("scaleway", *DAY, "--format", "json"))["stacks"]
    assert stack["shortfalls"]["new"] == [
        {"rule": "SOV-CTL-001", "role": surprise["role"], "found": surprise["count"], "listed": 0}
    ]


def test_one_more_than_listed_is_not_known_and_one_less_is_reported(
    check: Check, listed: Callable[[list[dict[str, Any]]], None]
) -> None:
    entries = all_of(check("scaleway", *DAY, "--format", "json"))
    more = next(entry for entry in entries if entry["count"] > 1)
    more["count"] -= 1
    less = next(entry for entry in entries if entry["rule"] == "SOV-CTL-001" and entry is not more)
    less["count"] += 1
    listed(entries)
    answer = check("scaleway", *DAY)
    assert f"✗ {more['rule']}" in answer.out.partition("Known, all in the reviewed list")[0]
    told = " ".join(answer.out.split())
    assert f"lists {less['count']} failures of SOV-CTL-001 at `{less['role']}` in scaleway" in told


def test_an_exempted_failure_stays_in_the_report_and_stops_nothing(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exemptions, "register", lambda: (exemption(),))
    answer = check(STACK, *DAY, "--format", "json")
    (found,) = findings(answer, rule="SOV-CTL-001")
    assert (found["result"], found["stops"]) == ("fail", False)
    assert found["exemption"]["id"] == "EX-1"
    shown = check(STACK, *DAY, "--detail").out
    assert "exempted by EX-1 until 2027-03-31" in " ".join(shown.split())


def test_an_exemption_past_its_end_fails(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exemptions, "register", lambda: (exemption(),))
    answer = check("scaleway", "--date", "2027-04-01", "--format", "json")
    assert any(item["stops"] for item in findings(answer, rule="SOV-CTL-001", layer="bootstrap"))
    (ended,) = findings(answer, rule="PLN-005", result="fail")
    assert "EX-1" in ended["message"] and "2027-03-31" in ended["message"]
    assert document(answer)["stacks"][0]["exemptions"]["expired"] == ["EX-1"]


def test_an_exemption_that_matches_nothing_is_reported_and_fails_in_strict_mode(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exemptions, "register", lambda: (exemption(target="Environment/Bastion:nothing"),))
    usual, strict = (check("scaleway", *DAY, "--format", "json", *option) for option in ((), ("--strict",)))
    (stale,) = findings(usual, kind="exemption")
    assert (stale["result"], stale["rule"], stale["name"]) == ("unknown", "PLN-005", "EX-1")
    assert [item["stops"] for item in findings(strict, kind="exemption")] == [True]
    # under another profile rules are not asked: then an exemption that matches nothing says nothing
    other = check("scaleway", *DAY, "--strict", "--profile", "legacy", "--format", "json")
    assert findings(other, kind="exemption") == []


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bastide", "check", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_several_estates_are_judged_side_by_side() -> None:
    done = command("cloudtemple", "scaleway-bootstrap", *DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert [stack["stack"] for stack in found["stacks"]] == ["cloudtemple", "scaleway"]
    assert {item["layer"] for item in found["findings"] if item["stack"] == "scaleway"} == {"bootstrap"}


def test_a_reader_that_leaves_is_no_failure() -> None:
    done = subprocess.run(
        f"{sys.executable} -m bastide check {STACK} --detail | head -n 1",
        shell=True,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith("Check on ")
    assert done.stderr == ""


@pytest.mark.parametrize("no_color", ["", "1"])
def test_colours_are_for_terminals_that_want_them(no_color: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    screen = Console(file=StringIO(), force_terminal=True, width=120)
    text.render(report(every_kind()), screen, detail=True)
    written = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "✗ NET-001" in re.sub(r"\x1b\[[0-9;]*m", "", written)
    assert bool(re.search(r"\x1b\[[0-9;]*3[1-6]", written)) is not bool(no_color)


def test_every_kind_of_finding_is_told_apart() -> None:
    shown = text.as_text(report(every_kind()), detail=False)
    for words in (
        "stop this: 1",
        "critical · mandatory",
        "critical · advisory",
        "critical · evidence",
        "exempted by E-1",
    ):
        assert words in shown
    assert "Known only after apply" in shown
    assert "good" not in shown
    assert "✓ NET-001" in text.as_text(report(every_kind()), detail=True)


def test_with_a_base_only_what_is_new_is_told_in_full() -> None:
    old, new, gone = finding(name="old"), finding(name="fresh", urn="urn:x"), finding(name="gone", urn="urn:y")
    shown = text.as_text(report([old, new], base=[old, gone]), detail=False)
    assert "✗ new mandatory failures that stop this: 1" in shown
    assert "since main (000000000000): 1 new, 1 fixed, 1 unchanged" in shown
    assert "fresh" in shown
    assert "Unchanged since main" in shown
    assert "Fixed since main" in shown
    calm = text.as_text(report([old], base=[old]), detail=False)
    assert calm.splitlines()[1] == "✓ nothing new stops this"


def test_nothing_found_is_said() -> None:
    assert "Nothing fails." in text.as_text(report([]), detail=False)
    assert "Aucun manquement." in text.as_text(report([], lang=Lang.FR), detail=False)


def test_a_name_cannot_steer_the_terminal() -> None:
    evil = finding(name="\x1b[2Jdoor[bold]\u202e")
    shown = text.as_text(report([evil]), detail=False)
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "?[2Jdoor[bold]?" in shown


@pytest.mark.parametrize("before", ["\n", f"{'x' * 90} ", "x" * 103])
@pytest.mark.parametrize("order", ["::error::broken", "::error file=a,line=1::broken"])
def test_a_name_cannot_give_orders_to_a_ci_run(before: str, order: str) -> None:
    evil = finding(name=f"door{before}{order}", info=Text(f"`eu{before}{order}` is open", "x"))
    for detail in (False, True):
        shown = text.as_text(report([evil], base=[finding(urn="urn:x", info=evil.info)]), detail=detail)
        assert "broken" in shown
        assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scalewy"], ("there is no estate or stack `scalewy`", "did you mean `scaleway`?")),
        (["scaleway-hob"], ("there is no estate or stack", "scaleway-hub")),
        (["scaleway", "--profile", "strictest"], ("there is no profile `strictest`", "target", "--profile")),
        (["scaleway", "--date", "2026-13-01"], ("2026-13-01", "--help")),
        (["scaleway", "--format", "html"], ("html", "sarif")),
        (["scaleway", "--from", "state.json"], ("found --from state.json with stacks", "leave one of them out")),
        (["--from", "state.json", "--against", "main"], ("with --against", "leave one of them out")),
        (["--from", "nothing.json"], ("nothing.json", "do: ")),
    ],
)
def test_bad_usage_is_one_message(check: Check, arguments: list[str], words: tuple[str, ...]) -> None:
    answer = check(*arguments)
    assert (answer.code, answer.out) == (2, "")
    for word in words:
        assert word in answer.err
    assert "Traceback" not in answer.err


def test_a_crash_of_the_toolkit_exits_with_3(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("a value that must not be shown")

    monkeypatch.setattr("bastide.check.check", crash)
    answer = check(STACK)
    assert answer.code == 3
    assert "the toolkit failed: RuntimeError" in answer.err
    assert "must not be shown" not in answer.err
    assert "Traceback" not in answer.err


def test_of_many_alike_the_first_are_shown_and_the_rest_counted() -> None:
    many = [finding(name=f"door-{number}", info=Text(f"port {number}", f"port {number}")) for number in range(9)]
    usual, detail = (text.as_text(report(many), detail=option) for option in (False, True))
    assert "... and 6 more (--detail)" in usual
    assert "door-3" not in usual
    assert "door-8" in detail
    alike = [finding(name=f"door-{number}") for number in range(9)]
    assert "hub: Environment/Firewall door-0 (x 9): port 22 is open" in text.as_text(report(alike), detail=False)

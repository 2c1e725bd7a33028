"""What `bastide check` writes for other tools: JSON, SARIF, JUnit, Markdown."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sarif_pydantic import Sarif

from bastide.review.findings import as_json, junit, markdown, sarif
from policies.fingerprint import key, lasting
from policies.model import Lang, Level, Result, Text
from policies.rules import rules
from tests.bastide.findings import NOTE, every_kind, exemption, finding, report
from tests.conftest import REPOSITORY, Answer

Check = Callable[..., Answer]
DAY = ("--date", "2026-11-28")


def validate(document: Any, name: str) -> None:
    schema = json.loads((REPOSITORY / "docs" / "schemas" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


class TestJson:
    @pytest.mark.parametrize("estate", ["azure-legacy", "scaleway"])
    def test_of_an_estate_it_follows_its_schema(self, check: Check, estate: str) -> None:
        document = json.loads(check(estate, *DAY, "--format", "json", "--all").out)
        validate(document, "check.json")
        found = Counter(item["result"] for item in document["findings"])
        assert document["summary"]["pass"] == found["pass"] > 0
        assert document["summary"]["stops"] == sum(item["stops"] for item in document["findings"])

    def test_of_every_kind_of_finding_it_follows_its_schema(self) -> None:
        base = [finding(), finding(name="gone", urn="urn:gone")]
        document = as_json.document(report([*every_kind(), finding(urn="urn:new")], base=base))
        validate(document, "check.json")
        assert [item["urn"] for item in document["fixed"]] == ["urn:gone"]
        assert [item["urn"] for item in document["findings"] if item["stops"]] == ["urn:new"]
        assert (
            document["summary"] | {"mandatory": 2, "advisory": 1, "evidence": 1, "exempted": 1} == document["summary"]
        )

    def test_a_document_with_another_key_does_not(self) -> None:
        document = as_json.document(report(every_kind()))
        document["findings"][0]["value"] = "x"
        with pytest.raises(jsonschema.ValidationError):
            validate(document, "check.json")

    def test_the_language_of_a_report_does_not_change_it(self) -> None:
        assert as_json.render(report(every_kind(), lang=Lang.FR)) == as_json.render(report(every_kind()))


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


class TestSarif:
    @pytest.mark.parametrize("estate", ["azure-legacy", "scaleway"])
    def test_of_an_estate_it_is_valid_and_whole(self, check: Check, estate: str) -> None:
        answer = check(estate, *DAY, "--format", "sarif", "--all")
        Sarif.model_validate_json(answer.out)
        document = json.loads(answer.out)
        assert (document["version"], len(document["runs"])) == ("2.1.0", 1)
        run = document["runs"][0]
        described = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert described == sorted(set(described))
        for rule in run["tool"]["driver"]["rules"]:
            assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and rule["help"]["text"]
            assert 0 < float(rule["properties"]["security-severity"]) <= 10
        in_json = json.loads(check(estate, *DAY, "--format", "json", "--all").out)["findings"]
        assert [item["ruleId"] for item in run["results"]] == [item["rule"] for item in in_json]
        for item in run["results"]:
            assert described[item["ruleIndex"]] == item["ruleId"]
            assert item["message"]["text"]
            assert (item["level"] == "none") == (item["kind"] != "fail")
            assert isinstance(item["suppressions"], list)
            (location,) = item["locations"]
            file = unquote(location["physicalLocation"]["artifactLocation"]["uri"])
            assert not file.startswith(("/", ".", "file:"))
            assert (REPOSITORY / file).is_file(), file
        assert str(REPOSITORY) not in answer.out

    def test_names_are_those_of_the_standard(self) -> None:
        base = [finding()]
        found = results(sarif.render(report(every_kind(), base=base)))
        allowed = {
            *("ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints"),
            *("suppressions", "baselineState", "properties"),
        }
        for item in found:
            assert set(item) <= allowed

    def test_kinds_levels_suppressions_and_states(self) -> None:
        base = [finding()]
        found = {
            item["locations"][0]["logicalLocations"][0]["name"]: item
            for item in results(sarif.render(report([*every_kind(), finding(name="fresh", urn="urn:new")], base=base)))
        }
        assert {name: (item["kind"], item["level"]) for name, item in found.items()} == {
            "door": ("fail", "error"),
            "fresh": ("fail", "error"),
            "advice": ("fail", "warning"),
            "proof": ("fail", "warning"),
            "accepted": ("fail", "error"),
            "later": ("open", "none"),
            "good": ("pass", "none"),
        }
        assert {name for name, item in found.items() if item["suppressions"]} == {"accepted"}
        (suppression,) = found["accepted"]["suppressions"]
        assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
        for part in (NOTE.id, NOTE.reason, NOTE.approver, NOTE.ticket, "2027-01-31"):
            assert part in suppression["justification"]
        assert found["door"]["baselineState"] == "unchanged"
        assert found["fresh"]["baselineState"] == "new"
        assert "baselineState" not in found["good"]

    def test_without_a_base_there_is_no_state(self) -> None:
        assert not any("baselineState" in item for item in results(sarif.render(report(every_kind()))))

    def test_a_fingerprint_outlives_the_day_the_language_and_an_exemption(self, check: Check) -> None:
        def prints(text: str) -> Counter[str]:
            return Counter(item["partialFingerprints"]["bastide/1"] for item in results(text))

        one = check("scaleway", "--date", "2026-11-28", "--format", "sarif")
        other = check("scaleway", "--date", "2026-11-29", "--format", "sarif", "--lang", "fr")
        assert prints(one.out) == prints(other.out)
        assert prints(sarif.render(report([finding()]))) == prints(sarif.render(report([finding(exemption=NOTE)])))
        other_port = finding(info=Text("port 23 is open", "le port 23 est ouvert"))
        assert prints(sarif.render(report([finding()]))) != prints(sarif.render(report([other_port])))

    def test_a_finding_of_a_file_points_to_that_file(self) -> None:
        (own,) = results(sarif.render(report([finding(kind="source", name="Dockerfile base", urn="urn:bastide:file")])))
        assert own["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "Dockerfile%20base"
        (given,) = results(sarif.render(report([finding()], file="plans/state of hub.json")))
        assert given["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "plans/state%20of%20hub.json"


class TestJunit:
    @pytest.mark.parametrize("estate", ["azure-legacy", "scaleway"])
    def test_of_an_estate_it_counts_what_the_check_counts(self, check: Check, estate: str) -> None:
        answer = check(estate, *DAY, "--format", "junit", "--all")
        document = JUnitXml.fromstring(answer.out.encode())
        in_json = json.loads(check(estate, *DAY, "--format", "json", "--all").out)
        summary = in_json["summary"]
        assert document.tests == len(in_json["findings"])
        assert document.failures == summary["stops"]
        assert document.skipped == document.tests - summary["stops"] - summary["pass"]
        assert document.errors == 0
        (suite,) = document
        assert (suite.name, suite.tests) == (estate, document.tests)
        for case in suite:
            assert case.name.startswith(case.classname.removeprefix(f"{estate}."))

    def cases(self, text: str) -> dict[str, TestCase]:
        (suite,) = JUnitXml.fromstring(text.encode())
        return {str(case.name).rpartition(" ")[2]: case for case in suite}

    def test_what_stops_fails_and_the_rest_is_skipped_with_its_reason(self) -> None:
        cases = self.cases(junit.render(report(every_kind())))
        (failed,) = cases["door"].result
        assert isinstance(failed, Failure)
        assert (failed.message, failed.type) == ("port 22 is open", "critical")
        assert rules()["NET-001"].remediation.en in str(failed.text)
        reasons = {
            "advice": "advisory",
            "proof": "evidence",
            "accepted": "exempted by E-1",
            "later": "unknown until apply",
        }
        for name, reason in reasons.items():
            (skipped,) = cases[name].result
            assert isinstance(skipped, Skipped)
            assert str(skipped.message).startswith(reason)
        assert cases["good"].result == []

    def test_with_a_base_only_what_is_new_fails(self) -> None:
        cases = self.cases(junit.render(report([finding(), finding(name="fresh", urn="urn:new")], base=[finding()])))
        assert isinstance(cases["fresh"].result[0], Failure)
        (skipped,) = cases["door"].result
        assert isinstance(skipped, Skipped)
        assert str(skipped.message).startswith("unchanged since main")

    def test_cases_are_counted_a_fixed_number_of_times(self, monkeypatch: pytest.MonkeyPatch) -> None:
        counted: list[int] = []
        count: Callable[[TestSuite], None] = TestSuite.update_statistics

        def counting(suite: TestSuite) -> None:
            counted.append(1)
            count(suite)

        monkeypatch.setattr(TestSuite, "update_statistics", counting)
        junit.render(report([finding(name=str(number)) for number in range(50)]))
        assert 0 < len(counted) < 4

    def test_what_xml_cannot_carry_is_replaced(self) -> None:
        evil = finding(name="a\x00b\x1b<c>&\ud800", info=Text("x\x08 ]]> \ufffe", "x"))
        document = JUnitXml.fromstring(junit.render(report([evil])).encode())
        (case,) = next(iter(document))
        assert str(case.name).endswith("a?b?<c>&?")
        assert case.result[0].message == "x? ]]> ?"


def rows_of(tokens: list[Token]) -> list[list[str]]:
    """The cells of every row of every table, as a reader sees them."""
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type == "td_open":
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


class TestMarkdown:
    def test_of_an_estate_every_rule_has_a_section_and_every_finding_a_row(self, check: Check) -> None:
        page = check("scaleway", *DAY, "--format", "markdown").out
        found = json.loads(check("scaleway", *DAY, "--format", "json").out)["findings"]
        sections = re.findall(r"^## ([A-Z0-9-]+): .* \((\d+)\)$", page, re.MULTILINE)
        assert {rule: int(number) for rule, number in sections} == Counter(item["rule"] for item in found)
        rows = [
            line
            for line in page.splitlines()
            if line.startswith("| scaleway scaleway") or line.startswith("| scaleway ")
        ]
        # one more: the estate in the first table
        assert len(rows) == len(found) + 1

    def test_in_french(self) -> None:
        page = markdown.render(report(every_kind(), lang=Lang.FR))
        assert page.startswith("# Contrôle au 2026-11-28")
        for words in (
            "manquements obligatoires bloquants : 1",
            "| où | résultat |",
            "le port 22 est ouvert",
            "exempté par E-1",
        ):
            assert words in page
        assert "port 22 is open" not in page

    def test_a_base_is_told(self) -> None:
        page = markdown.render(report([finding(), finding(name="fresh", urn="urn:new")], base=[finding()]))
        assert (
            "**new mandatory failures that stop this: 1**; since main (`000000000000`): 1 new, 0 fixed, 1 unchanged"
            in page
        )
        assert "| port 22 is open | new |" in page
        assert "| port 22 is open | unchanged |" in page

    def test_a_name_makes_no_cell_and_no_tag(self) -> None:
        page = markdown.render(report([finding(name="a|b\\|<img src=x>\nc")]))
        tokens = MarkdownIt("gfm-like").parse(page)
        (cells,) = [row for row in rows_of(tokens) if row and "a|b" in row[0]]
        assert len(cells) == 4
        assert cells[0] == "scaleway hub: Environment/Firewall a|b\\ |<img src=x> c"
        kinds = {child.type for token in tokens for child in token.children or ()}
        assert not kinds & {"html_inline", "link_open", "image"}


class TestFingerprint:
    @pytest.mark.parametrize(
        ("said", "stays"),
        [
            ("qualified, until 2027-01-01, not in force", "qualified, until <day>, not in force"),
            ("the fact is 12 days past its lifetime", "the fact is <number> days past its lifetime"),
            ("`docker.io` (stacks/scaleway.yaml:41) is foreign", "`docker.io` (stacks/scaleway.yaml) is foreign"),
            ("resources outside a qualification: 11; x", "resources outside a qualification: <number>; x"),
            ("port 22 is open to 0.0.0.0/0", "port 22 is open to 0.0.0.0/0"),
            ("`10.0.0.1:22` is open", "`10.0.0.1:22` is open"),
        ],
    )
    def test_what_passes_is_no_part_of_what_is_said(self, said: str, stays: str) -> None:
        assert lasting(said) == stays

    def test_everything_else_is(self) -> None:
        changes = (
            {"stack": "outscale"},
            {"layer": "prod"},
            {"rule": "NET-002"},
            {"result": Result.UNKNOWN},
            {"urn": "urn:other"},
            {"subject": "bucket.lock"},
        )
        keys = {key(finding(**change)) for change in changes} | {key(finding())}
        assert len(keys) == len(changes) + 1
        assert key(finding(level=Level.ADVISORY)) == key(finding(exemption=NOTE)) == key(finding())


class TestRules:
    def test_the_list_follows_its_schema(self, bastide: Check) -> None:
        answer = bastide("rules", "--format", "json")
        assert answer.code == 0
        document = json.loads(answer.out)
        validate(document, "rules.json")
        assert [item["id"] for item in document["rules"]] == list(rules())

    def test_the_table_has_every_rule_in_one_language(self, bastide: Check, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "100")
        for lang in Lang:
            shown = " ".join(bastide("rules", "--lang", lang.value).out.split())
            assert all(rule_id in shown for rule_id in rules())

    @pytest.mark.parametrize("lang", list(Lang))
    def test_one_rule_is_explained(self, bastide: Check, lang: Lang) -> None:
        shown = " ".join(bastide("rules", "SOV-CTL-002", "--lang", lang.value).out.split())
        rule = rules()["SOV-CTL-002"]
        for text in (rule.title, rule.explanation, rule.remediation):
            assert " ".join(text.of(lang).split()) in shown
        assert all(clause in shown for clause in rule.clauses)

    def test_a_rule_is_found_however_its_id_is_written(self, bastide: Check) -> None:
        assert bastide("rules", "sov-ctl-002").out == bastide("rules", "SOV-CTL-002").out != ""

    def test_an_unknown_rule_is_bad_input(self, bastide: Check) -> None:
        answer = bastide("rules", "SOV-CTL-999")
        assert answer.code == 2
        assert "there is no rule `SOV-CTL-999`" in answer.err


class TestExemptions:
    def test_an_empty_register_is_said(self, bastide: Check, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("policies.exemptions.register", lambda: ())
        assert "There is no exemption" in bastide("exemptions").out

    @pytest.mark.parametrize(
        ("day", "state", "code"),
        [
            ("2026-10-31", "not yet", 0),
            ("2026-11-28", "in force", 0),
            ("2027-03-10", "ends soon", 0),
            ("2027-04-01", "ended", 1),
        ],
    )
    def test_states(self, bastide: Check, monkeypatch: pytest.MonkeyPatch, day: str, state: str, code: int) -> None:
        monkeypatch.setattr("policies.exemptions.register", lambda: (exemption(),))
        answer = bastide("exemptions", "--date", day, "--format", "json")
        assert answer.code == code
        (row,) = json.loads(answer.out)["exemptions"]
        assert (row["state"], row["from"], row["until"]) == (state, date(2026, 11, 1).isoformat(), "2027-03-31")
        shown = "".join(bastide("exemptions", "--date", day).out.split())
        assert "[spring]" in shown

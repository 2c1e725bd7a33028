"""The first sentence, in both languages, for one and for several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bastide.review.comment.model import Comment, Exposure
from bastide.review.comment.render import render
from bastide.review.comment.sentence import Verdict, sentence, verdict
from plan.model import Change, Operation, Options
from policies.model import Lang, Level, Result
from tests.bastide.comment.made import commented, plan, refusal, resource, style
from tests.bastide.findings import finding

BOTH = (Lang.EN, Lang.FR)


def said(comment: Comment) -> tuple[str, str]:
    return sentence(comment, Lang.EN), sentence(comment, Lang.FR)


def test_all_three_blows_are_named() -> None:
    assert said(commented()) == (
        "Replaces 1 database, deletes 1 bucket, opens port `22` to the internet (`0.0.0.0/0`), creates 1 resource, "
        "updates 2 resources; 2 new mandatory failures.",
        "Remplace 1 base de données, supprime 1 compartiment, ouvre le port `22` à internet (`0.0.0.0/0`), "
        "crée 1 ressource, modifie 2 ressources ; 2 nouveaux manquements obligatoires.",
    )


def test_several_are_in_the_plural_and_others_are_one_number() -> None:
    kept = Options(retain_on_delete=True)
    resources = [
        resource("database", "a", Operation.DELETE),
        resource("database", "b", Operation.DELETE),
        resource("volume", "c", Operation.DELETE),
        resource("server", "d", Operation.DELETE),
        resource("server", "e", Operation.DELETE),
        resource("server", "f", Operation.REPLACE),
        resource("bucket", "g", Operation.DELETE, options=kept),
        resource("bucket", "h", Operation.DELETE, options=kept),
    ]
    assert said(commented([plan(resources)], [finding()])) == (
        "Replaces 1 resource, deletes 2 databases, 1 volume and 2 other resources, removes 2 buckets (kept at the "
        "cloud), exposes 1 resource to the internet; 1 new mandatory failure.",
        "Remplace 1 ressource, supprime 2 bases de données, 1 volume et 2 autres ressources, retire 2 compartiments "
        "(conservés dans le nuage), expose 1 ressource à internet ; 1 nouveau manquement obligatoire.",
    )


def test_an_update_that_erases_a_disk_is_a_loss() -> None:
    image = Change("bootFrom", "update", "debian-12", "debian-13")
    host = resource("ovh:CloudProject/instance:Instance", "desk", Operation.UPDATE, changes=[image])
    other = resource("server", "b", Operation.UPDATE)
    erasing = commented([plan([host, other])], [])
    assert said(erasing) == (
        "Erases the disk of 1 machine, updates 1 resource; nothing new fails.",
        "Efface le disque de 1 machine, modifie 1 ressource ; aucun nouveau manquement.",
    )
    assert verdict(erasing) is Verdict.STOP
    text = render(erasing, style()).text
    assert (
        "**update** machine `desk`, in `scaleway-prod` · `Environment` · `CloudProject.Instance` · **erases its disk**"
        in text
    )
    assert "  - `bootFrom`: `debian-12` → `debian-13`" in text


def test_nothing_at_all() -> None:
    nothing = commented([plan([resource("server", "a", Operation.SAME)])], [], endings=())
    assert said(nothing) == (
        "Changes no resource; nothing new fails.",
        "Ne change aucune ressource ; aucun nouveau manquement.",
    )
    assert verdict(nothing) is Verdict.CLEAR


def test_rules_that_were_not_asked_are_never_taken_for_passed() -> None:
    bare = commented([plan([resource("server", "a", Operation.CREATE)])], findings=None, exposures=())
    assert said(bare) == (
        "Creates 1 resource; the rules were not asked.",
        "Crée 1 ressource ; les règles n'ont pas été interrogées.",
    )
    assert verdict(bare) is Verdict.LOOK


def test_findings_without_a_base_are_not_called_new() -> None:
    comment = commented(items=[finding(), finding(name="other")])
    assert comment.findings
    alone = replace(
        comment,
        findings=replace(
            comment.findings, against="", found=tuple(replace(item, new=None) for item in comment.findings.found)
        ),
    )
    assert "2 mandatory failures, compared with nothing." in sentence(alone, Lang.EN)
    assert "2 manquements obligatoires, sans comparaison." in sentence(alone, Lang.FR)


@pytest.mark.parametrize("lang", BOTH)
def test_many_openings_are_counted(lang: Lang) -> None:
    openings = tuple(Exposure("s", f"n{port}", "NET-001", str(port), "0.0.0.0/0") for port in range(5))
    words = sentence(commented(exposures=openings), lang)
    assert [f"`{port}`" in words for port in range(5)] == [True, True, True, False, False]
    assert ("2 more openings" if lang is Lang.EN else "2 autres accès") in words


@pytest.mark.parametrize(
    ("ports", "sources", "english", "french"),
    [
        ("0-65535", "::/0", "opens every port to the internet (`::/0`)", "ouvre tous les ports à internet (`::/0`)"),
        ("80, 443", "10.0.0.0/8", "opens ports `80, 443` to `10.0.0.0/8`", "ouvre les ports `80, 443` à `10.0.0.0/8`"),
        ("5432", "192.0.2.7", "opens port `5432` to `192.0.2.7`", "ouvre le port `5432` à `192.0.2.7`"),
    ],
)
def test_openings_are_named_with_port_and_source(ports: str, sources: str, english: str, french: str) -> None:
    one = commented(exposures=(Exposure("s", "n", "NET-001", ports, sources),))
    assert english in sentence(one, Lang.EN)
    assert french in sentence(one, Lang.FR)


SERVER = resource("server", "a", Operation.UPDATE)


@pytest.mark.parametrize(
    ("resources", "items", "expected"),
    [
        ([SERVER], [], Verdict.CLEAR),
        ([SERVER], [finding(level=Level.ADVISORY, rule="CRY-001")], Verdict.LOOK),
        ([SERVER], [finding(level=Level.EVIDENCE, rule="CRY-001")], Verdict.LOOK),
        ([SERVER], [finding(result=Result.UNKNOWN)], Verdict.LOOK),
        ([SERVER], [finding()], Verdict.STOP),
        ([resource("server", "a", Operation.REPLACE)], [], Verdict.LOOK),
        ([resource("bucket", "a", Operation.DELETE)], [], Verdict.STOP),
        ([resource("bucket", "a", Operation.DELETE, options=Options(retain_on_delete=True))], [], Verdict.LOOK),
        ([resource("nobody:knows/it:It", "a", Operation.DELETE)], [], Verdict.STOP),
    ],
)
def test_the_verdict_follows_the_worst(resources: list[object], items: list[object], expected: Verdict) -> None:
    assert verdict(commented([plan(resources)], items)) is expected  # type: ignore[arg-type]


def test_a_refused_plan_stops() -> None:
    assert verdict(commented([plan([SERVER], messages=(refusal(),))], [])) is Verdict.STOP


def test_a_failure_of_the_base_does_not_stop() -> None:
    known = commented([plan([SERVER])], [finding()])
    assert known.findings
    old = replace(known.findings, found=tuple(replace(item, new=False, stops=False) for item in known.findings.found))
    assert verdict(replace(known, findings=old, exposures=())) is Verdict.CLEAR

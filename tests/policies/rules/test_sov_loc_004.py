"""SOV-LOC-004: the location of everything can be told."""

from __future__ import annotations

from policies.examples import Case
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import fails, thing

RULE = "SOV-LOC-004"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


def test_the_message_names_some_and_counts_all() -> None:
    token = "cloudtemple:index/objectStorageBucket:ObjectStorageBucket"
    buckets = [thing(token, f"b{n}", name=f"b{n}") for n in range(5)]
    (said,) = fails(RULE, *buckets, cloud="cloudtemple", about="stack")
    assert said.startswith("resources without a place to put into the register: 5,")
    assert said.count("ObjectStorageBucket b") == 3

"""What differs between two sides, from what each says of itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bastide.cutover.rehearsal.database.catalogue import changed, unlike
from bastide.cutover.rehearsal.database.drift import Drift
from bastide.cutover.rehearsal.database.verify import Digest, Side, compared

ONE, OTHER, LONGER = Digest(3, 1, 2), Digest(3, 1, 3), Digest(4, 1, 2)
DIGESTS = st.builds(Digest, st.integers(0, 3), st.integers(0, 1), st.integers(0, 1))
TABLES = st.dictionaries(st.sampled_from("abcd"), DIGESTS)


def side(tables: dict[str, Digest], views: dict[str, Digest | None] | None = None, **other: dict[str, Digest]) -> Side:
    return Side(tables, views or {}, {}, other.get("fresh", {}))


def test_tables() -> None:
    source = side({"a": ONE, "b": ONE, "c": ONE, "d": ONE})
    target = side({"a": ONE, "b": OTHER, "c": LONGER, "e": ONE})
    found = compared(source, target)
    assert (found.tables, found.rows) == (4, 13)
    assert found.different == (
        "b: the same 3 rows, other content",
        "c: 3 rows at the source, 4 at the target",
        "d: only at the source",
        "e: only at the target",
    )


def test_views_of_the_target_may_be_as_old_as_the_source_s_or_as_new_as_its_rows() -> None:
    old, new, wrong = ONE, OTHER, LONGER
    source = side({}, {"v": old})
    for held, left_out in ((old, ()), (new, ()), (wrong, ("v",)), (None, ("v",))):
        assert compared(source, side({}, {"v": held}, fresh={"v": new})).left_out == left_out
    assert compared(source, side({})).left_out == ("v",)
    # one that the source never filled holds nothing
    assert compared(side({}, {"v": None}), side({}, {"v": None}, fresh={"v": new})).left_out == ()


def test_large_objects() -> None:
    one = Side({}, {}, {1: "x", 2: "x", 3: "x"}, {})
    two = Side({}, {}, {1: "x", 2: "y", 4: "x"}, {})
    assert compared(one, two).left_out == ("large object 2", "large object 3", "large object 4")


@given(TABLES, TABLES)
def test_no_difference_is_lost(source: dict[str, Digest], target: dict[str, Digest]) -> None:
    found = {name.partition(":")[0] for name in compared(side(source), side(target)).different}
    assert found == {name for name in source.keys() | target.keys() if source.get(name) != target.get(name)}
    assert (not found) == (source == target)


def test_drift_names_each_once() -> None:
    found = Drift(("s.a", "s.b"), ("s.a",), ("s.a", "s.c"))
    assert found.names == (
        "s.a: columns differ, changed at the source, changed at the target",
        "s.b: changed at the source",
        "s.c: columns differ",
    )
    assert Drift((), (), ()).names == ()


def test_changed_and_unlike() -> None:
    assert changed({"a": "1", "b": "1"}, {"a": "1", "b": "2", "c": "1"}) == ("b", "c")
    assert changed({"a": "1"}, {}) == ("a",)
    assert unlike({("s", "a"): {"x": "int"}}, {("s", "a"): {"x": "bigint"}, ("s", "b"): {}}) == ("s.a", "s.b")

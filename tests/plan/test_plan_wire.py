from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan import pulumi_private as private
from plan.values import UNKNOWN, Archive, Asset, ResourceRef, Secret
from plan.wire import decoded, encoded

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())
    | st.text()
    | st.just(UNKNOWN)
    | st.builds(Asset, st.just("text"), st.text())
    | st.builds(ResourceRef, st.just("urn:pulumi:x"), st.text(min_size=1))
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        | st.builds(Secret, inner)
        | st.builds(Archive, st.just("assets"), st.dictionaries(st.text(max_size=3), inner, max_size=2))
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), values, max_size=5))
def test_what_is_encoded_is_decoded(inputs: dict[str, Any]) -> None:
    assert decoded(encoded(inputs)) == inputs


def test_whole_numbers_are_integers() -> None:
    (number,) = decoded(encoded({"port": 22.0})).values()
    assert type(number) is int


def test_what_the_wire_cannot_carry_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        encoded({"a": object()})


def test_an_unknown_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown signature"):
        decoded(encoded({"a": {private.SIGNATURE_KEY: "other"}}))

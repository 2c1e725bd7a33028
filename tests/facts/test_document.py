"""Reading YAML: exact places, plain values, nothing that expands."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.document import MAX_BYTES, parse, read
from facts.errors import BadInput

FILE = Path("some.yaml")


def test_values_are_json_like_and_everything_else_is_the_text_that_was_written() -> None:
    document = parse("a: NO\nb: 12:30\nc: on\nd: 2026-01-15\ne: true\nf: 7\ng: 1.5\nh: ~\ni: '7'\nj: 010\n", FILE)
    expected = {"a": "NO", "b": "12:30", "c": "on", "d": "2026-01-15", "e": True, "f": 7, "g": 1.5, "h": None}
    assert document.data == {**expected, "i": "7", "j": "010"}


def test_places_are_the_line_and_column_of_key_and_value() -> None:
    document = parse("a:\n  - b: 1\n    c: 2\n", FILE)
    assert (document.place(("a", 0, "c")).line, document.place(("a", 0, "c")).column) == (3, 8)
    assert document.place(("a", 0, "c"), key=True).column == 5
    assert str(document.place(("a", 0, "c"))) == "some.yaml:3:8: a[0].c"


def test_a_missing_path_has_the_place_of_its_nearest_ancestor() -> None:
    assert parse("a:\n  b: 1\n", FILE).place(("a", "x", "y")).line == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1, 2\nb: 3\n", "not YAML"),
        ("a: 1\na: 2\n", "a second time"),
        ("a: &x 1\nb: *x\n", "anchor or alias `x`"),
        ("? [1, 2]\n: 3\n", "not a plain text"),
        ("<<: {a: 1}\n", "not a plain text"),
        ("a: " + "[" * 200 + "]" * 200, "nested too deeply"),
        ("a: 1\n---\nb: 2\n", "not YAML"),
        ("a: !!python/object/apply:os.system ['true']\n", ""),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    if not words:
        # a tag never builds anything: the value stays plain data
        assert parse(text, FILE).data == {"a": ["true"]}
        return
    with pytest.raises(BadInput) as refused:
        parse(text, FILE)
    assert words in refused.value.message()
    assert refused.value.action


def test_a_yaml_bomb_is_refused_before_it_expands() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    with pytest.raises(BadInput, match="anchor or alias"):
        parse("\n".join(levels), FILE)


def test_a_file_that_is_missing_large_or_binary_is_one_clear_message(tmp_path: Path) -> None:
    large, binary = tmp_path / "large.yaml", tmp_path / "binary.yaml"
    large.write_bytes(b"a" * (MAX_BYTES + 1))
    binary.write_bytes(b"\xff\xfe\x00")
    for file, words in (
        (tmp_path / "none.yaml", "no such file"),
        (tmp_path, "cannot be read"),
        (large, "at most"),
        (binary, "not UTF-8"),
    ):
        with pytest.raises(BadInput, match=words):
            read(file, what="an intent")

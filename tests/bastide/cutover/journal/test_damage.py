"""Any damage of the journal's bytes is found, given an anchor of its head."""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bastide.cutover.journal.chained import IN_FILE
from bastide.cutover.journal.entry import Entry
from bastide.cutover.journal.file_store import FileStore
from bastide.cutover.journal.head import NAMESPACE, Anchor, head_of, text
from bastide.cutover.journal.verify import Wrong, verify
from facts.errors import BadInput, Place
from stacks.approval import canonical
from stacks.approval.chain import Broken, entries_of
from tests.bastide.cutover.journal.conftest import Place as Folder
from tests.bastide.cutover.journal.damages import KINDS, Damage, Journal, damage
from tests.bastide.cutover.journal.people import People
from tests.bastide.cutover.journal.said import content

SAMPLE = 2_000
LIFE = 1_000_000


@dataclass(frozen=True)
class Sealed:
    """A journal with an anchor of its head, and the two ways to look for damage."""

    root: Path
    journal: Journal
    entries: tuple[Entry, ...]
    anchor: Anchor
    signers: str

    def finds(self, raw: bytes) -> bool:
        """The whole way, as `bastide cutover journal verify` goes it."""
        store = FileStore(self.root, lambda _: None)
        store.file.write_bytes(raw)
        try:
            return not verify(store.read(), [self.anchor], self.signers).is_well()
        except BadInput:
            return True

    def finds_nearby(self, damage: Damage) -> bool:
        """The short way: only the lines that are touched; those before are as they were.

        Those after are as they were too: they follow if, and only if, the digest that they name is still there. If
        none comes after, it is the digest that the anchor names.
        """
        raw, starts = self.journal.raw, self.journal.starts
        first = min(bisect_right(starts, damage.start) - 1, len(self.entries))
        last = min(bisect_right(starts, damage.end), len(self.entries))
        piece = raw[starts[first] : damage.start] + damage.new + raw[damage.end : starts[last]]
        before = self.entries[first - 1] if first else None
        *lines, rest = piece.split(b"\n")
        if rest:
            return True
        try:
            found = entries_of(IN_FILE, lines, _place, before)
        except BadInput:
            return True
        if last < len(self.entries):
            end = found[-1] if found else before
            return (end.digest if end else "") != self.entries[last].previous
        reached = (*self.entries[:first], *found)
        number = self.anchor.head.number
        return len(reached) < number or reached[number - 1].digest != self.anchor.head.digest


def _place(number: int) -> Place:
    return Place(None, number, 1, "")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, people: People) -> Sealed:
    root = tmp_path_factory.mktemp("sealed")
    (root / "stacks").mkdir()
    store = FileStore(root, lambda _: None)
    for number in range(24):
        store.append(content(number))
    entries = store.read().entries
    head = head_of(entries)
    assert head is not None
    written = text(head).encode()
    anchor = Anchor("anchor.json", head, written, people.sign("approver", written, NAMESPACE))
    return Sealed(root, Journal.of(store.file.read_bytes()), entries, anchor, people.list("approver"))


def test_without_damage_nothing_is_found(sealed: Sealed) -> None:
    assert not sealed.finds(sealed.journal.raw)
    for start in (0, 1, len(sealed.journal.raw) // 2, len(sealed.journal.raw)):
        for end in (start, len(sealed.journal.raw)):
            assert not sealed.finds_nearby(Damage("none", start, end, sealed.journal.raw[start:end]))


def test_an_entry_that_was_added_as_it_should_be_is_no_damage(sealed: Sealed) -> None:
    sealed.finds(sealed.journal.raw)
    store = FileStore(sealed.root, lambda _: None)
    store.append(content(99))
    longer = store.file.read_bytes()
    end = len(sealed.journal.raw)
    assert not sealed.finds(longer)
    assert not sealed.finds_nearby(Damage("added", end, end, longer[end:]))


def test_a_sample_of_damages_is_found_both_ways(sealed: Sealed) -> None:
    at = random.Random(20261128)
    kinds: Counter[str] = Counter()
    for _ in range(SAMPLE):
        found = damage(sealed.journal, at)
        kinds[found.kind] += 1
        assert sealed.finds(found.of(sealed.journal.raw)), found
        assert sealed.finds_nearby(found), found
    assert len(kinds) == len({kind.__name__ for kind in KINDS})


def test_both_ways_say_the_same_where_less_is_anchored(sealed: Sealed) -> None:
    """With an anchor of an older entry some damages are not found: the same ones by both ways."""
    head = head_of(sealed.entries[:12])
    assert head is not None
    written = text(head).encode()
    # what the head says is looked at here, not who signed it
    older = Anchor("older.json", head, written, sealed.anchor.signature)
    at = random.Random(8)
    raw, starts = sealed.journal.raw, sealed.journal.starts
    cuts = [Damage("cut", start, len(raw), b"") for start in starts[:-1]]
    said: Counter[bool] = Counter()
    for found in [*cuts, *(damage(sealed.journal, at) for _ in range(200))]:
        whole = _finds_by_head(sealed, older, found)
        assert whole is Sealed(sealed.root, sealed.journal, sealed.entries, older, "").finds_nearby(found), found
        said[whole] += 1
    assert said[False] >= 12, "clean cuts after the anchor"
    assert said[True] > 150


def _finds_by_head(sealed: Sealed, anchor: Anchor, damage: Damage) -> bool:
    store = FileStore(sealed.root, lambda _: None)
    store.file.write_bytes(damage.of(sealed.journal.raw))
    try:
        kept = store.read()
    except BadInput:
        return True
    head = anchor.head
    return bool(kept.torn) or len(kept.entries) < head.number or kept.entries[head.number - 1].digest != head.digest


@pytest.mark.bench
def test_a_million_damages_are_found(sealed: Sealed) -> None:
    at = random.Random(1)
    missed = sum(not sealed.finds_nearby(damage(sealed.journal, at)) for _ in range(LIFE))
    assert missed == 0


def test_every_single_bit_of_two_lines(sealed: Sealed) -> None:
    start, end = sealed.journal.starts[2], sealed.journal.starts[4]
    for place in range(start, end):
        for bit in range(8):
            found = Damage("bit", place, place + 1, bytes([sealed.journal.raw[place] ^ (1 << bit)]))
            assert sealed.finds_nearby(found), found


class TestForgery:
    """Damages with right digests: the chain says nothing, the anchor does."""

    def rewritten(self, entries: tuple[Entry, ...], change: Callable[[int, dict[str, object]], None]) -> bytes:
        lines, previous = [], ""
        for number, entry in enumerate(entries, start=1):
            data = entry.model_dump(mode="json", by_alias=True)
            change(number, data)
            data |= {"number": number, "previous": previous}
            previous = data["digest"] = canonical.own_digest(data)
            lines.append(canonical.line(data) + "\n")
        return "".join(lines).encode()

    def wrong(self, sealed: Sealed, raw: bytes) -> Wrong:
        store = FileStore(sealed.root, lambda _: None)
        store.file.write_bytes(raw)
        kept = store.read()
        assert not kept.torn
        assert verify(kept, [], "").faults == (), "the chain alone shows nothing"
        (fault,) = verify(kept, [sealed.anchor], sealed.signers).faults
        return fault.wrong

    def test_all_made_anew_from_the_first_on(self, sealed: Sealed) -> None:
        raw = self.rewritten(sealed.entries, lambda number, data: data.update(words="forged") if number == 1 else None)
        assert self.wrong(sealed, raw) is Wrong.OTHER

    def test_made_anew_from_the_middle_on(self, sealed: Sealed) -> None:
        raw = self.rewritten(sealed.entries, lambda number, data: data.update(words="forged") if number == 9 else None)
        assert self.wrong(sealed, raw) is Wrong.CHANGED

    def test_one_left_out_and_the_rest_made_anew(self, sealed: Sealed) -> None:
        left = (*sealed.entries[:5], *sealed.entries[6:])
        assert self.wrong(sealed, self.rewritten(left, lambda *_: None)) is Wrong.CUT

    def test_a_cut_tail(self, sealed: Sealed) -> None:
        raw = sealed.journal.raw[: sealed.journal.starts[-2]]
        assert self.wrong(sealed, raw) is Wrong.CUT

    def test_nothing_left(self, sealed: Sealed) -> None:
        assert self.wrong(sealed, b"") is Wrong.CUT


def line_of(raw: bytes, number: int) -> bytes:
    return raw.splitlines(keepends=True)[number - 1]


@pytest.mark.parametrize(
    ("spoil", "line", "column", "words"),
    [
        (lambda raw: b"\xef\xbb\xbf" + raw, 1, 1, "a byte order mark"),
        (lambda raw: raw.replace("é".encode(), "é".encode("latin-1")), 2, 1, "which is not UTF-8"),
        (lambda raw: raw.decode().encode("utf-16"), 1, 1, "which is not UTF-8"),
        (lambda raw: raw.replace(line_of(raw, 2), line_of(raw, 2)[:200] + b"\n"), 2, 1, "no JSON"),
        (lambda raw: raw.replace(b"\n", b"\r\n"), 1, 1, "not written as entries are"),
        (lambda raw: b"\n" + raw, 1, 1, "no JSON"),
        (lambda raw: b"[" * 100_000 + b"\n" + raw, 1, 1, "a value that no entry has"),
        (lambda raw: b"9" * 100_000 + b"\n" + raw, 1, 1, "a value that no entry has"),
        (lambda raw: b'{"a":"\\ud800"}\n' + raw, 1, 7, "not written as entries are"),
        (lambda raw: b"NaN\n" + raw, 1, 1, "a value that no entry has"),
        (lambda raw: b'"a text"\n' + raw, 1, 1, "no entry"),
        (lambda raw: b"{}\n" + raw, 1, 1, "no entry"),
        (lambda raw: raw + raw, 4, 1, "does not follow"),
    ],
)
def test_what_is_found_has_its_place(
    place: Folder, spoil: Callable[[bytes], bytes], line: int, column: int, words: str
) -> None:
    store = place.store()
    for number in range(3):
        store.append(content(number + 1))
    spoilt = spoil(place.file.read_bytes())
    place.file.write_bytes(spoilt)

    for use in (lambda: place.store().read(), lambda: place.store().append(content(0))):
        with pytest.raises(BadInput, match=words) as error:
            use()
        at = error.value.place
        assert at is not None
        assert (at.file, at.line) == (place.file, line)
        assert (at.column or 0) >= column
        assert "git log -- stacks/journal/cutover.jsonl" in error.value.action
    assert place.file.read_bytes() == spoilt


def test_the_column_is_that_of_the_first_difference(place: Folder) -> None:
    place.store().append(content(1))
    raw = place.file.read_bytes()
    place.file.write_bytes(raw.replace(b',"digest"', b', "digest"'))
    with pytest.raises(Broken) as error:
        place.store().read()
    assert error.value.place is not None
    assert error.value.place.column == len(raw.decode().partition(',"digest"')[0]) + 2


@pytest.mark.parametrize("key", ["by", "digest", "words", "measurements", "time", "schema"])
def test_a_changed_value_is_found_also_where_it_is_an_entry_still(place: Folder, key: str) -> None:
    store = place.store()
    for number in range(4):
        store.append(content(number))
    lines = place.file.read_text(encoding="utf-8").split("\n")
    data = json.loads(lines[2])
    other = {"measurements": [], "digest": "0" * 64, "time": "2020-01-01T00:00:00Z"}.get(key, "something else")
    lines[2] = canonical.line({**data, key: other})
    place.file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Broken) as error:
        place.store().read()
    assert error.value.place is not None
    assert error.value.place.line == 3

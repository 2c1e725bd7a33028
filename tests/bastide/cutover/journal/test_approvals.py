"""Approvals are signatures, checked again at each reading: by whom, for what, and of which request."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bastide.cutover.journal import approvals
from bastide.cutover.journal.approvals import (
    NAMESPACE,
    Refused,
    approvals_of,
    approvers_of,
    signatures_of_asker,
    text_of_asker,
    text_to_sign,
)
from bastide.cutover.journal.entry import Entry, Event
from bastide.cutover.journal.file_store import FileStore
from bastide.cutover.move.model import PhaseId
from facts.errors import BadInput
from tests.bastide.cutover.journal.conftest import Place
from tests.bastide.cutover.journal.people import People
from tests.bastide.cutover.journal.said import note

FREEZE = {"phase": PhaseId.FREEZE, "words": "please"}


class Asked:
    """A journal with one request by `asker@example.org`, whose key is `own`; `signed`: by them."""

    def __init__(
        self,
        store: FileStore,
        people: People,
        by: str = "Asker <asker@example.org>",
        *,
        own: str = "asker",
        signed: bool = True,
    ) -> None:
        self.store, self.people = store, people
        self.request = store.append(note(event=Event.REQUESTED, by=by, **FREEZE))
        self.signers = people.list(*{"asker": 1, "one": 1, "two": 1, own: 1})
        if signed:
            self.sign(own)

    def sign(self, who: str, **other: object) -> Entry:
        """An entry that says whoever asks has signed."""
        signature = self.people.sign(who, text_of_asker(self.request.digest), NAMESPACE).decode()
        values = {**FREEZE, "event": Event.SIGNED, "request": self.request.digest, "signature": signature, **other}
        return self.store.append(note(by=f"{who}@machine", **values))

    def approve(self, who: str, *, namespace: str = NAMESPACE, content: bytes | None = None, **other: object) -> Entry:
        signed = text_to_sign(self.request.digest) if content is None else content
        signature = self.people.sign(who, signed, namespace).decode()
        values = {**FREEZE, "event": Event.APPROVED, "request": self.request.digest, "signature": signature, **other}
        return self.store.append(note(by=f"{who}@machine", **values))

    def entries(self) -> Sequence[Entry]:
        return self.store.read().entries

    def who(self, signers: str | None = None) -> frozenset[str]:
        return approvers_of(self.entries(), self.request.digest, self.signers if signers is None else signers)

    def why(self) -> list[Refused | None]:
        return [item.refused for item in approvals_of(self.entries(), self.request.digest, self.signers)]


@pytest.fixture
def asked(place: Place, people: People) -> Asked:
    return Asked(place.store(), people)


def test_what_is_signed_is_exactly_this() -> None:
    assert text_to_sign("ab" * 32) == b"bastide-cutover approval\n" + b"ab" * 32 + b"\n"
    assert text_of_asker("ab" * 32) == b"bastide-cutover request\n" + b"ab" * 32 + b"\n"


def test_two_persons(asked: Asked) -> None:
    assert asked.who() == frozenset()
    asked.approve("one")
    asked.approve("two")
    assert asked.who() == {"one@example.org", "two@example.org"}
    assert asked.why() == [None, None]


def not_asked(asked: Asked) -> list[Refused | None]:
    """Why each entry that says whoever asks has signed counts for nothing; that then nobody has approved."""
    asked.approve("one")
    assert asked.who() == frozenset()
    assert asked.why() == [Refused.NOT_ASKED]
    return [one.refused for one in signatures_of_asker(asked.entries(), asked.request.digest, asked.signers)]


@pytest.fixture
def unsigned(place: Place, people: People) -> Asked:
    return Asked(place.store(), people, signed=False)


def test_nobody_approves_what_whoever_asks_has_not_signed(unsigned: Asked) -> None:
    assert not_asked(unsigned) == []
    unsigned.sign("asker")
    # an approval from before is none of what is known to be asked now
    assert unsigned.why() == [Refused.NOT_ASKED]
    unsigned.approve("one")
    assert unsigned.who() == {"one@example.org"}


def test_who_asks_in_another_s_name_has_nothing_of_it(unsigned: Asked) -> None:
    unsigned.sign("one")
    assert not_asked(unsigned) == [Refused.NOT_ASKER]


def test_an_approval_is_no_signature_of_who_asks(unsigned: Asked) -> None:
    text = text_to_sign(unsigned.request.digest)
    unsigned.sign("asker", signature=unsigned.people.sign("asker", text, NAMESPACE).decode())
    assert not_asked(unsigned) == [Refused.NOT_SIGNED]


def test_nor_is_the_signature_of_a_stranger_or_of_another_phase(unsigned: Asked) -> None:
    unsigned.sign("stranger")
    unsigned.sign("asker", phase=PhaseId.RETIRE)
    assert not_asked(unsigned) == [Refused.NOT_SIGNED, Refused.OTHER]


def test_one_person_counts_once_also_with_another_key(asked: Asked) -> None:
    asked.approve("one")
    asked.approve("one")
    asked.approve("other-key")
    asked.signers += asked.people.line("other-key", "One@Example.org")
    assert asked.who() == {"one@example.org"}
    assert asked.why() == [None, Refused.AGAIN, Refused.AGAIN]


def test_who_asks_does_not_approve(asked: Asked) -> None:
    asked.approve("asker")
    assert asked.who() == frozenset()
    assert asked.why() == [Refused.OWN]


@pytest.mark.parametrize(
    "by", ["asker@example.org", "ASKER@EXAMPLE.ORG", "asker@example.org (me)", "<asker@example.org>;"]
)
def test_nor_however_the_name_is_written(place: Place, people: People, by: str) -> None:
    asked = Asked(place.store(), people, by)
    asked.approve("asker")
    assert asked.why() == [Refused.OWN]


def test_who_has_a_longer_address_is_somebody_else(place: Place, people: People) -> None:
    asked = Asked(place.store(), people, "someone@example.org", own="someone")
    asked.approve("one")
    assert asked.who() == {"one@example.org"}


def test_nor_with_capitals_in_the_list(asked: Asked) -> None:
    asked.signers = asked.people.line("asker", "ASKER@example.org")
    asked.approve("asker")
    assert asked.why() == [Refused.OWN]


def test_a_key_of_two_addresses_is_nobodys(asked: Asked) -> None:
    asked.signers += asked.people.line("one", "second@example.org")
    asked.approve("one")
    assert asked.who() == frozenset()
    assert asked.why() == [Refused.SHARED]


@pytest.mark.parametrize("first", [True, False])
def test_who_asks_with_a_second_name_is_not_two(asked: Asked, first: bool) -> None:
    second = asked.people.line("asker", "second@example.org")
    asked.signers = second + asked.signers if first else asked.signers + second
    asked.approve("asker")
    assert asked.why() == [Refused.SHARED]


def test_the_key_of_a_stranger(asked: Asked) -> None:
    asked.approve("stranger")
    (found,) = approvals_of(asked.entries(), asked.request.digest, asked.signers)
    assert found.refused is Refused.NOT_SIGNED
    assert found.reason == "its key is of nobody who may sign"


@pytest.mark.parametrize("namespace", ["bastide-receipt", "bastide-journal", "git", "file"])
def test_signed_for_another_purpose(asked: Asked, namespace: str) -> None:
    asked.approve("one", namespace=namespace)
    assert asked.why() == [Refused.NOT_SIGNED]


def test_a_key_that_may_sign_other_things_only(asked: Asked) -> None:
    asked.signers = asked.people.line("one", namespaces="bastide-receipt")
    asked.approve("one")
    assert asked.why() == [Refused.NOT_SIGNED]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.rstrip(b"\n"),
        lambda text: text + b"\n",
        lambda text: text.upper(),
        lambda text: text.splitlines()[1],
        lambda _: text_to_sign("ab" * 32),
    ],
)
def test_other_bytes(asked: Asked, change: object) -> None:
    asked.approve("one", content=change(text_to_sign(asked.request.digest)))  # type: ignore[operator]
    assert asked.why() == [Refused.NOT_SIGNED]


@pytest.mark.parametrize("signature", ["", "no signature", "-----BEGIN SSH SIGNATURE-----\nU1NI\n", "é\n" * 100])
def test_no_signature(asked: Asked, signature: str) -> None:
    asked.approve("one", signature=signature)
    assert asked.why() == [Refused.NOT_SIGNED]


def test_an_approval_of_another_request(asked: Asked) -> None:
    other = asked.store.append(note(event=Event.REQUESTED, by="asker@example.org", **FREEZE))
    signature = asked.people.sign("asker", text_of_asker(other.digest), NAMESPACE).decode()
    asked.store.append(note(event=Event.SIGNED, request=other.digest, signature=signature, **FREEZE))
    entry = asked.approve("one")
    asked.store.append(note(event=Event.APPROVED, request=other.digest, signature=entry.signature, **FREEZE))
    assert approvers_of(asked.entries(), other.digest, asked.signers) == frozenset()
    assert asked.who() == {"one@example.org"}


def test_an_approval_that_names_another_wave_or_phase(asked: Asked) -> None:
    asked.approve("one", wave="oncology")
    asked.approve("two", phase=PhaseId.RETIRE)
    assert asked.why() == [Refused.OTHER, Refused.OTHER]


def test_an_approval_of_what_is_no_request(asked: Asked) -> None:
    noted = asked.store.append(note())
    signature = asked.people.sign("one", text_to_sign(noted.digest), NAMESPACE).decode()
    asked.store.append(note(event=Event.APPROVED, request=noted.digest, signature=signature))
    (found,) = approvals_of(asked.entries(), noted.digest, asked.signers)
    assert found.refused is Refused.BEFORE


def test_who_was_taken_from_the_list_counts_no_more(asked: Asked) -> None:
    asked.approve("one")
    asked.approve("two")
    assert asked.who(asked.people.list("asker", "two")) == {"two@example.org"}
    # with whoever asked goes what they asked for
    assert asked.who(asked.people.list("one", "two")) == frozenset()
    assert asked.who("") == frozenset()


def test_a_key_whose_time_is_over(asked: Asked) -> None:
    asked.approve("one")
    ended = asked.people.line("one").replace("namespaces=", 'valid-before="20200101",namespaces=')
    assert asked.who(ended) == frozenset()


ENDS = datetime(2020, 7, 1, tzinfo=UTC)
"""Of keys whose time is over for whoever reads the journal today."""
SECOND = timedelta(seconds=1)


def approved_at(place: Place, people: People, when: datetime, option: str) -> list[Refused | None]:
    """What becomes of an approval whose entry is of that time, by a key with a time of its own."""
    asked = Asked(FileStore(place.root, place.said.append, lambda: when), people)
    asked.signers = people.line("asker") + people.line("one").replace("namespaces=", f"{option},namespaces=")
    asked.approve("one")
    return asked.why()


@pytest.mark.parametrize("zone", ["UTC0", "JST-9", "HST10"])
@pytest.mark.parametrize(
    ("option", "when", "refused"),
    [
        ('valid-before="20200701"', ENDS - SECOND, None),
        ('valid-before="20200701"', ENDS + SECOND, Refused.NOT_SIGNED),
        ('valid-after="20200701"', ENDS - SECOND, Refused.NOT_SIGNED),
        ('valid-after="20200701"', ENDS + SECOND, None),
    ],
    ids=["ends after the entry", "ended before it", "begins after it", "began before it"],
)
def test_the_time_of_a_key_is_judged_by_the_time_of_the_entry(
    place: Place,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    option: str,
    when: datetime,
    refused: Refused | None,
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert approved_at(place, people, when, option) == [refused]


def test_two_entries_with_one_signature_are_judged_each_by_its_time(place: Place, people: People) -> None:
    now = [ENDS - SECOND]
    asked = Asked(FileStore(place.root, place.said.append, lambda: now[0]), people)
    first = asked.approve("one")
    now[0] = ENDS + SECOND
    asked.store.append(note(event=Event.APPROVED, request=asked.request.digest, signature=first.signature, **FREEZE))
    for option, expected in (
        ('valid-before="20200701"', [None, Refused.NOT_SIGNED]),
        ('valid-after="20200701"', [Refused.NOT_SIGNED, None]),
    ):
        asked.signers = people.line("asker") + people.line("one").replace("namespaces=", f"{option},namespaces=")
        assert asked.why() == expected


def test_why_a_key_whose_time_was_over_does_not_count(place: Place, people: People) -> None:
    asked = Asked(FileStore(place.root, place.said.append, lambda: ENDS + SECOND), people)
    asked.signers = people.line("one").replace("namespaces=", 'valid-before="20200701",namespaces=')
    asked.approve("one")
    (found,) = approvals_of(asked.entries(), asked.request.digest, asked.signers)
    assert found.reason == "its key is of nobody who may sign"


def test_a_pattern_is_no_person(asked: Asked) -> None:
    asked.approve("one")
    with pytest.raises(BadInput, match="is not one person"):
        asked.who(asked.people.line("one", "*@example.org"))


def test_a_signature_is_asked_for_once(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    asked.approve("one")
    asked.who()
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("asked again"))
    assert asked.who() == {"one@example.org"}


def test_without_openssh_nobody_is_taken_to_have_approved(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    asked.approve("one")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match="there is no ssh-keygen"):
        asked.who()


def test_how_to_sign(place: Place) -> None:
    command = approvals.command_to_sign(place.root / "request")
    assert command == f"ssh-keygen -Y sign -n bastide-cutover -f KEY {place.root / 'request'}"

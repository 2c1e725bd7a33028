"""The states of two waves against a reference that is as simple as can be: any sequence of steps, possible or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bastide.cutover.gates import steps
from bastide.cutover.gates.refused import NotAllowed
from bastide.cutover.gates.state import Doing, Stage, possible
from bastide.cutover.move.model import PhaseId
from facts.errors import BadInput
from tests.bastide.cutover.gates.made import ASKS, FIRST, NOON, SECOND, Ledger, measured

NAMES = [phase.value for phase in PhaseId]
SIGNED = {"freeze", "switch", "retire"}
FALLS_WITH = {"switch": {"freeze"}, "verify": {"switch", "freeze"}}
waves = st.sampled_from(["first", "second"])
phases = st.sampled_from(NAMES)


@dataclass
class Asked:
    phase: str
    time: datetime
    own: bool = False
    signed: set[str] = field(default_factory=set)


@dataclass
class Reference:
    """One wave: phases begun, in order; the last one may be open."""

    begun: list[str] = field(default_factory=list)
    open: bool = False
    entered: datetime = NOON
    undone: datetime | None = None
    wrong: tuple[int, datetime] | None = None
    asked: list[Asked] = field(default_factory=list)
    wrote: datetime | None = None

    def settled(self) -> bool:
        return "verify" in self.begun and not (self.open and self.begun[-1] == "verify")

    def enters(self, phase: str, now: datetime, other: Reference, *, is_first: bool) -> bool:
        if self.open or len(self.begun) == len(NAMES) or NAMES[len(self.begun)] != phase:
            return False
        late = NAMES.index(phase) >= NAMES.index("freeze")
        if late and not is_first and not other.settled():
            return False
        if phase == "retire" and is_first and not other.settled():
            return False
        if phase == "freeze" and not self._proved(now):
            return False
        return phase not in SIGNED or any(len(one.signed) == 2 for one in self.usable(phase, now))

    def usable(self, phase: str, now: datetime) -> list[Asked]:
        return [
            one
            for one in self.asked
            if one.phase == phase
            and now - one.time <= timedelta(days=7)
            and (self.undone is None or one.time > self.undone)
        ]

    def leaves(self, phase: str, now: datetime) -> bool:
        if not self.open or self.begun[-1] != phase or self.wrong is None:
            return False
        value, time = self.wrong
        return value == 0 and time >= self.entered and now - time <= timedelta(hours=2)

    def undoes(self, phase: str, *, lost: bool) -> bool:
        if not self.begun or self.begun[-1] != phase or phase == "retire":
            return False
        late = phase == "verify" or (
            phase == "switch" and (not self.open or (self.wrote is not None and self.wrote >= self.entered))
        )
        return lost or not late

    def undo(self, phase: str, now: datetime) -> None:
        self.begun = [one for one in self.begun if one != phase and one not in FALLS_WITH.get(phase, set())]
        self.open, self.undone = False, now

    def _proved(self, now: datetime) -> bool:
        if self.wrong is None:
            return False
        time = self.wrong[1]
        return now - time <= timedelta(hours=24) and (self.undone is None or time >= self.undone)


class TwoWaves(RuleBasedStateMachine):
    """Steps are tried whether they are possible or not; both must agree."""

    @initialize(first=st.integers(0, 16), second=st.integers(0, 16))
    def begin(self, first: int, second: int) -> None:
        """Each wave somewhere on its way: chance alone seldom comes far."""
        self.ledger = Ledger().begun()
        self.reference = {"first": Reference(), "second": Reference()}
        for wave, count in (("first", first), ("second", second)):
            for _ in range(count):
                self.go_on(wave)

    def here(self, wave: str) -> Reference:
        return self.reference[wave]

    def tried(self, act: object) -> bool:
        before = len(self.ledger.entries)
        try:
            act()  # type: ignore[operator]
        except NotAllowed as error:
            assert error.reasons
            assert error.action
            assert len(self.ledger.entries) == before
            return False
        return True

    def taken(self, act: object) -> bool:
        """The same of a signature, which may also be no good one."""
        try:
            return self.tried(act)
        except BadInput:
            return False

    @rule(minutes=st.integers(3, 200))
    def wait(self, minutes: int) -> None:
        self.ledger.wait(minutes=minutes)

    @rule()
    def wait_for_days(self) -> None:
        self.ledger.wait(days=8)

    @rule(wave=waves, wrong=st.sampled_from([0, 0, 0, 1]))
    def measure(self, wave: str, wrong: int) -> None:
        self.ledger.wait(minutes=3)
        now = self.ledger.now
        found = [measured("thing.count", 7, now), measured("thing.wrong", wrong, now)]
        proof = [measured("thing.proved", True, now)]
        self.ledger.write(steps.measure(self.ledger.at, wave, found + proof, ""))
        self.here(wave).wrong = (wrong, now)

    @rule(wave=waves)
    def write_at_the_target(self, wave: str) -> None:
        self.ledger.wait(minutes=3)
        self.ledger.measure("write_probe.succeeded", True, wave)
        self.here(wave).wrote = self.ledger.now

    @rule(wave=waves, phase=phases)
    def ask(self, wave: str, phase: str) -> None:
        self.ledger.wait(minutes=3)
        may = phase in SIGNED and phase not in self.here(wave).begun
        assert self.tried(lambda: self.ledger.ask(PhaseId(phase), wave)) is may
        if may:
            self.here(wave).asked.append(Asked(phase, self.ledger.now))

    @rule(wave=waves, phase=st.sampled_from(sorted(SIGNED)), who=st.sampled_from([ASKS, FIRST]))
    def own(self, wave: str, phase: str, who: str) -> None:
        """Whoever asks, or another one, signs that they ask."""
        asked = self.here(wave).usable(phase, self.ledger.now)
        may = bool(asked) and who == ASKS and not asked[-1].own
        assert self.taken(lambda: self.ledger.own(PhaseId(phase), who, wave)) is may
        if may:
            asked[-1].own = True

    @rule(wave=waves, phase=st.sampled_from(sorted(SIGNED)), who=st.sampled_from([ASKS, FIRST, SECOND, "mallory"]))
    def sign(self, wave: str, phase: str, who: str) -> None:
        asked = self.here(wave).usable(phase, self.ledger.now)
        may = bool(asked) and asked[-1].own and who in (FIRST, SECOND) and who not in asked[-1].signed
        assert self.taken(lambda: self.ledger.sign(PhaseId(phase), who, wave)) is may
        if may:
            asked[-1].signed.add(who)

    @rule(wave=waves)
    def ask_and_sign_the_next(self, wave: str) -> None:
        """So that runs come far enough."""
        begun = self.here(wave).begun
        if len(begun) < len(NAMES) and NAMES[len(begun)] in SIGNED:
            self.ask(wave, NAMES[len(begun)])
            self.own(wave, NAMES[len(begun)], ASKS)
            self.sign(wave, NAMES[len(begun)], FIRST)
            self.sign(wave, NAMES[len(begun)], SECOND)

    @rule(wave=waves, phase=phases)
    def enter(self, wave: str, phase: str) -> None:
        self.ledger.wait(minutes=3)
        here, other = self.here(wave), self.here("second" if wave == "first" else "first")
        may = here.enters(phase, self.ledger.now, other, is_first=wave == "first")
        assert self.tried(lambda: self.ledger.enter(PhaseId(phase), wave)) is may
        if may:
            here.begun.append(phase)
            here.open, here.entered = True, self.ledger.now

    @rule(wave=waves, phase=phases)
    def leave(self, wave: str, phase: str) -> None:
        may = self.here(wave).leaves(phase, self.ledger.now)
        assert self.tried(lambda: self.ledger.leave(PhaseId(phase), wave)) is may
        if may:
            self.here(wave).open = False

    @precondition(lambda self: any(one.begun for one in self.reference.values()))
    @rule(wave=waves, phase=phases, lost=st.booleans())
    def undo(self, wave: str, phase: str, lost: bool) -> None:
        self.ledger.wait(minutes=3)
        may = self.here(wave).undoes(phase, lost=lost)
        assert self.tried(lambda: self.ledger.undo(PhaseId(phase), "14 writes" if lost else "", wave)) is may
        if may:
            self.here(wave).undo(phase, self.ledger.now)

    @rule(wave=waves, lost=st.booleans())
    def undo_the_last(self, wave: str, lost: bool) -> None:
        if self.here(wave).begun:
            self.undo(wave, self.here(wave).begun[-1], lost)

    @rule(wave=waves)
    def go_on(self, wave: str) -> None:
        """Whatever is next, as somebody does it who knows how."""
        here = self.here(wave)
        self.measure(wave, 0)
        if here.open:
            self.leave(wave, here.begun[-1])
        elif len(here.begun) < len(NAMES):
            self.ask_and_sign_the_next(wave)
            self.enter(wave, NAMES[len(here.begun)])

    @invariant()
    def both_agree(self) -> None:
        if not hasattr(self, "ledger"):
            return
        at = self.ledger.at
        for wave, here in self.reference.items():
            state = at.state.waves[wave]
            stages = [state.passages[phase].stage for phase in PhaseId]
            expected = [Stage.LEFT] * len(here.begun) + [Stage.NOT_BEGUN] * (len(NAMES) - len(here.begun))
            if here.open:
                expected[len(here.begun) - 1] = Stage.ENTERED
            assert stages == expected
            planned = next(one for one in at.move.waves if one.id == wave)
            undoable = [phase for doing, phase in possible(at.move, at.state, planned) if doing is Doing.ROLL_BACK]
            assert undoable == [PhaseId(one) for one in here.begun[-1:] if one != "retire"]


TwoWaves.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestTwoWaves = TwoWaves.TestCase

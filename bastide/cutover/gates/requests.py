"""Requests and their approvals: who asked, who else has signed, and whether that is enough. Pure."""

from __future__ import annotations

from bastide.cutover.gates.order import approvals_needed
from bastide.cutover.gates.refused import NotAllowed
from bastide.cutover.gates.situation import Situation, content, draft, require_begun
from bastide.cutover.gates.state import REQUEST_DAYS, Stage, WaveState, usable
from bastide.cutover.journal.entry import Content, Entry, Event
from bastide.cutover.move.model import PhaseId
from facts.errors import BadInput


def request(at: Situation, wave: str, phase: PhaseId, asks: str, words: str) -> Content:
    """Somebody (`asks`, an address) asks that a phase may be entered.

    Raises:
        NotAllowed: it is begun already, or needs nobody's approval.
    """
    require_begun(at)
    _, here = at.wave(wave)
    if here.passages[phase].stage is not Stage.NOT_BEGUN:
        raise NotAllowed(
            [f"{phase} of {wave} is {here.passages[phase].stage} already"],
            f"bastide cutover record rollback {wave} {phase}, if it was undone",
        )
    if not approvals_needed(at.move, phase):
        raise NotAllowed([f"{phase} needs nobody's approval"], f"bastide cutover record enter {wave} {phase}")
    return content(at, Event.REQUESTED, by=asks, wave=wave, phase=phase, words=words)


def sign(at: Situation, wave: str, phase: PhaseId, signature: str) -> Content:
    """Whoever asks has signed the newest request: it is really theirs.

    Raises:
        NotAllowed: there is no request that could still be used; it is signed already.
        BadInput: the signature is not theirs, or not of this request.
    """
    require_begun(at)
    asked = newest_request(at, wave, phase)
    if at.asked(at.entries, asked.digest):
        raise NotAllowed(
            [f"{asked.by} has signed the request {asked.digest[:12]} already"], how_to_approve(wave, phase)
        )
    said = content(at, Event.SIGNED, wave=wave, phase=phase, request=asked.digest, signature=signature, words="")
    tried = (*at.entries, draft(at, said))
    if not at.asked(tried, asked.digest):
        raise BadInput(
            f"the signature is not that of {asked.by} under the request {asked.digest[:12]}: "
            f"{at.why_not(tried, asked.digest)}",
            expected="a signature over the text of this request by whoever asks, whose address is in the list",
            action=f"bastide cutover record wording {wave} {phase} --output FILE; {asked.by} signs it",
        )
    return said


def approve(at: Situation, wave: str, phase: PhaseId, signature: str) -> Content:
    """Somebody else has signed the newest request.

    Raises:
        NotAllowed: there is no request that could still be used, or whoever asks has not signed it.
        BadInput: the signature adds nobody: see the reasons.
    """
    require_begun(at)
    asked = newest_request(at, wave, phase)
    if not at.asked(at.entries, asked.digest):
        raise NotAllowed([_unsigned(asked)], how_to_ask(wave, phase))
    said = content(at, Event.APPROVED, wave=wave, phase=phase, request=asked.digest, signature=signature, words="")
    before = at.approvers(at.entries, asked.digest)
    tried = (*at.entries, draft(at, said))
    if not at.approvers(tried, asked.digest) - before:
        raise BadInput(
            f"the signature does not approve the request {asked.digest[:12]}: {at.why_not(tried, asked.digest)}",
            expected=f"a signature over the text of this request by another person who may approve than {asked.by}",
            action=f"bastide cutover record wording {wave} {phase} --output FILE; somebody else signs it",
        )
    return said


def newest_request(at: Situation, wave: str, phase: PhaseId) -> Entry:
    """The request that an approval is of. Raises NotAllowed where there is none that could still be used."""
    _, here = at.wave(wave)
    found = [one for one in here.requests if usable(one, phase, at.plan, here, at.now)]
    if not found:
        raise NotAllowed(
            [f"nobody has asked in the last {REQUEST_DAYS} days for {phase} of {wave}"], how_to_ask(wave, phase)
        )
    return found[-1]


def approved(at: Situation, here: WaveState, phase: PhaseId) -> tuple[Entry | None, list[str]]:
    """The request that lets the phase be entered, and what is missing."""
    needed = approvals_needed(at.move, phase)
    if not needed:
        return None, []
    best, who = approvals_of_phase(at, here, phase)
    if best is None:
        return None, [f"nobody has asked in the last {REQUEST_DAYS} days for {phase} of {here.wave} by this plan"]
    if len(who) >= needed:
        return best, []
    if not at.asked(at.entries, best.digest):
        return best, [_unsigned(best)]
    by = f" ({', '.join(who)})" if who else ""
    return best, [
        f"{len(who)} of {needed} approvals of the request {best.digest[:12]}{by}; {best.by}, who asked, does not count"
    ]


def approvals_of_phase(at: Situation, here: WaveState, phase: PhaseId) -> tuple[Entry | None, tuple[str, ...]]:
    """The request that can still be used and that most have approved, of two alike the later one; and who has."""
    asked = [one for one in here.requests if usable(one, phase, at.plan, here, at.now)]
    if not asked:
        return None, ()
    given = {one.digest: at.approvers(at.entries, one.digest) for one in asked}
    best = max(reversed(asked), key=lambda one: len(given[one.digest]))
    return best, tuple(sorted(given[best.digest]))


def how_to_ask(wave: str, phase: PhaseId) -> str:
    """What is typed to get a phase approved."""
    return (
        f"bastide cutover record request {wave} {phase} --by ADDRESS --words TEXT; whoever asks, and then others, sign "
        f"what bastide cutover record wording {wave} {phase} gives"
    )


def how_to_approve(wave: str, phase: PhaseId) -> str:
    """What is typed once whoever asks has signed."""
    return f"bastide cutover record wording {wave} {phase} --output FILE; others sign it"


def _unsigned(asked: Entry) -> str:
    return f"the request {asked.digest[:12]} is not signed by {asked.by}, in whose name it is"

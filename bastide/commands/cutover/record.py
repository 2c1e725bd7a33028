"""`bastide cutover record`: everything that writes the journal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bastide.commands.cutover.opened import Opened, moment, opened, phase_named
from bastide.commands.terminal import emit
from bastide.failure import Exit
from facts.errors import BadInput, Place

if TYPE_CHECKING:
    from bastide.cutover.gates.situation import Situation
    from bastide.cutover.journal.entry import Content, Entry

app = typer.Typer(
    help="Put on record what was measured, asked for, approved, entered, left or undone. "
    "Exits with 1 where it is not allowed now, and names every reason.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Wave = Annotated[str, typer.Argument(metavar="WAVE", help="A wave of stacks/cutover.yaml.")]
Phase = Annotated[str, typer.Argument(metavar="PHASE", help="One of its phases.")]
Said = Annotated[str, typer.Option("--words", metavar="TEXT", help="For who reads it later.", show_default=False)]
_MOST = 4000


@app.command()
def begin(words: Said = "") -> None:
    """Begin the journal, or let it go on by a plan that has changed since.

    The journal holds the digest of stacks/cutover.yaml; nothing is recorded by another plan. Requests that were made by
    the plan before do not count any more. There must be enough persons who may approve.

    Examples:

    - `bastide cutover record begin`

    - `bastide cutover record begin --words "soak of cardio 96 h; decided by the technical directorate"`
    """
    from bastide.cutover.gates import steps  # noqa: PLC0415
    from bastide.cutover.move.approvers import require_approvers  # noqa: PLC0415

    found = opened()
    require_approvers(found.move, found.folder)
    _record(found, lambda at: steps.begin(at, words))


@app.command()
def measure(
    wave: Wave,
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MEASURE=VALUE]...", help="What a person says: decision.go=true.", show_default=False),
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A record: of a rehearsal, or JSON of inventory, parity, preview or check.",
            show_default=False,
        ),
    ] = None,
    addresses: Annotated[bool, typer.Option("--addresses", help="Compare the addresses of both intents.")] = False,
    by: Annotated[
        str, typer.Option(metavar="FUNCTION", help="Whose word the values are: a function.", show_default=False)
    ] = "",
    objects: Annotated[
        list[str] | None,
        typer.Option("--object", metavar="NAME", help="What a value is about; can be repeated.", show_default=False),
    ] = None,
    measured_at: Annotated[
        str,
        typer.Option(metavar="MOMENT", help="When, where the record does not say the hour.", show_default=False),
    ] = "",
) -> None:
    """Record values: from a file that a program wrote, or as the word of a person.

    A person's word counts only for measures of which the plan says `hand: true`; every other one must come from a
    program. Nothing from the future, of another estate, subscription or wave is taken.

    Examples:

    - `bastide cutover record measure cardio --from rehearsal.json`

    - `bastide cutover record measure cardio --from parity.json --measured-at 2026-11-28T22:15+01:00`

    - `bastide cutover record measure cardio decision.go=true --by technical-directorate`

    - `bastide cutover record measure cardio --addresses`
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from bastide.cutover.gates import steps  # noqa: PLC0415
    from bastide.cutover.gates.records.addresses import measured  # noqa: PLC0415
    from bastide.cutover.gates.records.hand import Said as Word  # noqa: PLC0415
    from bastide.cutover.gates.records.hand import said  # noqa: PLC0415
    from bastide.cutover.gates.records.model import Asked  # noqa: PLC0415
    from bastide.cutover.gates.records.read import read  # noqa: PLC0415

    _require_one(bool(values), from_ is not None, addresses)
    if from_ is None and not addresses and not by:
        raise BadInput("nobody says it", expected="the function whose word it is", action="add --by FUNCTION")
    if not values and (by or objects):
        raise BadInput(
            "found --by or --object without values", expected="MEASURE=VALUE", action="leave them out: a record says it"
        )
    found = opened()
    at = moment(measured_at, "--measured-at") if measured_at else None
    if values:
        word = Word(by, at or datetime.now(UTC), tuple(objects or ()))
        measurements, words = said(values, word, found.move), ""
    elif from_ is not None:
        measurements, words = read(from_, Asked(found.move, found.folder, wave, at, lambda: found.signers))
    else:
        measurements, words = measured(found.move, found.folder, datetime.now(UTC)), ""
    _record(found, lambda situation: steps.measure(situation, wave, measurements, words))


@app.command()
def enter(wave: Wave, phase: Phase, words: Said = "") -> None:
    """A wave enters a phase: the entry gate is green, its turn has come, and enough others have approved.

    Examples:

    - `bastide cutover record enter cardio replicate`
    """
    from bastide.cutover.gates import steps  # noqa: PLC0415

    _record(opened(), lambda at: steps.enter(at, wave, phase_named(phase), words))


@app.command()
def leave(wave: Wave, phase: Phase, words: Said = "") -> None:
    """A wave has done a phase: the exit gate is green by values that were measured since it was entered.

    Examples:

    - `bastide cutover record leave cardio replicate`
    """
    from bastide.cutover.gates import steps  # noqa: PLC0415

    _record(opened(), lambda at: steps.leave(at, wave, phase_named(phase), words))


@app.command()
def request(
    wave: Wave,
    phase: Phase,
    by: Annotated[str, typer.Option(metavar="ADDRESS", help="Who asks, by their address in the list of approvers.")],
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="What for.")],
) -> None:
    """Ask that a phase may be entered. Whoever asks signs it, to show that it is theirs; then others approve it.

    It holds for seven days, for this wave, phase and plan, and until the wave is rolled back.

    Examples:

    - `bastide cutover record request cardio freeze --by anna@example.org --words "night of 2027-05-12, CHG-118"`
    """
    from bastide.cutover.gates import requests  # noqa: PLC0415
    from bastide.cutover.move.approvers import file_of, persons, require_listed  # noqa: PLC0415

    found = opened()
    require_listed(by, persons(found.move, found.folder), file_of(found.move, found.folder))
    entry = _record(found, lambda at: requests.request(at, wave, phase_named(phase), by, words))
    typer.echo(
        f"request {entry.digest}; {by} signs it first: bastide cutover record wording {wave} {phase} --output FILE"
    )


@app.command()
def wording(
    wave: Wave,
    phase: Phase,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Write the text to this file.")],
) -> None:
    """Write the text to sign next: it names the newest request by its digest. Nothing is signed here.

    First it is whoever asks who signs (`record sign`), then those who approve (`record approve`): two different texts.

    Examples:

    - `bastide cutover record wording cardio freeze --output request.txt`

    - `ssh-keygen -Y sign -n bastide-cutover -f KEY request.txt` signs it, into request.txt.sig
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from bastide.cutover.gates.requests import newest_request  # noqa: PLC0415
    from bastide.cutover.journal.approvals import command_to_sign, text_of_asker, text_to_sign  # noqa: PLC0415

    found = opened()
    at = found.seen(datetime.now(UTC))
    entry = _allowed(lambda: newest_request(at, wave, phase_named(phase)))
    asked = found.asked(at.entries, entry.digest)
    emit((text_to_sign if asked else text_of_asker)(entry.digest).decode("ascii"), output)
    typer.echo(f"{wave} may enter {phase}: asked by {entry.by} at {entry.time:%Y-%m-%d %H:%M} UTC: {entry.words}")
    typer.echo(f"to sign it, {f'by others than {entry.by}' if asked else f'by {entry.by}'}: {command_to_sign(output)}")
    command = "approve" if asked else "sign"
    typer.echo(f"then: bastide cutover record {command} {wave} {phase} --signature {output}.sig")


@app.command()
def sign(
    wave: Wave,
    phase: Phase,
    signature: Annotated[Path, typer.Option(metavar="FILE", help="What `ssh-keygen -Y sign` wrote.")],
) -> None:
    """Record that whoever asks has signed the newest request. Without it nobody's approval of it counts.

    Else somebody could ask in another's name, and approve it as if it were not their own.

    Examples:

    - `bastide cutover record sign cardio freeze --signature request.txt.sig`
    """
    from bastide.cutover.gates import requests  # noqa: PLC0415

    text = _signature(signature)
    _record(opened(), lambda at: requests.sign(at, wave, phase_named(phase), text))


@app.command()
def approve(
    wave: Wave,
    phase: Phase,
    signature: Annotated[Path, typer.Option(metavar="FILE", help="What `ssh-keygen -Y sign` wrote.")],
) -> None:
    """Record that somebody else has signed the newest request.

    Who may approve stands in the list that stacks/cutover.yaml names, as the checked-out commit has it. A signature of
    somebody else, of another text, of whoever asked, or a second one of the same person is refused.

    Examples:

    - `bastide cutover record approve cardio freeze --signature request.txt.sig`
    """
    from bastide.cutover.gates import requests  # noqa: PLC0415

    text = _signature(signature)
    _record(opened(), lambda at: requests.approve(at, wave, phase_named(phase), text))


@app.command()
def rollback(
    wave: Wave,
    phase: Phase,
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="What was done.")],
    lost: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="What was lost and who accepted it, where it came too late.", show_default=False
        ),
    ] = "",
) -> None:
    """A phase was undone: the last one that was begun. `retire` cannot be.

    Undoing `switch` undoes `freeze` too, and undoing `verify` both: the legacy serves again. Values and requests from
    before do not count any more.

    Examples:

    - `bastide cutover record rollback cardio freeze --words "freeze lifted at 02:10, INC-12"`

    - `bastide cutover record rollback cardio switch --words "names point back" --lost "14 writes; the owner knows"`
    """
    from bastide.cutover.gates import steps  # noqa: PLC0415

    _record(opened(), lambda at: steps.roll_back(at, wave, phase_named(phase), words, lost))


@app.command()
def note(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="For who reads it later.")],
    wave: Annotated[str, typer.Option(metavar="WAVE", help="About this wave only.", show_default=False)] = "",
) -> None:
    """Write something down. It changes nothing.

    Examples:

    - `bastide cutover record note "the copy of cardio was slow: the link was shared" --wave cardio`
    """
    from bastide.cutover.gates import steps  # noqa: PLC0415

    _record(opened(), lambda at: steps.note(at, wave, words))


def _record(found: Opened, step: Callable[[Situation], Content]) -> Entry:
    entry = _allowed(lambda: found.append(step))
    about = " ".join(part for part in (entry.wave or "", str(entry.phase or "")) if part)
    typer.echo(f"entry {entry.number} of {found.store.name}: {entry.event} {about}".rstrip())
    return entry


def _allowed(act: Callable[[], Entry]) -> Entry:
    from bastide.cutover.gates.refused import NotAllowed  # noqa: PLC0415

    try:
        return act()
    except NotAllowed as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(Exit.FINDINGS) from None


def _require_one(*asked: bool) -> None:
    if sum(asked) != 1:
        raise BadInput(
            "found none of MEASURE=VALUE, --from and --addresses" if not any(asked) else "found more than one of them",
            expected="one of MEASURE=VALUE, --from FILE and --addresses",
            action="name one",
        )


def _signature(file: Path) -> str:
    place = Place(file, None, None, "")
    try:
        with file.open("rb") as opened_file:
            raw = opened_file.read(_MOST + 1)
    except OSError as error:
        raise BadInput(f"it cannot be read: {error.strerror}", place=place, action="name the signature") from None
    if not raw.startswith(b"-----BEGIN SSH SIGNATURE-----") or len(raw) > _MOST or not raw.isascii():
        raise BadInput(
            "this is no signature",
            place=place,
            expected="what `ssh-keygen -Y sign` wrote, beginning with -----BEGIN SSH SIGNATURE-----",
            action="name the file that ends with .sig",
        )
    return raw.decode("ascii")

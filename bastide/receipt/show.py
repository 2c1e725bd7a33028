"""A receipt for the person who is to sign it: what dies, what stands, what nobody has looked at. Pure."""

from __future__ import annotations

from bastide.receipt.words import WORDS
from policies.model import Lang
from stacks.approval.receipt import Allowed, Receipt

_SHOWN_COMMIT = 12


def summary(receipt: Receipt, lang: Lang = Lang.EN) -> str:
    """The receipt in a few lines, the digest first, what is destroyed before the rest; a line feed at the end."""
    lines = [
        WORDS("digest", lang, digest=receipt.digest),
        *(_broken(receipt, lang)),
        *(_allowed(item, lang) for item in _worst_first(receipt)),
        *([] if receipt.allowed else [WORDS("nothing allowed", lang)]),
        _open(receipt, lang),
        _compared(receipt, lang),
        WORDS("commit", lang, commit=receipt.commit, day=receipt.day, expires=receipt.expires),
        WORDS("facts", lang, facts=receipt.facts, toolkit=receipt.toolkit),
        *(WORDS("stack", lang, stack=item.stack, count=len(item.resources)) for item in receipt.stacks),
    ]
    return "\n".join(lines) + "\n"


def _worst_first(receipt: Receipt) -> list[Allowed]:
    return sorted(receipt.allowed, key=lambda item: (item.holds_data is False, item.urn))


def _allowed(item: Allowed, lang: Lang) -> str:
    word = {True: "data", None: "data unknown"}.get(item.holds_data)
    data = WORDS(word, lang) if word else ""
    return WORDS("allowed", lang, operation=item.operation, urn=item.urn, data=data)


def _open(receipt: Receipt, lang: Lang) -> str:
    count = len(receipt.findings.open)
    return WORDS("open", lang, count=count) if count else WORDS("none open", lang)


def _compared(receipt: Receipt, lang: Lang) -> str:
    found = receipt.compared
    if found is None:
        return WORDS("not compared", lang)
    what = (
        WORDS("state", lang, id=found.id[:_SHOWN_COMMIT])
        if found.kind == "state"
        else f"{found.name} ({found.id[:_SHOWN_COMMIT]})"
    )
    return WORDS("compared", lang, with_=what)


def _broken(receipt: Receipt, lang: Lang) -> list[str]:
    return [
        WORDS(
            "broken",
            lang,
            number=item.number,
            stack=item.stack,
            time=item.time,
            ticket=item.ticket,
            reason=item.reason,
        )
        for item in receipt.break_glass
    ]

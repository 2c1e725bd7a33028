"""Answers of the facts as verdicts: what is not known, or too old to be believed, fails and says who must find out."""

from __future__ import annotations

from facts.answer import Stale, Unknown
from policies.model import Text, Verdict, failed


def unsettled(answer: Unknown | Stale, what: Text, *properties: str) -> Verdict:
    """The failure of a fact that is missing or too old. `what` names it (`who owns scaleway`)."""
    return failed(*lacking(answer, what), *properties)


def to_ask(answer: Unknown | Stale) -> Text:
    """Who must find out what."""
    return Text(answer.ask, answer.ask_fr)


def lacking(answer: Unknown | Stale, what: Text) -> Text:
    """The same as a text, for a rule that gathers several."""
    ask = to_ask(answer)
    if isinstance(answer, Stale):
        return Text(
            f"{what.en}: the fact is {answer.days} days past its lifetime ({answer.place}); ask: {ask.en}",
            f"{what.fr} : le fait a dépassé de {answer.days} jours sa durée de validité ({answer.place}) ; "
            f"demander : {ask.fr}",
        )
    return Text(
        f"{what.en}: not known ({answer.place}); ask: {ask.en}",
        f"{what.fr} : non établi ({answer.place}) ; demander : {ask.fr}",
    )


def joined(texts: list[Text]) -> Text:
    """Several texts as one."""
    return Text("; ".join(text.en for text in texts), " ; ".join(text.fr for text in texts))

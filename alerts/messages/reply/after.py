"""« Avez-vous répondu ? », then « avez-vous été retenus ? »: a question, a few buttons, and why it is asked."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.french import PARIS, is_named, lots, short_day, shortened
from alerts.messages.message import Action, ActionKind, Block, Fact, Message, Paragraph
from alerts.messages.reply.award import winner_names
from alerts.messages.words import NO_FACT
from alerts.model.reply import Outcome
from alerts.reply_help.after import CODES, NOT_YET, Stage
from alerts.reply_help.case import Case

OBJECT = 100  # characters of a contract
ASKS = {
    Stage.ANSWERED: "Avez-vous répondu à ce marché ?",
    Stage.DECIDED: "Avez-vous été retenus pour ce marché ?",
}
WHY = "Une touche suffit. Votre réponse n'est montrée ni à l'acheteur ni aux autres candidats."
LATER = "« {} » : nous vous reposons la question dans un mois, une seule fois."
AWARDED = "Un avis d'attribution est paru."
ASK_WHY = (
    "Si vous n'êtes pas retenus, demandez les motifs à l'acheteur : il a quinze jours pour vous les dire (code de la "
    "commande publique, R2181-2)."
)
LABELS = {  # 24 characters at most
    Stage.ANSWERED: {
        Outcome.WAITING.value: "Oui, répondu",
        Outcome.NOT_ANSWERED.value: "Non, pas répondu",
        NOT_YET: "Me redemander plus tard",
    },
    Stage.DECIDED: {
        Outcome.WON.value: "Oui, retenus",
        Outcome.LOST.value: "Non, pas retenus",
        NOT_YET: "Pas encore",
        Outcome.NOT_ANSWERED.value: "Nous n'avons pas répondu",
    },
}
SAID = {
    Outcome.WAITING.value: "C'est noté : vous avez répondu. Nous vous demanderons plus tard si vous êtes retenus.",
    Outcome.NOT_ANSWERED.value: "C'est noté : vous n'avez pas répondu. Nous ne vous en parlerons plus.",
    Outcome.WON.value: "C'est noté : vous êtes retenus. Bravo à toute l'équipe !",
    Outcome.LOST.value: "C'est noté : vous n'êtes pas retenus cette fois. Merci de l'avoir dit.",
    NOT_YET: "C'est noté : pas encore. Nous vous le redemanderons une fois, dans un mois.",
}
NO_MORE = "C'est noté : pas encore. Nous ne vous le redemanderons plus ; vous pouvez toujours le dire ici."


def after_message(case: Case, stage: Stage, now: datetime) -> Message:  # noqa: ARG001
    """One question. `now` is not needed today: the question stands whenever it is read."""
    about = case.notice.title if case.others else case.title  # the answer is of the whole, whatever the lot shown
    title = f"{ASKS[stage]} {shortened(about, OBJECT)}"
    return Message(title, _summary(case, stage), tuple(_blocks(case, stage)), actions(case.match_id, stage))


def actions(match_id: int, stage: Stage) -> tuple[tuple[Action, ...], ...]:
    """Two by two; what each button says is its code, in `about`."""
    found = [Action(ActionKind.AFTER, LABELS[stage][code], match_id, about=(code,)) for code in CODES[stage]]
    return tuple(tuple(found[start : start + 2]) for start in range(0, len(found), 2))


def said_words(code: str, *, asked_again: bool = True) -> str:
    """What is said back of an answer. `asked_again`: after « pas encore », the question will come once more."""
    return NO_MORE if code == NOT_YET and not asked_again else SAID[code]


def _summary(case: Case, stage: Stage) -> str:
    labels = " / ".join(LABELS[stage][code] for code in CODES[stage])
    return f"{ASKS[stage]} {case.notice.buyer.name or ''} – {labels}".replace("  ", " ")


def _blocks(case: Case, stage: Stage) -> Iterator[Block]:
    if case.others:
        yield Fact("Lots", lots([one.id for one in case.lots]))
    elif is_named(case.lot.id):
        yield Fact("Lot", f"{lots([case.lot.id])}{f' – {case.lot.title}' if case.lot.title else ''}")
    yield Fact("Acheteur", case.notice.buyer.name or NO_FACT)
    if case.deadline is not None:
        yield Fact("Date limite", short_day(case.deadline.at.astimezone(PARIS)))
    if stage is Stage.DECIDED and case.closed == "awarded":
        yield Paragraph(AWARDED)
        if case.winners:
            yield Fact("Titulaire" if len(case.winners) < 2 else "Titulaires", winner_names(case))
    yield Paragraph(WHY)
    yield Paragraph(LATER.format(LABELS[stage][NOT_YET]))
    if stage is Stage.DECIDED:
        yield Paragraph(ASK_WHY)

"""Reply help, all of it in taps on one bubble: « Aide à la réponse » on a card, or `/repondre` for the last one."""

from collections.abc import Callable

from alerts.services import responding
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.carte import ALERTS, NOTHING_YET
from bot.commands.reply import documents, easy, grid, hours, kit, lots, menu, plan, questions, selling
from bot.commands.reply.desk import LOT_GONE, SPACE, Desk, of_step, of_tap, on_desk

Act = Callable[[Talk, Desk, Tap], Reply]


class Repondre(Command):
    """A button names a match and a lot; whoever taps must be in its structure (`alerts.services.responding`)."""

    name = "repondre"
    space = SPACE
    about = "Aide à la réponse, pour la dernière annonce"
    scope = Scope.HIDDEN  # reached from each card
    aliases = ("reponse",)

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            match_id = responding.last_told(session, talk.person.id)
        return Screen(NOTHING_YET, ((ALERTS,),)) if match_id is None else menu.screen(talk, on_desk(talk, match_id))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Raises NotYours, Refusal."""
        act = _ACTS.get(tap.action)
        if act is None:
            return Toast(OLD_BUTTON)
        desk = of_tap(talk, tap)
        talk.leave()
        if desk.moved:
            return Toast(LOT_GONE, alert=True), lots.screen(talk, desk)
        return act(talk, desk, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        desk = of_step(talk) if talk.step.at == hours.STEP else None
        if desk is None:
            return None
        return lots.screen(talk, desk, note=LOT_GONE) if desk.moved else hours.typed(talk, desk, text)


_ACTS: dict[str, Act] = {
    "m": lambda talk, desk, tap: menu.screen(talk, desk),  # noqa: ARG005
    "l": lambda talk, desk, tap: lots.screen(talk, desk, tap.number(2) or 0),
    "g": grid.opened,
    "gq": grid.question,
    "ga": grid.answered,
    "gl": grid.listed,
    "gr": grid.reasons,
    "p": lambda talk, desk, tap: plan.screen(talk, desk),  # noqa: ARG005
    "ps": lambda talk, desk, tap: plan.steps(talk, desk),  # noqa: ARG005
    "pw": plan.reasons,
    "pt": plan.tick,
    "pm": plan.manner,
    "pr": plan.remind,
    "pi": lambda talk, desk, tap: plan.file(talk, desk),  # noqa: ARG005
    "d": documents.opened,
    "dw": documents.explained,
    "dt": documents.tick,
    "h": hours.opened,
    "hc": lambda talk, desk, tap: hours.figures(talk, desk),  # noqa: ARG005
    "hf": hours.ask,
    "hv": hours.forget,
    "hz": lambda talk, desk, tap: hours.reset(talk, desk),  # noqa: ARG005
    "v": selling.screen,
    "vm": lambda talk, desk, tap: selling.mail(talk, desk),  # noqa: ARG005
    "vp": lambda talk, desk, tap: selling.phone(talk, desk),  # noqa: ARG005
    "u": questions.screen,
    "uc": lambda talk, desk, tap: questions.copy(talk, desk),  # noqa: ARG005
    "k": kit.chosen,
    "kf": kit.one,
    "ka": kit.every,
    "e": easy.opened,
    "ed": easy.documents,
    "ep": easy.prefer,
}

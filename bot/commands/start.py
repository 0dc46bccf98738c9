"""`/start`: from a first hello to the first opportunities. Where one stands is kept at each gesture."""

from collections.abc import Callable
from dataclasses import replace

from alerts.clauses.fold import fold
from alerts.intake.places import merge, position
from alerts.model.structure import Territory, Want
from alerts.services import networks, people
from bot.chat.command import OLD_BUTTON, Command
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.carte import started
from bot.commands.network import answering
from bot.commands.onboarding import arriving, questions
from bot.commands.onboarding.example import example
from bot.commands.onboarding.saving import save
from bot.commands.onboarding.summary import summary
from bot.commands.profile.asking_kinds import kind_named, name_kinds
from bot.commands.profile.asking_places import NOWHERE, Where
from bot.commands.profile.asking_trades import boxed, name_trades
from bot.commands.profile.draft import Draft, first_draft, read_draft
from bot.commands.profile.told import LONGEST_NAME

NO_KIND = "Je n’ai pas reconnu ce statut. Touchez le plus proche, ou « Autre statut »."
NO_NAME = "Il faut au moins une lettre : écrivez le nom de votre structure."
ABROAD = "Je n’ai pas trouvé de département français à cet endroit. Écrivez plutôt vos lieux."
OVER = "Ce profil est déjà enregistré, ou recommencé ailleurs. Tapez /start pour voir où vous en êtes."

NO_TRADE = "Écrivez ou touchez au moins un métier, ou « passer » pour les suivre tous."
_GO_ON = frozenset({"valider", "suivant", "continuer", "ok", "oui", "non", "enregistrer"})

HELLO = "hello"
Step = Callable[[Talk, Draft, Tap], Reply]


class Start(Command):
    name = "start"
    space = questions.SPACE
    about = "Commencer, ou revenir au menu"
    aliases = ("commencer", "demarrer", "bonjour")

    def open(self, talk: Talk, words: str) -> Reply:
        """A link first; then the draft under way; then the menu of who has a profile; else a welcome."""
        opened = started(talk, words) or answering.started(talk, words)
        if opened is not None:
            return opened
        arrival = arriving.arrive(talk, words)
        if arrival.screen is not None:
            return arrival.screen
        draft = _draft_of(talk)
        if draft is not None and talk.step.at != HELLO:
            return show(talk, draft, talk.step.at)
        with talk.house.database.read() as session:
            held = people.memberships_of(session, talk.person.id)
            seen = [] if held else networks.of_person(session, talk.person.id)
        if held:
            return arriving.known(talk, held, arrival.trouble)
        return arriving.animating(talk, seen, arrival.trouble) if seen else _welcome(talk, arrival.trouble)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if tap.action in _BEFORE:
            return _BEFORE[tap.action](talk, tap)
        draft = _draft_of(talk)
        if draft is None:
            return Toast(OVER)
        found = _STEPS.get(tap.action)
        return found(talk, draft, tap) if found else Toast(OLD_BUTTON)

    def text(self, talk: Talk, text: str) -> Reply | None:
        draft = _draft_of(talk)
        reader = _READERS.get(talk.step.at)
        return reader(talk, draft, text) if draft is not None and reader else None

    def position(self, talk: Talk, latitude: float, longitude: float) -> Reply | None:
        draft = _draft_of(talk)
        if draft is None or talk.step.at not in ("places", "position"):
            return None
        found = position(latitude, longitude)
        if found is None:
            return replace(show(talk, draft, "places"), text=ABROAD)
        return show(talk, draft.with_where(Where(merge(draft.criteria.territory, found))), "places")


def show(talk: Talk, draft: Draft, at: str, page: int = 0) -> Screen:
    """The screen of a step, and the draft kept with it."""
    talk.go(questions.SPACE, at, **draft.memo())
    match at:
        case "trades":
            return questions.trades(draft, page)
        case "places":
            return questions.places(draft)
        case "position":
            return questions.position()
        case "name":
            return questions.naming(draft)
        case "summary":
            return summary(draft, talk)
        case _:
            return questions.kinds(draft, page)


def _draft_of(talk: Talk) -> Draft | None:
    return read_draft(talk.step.memo) if talk.step.space == questions.SPACE else None


def _following(talk: Talk, draft: Draft, at: str) -> Screen:
    """The question that comes next, or back to the summary when all was said."""
    return show(talk, draft, at if draft.criteria.territory == NOWHERE else "summary")


# Taps that need no draft


def _welcome(talk: Talk, trouble: str = "") -> Screen:
    """The first question may be answered at once, by who already knows."""
    talk.go(questions.SPACE, HELLO, **(_draft_of(talk) or first_draft()).memo())
    return arriving.welcome(talk, trouble)


def _hello(talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return _welcome(talk)


def _begin(talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return show(talk, _draft_of(talk) or first_draft(), "kinds")


def _resume(talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    """From elsewhere: where one was, or the first question."""
    return show(talk, _draft_of(talk) or first_draft(), talk.step.at if _draft_of(talk) else "kinds")


def _another(talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return show(talk, first_draft(), "kinds")


def _joined(talk: Talk, tap: Tap) -> Reply:
    return arriving.join(talk, tap.args[0]) if tap.args else Toast(OLD_BUTTON)


def _crossed(talk: Talk, tap: Tap) -> Reply:
    return arriving.cross(talk, tap.args[0]) if tap.args else Toast(OLD_BUTTON)


def _declined(talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return Screen("Entendu, rien ne change. Le lien reste valable quelques jours si vous changez d’avis.")


_BEFORE: dict[str, Callable[[Talk, Tap], Reply]] = {
    "hi": _hello,
    "k": _begin,
    "go": _resume,
    "new": _another,
    "eg": lambda talk, tap: example(talk),  # noqa: ARG005
    "ja": _joined,
    "jn": _declined,
    "la": _crossed,
}


# Taps on the draft


def _kind(talk: Talk, draft: Draft, tap: Tap) -> Reply:
    kind = kind_named(tap.args[0]) if tap.args else None
    kinds = draft.structure.kinds ^ {kind} if kind else draft.structure.kinds
    draft = draft.with_structure(replace(draft.structure, kinds=kinds))
    return show(talk, draft, "kinds", tap.number(1) or 0)


def _kinds_done(talk: Talk, draft: Draft, tap: Tap) -> Reply:  # noqa: ARG001
    return _following(talk, draft, "trades") if draft.structure.kinds else show(talk, draft, "kinds")


def _trade(talk: Talk, draft: Draft, tap: Tap) -> Reply:
    draft = draft.with_criteria(replace(draft.criteria, trades=draft.criteria.trades ^ boxed(tap.args[:1])))
    return show(talk, draft, "trades", tap.number(1) or 0)


def _agreed(talk: Talk, draft: Draft, tap: Tap) -> Reply:
    """« Vouliez-vous dire… ? » Oui."""
    trades = draft.criteria.trades | boxed(tap.args)
    return show(talk, draft.with_criteria(replace(draft.criteria, trades=trades)), "trades")


def _choice(talk: Talk, draft: Draft, tap: Tap) -> Reply:
    where = draft.where.chosen(tap.number(0), tap.number(1))
    return _placed(talk, draft, where)


def _placed(talk: Talk, draft: Draft, where: Where) -> Screen:
    """Straight to the summary when all was understood, since the summary says it back."""
    draft = draft.with_where(where)
    return show(talk, draft, "summary" if where.settled else "places")


def _everywhere(talk: Talk, draft: Draft, tap: Tap) -> Reply:  # noqa: ARG001
    return _placed(talk, draft, Where(Territory(whole_france=True)))


def _place_done(talk: Talk, draft: Draft, tap: Tap) -> Reply:  # noqa: ARG001
    """« C’est bon »: what was not recognised is left out, as it was told."""
    return _following(talk, draft.with_where(Where(draft.criteria.territory)), "places")


def _open_too(talk: Talk, draft: Draft, tap: Tap) -> Reply:  # noqa: ARG001
    wants = draft.criteria.wants ^ {Want.OPEN}
    return show(talk, draft.with_criteria(replace(draft.criteria, wants=frozenset(wants))), "summary")


def _going(at: str) -> Step:
    return lambda talk, draft, tap: show(talk, draft, at)  # noqa: ARG005


_STEPS: dict[str, Step] = {
    "kt": _kind,
    "kp": lambda talk, draft, tap: show(talk, draft, "kinds", tap.number() or 0),
    "kv": _kinds_done,
    "t": _going("trades"),
    "tt": _trade,
    "ta": _agreed,
    "tp": lambda talk, draft, tap: show(talk, draft, "trades", tap.number() or 0),
    "tv": lambda talk, draft, tap: _following(talk, draft, "places"),  # noqa: ARG005
    "w": _going("places"),
    "wq": _choice,
    "wf": _everywhere,
    "wp": _going("position"),
    "wr": lambda talk, draft, tap: show(talk, draft.with_where(Where()), "places"),  # noqa: ARG005
    "wv": _place_done,
    "nm": _going("name"),
    "sum": _going("summary"),
    "all": _open_too,
    "save": lambda talk, draft, tap: save(talk, draft),  # noqa: ARG005
}


# What is written


def _read_kinds(talk: Talk, draft: Draft, text: str) -> Reply:
    found = name_kinds(text)
    draft = draft.with_structure(replace(draft.structure, kinds=draft.structure.kinds | found))
    screen = show(talk, draft, "kinds")
    return screen if found else questions.kinds(draft, trouble=NO_KIND)


def _read_first(talk: Talk, draft: Draft, text: str) -> Reply | None:
    """« Bonjour » is no answer to a question that was not asked yet."""
    return _read_kinds(talk, draft, text) if name_kinds(text) else None


def _read_trades(talk: Talk, draft: Draft, text: str) -> Reply:
    if fold(text).strip(" .!") in _GO_ON:
        show(talk, draft, "trades")
        return questions.trades(draft, trouble=NO_TRADE)
    named = name_trades(text)
    draft = draft.with_criteria(replace(draft.criteria, trades=draft.criteria.trades | named.slugs))
    show(talk, draft, "trades")
    return questions.trades(draft, unknown=named.unknown)


def _read_places(talk: Talk, draft: Draft, text: str) -> Reply:
    return _placed(talk, draft, draft.where.heard(text))


def _read_name(talk: Talk, draft: Draft, text: str) -> Reply:
    name = " ".join(text.replace("\0", "").split())[:LONGEST_NAME]
    if not any(letter.isalpha() for letter in name):
        return Screen(NO_NAME, questions.naming(draft).rows)
    return show(talk, draft.with_structure(replace(draft.structure, name=name)), "summary")


_READERS: dict[str, Callable[[Talk, Draft, str], Reply | None]] = {
    HELLO: _read_first,
    "kinds": _read_kinds,
    "trades": _read_trades,
    "places": _read_places,
    "position": _read_places,
    "name": _read_name,
}

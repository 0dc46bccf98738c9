"""What a manager changes by touching: each button gives the screen that follows."""

from collections.abc import Callable
from dataclasses import replace

from alerts.model.structure import Territory, Want
from bot.chat.command import OLD_BUTTON
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.profile import screens
from bot.commands.profile.asking_amounts import Amounts, read_preset
from bot.commands.profile.asking_kinds import kind_named
from bot.commands.profile.asking_places import Where
from bot.commands.profile.asking_trades import boxed
from bot.commands.profile.draft import NEW_ACTIVITY
from bot.commands.profile.editing import Editing
from bot.commands.profile.saving import save

Act = Callable[[Talk, Editing, Tap], Reply]


def _kind(talk: Talk, held: Editing, tap: Tap) -> Reply:
    kind = kind_named(tap.args[2]) if len(tap.args) > 2 else None
    structure = held.draft.structure
    kinds = structure.kinds ^ {kind} if kind else structure.kinds
    held = held.with_draft(held.draft.with_structure(replace(structure, kinds=kinds)))
    return screens.kinds(talk, held, tap.number(3) or 0)


def _trade(talk: Talk, held: Editing, tap: Tap) -> Reply:
    criteria = held.draft.criteria
    trades = criteria.trades ^ boxed(tap.args[2:3])
    return screens.trades(talk, held.with_criteria(replace(criteria, trades=trades)), tap.number(3) or 0)


def _agreed(talk: Talk, held: Editing, tap: Tap) -> Reply:
    criteria = held.draft.criteria
    return screens.trades(talk, held.with_criteria(replace(criteria, trades=criteria.trades | boxed(tap.args[2:]))))


def _want(talk: Talk, held: Editing, tap: Tap) -> Reply:
    wanted = next((one for one in Want if tap.args[2:3] == (one.value,)), None)
    criteria = held.draft.criteria
    wants = criteria.wants ^ {wanted} if wanted else criteria.wants
    return screens.wants(talk, held.with_criteria(replace(criteria, wants=wants)))


def _choice(talk: Talk, held: Editing, tap: Tap) -> Reply:
    return placed(talk, held, held.draft.where.chosen(tap.number(2), tap.number(3)))


def placed(talk: Talk, held: Editing, where: Where) -> Screen:
    return screens.places(talk, held.with_draft(held.draft.with_where(where)))


def _preset(talk: Talk, held: Editing, tap: Tap) -> Reply:
    found = read_preset(tap.args[2]) if len(tap.args) > 2 else None
    return bounded(talk, held, found) if found else Toast(OLD_BUTTON)


def bounded(talk: Talk, held: Editing, found: Amounts) -> Screen:
    criteria = replace(held.draft.criteria, amount_min=found.low, amount_max=found.high)
    return screens.amounts(talk, held.with_criteria(criteria))


def _days(talk: Talk, held: Editing, tap: Tap) -> Reply:
    return screens.days(talk, within(held, tap.number(2) or 0))


def within(held: Editing, days: int) -> Editing:
    return held.with_criteria(replace(held.draft.criteria, min_days_left=days))


def _no_words(talk: Talk, held: Editing, tap: Tap) -> Reply:
    criteria = held.draft.criteria
    left = replace(criteria, include_words=()) if tap.action == "xi" else replace(criteria, exclude_words=())
    return screens.words(talk, held.with_criteria(left))


def _new_activity(talk: Talk, held: Editing, tap: Tap) -> Reply:  # noqa: ARG001
    """It begins with its territory: without one, it would bring nothing."""
    held = held.afresh()
    every = (*held.saved.activities, NEW_ACTIVITY)
    if len(every) > screens.MOST_ACTIVITIES:
        return Toast(f"{screens.MOST_ACTIVITIES} activités au plus.", alert=True)
    draft = replace(held.draft, structure=replace(held.saved, activities=every), activity=len(every) - 1)
    return screens.places(talk, held.with_draft(draft))


def _remove_activity(talk: Talk, held: Editing, tap: Tap) -> Reply:  # noqa: ARG001
    held = held if held.draft.activity < len(held.saved.activities) else held.afresh()
    if len(held.saved.activities) < 2:
        return Toast("C’est votre seule activité : changez-la plutôt.", alert=True)
    gone = held.draft.activity
    left = tuple(one for at, one in enumerate(held.saved.activities) if at != gone)
    draft = replace(held.draft, structure=replace(held.saved, activities=left), activity=0)
    return save(talk, held.with_draft(draft))


CHANGING: dict[str, Act] = {
    "a": lambda talk, held, tap: screens.activity(talk, held),  # noqa: ARG005
    "k": lambda talk, held, tap: screens.kinds(talk, held),  # noqa: ARG005
    "kp": lambda talk, held, tap: screens.kinds(talk, held, tap.number(2) or 0),
    "kt": _kind,
    "t": lambda talk, held, tap: screens.trades(talk, held),  # noqa: ARG005
    "tp": lambda talk, held, tap: screens.trades(talk, held, tap.number(2) or 0),
    "tt": _trade,
    "ta": _agreed,
    "w": lambda talk, held, tap: screens.places(talk, held),  # noqa: ARG005
    "wq": _choice,
    "wf": lambda talk, held, tap: placed(talk, held, Where(Territory(whole_france=True))),  # noqa: ARG005
    "wr": lambda talk, held, tap: placed(talk, held, Where()),  # noqa: ARG005
    "wp": lambda talk, held, tap: screens.position(talk, held),  # noqa: ARG005
    "x": lambda talk, held, tap: screens.words(talk, held),  # noqa: ARG005
    "xi": _no_words,
    "xe": _no_words,
    "g": lambda talk, held, tap: screens.wants(talk, held),  # noqa: ARG005
    "gt": _want,
    "m": lambda talk, held, tap: screens.amounts(talk, held),  # noqa: ARG005
    "mp": _preset,
    "d": lambda talk, held, tap: screens.days(talk, held),  # noqa: ARG005
    "dp": _days,
    "nm": lambda talk, held, tap: screens.naming(talk, held),  # noqa: ARG005
    "na": _new_activity,
    "ra": lambda talk, held, tap: screens.removing(talk, held),  # noqa: ARG005
    "rr": _remove_activity,
    "sv": lambda talk, held, tap: save(talk, held),  # noqa: ARG005
}

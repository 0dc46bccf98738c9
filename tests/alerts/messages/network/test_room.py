"""What groups are told, in its words: nothing of what a structure keeps to itself, and never a legal promise."""

from dataclasses import replace

import pytest

from alerts.messages.message import Bullets, Entry, Fact, Message, Paragraph, flattened
from alerts.messages.network import room as words
from alerts.messages.network import room_parts as parts
from alerts.model.network import GroupForm, Room
from alerts.model.reading import Answer, Eligibility
from alerts.model.structure import Structure, StructureKind
from alerts.network import group
from alerts.network.group import Act, Did
from alerts.network.group_law import GroupRight
from alerts.network.group_plan import group_case, group_plan, shared
from alerts.network.group_view import Contact, Fellow, View, Volume
from alerts.network.pieces import Need, Piece
from tests.alerts.reply_help.cases import NOW, case

MOULIN = Structure("moulin", "ESAT du Moulin fictif", frozenset({StructureKind.ESAT, StructureKind.ASSOCIATION}))
OUVRAGE = Structure("ouvrage", "Scop <de l'Ouvrage> & Fils", frozenset({StructureKind.SCOP}))
ROOM = Room(7, 2, "op", "boamp:26-1", "", NOW, members=("moulin", "ouvrage"), does={"moulin": "Tonte."})
TRADE = Piece(Need.TRADE, "le métier « Espaces verts »")
HOURS = Piece(Need.HOURS, "des heures d'insertion")


def seen(room: Room = ROOM, **fields: object) -> View:
    held = group_case(case(), room)
    plan = group_plan(held, room, NOW)
    people = (
        Fellow(MOULIN, Contact("Dominique Exemple", "04 00 00 00 01"), Eligibility(Answer.YES, "Raison."), (TRADE,)),
        Fellow(OUVRAGE, Contact(town="Exempleville"), Eligibility(Answer.NO, "Raison."), perhaps=(HOURS,)),
    )
    fellows = tuple(
        replace(one, does=room.does.get(one.id, ""), agreed=one.id in room.agreed)
        for one in people
        if one.id in room.members
    )
    given: dict[str, object] = {
        "room": room,
        "network": "Réseau fictif",
        "case": held,
        "plan": plan,
        "steps": shared(plan, room, {one.id: one.name for one in fellows}),
        "fellows": fellows,
        "own": "moulin",
        "acts": frozenset(Act),
        "right": GroupRight(Answer.YES, "Tout groupement peut y répondre."),
        "lacking": group.lacking(room),
        "mark": group.mark_of(room),
    }
    return View(**{**given, **fields})  # type: ignore[arg-type]


def facts(message: Message) -> dict[str, str]:
    return {one.label: one.value for one in flattened(message.blocks) if isinstance(one, Fact)}


def test_what_each_is_brings_and_does() -> None:
    first, second = (one for one in parts.fellows(seen()) if isinstance(one, Entry))
    assert first.title == "ESAT du Moulin fictif (vous)"
    told = {one.label: one.value for one in first.blocks if isinstance(one, Fact)}
    assert told["Statut"] == "ESAT, association"
    assert told["Contact"] == "Dominique Exemple, 04 00 00 00 01"
    assert told["Apporte"] == "Le métier « Espaces verts »."
    assert told["Sa part"] == "Tonte."
    told = {one.label: one.value for one in second.blocks if isinstance(one, Fact)}
    assert told["Contact"] == "Exempleville, coordonnées pas encore écrites dans sa fiche"
    assert told["Apporte"] == "À vérifier : des heures d'insertion."
    assert told["Sa part"] == "N'a pas encore écrit sa part"


AGREEMENTS = (
    (ROOM, "Pas encore possible. Il manque le mandataire, le type de groupement et la part de « Scop"),
    (group.named(ROOM, "moulin"), "Pas encore possible. Il manque le type de groupement et la part de « Scop"),
    (replace(ROOM, members=("moulin",)), "Pas encore possible. Il manque une autre structure, le mandataire"),
)
READY = group.shaped(group.named(group.wrote(ROOM, "ouvrage", "Taille."), "moulin"), GroupForm.CONJOINT)


@pytest.mark.parametrize(("room", "expected"), AGREEMENTS)
def test_what_lacks_is_said_before_anybody_agrees(room: Room, expected: str) -> None:
    assert parts.agreed_words(seen(room)).startswith(expected)


def test_who_agrees_and_whom_we_wait_for() -> None:
    assert parts.agreed_words(seen(READY)) == (
        "Personne pour le moment. On attend ESAT du Moulin fictif et Scop <de l'Ouvrage> & Fils."
    )
    one = group.agreed(READY, "ouvrage", on=True)
    assert parts.agreed_words(seen(one)) == "Scop <de l'Ouvrage> & Fils. On attend ESAT du Moulin fictif."
    assert parts.agreed_words(seen(group.agreed(one, "moulin", on=True))).startswith("Tout le monde.")


def test_what_nobody_brings_stands_out() -> None:
    told = facts(words.room_message(seen(left=(TRADE,), to_check=(HOURS,)), NOW))
    assert told["Il vous manque encore"] == "Le métier « Espaces verts »."
    assert told["À vérifier entre vous"] == "Des heures d'insertion."


VOLUMES = (
    (Volume(3.24, 4.0, 2, 2), "Assez, d'après ces chiffres. Le lot demande environ 3,2 équivalents temps plein"),
    (Volume(10, 4.04, 1, 3), "Peut-être trop peu."),
)


@pytest.mark.parametrize(("volume", "expected"), VOLUMES)
def test_a_volume_is_an_order_of_magnitude(volume: Volume, expected: str) -> None:
    told = parts.volume_words(volume)
    assert told.startswith(expected)
    assert told.endswith("Ordre de grandeur, à vérifier.")


def test_the_reason_of_a_right_is_told_to_the_structure_itself_alone() -> None:
    view = seen()
    assert parts.right_words(view.fellows[0], view) == "Oui, d'après l'avis. Raison."
    assert parts.right_words(view.fellows[1], view) == "Non, d'après l'avis"


def test_a_warning_says_that_it_is_for_them_alone() -> None:
    told = [one.text for one in parts.top(seen(warnings=("Deux groupes.",)), NOW) if isinstance(one, Paragraph)]
    assert told == ["Pour vous seuls : Deux groupes."]


def test_a_lot_that_a_correction_removed_is_said() -> None:
    assert parts.GONE in [one.text for one in parts.top(seen(lot_gone=True), NOW) if isinstance(one, Paragraph)]


def test_what_changed_is_told_once_each_and_in_order() -> None:
    did = [("ouvrage", Did.WROTE), ("ouvrage", Did.WROTE), ("ouvrage", Did.TICKED), ("ouvrage", Did.JOINED)]
    message = words.changed_message(seen(), [(who, what.value) for who, what in did], NOW)
    (told,) = [one.items for one in message.blocks if isinstance(one, Bullets)]
    assert told == (
        "Scop <de l'Ouvrage> & Fils a écrit ou changé sa part",
        "Scop <de l'Ouvrage> & Fils a coché ou décoché des étapes du calendrier",
    )
    assert message.summary == "2 changements dans votre groupe."
    with pytest.raises(ValueError, match="nothing"):
        words.changed_message(seen(), [("ouvrage", Did.JOINED.value)], NOW)


def test_everything_but_who_joins_and_leaves_has_words() -> None:
    assert set(Did) - {Did.JOINED, Did.LEFT} == words.TOLD


def test_no_message_promises_anything_in_law() -> None:
    view = seen(READY)
    told = (
        words.room_message(view, NOW),
        words.joined_message(view, "ouvrage", NOW),
        words.left_message(view, "Quelqu'un", NOW),
        words.agreed_message(view, NOW),
    )
    for message in told:
        text = str(message.blocks).casefold()
        assert not any(word in text for word in ("garanti", "nous certifions", "vous avez le droit de")), message.title
        assert message.summary
        assert len(message.title) < 200


def test_whoever_stays_alone_is_told_how_to_find_others() -> None:
    alone = replace(ROOM, members=("moulin",))
    assert "« À plusieurs », sur l'annonce" in words.left_message(seen(alone), "Scop", NOW).summary

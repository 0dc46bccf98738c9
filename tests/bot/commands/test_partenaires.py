"""Looking for partners in the chat: from « À plusieurs » to two names; taps that nobody was shown."""

import re
from datetime import timedelta

import pytest

from alerts.model.network import Answered
from alerts.model.people import Role
from alerts.services import people as team
from alerts.store import calls
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands import COMMANDS
from tests.alerts.services.callers import SEEKER, Told, asked, looking
from tests.alerts.services.networked import MEMBERS, network_of
from tests.alerts.services.stories import NOON
from tests.bot.commands.conversation import house_on
from tests.bot.commands.phone import Phone
from tests.bot.pages.readers import everything

CALLER = 800  # account of somebody of the seeker
EACH_TIME, BEFOREHAND = "Je décide à chaque fois", "Oui d’avance à tous"
YES, NO = "Oui, échanger nos noms", "Pas cette fois"


class Chat(Told):
    """`caller`: of the seeker, who is told by e-mail otherwise. Members 1 to 6 have accounts 101 to 106."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, *looking(database))
        self.house = house_on(database, NOON)
        self.caller = self.phone(CALLER)
        self.joined(self.caller, SEEKER)

    def phone(self, account: int) -> Phone:
        return Phone(self.house, account, f"Personne {account}", COMMANDS)

    def joined(self, phone: Phone, structure_id: str) -> None:
        with self.database.write() as session:
            team.join(session, phone.person.id, structure_id, Role.MEMBER, NOON)

    def candidate(self) -> tuple[int, int, Phone]:
        """(call, rank, phone) of the first that is told on Telegram, alone."""
        with self.database.read() as session:
            call = calls.of_structure(session, SEEKER)[0]
        one = next(one for one in asked(self.database, call) if one.structure_id <= "m06")
        return call.id, one.rank, self.phone(100 + int(one.structure_id[1:]))


@pytest.fixture
def chat(database: Database) -> Chat:
    return Chat(database)


def begin(chat: Chat, how: str = EACH_TIME) -> str:
    """From the card to the call."""
    chat.caller.tap_data(pack("ca", "t", chat.match))
    assert "Chercher des partenaires" in chat.caller.labels
    chat.caller.tap("Chercher des partenaires")
    return chat.caller.tap(how)


def test_from_several_to_two_names(chat: Chat) -> None:
    told = begin(chat)
    assert "Votre appel est parti, sans votre nom." in told
    assert "Personne n’a encore dit oui." in told
    call, rank, them = chat.candidate()
    asked_of = them.tap_data(pack("pt", "o", call, str(rank)))
    assert "cherche qui apporte le métier « Espaces verts et entretien extérieur »" in asked_of
    assert {YES, NO} <= set(them.labels)
    them.tap(YES)
    assert "Vous serez prévenus" in them.toast
    assert YES not in them.labels
    chat.caller.write("/partenaires")
    assert "Un membre (statut" in chat.caller.tap("1. Votre appel")
    assert "vos noms sont échangés" in (chat.caller.tap(YES), chat.caller.toast)[1]
    assert "Ouvrir le groupe" in chat.caller.labels
    told = them.tap_data(pack("pt", "o", call, str(rank)))
    assert "Structure : Membre 8" in told
    assert "Téléphone : 04 00 00 00 08" in told
    assert "Votre groupe" in them.tap("Ouvrir le groupe")


def test_what_is_said_before_a_call(chat: Chat) -> None:
    told = chat.caller.tap_data(pack("pt", "m", chat.match))
    assert "Vous apportez : le lieu « Isère (38) »" in told
    assert "10 membres pourraient vous compléter" in told
    assert "• 7 membres apportent le métier" in told
    assert {EACH_TIME, BEFOREHAND, "Changer de lot", "⬅️ Retour à l’annonce"} <= set(chat.caller.labels)


def test_another_lot_and_the_way_back(chat: Chat) -> None:
    chat.caller.tap_data(pack("pt", "m", chat.match))
    assert "Pour quel lot" in chat.caller.tap("Changer de lot")
    assert "lot 2" in chat.caller.tap("Lot 2")
    assert "Entretien des espaces verts" in chat.caller.tap("⬅️ Retour à l’annonce")


def test_from_reply_help(chat: Chat) -> None:
    chat.caller.tap_data(pack("ca", "h", chat.match))
    assert "Il vous manque" in chat.caller.tap("Chercher des partenaires")


def test_yes_beforehand_in_one_tap(chat: Chat) -> None:
    assert "vous avez dit oui d’avance" in begin(chat, BEFOREHAND)
    call, rank, them = chat.candidate()
    them.tap_data(pack("pt", "o", call, str(rank)))
    them.tap(YES)
    assert "vos noms sont échangés" in them.toast
    assert "Membre 8" in them.text


def test_a_no_and_the_list_of_ones_calls(chat: Chat) -> None:
    begin(chat)
    call, _, them = chat.candidate()
    assert "1. Voir cet appel" in (them.write("/partenaires"), them.labels)[1]
    them.tap("1. Voir cet appel")
    them.tap(NO)
    assert them.toast == "Noté. Ce n’est dit à personne."
    assert "Aucun appel en cours" in them.write("partenaires")
    assert "Personne n’a encore dit oui." in chat.caller.tap_data(pack("pt", "o", call, "0", "s"))


def test_closed_in_one_tap(chat: Chat) -> None:
    begin(chat)
    assert "L’appel est clos" in chat.caller.tap("Clore l’appel")
    call, rank, them = chat.candidate()
    assert "clos" in them.tap_data(pack("pt", "y", call, str(rank)))


def test_two_yes_at_once_are_told_apart(chat: Chat) -> None:
    begin(chat)
    with chat.database.read() as session:
        call = calls.of_structure(session, SEEKER)[0]
    for one in asked(chat.database, call)[:2]:
        chat.says(one.structure_id, call, Answered.YES)
    told = chat.caller.tap_data(pack("pt", "o", call.id, "0", "s"))
    assert "2 membres ont dit oui." in told
    assert [one for one in chat.caller.labels if one[:2] in ("1.", "2.")] == [
        "1. Oui, échanger nos nom",
        "1. Pas cette fois",
        "2. Oui, échanger nos nom",
        "2. Pas cette fois",
    ]


def test_in_the_group_of_a_structure(chat: Chat) -> None:
    """Anybody of the structure answers there; what is looked for opens in private."""
    begin(chat)
    call, rank, them = chat.candidate()
    them.group = -77
    assert "en privé" in them.tap_data(pack("pt", "o", call, str(rank)))
    assert "Ce n’est dit à personne" in them.tap_data(pack("pt", "n", call, str(rank)))
    assert them.screens == []
    assert "en privé" in them.tap_data(pack("pt", "m", chat.match))


def test_two_networks_are_chosen_between(chat: Chat) -> None:
    member = next(one for one in MEMBERS if one.id == SEEKER)
    network_of(chat.database, "Un second réseau fictif", chat.circle.eve, member)
    assert "Dans quel réseau chercher ?" in chat.caller.tap_data(pack("pt", "m", chat.match))
    named = [one for one in chat.caller.labels if one.startswith("2.")]
    told = chat.caller.tap(named[0])
    assert "Personne, dans ce réseau, ne semble pouvoir l’apporter" in told
    assert EACH_TIME not in chat.caller.labels
    chat.caller.tap("Autre réseau")
    assert EACH_TIME in (
        chat.caller.tap(next(one for one in chat.caller.labels if one.startswith("1."))),
        *chat.caller.labels,
    )


def test_no_name_nor_id_in_texts_or_buttons_before_both_said_yes(chat: Chat) -> None:
    begin(chat)
    call, rank, them = chat.candidate()
    for phone, data, own in (
        (them, pack("pt", "o", call, str(rank)), them.account - 100),
        (chat.caller, pack("pt", "o", call, "0", "s"), 8),
        (chat.caller, pack("pt", "m", chat.match), 8),
        (chat.caller, pack("pt", "l"), 8),
        (them, pack("pt", "l"), them.account - 100),
    ):
        told = phone.tap_data(data)
        behind = " ".join(one.data + one.url for one in phone.shown)
        assert set(re.findall(r"Membre \d+", told)) <= {f"Membre {own}"}, data
        assert re.findall(r"\bm\d\d\b", told + behind) == [], data
        assert "04 00 00 00" not in told


FORGED = (
    *(
        "pt.m",
        "pt.m.zzzzzz",
        "pt.m.9999",
        "pt.mn.1",
        "pt.mn.1.1",
        "pt.mn.1.1.zz",
        "pt.mg.1.1.9.0",
        "pt.mg.1.1",
        "pt.ml.1.9.9",
    ),
    *(
        "pt.o",
        "pt.o.1",
        "pt.o.1.1",
        "pt.o.1.0.s",
        "pt.o.1.²",
        "pt.o.zzzzzz.1",
        "pt.o.9999.1.s",
        "pt.y",
        "pt.y.1",
        "pt.y.1.1",
    ),
    *("pt.y.1.1.s", "pt.n.1.1", "pt.n.1.1.s", "pt.n.1.9999999", "pt.n.1.-1", "pt.x", "pt.x.1", "pt.x.9999", "pt.zz.1"),
    *("pt.d", "pt.d.9999", "pt.d.zzzzzzz"),
)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_taps_that_nobody_was_shown_change_nothing(chat: Chat) -> None:
    """By a stranger, by a member that was not asked, by one of another network."""
    begin(chat)
    stranger, apart = chat.phone(999), chat.phone(102)
    stranger.write("/start")
    before = everything(chat.database)
    changing = ("person", "inbox")
    for phone in (stranger, apart):
        for data in FORGED:
            assert phone.tap_data(f"1.{data}"), data
            assert "Membre 8" not in phone.text + phone.toast
    after = everything(chat.database)
    assert {name for name in before if before[name] != after[name]} <= set(changing)


def test_who_was_proposed_is_read_by_all_members_once_the_month_has_ended(chat: Chat) -> None:
    begin(chat)
    told = chat.caller.tap_data(pack("pt", "d", chat.circle.id))
    assert "octobre 2026" in told
    assert "Aucun membre n’a été proposé" in told
    chat.house.clock = lambda: NOON + timedelta(days=10)
    told = chat.caller.tap_data(pack("pt", "d", chat.circle.id))
    assert "5 propositions en novembre 2026." in told
    assert "1 fois (1 en 1er)" in told
    assert "Aucun membre n’a été proposé" in chat.caller.tap("Octobre 2026")
    chat.caller.tap("Novembre 2026")
    assert "n’existe plus, ou vous n’en faites pas partie" in chat.phone(999).tap_data(pack("pt", "d", chat.circle.id))


def test_animators_see_how_many_calls_there_are_and_nothing_else(chat: Chat) -> None:
    nadia = chat.phone(9_000_000_001)
    assert "Appels à partenaires" not in nadia.write("/reseau")
    begin(chat, BEFOREHAND)
    assert "Appels à partenaires : 1 ouvert, 0 a trouvé." in nadia.write("/reseau")
    call, rank, them = chat.candidate()
    them.tap_data(pack("pt", "y", call, str(rank)))
    assert "Appels à partenaires : 1 ouvert, 1 a trouvé." in nadia.write("/reseau")
    assert "Appels à partenaires" not in chat.caller.write("/reseau")
    assert "Membre" not in nadia.tap_data(pack("pt", "o", call, str(rank)))

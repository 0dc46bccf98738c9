"""The folder: messages as files, whole or not at all, whatever happens to the machine or to the disk."""

import asyncio
import errno
import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alerts.channels import folder_index
from alerts.channels.channel import Channel, Letter
from alerts.channels.folder import FolderChannel
from alerts.channels.markup import to_html, to_text
from alerts.channels.whole_file import safe_name, slug, write_whole
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind, Later, Outcome, Sent
from tests.alerts.channels.pictured import LETTER, SEEN, TRADES
from tests.alerts.messages.stories import GARDENERS, NOW

MESSAGE = Message("Nettoyage des écoles – Ain (01)", "Vous pouvez répondre", (Paragraph("Bonjour."),))


def delivery(key: str = "alert:boamp:26-900001:jardins") -> Claimed:
    return Claimed(1, GARDENERS.id, "folder", DeliveryKind.ALERT, {}, key, 1)


def send(
    root: Path, message: Message = MESSAGE, key: str = "alert:boamp:26-900001:jardins", now: datetime = NOW
) -> Outcome:
    return asyncio.run(FolderChannel(root, lambda: now).send(Letter(GARDENERS, message), delivery(key)))


def names(folder: Path) -> list[str]:
    """Everything in the folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_a_message_becomes_two_readable_files_and_a_list(tmp_path: Path) -> None:
    outcome = send(tmp_path)
    assert isinstance(outcome, Sent)
    path = Path(outcome.receipt)
    assert path.parent == tmp_path / "jardins-du-lien"
    assert path.name.startswith("2026-09-20-nettoyage-des-ecoles-ain-01-")
    assert path.read_text(encoding="utf-8") == to_text(MESSAGE)
    assert path.with_suffix(".html").read_text(encoding="utf-8") == to_html(MESSAGE)
    assert names(path.parent) == sorted([path.name, path.with_suffix(".html").name, "index.html"])


def test_pictures_stand_beside_the_page_that_shows_them(tmp_path: Path) -> None:
    for _ in range(2):
        outcome = send(tmp_path, LETTER)
    assert isinstance(outcome, Sent)
    path = Path(outcome.receipt)
    pictures = [f"{path.stem}-1.png", f"{path.stem}-2.png"]
    assert names(path.parent) == sorted([path.name, path.with_suffix(".html").name, "index.html", *pictures])
    assert [(path.parent / one).read_bytes() for one in pictures] == [SEEN.content, TRADES.content]
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    alt = "31 annonces vues, dont 4 «\u00a0réservées\u00a0» &amp; 2 gagnées"
    assert f'<img src="{pictures[0]}" alt="{alt}">' in page


def test_the_folder_is_a_channel() -> None:
    channel: Channel = FolderChannel(Path("messages"))
    assert channel.name == "folder"


def test_sending_again_replaces_the_message_even_the_next_day_under_another_title(tmp_path: Path) -> None:
    first = send(tmp_path)
    again = send(tmp_path, replace(MESSAGE, title="Nettoyage – échéance passée"), now=NOW + timedelta(days=1))
    assert first == again
    folder = tmp_path / "jardins-du-lien"
    assert len(names(folder)) == 3
    assert "échéance passée" in (folder / "index.html").read_text(encoding="utf-8")


def test_two_deliveries_with_one_title_are_two_messages(tmp_path: Path) -> None:
    assert send(tmp_path, key="a") != send(tmp_path, key="b")
    assert len(names(tmp_path / "jardins-du-lien")) == 5


def test_the_list_is_newest_first_and_says_what_each_message_is_about(tmp_path: Path) -> None:
    send(tmp_path, Message("Premier & ancien", "À vérifier", ()), "a", NOW)
    send(tmp_path, Message("Deuxième", "Vous pouvez répondre", ()), "b", NOW + timedelta(days=1))
    index = (tmp_path / "jardins-du-lien" / "index.html").read_text(encoding="utf-8")
    assert "Messages pour Les Jardins du Lien" in index
    assert "2 messages, du plus récent au plus ancien" in index
    told = ["Lundi 21 septembre 2026", "Deuxième", "Dimanche 20 septembre 2026", "Premier &amp; ancien", "À vérifier"]
    places = [index.index(words) for words in told]
    assert places == sorted(places)


def test_the_list_heals_from_what_is_in_the_folder(tmp_path: Path) -> None:
    send(tmp_path, key="a")
    folder = tmp_path / "jardins-du-lien"
    (folder / "index.html").write_text("abîmé", encoding="utf-8")
    (folder / "notes.html").write_text("<title>Mes notes</title>", encoding="utf-8")
    send(tmp_path, Message("Autre", "", ()), "b")
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "Nettoyage des écoles" in index
    assert "Mes notes" not in index


def test_a_long_list_shows_the_newest_and_counts_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_index, "LISTED", 2)
    for n in range(3):
        send(tmp_path, Message(f"Avis {n}", "", ()), f"key {n}", NOW + timedelta(days=n))
    index = (tmp_path / "jardins-du-lien" / "index.html").read_text(encoding="utf-8")
    assert [n for n in range(3) if f">Avis {n}</a>" in index] == [1, 2]
    assert "3 messages, du plus récent au plus ancien." in index
    assert "1 message plus ancien : voir les fichiers de ce dossier." in index


def test_many_workers_at_once_leave_a_complete_list(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: send(tmp_path, Message(f"Avis {n}", "", ()), f"key {n}"), range(24)))
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    index = (tmp_path / "jardins-du-lien" / "index.html").read_text(encoding="utf-8")
    assert [n for n in range(24) if f">Avis {n}</a>" not in index] == []


@pytest.mark.parametrize(
    "hostile", ["../../etc", "/etc/passwd", "a/b", "..", ".", "", "nul\0", "été 🌱", "x" * 300, "A", "a b", "con:"]
)
def test_no_name_escapes_the_folder(hostile: str, tmp_path: Path) -> None:
    name = safe_name(hostile)
    assert name == safe_name(hostile)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(name) <= 70
    structure = replace(GARDENERS, id=hostile)
    outcome = asyncio.run(
        FolderChannel(tmp_path, lambda: NOW).send(Letter(structure, replace(MESSAGE, title=hostile)), delivery())
    )
    assert isinstance(outcome, Sent)
    assert Path(outcome.receipt).resolve().parent.parent == tmp_path.resolve()


def test_two_structures_never_share_a_folder_by_accident() -> None:
    ids = ["a-b", "a b", "A-B", "a/b", "à-b", "a--b", "x" * 80, "x" * 81]
    assert len({safe_name(one) for one in ids}) == len(ids)
    assert safe_name("aci-lyon") == "aci-lyon"
    assert slug("Été à l’École : n° 3 !") == "ete-a-l-ecole-n-3"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (errno.ENOSPC, "le disque est plein"),
        (errno.EROFS, "le disque est en lecture seule"),
        (errno.EACCES, "l'accès est refusé"),
        (errno.EIO, "erreur du système (Input/output error)"),
    ],
)
def test_a_disk_in_trouble_means_later(
    trouble: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(trouble, os.strerror(trouble))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        outcome = send(tmp_path)
    folder = tmp_path / "jardins-du-lien"
    assert outcome == Later(NOW + timedelta(minutes=10), f"Impossible d'écrire dans le dossier {folder} : {words}.")
    assert names(folder) == [], "nothing is left of the message that could not be written"
    assert isinstance(send(tmp_path), Sent), "and it goes once the disk is well again"


def test_a_file_in_the_place_of_the_folder_means_later(tmp_path: Path) -> None:
    (tmp_path / "messages").write_text("", encoding="utf-8")
    outcome = send(tmp_path / "messages")
    assert isinstance(outcome, Later)
    assert "un fichier porte le nom d'un dossier" in outcome.why


def test_a_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lettre.txt"
    write_whole(path, "avant")
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        write_whole(path, "après, en plus long")
    assert path.read_text(encoding="utf-8") == "avant"
    assert names(tmp_path) == ["lettre.txt"]


def test_a_kill_in_the_middle_leaves_no_half_message_and_is_cleaned_later(tmp_path: Path) -> None:
    killed_at_the_second_file = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from tests.alerts.channels import test_folder

        real, calls = os.fsync, []
        def fsync(handle):
            calls.append(handle)
            if len(calls) == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            real(handle)
        os.fsync = fsync
        test_folder.send(Path(sys.argv[1]))
        """
    )
    root = Path(__file__).resolve().parents[3]
    killed = subprocess.run(
        [sys.executable, "-c", killed_at_the_second_file, str(tmp_path)], cwd=root, timeout=60, check=False
    )
    assert killed.returncode == -9
    folder = tmp_path / "jardins-du-lien"
    whole = [name for name in names(folder) if not name.startswith(".")]
    assert [Path(name).suffix for name in whole] == [".html"]
    assert (folder / whole[0]).read_text(encoding="utf-8") == to_html(MESSAGE)
    assert len(names(folder)) == 2, "and one hidden part"

    outcome = send(tmp_path, now=datetime.now(NOW.tzinfo) + timedelta(hours=2))
    assert isinstance(outcome, Sent)
    assert names(folder) == sorted([whole[0], Path(outcome.receipt).name, "index.html"]), "same name, no part left"

"""The mailbox of returns as a folder of this machine: nothing goes before it is done, nothing stops the reading."""

from pathlib import Path

import pytest

from alerts.channels.email.mailbox import LARGEST, MailboxUnreadable
from alerts.channels.email.maildir import MaildirBox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    return tmp_path / "Maildir"


def arrive(folder: Path, name: str, content: bytes = b"Subject: x\n\n", part: str = "new") -> None:
    (folder / part / name).write_bytes(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for part in ("new", "cur") for path in (folder / part).iterdir())


def test_messages_come_oldest_first_and_go_when_done(folder: Path) -> None:
    arrive(folder, "1700000002.b.host", b"deux")
    arrive(folder, "1700000001.a.host:2,S", b"un", part="cur")
    box = MaildirBox(folder)
    found = list(box.read())
    assert [content for _, content in found] == [b"un", b"deux"]
    assert names(folder) == ["1700000001.a.host:2,S", "1700000002.b.host"]
    box.done(found[0][0])
    assert names(folder) == ["1700000002.b.host"]


def test_what_was_neither_done_nor_left_is_read_again(folder: Path) -> None:
    arrive(folder, "1.a.host", b"un")
    assert [content for _, content in MaildirBox(folder).read()] == [b"un"]
    assert [content for _, content in MaildirBox(folder).read()] == [b"un"]


def test_what_is_left_is_flagged_for_a_person_and_not_read_again(folder: Path) -> None:
    arrive(folder, "1.a.host", b"un")
    arrive(folder, "2.b.host:2,S", b"deux", part="cur")
    box = MaildirBox(folder)
    for key, _ in box.read():
        box.leave(key)
    assert sorted(path.name for path in (folder / "cur").iterdir()) == ["1.a.host:2,F", "2.b.host:2,FS"]
    assert (folder / "cur" / "1.a.host:2,F").read_bytes() == b"un"
    assert list(box.read()) == []


def test_a_message_that_somebody_opened_meanwhile_is_still_found(folder: Path) -> None:
    arrive(folder, "1.a.host", b"un")
    arrive(folder, "2.b.host", b"deux")
    box = MaildirBox(folder)
    keys = [key for key, _ in box.read()]
    (folder / "new" / "1.a.host").rename(folder / "cur" / "1.a.host:2,S")
    (folder / "new" / "2.b.host").unlink()
    for key in keys:
        box.done(key)
    assert names(folder) == []


def test_a_message_is_read_up_to_a_limit(folder: Path) -> None:
    arrive(folder, "1.a.host", b"x" * (LARGEST + 5))
    assert [len(content) for _, content in MaildirBox(folder).read()] == [LARGEST]


def test_a_folder_that_is_no_mailbox_says_so(tmp_path: Path) -> None:
    with pytest.raises(MailboxUnreadable) as told:
        list(MaildirBox(tmp_path / "absent").read())
    assert told.value.sentence == f"{tmp_path / 'absent'} n’est pas une boîte Maildir : il y faut new et cur"


def test_what_cannot_be_read_does_not_keep_the_others_from_being_read(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "new" / "1.directory").mkdir()
    (folder / "new" / "2.nowhere").symlink_to(folder / "absent")
    arrive(folder, "3.c.host", b"trois")
    assert [content for _, content in MaildirBox(folder).read()] == [b"trois"]
    assert caplog.messages == ["mailbox of returns: 1.directory is left, it cannot be read (Is a directory)"]

"""`vigie run`, `sources`, `db`, `try`, `demo`, `config`: the life of a host."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.demo.faults import Fault
from bot.demo.standin import BOAMP_PATH, StandIn
from tests.bot.conftest import Vigie


def test_without_configuration_it_says_what_to_do_in_three_lines(vigie: Vigie) -> None:
    said = vigie("run")
    assert said.code == 1
    assert said.err.splitlines() == [
        "Il n’y a pas encore de configuration (config.toml).",
        "Copiez config.example.toml en config.toml, indiquez-y un contact, puis : vigie config check",
        "Pour voir Vigie à l’œuvre sans rien configurer : vigie demo",
    ]


def test_without_a_contact_publishers_are_not_disturbed(vigie: Vigie, tmp_path: Path, site: StandIn) -> None:
    (tmp_path / "config.toml").write_text(f'[sources.boamp]\nbase = "{site.address}"\n', encoding="utf-8")
    said = vigie("run", "--once")
    assert said.code == 1
    assert "contact" in said.err
    assert site.count() == 0


def test_config_check_tells_every_problem_with_its_line(vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[fetch]\npause_second = 1\n[ledger]\nbatch = 0\n", encoding="utf-8")
    said = vigie("config", "check", "--json")
    assert [(each["line"], each["where"]) for each in said.objects] == [(2, "fetch.pause_second"), (4, "ledger.batch")]
    assert said.code == 1
    (tmp_path / "config.toml").write_text('[email]\nhost = "127.0.0.1"\nsender = "v@example.org"\n', encoding="utf-8")
    assert "config.toml : [email] host demande [pages] public_url" in vigie("config", "check").err, "of no one option"


def test_config_check_asks_for_what_the_run_needs(vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    said = vigie("config", "check", "--json")
    assert [each["where"] for each in said.objects] == ["vigie.contact", "vigie.structures"]
    (tmp_path / "structures.toml").write_text('[[structure]]\nid = "a"\nkinds = ["acii"]\n', encoding="utf-8")
    said = vigie("config", "check")
    assert "structures.toml, ligne 3" in said.err


def test_an_unknown_source_is_not_retried_in_silence(vigie: Vigie, configured: Path) -> None:
    said = vigie("sources", "retry", "nada", "--config", configured)
    assert said.code == 2
    assert "boamp" in said.err


@pytest.mark.usefixtures("configured")
def test_one_round_reads_matches_and_delivers(vigie: Vigie, tmp_path: Path) -> None:
    said = vigie("run", "--once", "--json")
    assert said.code == 0
    (done,) = said.objects
    assert {each["source"]: each["complete"] for each in done["sources"]} == {"boamp": True, "ted": True}
    written = list((tmp_path / "messages").glob("*/*.txt"))
    assert len(written) == done["sent"] > 10
    assert all(path.with_suffix(".html").exists() for path in written)


@pytest.mark.usefixtures("configured")
def test_a_second_round_sends_nothing_twice(vigie: Vigie) -> None:
    vigie("run", "--once")
    said = vigie("run", "--once", "--json")
    assert said.objects[0]["sent"] == 0


@pytest.mark.usefixtures("configured")
def test_a_source_in_trouble_never_stops_another(vigie: Vigie, site: StandIn) -> None:
    site.fail(BOAMP_PATH, Fault(body=b"<html>maintenance</html>"), times=None)
    said = vigie("run", "--once", "--json")
    told = {each["source"]: each for each in said.objects[0]["sources"]}
    assert told["ted"]["complete"]
    assert told["boamp"]["error"]
    assert said.code == 1
    table = {each["source"]: each for each in vigie("sources", "--json").objects}
    assert table["boamp"]["failures"] == 1
    assert table["boamp"]["error"] == told["boamp"]["error"]
    assert table["ted"]["failures"] == 0


@pytest.mark.usefixtures("configured")
def test_the_table_of_sources_says_when_each_was_read(vigie: Vigie) -> None:
    vigie("run", "--once")
    said = vigie("sources")
    assert said.code == 0
    assert "boamp" in said.out
    assert "ted" in said.out
    assert "tout va bien" in said.out


@pytest.mark.usefixtures("configured")
def test_what_was_kept_aside_is_read_again_on_demand(vigie: Vigie) -> None:
    vigie("run", "--once")
    said = vigie("sources", "retry", "--json")
    (done,) = said.objects
    assert [each["notice"].split(":")[0] for each in done["still"]] == ["boamp"]
    assert said.code == 1


@pytest.mark.usefixtures("configured")
def test_a_backup_is_taken_and_put_back(vigie: Vigie, tmp_path: Path) -> None:
    vigie("run", "--once")
    assert vigie("db", "backup", "copie.db").code == 0
    (tmp_path / "vigie.db").unlink()
    assert vigie("db", "restore", "copie.db").code == 0
    assert vigie("run", "--once", "--json").objects[0]["sent"] == 0


@pytest.mark.usefixtures("configured")
def test_a_backup_is_written_over_only_when_forced(vigie: Vigie, tmp_path: Path) -> None:
    vigie("run", "--once")
    (tmp_path / "copie.db").write_bytes(b"yesterday's")
    refused = vigie("db", "backup", "copie.db")
    assert (refused.code, (tmp_path / "copie.db").read_bytes()) == (1, b"yesterday's")
    assert "existe déjà" in refused.err
    assert vigie("db", "backup", "copie.db", "--force").code == 0
    assert vigie("db", "restore", "copie.db", "--force").code == 0


@pytest.mark.usefixtures("configured")
def test_a_file_that_is_no_backup_is_refused(vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "autre.db").write_bytes(b"not a database")
    said = vigie("db", "restore", "autre.db")
    assert said.code == 1
    assert "restauration" in said.err


def test_migrations_and_tables_say_the_same(vigie: Vigie) -> None:
    assert vigie("db", "check").code == 0


@pytest.mark.usefixtures("configured")
def test_trying_needs_no_account_and_leaves_nothing_behind(vigie: Vigie, tmp_path: Path) -> None:
    words = ("--kind", "aci", "--trades", "espaces-verts", "--departements", "01,69", "--days", "30")
    said = vigie("try", *words, "--json")
    assert said.code == 0
    assert {each["structure"] for each in said.objects} == {"essai"}
    assert not (tmp_path / "vigie.db").exists()
    assert not (tmp_path / "messages").exists()


@pytest.mark.usefixtures("configured")
def test_trying_shows_a_few_notices_that_were_nearly_right(vigie: Vigie) -> None:
    words = ("--kind", "aci", "--trades", "espaces-verts", "--departements", "29", "--days", "30")
    told = vigie("try", *words, "--json").objects
    near = [each for each in told if each["near_miss"]]
    assert 1 <= len(near) <= 3
    assert [each["near_miss"] for each in told] == sorted(each["near_miss"] for each in told), "they come last"
    missed = [[one for one in each["reasons"] if one["verdict"] == "against"] for each in near]
    assert [len(each) for each in missed] == [1] * len(near)
    assert missed[0][0]["criterion"] == "place"
    out = " ".join(vigie("try", *words).out.split())
    assert "Juste à côté" in out
    assert all(f"{each['title']} : {one['text']}" in out for each, (one,) in zip(near, missed, strict=True))


def test_trying_with_unknown_words_proposes_the_right_ones(vigie: Vigie) -> None:
    said = vigie("try", "--kind", "aci", "--trades", "espace-vert")
    assert said.code == 2
    assert "espaces-verts" in said.err


def test_the_demonstration_shows_alerts_and_corrections(vigie: Vigie, tmp_path: Path) -> None:
    said = vigie("demo", "--json")
    assert said.code == 0
    kinds = {each["kind"] for each in said.objects}
    assert kinds == {"alert", "correction"}
    assert {each["structure"] for each in said.objects} == {"chantier-des-haies", "atelier-du-drac", "la-passerelle"}
    assert all((tmp_path / each["path"]).exists() for each in said.objects)
    assert all(each["reasons"] for each in said.objects if each["kind"] == "alert")
    corrections = [each for each in said.objects if each["kind"] == "correction"]
    assert all(each["changes"] and "answer" not in each for each in corrections)


def test_the_demonstration_ends_with_a_table_and_paths(vigie: Vigie) -> None:
    said = vigie("demo")
    assert "Pourquoi" in said.out
    assert "messages/atelier-du-drac/" in said.out
    assert "Oui, pour un lot au moins" in " ".join(said.out.split())  # the hospital: its second lot is to be checked


def test_the_demonstration_prepares_an_answer(vigie: Vigie, tmp_path: Path) -> None:
    said = vigie("demo")
    kit = tmp_path / "demo" / "reponse"
    assert len(list(kit.glob("*.docx"))) == len(list(kit.glob("*.odt"))) == 5
    assert "(article L2113-13)" in (kit / "aide.txt").read_text(encoding="utf-8")
    assert "Une réponse préparée" in said.out


def test_the_demonstration_sends_nothing_before_it_is_published(vigie: Vigie) -> None:
    said = vigie("demo", "--json")
    (weeding,) = [each for each in said.objects if each["notice"].startswith("alertes:")]
    assert datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")).date().isoformat() in weeding["path"]


def test_the_demonstration_never_removes_somebody_elses_folder(vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "important.txt").write_text("à garder", encoding="utf-8")
    assert vigie("demo").code == 1
    assert (tmp_path / "demo" / "important.txt").exists()


def test_the_demonstration_never_touches_a_host_s_own_folder(vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "vigie.db").touch()
    (tmp_path / "config.toml").touch()
    assert vigie("demo", "--out", ".").code == 1
    assert (tmp_path / "vigie.db").exists()
    assert vigie("demo", "--out", "config.toml").code == 1


@pytest.mark.usefixtures("configured")
def test_a_second_round_says_when_each_source_is_read_again(vigie: Vigie) -> None:
    vigie("run", "--once")
    said = vigie("run", "--once")
    assert "boamp : déjà lue, ou en cours de lecture ailleurs ; prochaine lecture le" in said.err


def test_sigterm_stops_the_real_thing_gently(configured: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "run", "--config", str(configured)]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        messages = tmp_path / "messages"
        deadline = time.monotonic() + 60
        while not list(messages.glob("*/*.txt")) and time.monotonic() < deadline:
            time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)
    finally:
        process.kill()
    assert list(messages.glob("*/*.txt"))
    assert process.returncode == 0
    assert "Traceback" not in told

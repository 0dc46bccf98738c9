"""The host writes config.toml; every mistake is told at once, with its line and its remedy."""

import tomllib
from pathlib import Path

import pytest

from bot.config import ConfigProblems, Problem, Settings, load

EXAMPLE = Path(__file__).parent.parent.parent / "config.example.toml"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(path: Path, **environ: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigProblems) as caught:
        load(path, environ)
    return caught.value.problems


def test_the_example_names_every_option_with_its_default() -> None:
    written = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    defaults = Settings().model_dump(mode="json")
    assert defaults.pop("feeds") == []
    assert written == defaults


def test_the_commented_feed_of_the_example_is_a_valid_feed() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("# [[feeds]]")[1].splitlines()
    feed = "[[feeds]]\n" + "\n".join(line.removeprefix("# ") for line in lines)
    parsed = Settings.model_validate(tomllib.loads(feed))
    assert parsed.feeds[0].name == "exemple"


def test_each_option_of_the_example_has_its_sentence() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    options = [index for index, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    assert options, "the example holds options"
    assert [lines[index] for index in options if not lines[index - 1].startswith("# ")] == []


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(write(tmp_path, ""), {}) == Settings()


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """[vigie]
contcat = "moi@example.org"
[fetch]
pause_seconds = "vite"
[sources.boamp]
every_minutes = 0
[[feeds]]
name = "Un Nom"
title = "Un flux"
url = "ftp://example.org/flux"
""",
    )
    assert [(p.line, p.where, p.sentence, p.remedy) for p in problems_of(path)] == [
        (2, "vigie.contcat", "cette option n’existe pas", "vouliez-vous dire « contact » ?"),
        (
            4,
            "fetch.pause_seconds",
            "on attend un nombre",
            "corrigez la valeur ; config.example.toml montre chaque option",
        ),
        (
            6,
            "sources.boamp.every_minutes",
            "la valeur 0 est hors limites : il faut au moins 1",
            "corrigez la valeur ; config.example.toml montre chaque option",
        ),
        (
            8,
            "feeds.0.name",
            "on attend des minuscules, des chiffres et des tirets (2 à 31 signes)",
            "corrigez la valeur ; config.example.toml montre chaque option",
        ),
        (
            10,
            "feeds.0.url",
            "une adresse commence par https:// ou http://",
            "corrigez la valeur ; config.example.toml montre chaque option",
        ),
    ]


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, '[vigie]\ncontact = "sans fin\n'))
    assert problem.line == 2
    assert "TOML" in problem.sentence


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "absent.toml")
    assert "illisible" in problem.sentence


def test_the_environment_wins_and_secrets_come_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "database"
    secret.write_text("postgresql://vigie:secret@localhost/vigie\n", encoding="utf-8")
    path = write(tmp_path, '[vigie]\ndatabase = "sqlite:///autre.db"\n[fetch]\npause_seconds = 2\n')
    settings = load(path, {"VIGIE_VIGIE_DATABASE_FILE": str(secret), "VIGIE_FETCH_PAUSE_SECONDS": "0.5"})
    assert settings.vigie.database == "postgresql+psycopg://vigie:secret@localhost/vigie"
    assert settings.fetch.pause_seconds == 0.5


def test_an_unreadable_secret_is_a_problem_and_not_a_silence(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, ""), VIGIE_VIGIE_DATABASE_FILE=str(tmp_path / "absent"))
    assert problem.where == "VIGIE_VIGIE_DATABASE_FILE"
    assert "illisible" in problem.sentence


def test_an_option_out_of_its_section_is_told_where_it_belongs(tmp_path: Path) -> None:
    path = write(tmp_path, 'contact = "moi@example.org"\n[boamp]\nenabled = false\n')
    assert [(p.line, p.where, p.remedy) for p in problems_of(path)] == [
        (1, "contact", "à mettre sous [vigie]"),
        (2, "boamp", "à mettre sous [sources]"),
    ]


def test_addresses_and_contacts_that_would_fail_later_are_told_now(tmp_path: Path) -> None:
    text = '[vigie]\ncontact = "é"\ndatabase = "postgresql://u:x@localhost:port/vigie"\n'
    assert [(p.where, p.sentence) for p in problems_of(write(tmp_path, text))] == [
        ("vigie.contact", "écrivez ce contact sans accent ni retour à la ligne"),
        ("vigie.database", "le port de l’adresse n’est pas un nombre (dans un mot de passe, @ s’écrit %40)"),
    ]


def test_a_webhook_needs_https_and_a_secret(tmp_path: Path) -> None:
    plain = '[telegram]\nwebhook_url = "http://vigie.example.org/telegram"\n'
    assert [(p.where, p.sentence) for p in problems_of(write(tmp_path, plain))] == [
        ("telegram.webhook_url", "Telegram n’appelle que des adresses https://")
    ]
    bare = '[telegram]\nwebhook_url = "https://vigie.example.org/telegram"\n'
    assert [(p.where, p.sentence) for p in problems_of(write(tmp_path, bare))] == [
        ("telegram.webhook_secret", "webhook_url demande un secret : 32 lettres et chiffres au hasard")
    ]
    badly_written = bare + 'webhook_secret = "secret à moi"\n'
    assert [(p.where, p.sentence) for p in problems_of(write(tmp_path, badly_written))] == [
        ("telegram.webhook_secret", "1 à 256 lettres sans accent, chiffres, tirets ou soulignés")
    ]
    settings = load(write(tmp_path, bare), {"VIGIE_TELEGRAM_WEBHOOK_SECRET": "a1B2-c3_d4"})
    assert settings.telegram.webhook_secret.get_secret_value() == "a1B2-c3_d4"
    assert "a1B2" not in repr(settings), "a secret is never printed"


PUBLIC = '[pages]\npublic_url = "https://vigie.example.org"\nsecret = "seize lettres au moins"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[email]\nhost = "smtp.example.org"\nsender = "v@example.org"', "[email] host demande [pages] public_url"),
        (f'{PUBLIC}[email]\nhost = "smtp.example.org"', "il faut une adresse d’expéditeur"),
        (f'{PUBLIC}[email]\nsender = "pas une adresse"', "ce n’est pas une adresse électronique"),
        (f'{PUBLIC}[email]\nbounces_to = "{"r" * 38}@example.org"', "37 caractères au plus avant le signe @"),
        ('[pages]\npublic_url = "http://vigie.example.org"', "commence par https://"),
        ('[pages]\npublic_url = "https://example.org/vigie"', "n’a pas de chemin"),
        ('[pages]\npublic_url = "https://vigie.example.org"', "public_url demande un secret"),
        ('[pages]\nsecret = "court"', "16 caractères au moins"),
    ],
)
def test_mail_that_could_not_be_stopped_or_answered_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in " ".join(one.sentence for one in problems_of(write(tmp_path, text)))


def test_mail_and_pages_as_a_host_sets_them(tmp_path: Path) -> None:
    secret = tmp_path / "relay-password"
    secret.write_text("tournesol\n")
    text = f'{PUBLIC}[email]\nhost = "smtp.example.org"\nsender = "veille@example.org"\n'
    settings = load(write(tmp_path, text), {"VIGIE_EMAIL_PASSWORD_FILE": str(secret), "VIGIE_EMAIL_PRODUCTION": "true"})
    assert settings.email.password.get_secret_value() == "tournesol"
    assert settings.email.production
    assert "tournesol" not in repr(settings)

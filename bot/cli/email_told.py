"""How a trial of e-mail is told: the steps that were taken, then what those who receive it will check."""

from alerts.channels.email import dkim
from alerts.channels.email.envelope import Outgoing
from alerts.channels.email.published import Found, Record, Setting, expected, worth
from alerts.channels.email.trial import Step
from bot.cli import screen
from bot.cli.dns_records import texts_of
from bot.config import EmailSettings, Settings

ELSEWHERE = (
    (
        "PTR : l’adresse IP qui envoie (celle du relais) doit avoir un nom, et ce nom la même adresse. C’est à son "
        "hébergeur de le régler."
    ),
    "TLS : le relais doit chiffrer jusqu’à la messagerie d’en face. Regardez la ligne Received du message reçu.",
    (
        "Réputation : listes noires, plaintes et dossier des indésirables ne se voient pas d’ici. Inscrivez votre "
        "domaine aux outils des grandes messageries (Postmaster Tools, SNDS)."
    ),
    "Désabonnement : annonces et récapitulatifs portent List-Unsubscribe et « One-Click » : {pages} doit répondre.",
)
NO_RETURNS = "Retours : [email] bounces_to est vide, les refus reviennent à l’expéditeur sans nommer leur message."
NOT_READ = "Retours : [bounces] ne dit pas quelle boîte lire ; les refus ne servent à rien tant qu’elle manque."
NOT_ALIGNED = "Alignement : bounces_to n’est pas du domaine de sender. SPF ne suffit pas à DMARC : il faut DKIM."


def guarded(to: str, why: str, as_json: bool) -> None:
    if as_json:
        screen.print_json({"sent": False, "why": why})
    else:
        screen.out.print(f"Rien n’est parti vers {to} : {why}.")


def step(one: Step, as_json: bool) -> None:
    if as_json:
        told = {"said": one.said, "answer": one.answer, "remedy": one.remedy}
        screen.print_json({"step": one.name.value, "ok": one.good, **told})
        return
    screen.out.print(f"{'✓' if one.good else '✗'} {one.said}", soft_wrap=True)
    if one.answer:
        screen.out.print(f"    réponse du relais : {one.answer}", soft_wrap=True)
    if one.remedy:
        screen.out.print(f"    que faire : {one.remedy}", soft_wrap=True)


def end(outgoing: Outgoing, sent: bool, as_json: bool) -> None:
    if as_json:
        named = {"message_id": outgoing.message_id, "return_path": outgoing.return_path}
        screen.print_json({"sent": sent, **(named if sent else {})})
    elif sent:
        screen.out.print(f"\nParti. Son nom est {outgoing.message_id}", soft_wrap=True)
        screen.out.print(f"Un refus reviendrait à {outgoing.return_path}", soft_wrap=True)
    else:
        screen.out.print("\nRien n’est parti.")


def what_is_checked(settings: Settings, ask_dns: bool, as_json: bool) -> None:
    """Raises KeyUnusable."""
    if not as_json:
        screen.out.print("\nCe qu’une messagerie vérifiera : trois enregistrements TXT du DNS de votre domaine")
    for record in expected(_setting(settings.email)):
        asked = texts_of(record.name) if ask_dns and record.value else None
        _record(record, *worth(record, asked), as_json)
    for line in _also(settings):
        if as_json:
            screen.print_json({"also": line})
        else:
            screen.out.print(f"\n{line}", soft_wrap=True)


def _record(record: Record, found: Found, said: str, as_json: bool) -> None:
    if as_json:
        named = {"record": record.asks.value, "name": record.name, "value": record.value, "strings": record.strings}
        screen.print_json({**named, "found": found.value, "said": said, "note": record.note})
        return
    screen.out.print(f"\n{record.asks.value} : {record.why}")
    lines = {"nom": record.name, "valeur": record.value, "à savoir": record.note, "aujourd’hui": said}
    for label, text in lines.items():
        if text:
            screen.out.print(f"    {label} : {text}", soft_wrap=True)


def _setting(email: EmailSettings) -> Setting:
    """Raises KeyUnusable."""
    key = dkim.public_key(email.dkim_key_file) if email.dkim_key_file else ""
    ours, returns = domain_of(email.sender), domain_of(email.bounces_to or email.sender)
    reports = email.reply_to if email.reply_to and domain_of(email.reply_to) == ours else email.sender
    return Setting(ours, returns, email.host, reports, email.dkim_selector, key)


def _also(settings: Settings) -> list[str]:
    """What is checked elsewhere, and what is still missing in the configuration."""
    email, bounces = settings.email, settings.bounces
    told = [line.format(pages=settings.pages.public_url) for line in ELSEWHERE]
    if not email.bounces_to:
        told.append(NO_RETURNS)
    elif not (bounces.maildir or bounces.imap_host):
        told.append(NOT_READ)
    if email.bounces_to and domain_of(email.bounces_to) != domain_of(email.sender):
        told.append(NOT_ALIGNED)
    return told


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].encode("idna").decode()

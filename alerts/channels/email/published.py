"""What the DNS of a sender must say for its mail to be believed: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489).

Pure: the records to publish, from the configuration, and what those that were found are worth. Receivers check SPF on
the domain that refusals come back to, DKIM on the domain that signs; DMARC asks that one of them be that of the sender.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

LONG = "certains hébergeurs DNS le veulent coupé en morceaux de 255 signes, chacun entre guillemets"
CHUNK = 255  # octets of one string of a TXT record (RFC 1035, 3.3)
_KEY = re.compile(r"(?:^|;)\s*p\s*=([^;]*)")


class Asks(StrEnum):
    SPF = "SPF"
    DKIM = "DKIM"
    DMARC = "DMARC"


class Found(StrEnum):
    """What the DNS says today."""

    GOOD = "good"
    DIFFERENT = "different"
    ABSENT = "absent"
    UNSEEN = "unseen"  # it could not be asked from here


@dataclass(frozen=True, slots=True)
class Record:
    """A TXT record. `value` "": only the relay knows it. `why` and `note` are French, for the host."""

    asks: Asks
    name: str
    value: str
    why: str
    note: str = ""

    @property
    def strings(self) -> tuple[str, ...]:
        """As name servers hold it."""
        return tuple(self.value[start : start + CHUNK] for start in range(0, len(self.value), CHUNK))


@dataclass(frozen=True, slots=True)
class Setting:
    """`domain` is that of the sender, `returns` that of the mailbox of returns; `key` is what `p=` holds, "" when the
    relay signs; `reports` is the mailbox that reads the reports of receivers."""

    domain: str
    returns: str
    relay: str
    reports: str
    selector: str = ""
    key: str = ""


def expected(of: Setting) -> tuple[Record, ...]:
    """Always in the same order: SPF, DKIM, DMARC."""
    return (_spf(of), _dkim(of), _dmarc(of))


def worth(record: Record, texts: Sequence[str] | None) -> tuple[Found, str]:
    """`texts`: the TXT records of that name, None when they could not be asked. What they are worth, and a French
    sentence."""
    if texts is None:
        return Found.UNSEEN, "non vérifiable d’ici"
    match record.asks:
        case Asks.SPF:
            return _spf_worth(record, texts)
        case Asks.DKIM:
            return _dkim_worth(record, texts)
        case Asks.DMARC:
            return _one(texts, "v=DMARC1", "publié")


def _spf(of: Setting) -> Record:
    why = "quelles machines peuvent envoyer pour ce domaine"
    note = "si votre fournisseur donne un « include: », il remplace ce qui suit v=spf1 ; un seul SPF par domaine"
    if _is_here(of.relay):
        value = "v=spf1 ip4:ADRESSE ~all"
        note = "ADRESSE : l’adresse publique de cette machine (et ip6: si elle en a une) ; un seul SPF par domaine"
    elif _is_address(of.relay):
        address = ip_address(of.relay.strip("[]"))
        value = f"v=spf1 ip{address.version}:{address} ~all"
    else:
        value = f"v=spf1 a:{of.relay} ~all"
    return Record(Asks.SPF, of.returns, value, why, note)


def _dkim(of: Setting) -> Record:
    why = "la clé qui prouve que le message est le vôtre et que personne ne l’a changé"
    if of.key and of.selector:
        return Record(Asks.DKIM, f"{of.selector}._domainkey.{of.domain}", f"v=DKIM1; k=rsa; p={of.key}", why, LONG)
    note = "Vigie ne signe pas : votre relais doit le faire, et vous donner cet enregistrement"
    return Record(Asks.DKIM, f"SÉLECTEUR._domainkey.{of.domain}", "", why, note)


def _dmarc(of: Setting) -> Record:
    why = "ce que les messageries font de ce qui n’est pas prouvé, et à qui elles l’écrivent"
    note = "p=none observe sans rien bloquer : passez à quarantine quand les rapports sont bons"
    return Record(Asks.DMARC, f"_dmarc.{of.domain}", f"v=DMARC1; p=none; rua=mailto:{of.reports}", why, note)


def _spf_worth(record: Record, texts: Sequence[str]) -> tuple[Found, str]:
    found, said = _one(texts, "v=spf1", "publié")
    if found is not Found.GOOD:
        return found, said
    there = next(text for text in texts if text.lower().startswith("v=spf1"))
    named = record.value.split()[1] in there.split()
    return (
        found,
        "publié, il nomme votre relais" if named else f"publié ; vérifiez qu’il autorise votre relais : {there}",
    )


def _dkim_worth(record: Record, texts: Sequence[str]) -> tuple[Found, str]:
    keys = ["".join(found.group(1).split()) for text in texts if (found := _KEY.search(text))]
    if not keys:
        return Found.ABSENT, "à publier"
    ours = _KEY.search(record.value)
    if ours and ours.group(1) in keys:
        return Found.GOOD, "publié, c’est bien votre clé"
    return Found.DIFFERENT, "publié, mais ce n’est pas la clé de [email] dkim_key_file"


def _one(texts: Sequence[str], begins: str, good: str) -> tuple[Found, str]:
    there = [text for text in texts if text.lower().startswith(begins.lower())]
    if len(there) > 1:
        return Found.DIFFERENT, f"publié {len(there)} fois : il n’en faut qu’un, sinon aucun ne compte"
    return (Found.GOOD, good) if there else (Found.ABSENT, "à publier")


def _is_here(host: str) -> bool:
    """This machine, or a name without a dot: that of a container, which the Internet cannot know."""
    return ip_address(host.strip("[]")).is_loopback if _is_address(host) else "." not in host


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True

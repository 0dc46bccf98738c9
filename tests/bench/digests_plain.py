"""The plain way to send digests: one MJML document, one EmailMessage and one connection a mail.

It says what ours says, block by block, with the same libraries (Jinja2, mrml) and the standard library's e-mail and
SMTP modules, used as their documentation shows.
"""

import smtplib
import ssl
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid

from jinja2 import Environment
from mrml import to_html

from alerts.channels.email.personal import Personal
from alerts.channels.markup import to_text, typography
from alerts.links.signed import Links
from alerts.messages.message import Entry, Message, flattened
from tests.bench.digests_letters import NOW, Posted

TEMPLATE = """
<mjml lang="fr"><mj-head><mj-title>{{ title }}</mj-title><mj-preview>{{ summary }}</mj-preview></mj-head><mj-body>
<mj-section><mj-column><mj-text><h1>{{ title|fr }}</h1></mj-text></mj-column></mj-section>
{% for tag, title, blocks, links in cards %}
<mj-section><mj-column><mj-text>
{% if tag %}<p>{{ tag|fr }}</p>{% endif %}{% if title %}<h3>{{ title|fr }}</h3>{% endif %}
{% for kind, block in blocks %}
{% if kind == "Fact" %}<p><b>{{ block.label|fr }} :</b> {{ block.value|fr }}</p>
{% elif kind == "Link" %}<p><a href="{{ block.url }}">{{ block.label|fr }}</a></p>
{% elif kind == "Bullets" %}<ul>{% for item in block.items %}<li>{{ item|fr }}</li>{% endfor %}</ul>
{% elif kind == "BeforeAfter" %}<p>{{ block.label|fr }} : {{ block.before|fr }} → {{ block.after|fr }}</p>
{% else %}<p>{{ block.text|fr }}</p>{% endif %}
{% endfor %}
</mj-text>
{% for label, url in links %}<mj-button href="{{ url }}">{{ label|fr }}</mj-button>{% endfor %}
</mj-column></mj-section>
{% endfor %}
<mj-section><mj-column><mj-text><p>{{ why|fr }}</p>
{% for url in footer %}<p><a href="{{ url }}">{{ url }}</a></p>{% endfor %}</mj-text></mj-column></mj-section>
</mj-body></mjml>
"""


class Plain:
    """`tls` and `login` as a remote relay asks for them; None for one on this machine."""

    def __init__(self, port: int, links: Links, tls: ssl.SSLContext | None = None) -> None:
        self._port, self._links, self._tls = port, links, tls
        environment = Environment(autoescape=True)
        environment.filters["fr"] = typography
        self._template = environment.from_string(TEMPLATE)

    def send_all(self, posted: Iterable[Posted]) -> int:
        """One after the other; how many octets were written."""
        return sum(self._send(one) for one in posted)

    def _send(self, one: Posted) -> int:
        message = self._message(one)
        with smtplib.SMTP("127.0.0.1", self._port, timeout=30) as relay:
            if self._tls:
                relay.starttls(context=self._tls)
                relay.login("vigie", "secret")
            relay.send_message(message)
        return len(message.as_bytes())

    def _message(self, one: Posted) -> EmailMessage:
        personal = Personal(self._links, one.letter, one.row, NOW)
        footer = list(personal.footer().values())
        message = EmailMessage()
        message["From"] = formataddr(("Vigie ESS", "vigie@vigie.example.org"))
        message["To"] = one.letter.address
        message["Subject"] = one.letter.message.title
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain="vigie.example.org")
        message.set_content(_text(one.letter.message, one.letter.why, footer, personal), cte="quoted-printable")
        message.add_alternative(self._html(one, footer, personal), subtype="html", cte="quoted-printable")
        return message

    def _html(self, one: Posted, footer: list[str], personal: Personal) -> str:
        told = one.letter.message
        cards = []
        for block in told.blocks:
            if isinstance(block, Entry):
                links = [(action.label, url) for action in block.actions if (url := personal.url(action))]
                inside = [(type(held).__name__, held) for held in flattened(block.blocks)]
                cards.append((block.tag, block.title, inside, links))
            else:
                cards.append(("", "", [(type(block).__name__, block)], []))
        values = {"title": told.title, "summary": told.summary, "cards": cards, "why": one.letter.why}
        return str(to_html(self._template.render(values, footer=footer)).content)


def _text(told: Message, why: str, footer: list[str], personal: Personal) -> str:
    actions = (action for block in told.blocks if isinstance(block, Entry) for action in block.actions)
    links = [url for action in actions if (url := personal.url(action))]
    return "\n".join([to_text(told), *links, why, *footer])

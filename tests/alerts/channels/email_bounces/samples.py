"""Messages as servers send them back, in the shapes of several of them; nobody in them exists.

`to` is the address that the message comes back to. Lines end in LF, as in a Maildir.
"""

import base64

OUR_MESSAGE = """\
Return-Path: <{to}>
Received: from vigie.example (vigie.example [192.0.2.10])
\tby relais.example (Postfix) with ESMTPS id 4Xq9aa1b2c
\tfor <{who}>; Mon, 23 Nov 2026 07:00:02 +0100 (CET)
From: Vigie ESS <vigie@vigie.example>
To: {who}
Subject: =?utf-8?q?3_nouvelles=2C_1_r=C3=A9serv=C3=A9e_=C3=A0_vous?=
Message-ID: <0d5e5e@vigie.example>
List-Unsubscribe: <https://vigie.example/u/{token}>, <mailto:bounce@vigie.example?subject=unsubscribe%20{token}>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Auto-Submitted: auto-generated

Bonjour,
"""
WHO, TOKEN = "accueil@atelier.example", "MTJ-MjAyOTExMjM.c2lnbmF0dXJlLXBvdXItdGVzdA"


def ours(to: str, who: str = WHO, token: str = TOKEN) -> str:
    return OUR_MESSAGE.format(to=to, who=who, token=token)


def postfix(to: str, status: str, said: str, *, action: str = "failed", who: str = WHO, final: str = WHO) -> bytes:
    """Postfix 3.7: a notification, the report, the message it could not deliver."""
    return f"""\
Return-Path: <>
X-Original-To: {to}
Delivered-To: retours@vigie.example
Received: by relais.example (Postfix)
\tid 9B1C24F0A1; Mon, 23 Nov 2026 07:00:09 +0100 (CET)
Date: Mon, 23 Nov 2026 07:00:09 +0100 (CET)
From: MAILER-DAEMON@relais.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Xq9bb3d4e.1795400000/relais.example"
Message-Id: <20261123060009.9B1C24F0A1@relais.example>

This is a MIME-encapsulated message.

--4Xq9bb3d4e.1795400000/relais.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host relais.example.

<{final}>: host mx.atelier.example[192.0.2.25] said: {said} (in reply to RCPT TO command)

--4Xq9bb3d4e.1795400000/relais.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relais.example
X-Postfix-Queue-ID: 4Xq9aa1b2c
X-Postfix-Sender: rfc822; {to}
Arrival-Date: Mon, 23 Nov 2026 07:00:02 +0100 (CET)

Final-Recipient: rfc822; {final}
Original-Recipient: rfc822;{who}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.atelier.example
Diagnostic-Code: smtp; {said}

--4Xq9bb3d4e.1795400000/relais.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

{ours(to, who)}
--4Xq9bb3d4e.1795400000/relais.example--
""".encode()


def exchange(to: str) -> bytes:
    """Exchange: the words in HTML and base64, the code where a person was removed, headers only of our message."""
    words = base64.encodebytes(b"<p>Impossible de remettre votre message.</p>").decode()
    return f"""\
Received: from mail.asso.example ([192.0.2.77]) by relais.example with ESMTPS;
\tMon, 23 Nov 2026 06:00:11 +0000
MIME-Version: 1.0
From: <postmaster@asso.example>
To: <{to}>
Date: Mon, 23 Nov 2026 06:00:11 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="b7a6e0b3-1111-4222-8333-444455556666"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: fr-FR
Message-ID: <5f0a77aa-2222@asso.example>
In-Reply-To: <0d5e5e@vigie.example>
Subject: =?utf-8?B?{base64.b64encode("Non remis : 3 nouvelles, 1 réservée à vous".encode()).decode()}?=
Auto-Submitted: auto-replied
X-Auto-Response-Suppress: DR, OOF, AutoReply

--b7a6e0b3-1111-4222-8333-444455556666
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="c0ffee00-1111-4222-8333-444455556666"

--c0ffee00-1111-4222-8333-444455556666
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{words}
--c0ffee00-1111-4222-8333-444455556666--

--b7a6e0b3-1111-4222-8333-444455556666
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.asso.example
Received-From-MTA: dns;relais.example
Arrival-Date: Mon, 23 Nov 2026 06:00:10 +0000

Final-Recipient: rfc822;direction@asso.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient direction@asso.example not found by SMTP
 address lookup
X-Display-Name: direction@asso.example

--b7a6e0b3-1111-4222-8333-444455556666
Content-Type: text/rfc822-headers

From: Vigie ESS <vigie@vigie.example>
To: direction@asso.example
Subject: 3 nouvelles
--b7a6e0b3-1111-4222-8333-444455556666--
""".encode()


def gmail(to: str) -> bytes:
    """Gmail: multipart/related first, an image, a link in the diagnostic, over several lines."""
    return f"""\
Delivered-To: {to}
Received: by 2002:a05:1234:5678:0:0:0:0 with SMTP id x1csp99; Sun, 22 Nov 2026 22:00:12 -0800 (PST)
From: Mail Delivery Subsystem <mailer-daemon@boites.example>
To: {to}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="000000000000aa0001"; report-type=delivery-status
Message-ID: <6921a@boites.example>
Date: Sun, 22 Nov 2026 22:00:12 -0800 (PST)

--000000000000aa0001
Content-Type: multipart/related; boundary="000000000000aa0002"

--000000000000aa0002
Content-Type: text/plain; charset="UTF-8"

** Adresse introuvable **
--000000000000aa0002
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--000000000000aa0002--

--000000000000aa0001
Content-Type: message/delivery-status

Reporting-MTA: dns; boites.example
Arrival-Date: Sun, 22 Nov 2026 22:00:10 -0800 (PST)
X-Original-Message-ID: <0d5e5e@vigie.example>

Final-Recipient: rfc822; equipe.chantier@boites.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.boites.example. (192.0.2.99, the server for the domain boites.example.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 https://aide.example/no-such-user - gsmtp
Last-Attempt-Date: Sun, 22 Nov 2026 22:00:12 -0800 (PST)

--000000000000aa0001
Content-Type: message/rfc822

{ours(to, "equipe.chantier@boites.example")}
--000000000000aa0001--
""".encode()


def qmail(to: str, who: str = WHO) -> bytes:
    """In words only, as qmail writes them."""
    return f"""\
Return-Path: <>
Delivered-To: {to}
Received: (qmail 12345 invoked for bounce); 23 Nov 2026 06:00:12 -0000
Date: 23 Nov 2026 06:00:12 -0000
From: MAILER-DAEMON@vieux.example
To: {to}
Subject: failure notice

Hi. This is the qmail-send program at vieux.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{who}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

{ours(to, who)}""".encode()


def complaint(to: str, *, kind: str = "abuse", return_path: str = "", enclosed: str = "") -> bytes:
    """A complaint as RFC 5965 shapes it. `return_path`: what the report says our message left from."""
    left_from = f"Original-Mail-From: <{return_path}>\n" if return_path else ""
    return f"""\
From: plaintes@boites.example
To: {to}
Subject: FW: 3 nouvelles
Date: Mon, 23 Nov 2026 09:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="arf1"

--arf1
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.
--arf1
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Plaintes/1.0
Version: 1
{left_from}Arrival-Date: Mon, 23 Nov 2026 08:59:00 +0100

--arf1
Content-Type: message/rfc822

{enclosed or "From: Vigie ESS <vigie@vigie.example>"}

Bonjour
--arf1--
""".encode()


def vacation(to: str, *, polite: bool = True) -> bytes:
    """`polite`: with the header that RFC 3834 asks for."""
    header = "Auto-Submitted: auto-replied\n" if polite else ""
    subject = "=?utf-8?q?Absence_du_bureau_=3A_3_nouvelles=2C_1_r=C3=A9serv=C3=A9e_=C3=A0_vous?="
    return f"""\
From: Camille Exemple <accueil@atelier.example>
To: {to}
Subject: {subject}
Date: Mon, 23 Nov 2026 07:01:00 +0100
{header}MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Bonjour, je suis absente jusqu’au 4 décembre. L’adresse de mon ancienne collègue n’existe plus.
""".encode()


def asking_to_stop(to: str, token: str, subject: str = "unsubscribe {}") -> bytes:
    """What a mail program sends when its « Se désabonner » uses the mailto of List-Unsubscribe."""
    return f"From: accueil@atelier.example\nTo: {to}\nSubject: {subject.format(token)}\n\n\n".encode()

"""Whole stories of e-mail: the real service over HTTP (pages), SMTP (letters) and the chat, on both databases.

What stands elsewhere and is not told again: pages in a real browser (tests/browser), each answer of a relay
(tests/alerts/channels/email_sending), each shape of a return (tests/alerts/channels/email_bounces), a thousand digests
and kills (tests/alerts/ledger), what each page says and refuses (tests/bot/pages), the look of letters
(tests/screenshots).
"""

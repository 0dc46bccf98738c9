"""Whole stories of reply help, from an alert to « gagné »: the real service over HTTP (chat, pages) and SMTP.

What stands elsewhere and is not told again: each screen, each figure and each refusal (tests/bot/commands,
tests/bot/pages/reply, tests/alerts/reply_help), the letter of help alone (tests/acceptance/mail/test_reply_help.py),
a restart in the middle (tests/acceptance/telegram/test_reply_help.py), the files page by page (tests/alerts/files).
"""

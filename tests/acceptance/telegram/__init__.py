"""Whole stories of the chat: the real application, on both databases, over HTTP to the stand-in of Telegram.

What stands elsewhere and is not told again: every screen one gesture away (tests/bot/commands/test_every_screen.py),
updates killed in the middle (tests/bot/telegram/test_polling.py), a thousand rows of the ledger and kills without
Telegram (tests/alerts/ledger/test_kill.py), each fault of the wire (tests/bot/telegram/test_ledger_to_phones.py),
the stand-in's own stories (tests/telegram_api).
"""

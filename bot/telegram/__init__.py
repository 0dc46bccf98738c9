"""Between Telegram and the commands: the only room that knows python-telegram-bot."""

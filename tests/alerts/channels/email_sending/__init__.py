"""Mails over real sockets, through the whole ledger."""

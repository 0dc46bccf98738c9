"""A local IMAP server for tests: one account, one folder kept in memory, over TLS or not (RFC 9051, RFC 4315).

It knows the commands that our client uses and answers BAD to the others, so that a new one shows. Literals, flags, UIDs
and EXPUNGE are what they are on a real server; FETCH honours the partial that it is asked for.

    with serving(tls=context) as server:
        server.deliver(b"Subject: …")
        ImapBox(Account("127.0.0.1", USER, PASSWORD, server.port), trusted).read()
"""

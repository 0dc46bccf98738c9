"""Local mail servers for tests and benches. Nothing here is part of the product.

The chaos server (`chaos.py`), aiosmtpd in a thread of its own, on a free port of 127.0.0.1::

    with chaos_server() as chaos:          # (certificate.for_server(), login=True): STARTTLS, then USER and PASSWORD
        relay = Relay("127.0.0.1", chaos.port, "none")
        chaos.to("ok@asso.example")        # messages stored: sender, message_id, content, secure, user
        chaos.attempts["grey@asso.example"]; chaos.connections; chaos.logins
        chaos.answer("MAIL", "421 4.3.2 closing")   # or EHLO, RCPT, DATA: what is said next, once a reply given
        chaos.hang_up()                    # closes every connection

The beginning of the local part of the recipient says how it behaves:

========  ============================================================================
ok        takes and stores (and so does any other name)
grey      450 4.7.1 at RCPT, twice, then takes
unknown   550 5.1.1 at RCPT
full      452 4.2.2 at RCPT
close     421 at RCPT, and closes
data4     451 4.3.0 after the first DATA, then takes
data5     554 5.7.1 after DATA
slow      takes after `slow_seconds` (3)
mid       the first time, closes after the 354, before the final dot: nothing stored
lost      the first time, stores, then closes: the 250 never arrives
========  ============================================================================

Other processes may talk to it: workers that are killed, for instance.

The sink (`sink.py`), in a process of its own, as fast as can be::

    with sink() as held:                   # sink(certificate): offers STARTTLS, then takes any login
        Relay("127.0.0.1", held.port, "none")
        held.counted()                     # mails, octets, connections

A certificate (`certificate.py`): `throw_away(folder)`, then `.for_server()` and `.for_client()`.
"""

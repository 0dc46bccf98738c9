"""`/reglages`: what a person may see and change of their own, once a link sent to their mailbox opened it."""

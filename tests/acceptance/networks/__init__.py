"""Whole stories of networks: an animator and twelve members of different kinds, on Telegram, by e-mail, in a group.

What stands elsewhere and is not told again: who may do what, each cell (tests/alerts/services, tests/bot), each screen
and page (tests/bot/commands, tests/bot/pages/network, tests/browser), brakes in a network of thousands
(tests/alerts/services/test_broadcast_brakes.py), a kill in the middle of a broadcast (test_spreading.py).
"""

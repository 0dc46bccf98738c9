"""Whom an opportunity concerns: the fast index, and the slow oracle that defines it. No network, no database."""

"""Addresses of our pages that stand in messages: signed, so that nobody makes one for somebody else."""

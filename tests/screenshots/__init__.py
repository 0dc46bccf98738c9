"""Fictitious e-mails as people see them: files, and pictures on a phone and a desk, by day and by night."""

"""The profile of a structure as a form: shown, read back, never guessed."""

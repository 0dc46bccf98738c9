"""The screens of the room of a group, one file a screen; `acts.py` gives them to the command that holds them."""

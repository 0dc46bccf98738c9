"""One file a command: its words, its handler, its keyboard. `COMMANDS` is all of them."""

"""Reply help in the chat: one file a screen, all about one structure before one lot."""

"""The sheet of a structure in the chat: what forms ask of it, said once."""

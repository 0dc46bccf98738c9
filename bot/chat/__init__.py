"""The vocabulary of a conversation: what is shown, what is tapped, who talks. No chat library in here."""

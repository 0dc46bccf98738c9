"""What networks say, as neutral messages."""

"""What people type, understood or asked again: never guessed. Pure."""

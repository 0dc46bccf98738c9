"""One file a paper of the kit, and what they share."""

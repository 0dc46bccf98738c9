"""What is told by e-mail: a digest, a letter of alerts, and what is asked of an address. Links are the channel's."""

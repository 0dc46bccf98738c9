"""What a notice asks, one file a subject: each reads the sentences that hold for one lot, and guesses nothing."""

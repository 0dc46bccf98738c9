"""The documents of an answer, one file a moment: the candidacy, the right to a reserved lot, the group, the offer, the
winner."""

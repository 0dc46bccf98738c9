"""The back-planning of an answer: values, what is usual, dates, and the sentences that say why."""

"""What many profiles ask, criterion by criterion: each distinct wish is kept once and asked once a lot.

A facet answers for all its values at once with an array, 1 where the criterion is surely missed. It may leave a 0 where
the oracle says against (the index asks again before telling), never the other way round.
"""

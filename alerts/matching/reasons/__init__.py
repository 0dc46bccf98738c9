"""One file a criterion: the verdict on one lot and the French sentence that tells it."""

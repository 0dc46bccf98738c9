"""One file a publisher. To add one: copy a neighbour and its test, then add a line to `scrapers.catalogue`."""

"""French territory offline: communes, postcodes, EPCI, départements, regions, NUTS, distances."""

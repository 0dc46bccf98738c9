"""Reading BOAMP records: the envelope and the four shapes of their contents (`donnees`)."""

"""JTL-Wawi through its SQL database: reads in batches, writes nothing but the XML inbox."""

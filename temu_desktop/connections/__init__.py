"""Whether both neighbours and our own database can be reached now, and since when."""

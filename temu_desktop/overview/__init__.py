"""The first page of a front end: is everything in order, and what do the last days look like."""

"""People who act, and the PINs by which they are known."""

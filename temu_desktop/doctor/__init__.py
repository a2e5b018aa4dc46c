"""The doctor: every check with what it means and how to mend it."""

"""A list of log lines that follows the end of the log; a million of them without a stutter."""

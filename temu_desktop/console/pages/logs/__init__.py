"""The log page: every line of the jobs, live."""

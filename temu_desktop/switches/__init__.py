"""The operator's switches: stop all writes to TEMU and JTL, and holiday mode (decision 24)."""
